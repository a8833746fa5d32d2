import type { ArticleText } from "./anchoring.ts";
import { rangeOf } from "./anchoring.ts";
import { COLOURS, type Note } from "./model.ts";

/** A highlight as it stands in the text. */
export interface Painted {
  note: Note;
  range: Range;
}

const MARK = "note-mark";
/** On top of its colour: to this passage something is written. */
const WRITTEN = "note-written";

/**
 * Paints highlights and notes over the text, in place of those painted before: with the CSS Custom Highlight API, which
 * does not touch the document; where there is none with `<mark>`s, which leave nothing behind when they go. Neither
 * moves a line.
 *
 * @param read gives the article's text as it is without marks
 */
export function paint(notes: readonly Note[], read: () => ArticleText | undefined): Painted[] {
  unwrap();
  const shown = notes.filter((n) => n.kind !== "bookmark");
  const api = "highlights" in CSS;
  let text = shown.length > 0 ? read() : undefined;
  const painted: Painted[] = [];
  for (const note of shown) {
    const range = text && rangeOf(note, text);
    if (!range) continue;
    painted.push({ note, range });
    if (api) continue;
    wrap(range, note);
    // Marks cut the text's nodes, and what was read of them.
    text = read();
  }
  for (const colour of api ? COLOURS : []) {
    const ranges = painted.filter((p) => p.note.colour === colour).map((p) => p.range);
    if (ranges.length > 0) CSS.highlights.set(`note-${colour}`, new Highlight(...ranges));
    else CSS.highlights.delete(`note-${colour}`);
  }
  const written = painted.filter((p) => p.note.kind === "note").map((p) => p.range);
  if (api && written.length > 0) CSS.highlights.set(WRITTEN, new Highlight(...written));
  else if (api) CSS.highlights.delete(WRITTEN);
  return painted;
}

function wrap(range: Range, note: Note): void {
  const root = range.commonAncestorContainer;
  const nodes: Text[] = [];
  if (root instanceof Text) nodes.push(root);
  else {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let n = walker.nextNode() as Text | null; n; n = walker.nextNode() as Text | null) {
      // White space between blocks is no place for an element.
      if (range.intersectsNode(n) && n.data.trim() && !n.parentElement?.closest("svg, .note-call"))
        nodes.push(n);
    }
  }
  const { startContainer, startOffset, endContainer, endOffset } = range;
  for (const node of nodes) {
    const from = node === startContainer ? startOffset : 0;
    const to = node === endContainer ? endOffset : node.length;
    if (from >= to) continue;
    const part = from > 0 ? node.splitText(from) : node;
    if (to - from < part.length) part.splitText(to - from);
    const mark = document.createElement("mark");
    mark.className = `${MARK} ${MARK}-${note.colour}${note.kind === "note" ? ` ${WRITTEN}` : ""}`;
    mark.dataset.note = note.id;
    part.replaceWith(mark);
    mark.append(part);
  }
}

function unwrap(): void {
  for (const mark of document.querySelectorAll(`.${MARK}`)) {
    const parent = mark.parentNode!;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

/** The topmost highlight at a point of the window, CSS pixels; of several the one marked last. */
export function paintedAt(painted: readonly Painted[], x: number, y: number): Painted | undefined {
  const mark = document.elementFromPoint(x, y)?.closest<HTMLElement>(`.${MARK}`);
  if (mark) return painted.find((p) => p.note.id === mark.dataset.note);
  return painted.findLast(({ range }) =>
    [...range.getClientRects()].some((r) => x >= r.left && x <= r.right && y >= r.top && y <= r.bottom),
  );
}
