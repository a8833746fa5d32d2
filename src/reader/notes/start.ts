import type { Context } from "../context.ts";
import { notebookOf } from "./notebook.ts";

/** Starts notes: on an article the marks in the text, the toolbar on what is selected and the bookmark's button. */
export async function startNotes(context: Context): Promise<void> {
  const { info } = context;
  if (info.kind === "notes") return (await import("./page.ts")).showNotesPage(context);
  if (!info.article || !context.reader) return;
  const notebook = notebookOf(context);
  const { slug } = info.article;
  for (const button of document.querySelectorAll('[data-command="bookmark"]'))
    button.setAttribute("aria-pressed", "false");
  let marking = false;
  const mark = () => {
    if (marking || notebook.of(slug).length === 0) return;
    marking = true;
    import("./marks.ts")
      .then((m) => m.showMarks(context))
      .catch((error: unknown) => {
        marking = false;
        console.error(error);
      });
  };
  mark();
  notebook.onChange(mark);

  let waiting = 0;
  const selected = () => {
    clearTimeout(waiting);
    if (document.getSelection()?.isCollapsed !== false) return;
    // Not while it is still being drawn.
    waiting = window.setTimeout(async () => (await import("./toolbar.ts")).offerToolbar(context), 250);
  };
  document.addEventListener("selectionchange", selected);
  selected();
}
