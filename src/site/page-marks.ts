import { insertPageMarks } from "../markdown/page-marks.ts";
import { body } from "./bodies.ts";
import type { ArticleView } from "./model.ts";

/**
 * The mark where a printed page starts: a separator with a name, that links can lead to. It holds no text, or words
 * could not be found or linked to across it; what is seen is drawn by the stylesheet. (`doc-pagebreak` would say it
 * better, but DPUB-ARIA 1.1 lets it be named by its text only.)
 */
export function pageMark(page: number): string {
  return `<span class="page-mark" id="page-${page}" role="separator" aria-label="Page ${page}" data-page="${page}"></span>`;
}

/** The article's body for the web, with a mark at the start of each printed page but the first. */
export function markedBody(view: ArticleView): string {
  const html = body(view.document, "web");
  return insertPageMarks(html, view.breaks.slice(1), pageMark);
}

/** Printed pages, but the first, that start in a block which is not in the body: a reference. */
export function marksOf(view: ArticleView, id: string): number[] {
  return view.breaks.slice(1).flatMap((b) => (b.id === id ? [b.page] : []));
}
