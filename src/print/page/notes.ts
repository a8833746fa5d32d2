import { Handler, type Page, registerHandlers } from "pagedjs";

/**
 * The rest of a note that a page has no room for goes to the next. Paged.js hands it over even where the line that
 * calls the note has gone over too, so that it would stand there twice: once as a rest and once whole.
 */
class NoteRules extends Handler {
  beforePageLayout({ element }: Page): void {
    const area = element.querySelector<HTMLElement>(".pagedjs_area")!;
    for (const note of area.querySelectorAll<HTMLElement>("[data-footnote-marker]")) {
      if (!document.querySelector(`[data-footnote-call="${note.dataset.ref}"]`)) note.remove();
    }
    const notes = area.querySelector(".pagedjs_footnote_inner_content");
    if (!notes || notes.childNodes.length > 0) return;
    notes.parentElement!.classList.add("pagedjs_footnote_empty");
    area.style.setProperty("--pagedjs-footnotes-height", "0px");
  }
}

export function registerNoteRules(): void {
  registerHandlers(NoteRules);
}
