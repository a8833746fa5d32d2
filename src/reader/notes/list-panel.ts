import type { Context, Reader } from "../context.ts";
import { placeOf } from "../place/anchor.ts";
import { button, el } from "../ui/element.ts";
import { openPanel } from "../ui/panel.ts";
import { articleText, pagesOf, rangeOf } from "./anchoring.ts";
import { noteEntry } from "./entry.ts";
import { KIND_NAMES, type Note } from "./model.ts";
import { editNote } from "./note-panel.ts";
import { NOT_KEPT, notebookOf } from "./notebook.ts";

/** All notes of this article in the order of its text; elsewhere the page of all notes. */
export function openNotes(context: Context): void {
  const { info, reader, say } = context;
  const all = `${info.root}notes/`;
  if (!info.article || !reader) {
    location.href = all;
    return;
  }
  const { slug } = info.article;
  const notebook = notebookOf(context);
  const panel = openPanel("Notes in this article", { kind: "notes" });

  const fill = () => {
    const text = articleText();
    const found: { note: Note; range: Range }[] = [];
    const lost: Note[] = [];
    for (const note of notebook.of(slug)) {
      const range = text && rangeOf(note, text);
      // Where it is printed now.
      const pages = range && pagesNow(note, range, text!.main, reader);
      if (range) found.push({ note: { ...note, ...(pages && { pages }) }, range });
      else lost.push(note);
    }
    found.sort((a, b) => a.range.compareBoundaryPoints(Range.START_TO_START, b.range));
    const actions = (note: Note) => {
      const kept = notebook.get(note.id)!;
      const what = `${KIND_NAMES[note.kind].toLowerCase()}: ${note.anchor.quote.exact.slice(0, 60)}`;
      return [
        button("Edit", () => editNote(context, kept, () => openNotes(context)), {
          class: "text-button",
          "aria-label": `Edit ${what}`,
        }),
        button("Delete", (event) => remove(kept, (event.target as Element).closest("li")!), {
          class: "text-button",
          "aria-label": `Delete ${what}`,
        }),
      ];
    };
    const jump = (note: Note, range: Range) =>
      button(
        note.anchor.quote.exact,
        () => {
          panel.close();
          // A bookmark's own place, where the page was turned to.
          if (note.kind === "bookmark" && reader.goTo(note.anchor.start, { focus: true })) return;
          reader.goTo(range, { focus: true });
        },
        { class: "note-jump" },
      );
    const link = el("p", { class: "note-all" }, el("a", { href: all }, "All notes, export and import"));
    panel.body.replaceChildren(
      ...(notebook.kept ? [] : [el("p", { class: "note-warning" }, NOT_KEPT)]),
      ...(found.length + lost.length === 0
        ? [
            el(
              "p",
              { class: "panel-state" },
              "Nothing is marked here yet. Select words in the text to highlight them or to write a note; Mark, in the bar or under More, keeps a place.",
            ),
          ]
        : []),
      el(
        "ol",
        { class: "note-list" },
        ...found.map(({ note, range }) => noteEntry(note, actions(note), jump(note, range))),
      ),
      ...(lost.length > 0
        ? [
            el("h3", {}, "Lost in a correction"),
            el(
              "p",
              { class: "panel-state" },
              "These words are not in the article any more. The notes stay until you delete them.",
            ),
            el("ul", { class: "note-list" }, ...lost.map((note) => noteEntry(note, actions(note)))),
          ]
        : []),
      link,
    );
  };
  // The page's own notices cannot be reached while a panel is open: the way back stands in the list.
  const remove = (note: Note, entry: Element) => {
    notebook.remove(note.id);
    const undo = button(
      "Undo",
      () => {
        notebook.put(note);
        fill();
        panel.body.querySelector<HTMLElement>(`[data-note="${note.id}"] button`)?.focus();
        say("It is back.");
      },
      { class: "text-button" },
    );
    entry.replaceChildren(el("p", { class: "note-gone" }, `${KIND_NAMES[note.kind]} deleted. `, undo));
    undo.focus();
    say(`${KIND_NAMES[note.kind]} deleted.`);
  };
  fill();
}

function pagesNow(note: Note, range: Range, main: Element, reader: Reader): Note["pages"] {
  const start = placeOf(range.startContainer, range.startOffset, main) ?? note.anchor.start;
  const end = placeOf(range.endContainer, range.endOffset, main) ?? start;
  return pagesOf({ ...note.anchor, start, end: note.kind === "bookmark" ? start : end }, reader);
}
