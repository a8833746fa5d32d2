import type { PageBreak } from "../atlas/page-map.ts";
import { escapeHtml } from "../markdown/html.ts";
import { insertPageMarks } from "../markdown/page-marks.ts";

/** The id of the mark of a printed page. */
export const pageId = (folio: string) => `page-${folio}`;

/** EPUB 3 Structural Semantics Vocabulary `pagebreak`; a label with a full stop is read as a break, not as a word. */
function pageMark(folio: string): string {
  return `<span class="page-mark" id="${pageId(folio)}" epub:type="pagebreak" role="doc-pagebreak" aria-label=" ${escapeHtml(folio)}. "></span>`;
}

/**
 * Marks where the printed pages start.
 *
 * @param html one element; the first page starts at its beginning
 * @throws Error that names the pages whose place is not in the text: the page list would lead nowhere
 */
export function markPages(html: string, starts: PageBreak<string>[]): string {
  const [first, ...rest] = starts;
  if (!first) return html;
  const marked = insertPageMarks(html, rest, pageMark);
  const lost = rest.filter(({ page }) => !marked.includes(` id="${pageId(page)}"`));
  if (lost.length > 0) {
    throw new Error(
      `the EPUB has no place for the start of ${lost.map((b) => `page ${b.page} (in ${b.id})`).join(", ")}`,
    );
  }
  // In the contents nothing may stand before the heading.
  return marked.replace(/^\s*(?:<nav\b[^>]*>\s*<h1[^>]*>|<[^>]*>)/, (tags) => tags + pageMark(first.page));
}
