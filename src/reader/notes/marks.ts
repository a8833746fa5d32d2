import type { Context } from "../context.ts";
import { articleText } from "./anchoring.ts";
import { bookmarksInView } from "./bookmark.ts";
import { openNote } from "./note-panel.ts";
import { notebookOf } from "./notebook.ts";
import { type Painted, paint, paintedAt } from "./paint.ts";

/** Shows an article's notes in its text: highlights, which open when they are clicked, and the state of the bookmark. */
export function showMarks(context: Context): void {
  const reader = context.reader!;
  const notebook = notebookOf(context);
  const { slug } = context.info.article!;
  let painted: Painted[] = [];
  const repaint = () => {
    painted = paint(notebook.of(slug), articleText);
    press();
  };
  const press = () => {
    const pressed = bookmarksInView(context).length > 0;
    for (const button of document.querySelectorAll('[data-command="bookmark"]'))
      button.setAttribute("aria-pressed", String(pressed));
  };
  repaint();
  notebook.onChange(repaint);
  let moving = 0;
  reader.onMove(() => {
    clearTimeout(moving);
    moving = window.setTimeout(press, 120);
  });

  const hit = (event: MouseEvent): Painted | undefined => {
    const target = event.target as Element | null;
    if (!target?.closest("#main") || target.closest("a, button, input, summary, label")) return undefined;
    if (document.getSelection()?.isCollapsed === false) return undefined;
    return paintedAt(painted, event.clientX, event.clientY);
  };
  let down: { x: number; y: number } | undefined;
  document.addEventListener("pointerdown", ({ clientX: x, clientY: y }) => {
    down = { x, y };
  });
  // A tap on a highlight opens it: it must not turn the page as well.
  document.addEventListener(
    "pointerup",
    (event) => {
      if (!down || Math.hypot(event.clientX - down.x, event.clientY - down.y) > 8) return;
      if (hit(event)) event.stopPropagation();
    },
    true,
  );
  document.addEventListener("click", (event) => {
    const found = hit(event);
    if (found) openNote(context, found.note.id);
  });
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || painted.length === 0) return;
    const main = document.getElementById("main")!;
    main.classList.toggle("over-note", hit(event) !== undefined);
  });
}
