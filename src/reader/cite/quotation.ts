import type { PageArticle } from "../page-data.ts";
import { foldText, type TextDirective, textDirective } from "../place/text-fragment.ts";

/** A passage of an article, ready to be quoted. */
export interface Passage {
  /** As it reads, white space folded. */
  text: string;
  /** Id of the block it begins in. */
  block?: string;
  /** Folios of the printed pages it begins and ends on. */
  first?: number;
  last?: number;
  /** Words before and after it in the text, to find it again among others like it. */
  prefix?: string;
  suffix?: string;
}

/** Passages up to this many words stand whole in a link; of longer ones the first and the last words. */
const WHOLE = 12;
const ENDS = 5;

/** `p. 57`, `pp. 57–58`; Chicago and MLA have the number alone. Nothing is known before the book was printed. */
function pages({ first, last }: Passage, bare: boolean): string {
  if (first === undefined) return "";
  const range = last === undefined || last === first ? `${first}` : `${first}–${last}`;
  return bare ? range : `${range === String(first) ? "p." : "pp."} ${range}`;
}

/** The reference in the text: `(…, 2026, p. 57)`; without a page it ends before it. */
export function inTextCitation(
  article: PageArticle,
  style: keyof PageArticle["cite"],
  passage: Passage,
): string {
  const page = pages(passage, style !== "apa");
  const { inText } = article.cite[style];
  return page ? inText.replace("%p", page) : inText.replace(/,? %p/, "");
}

/** The quotation with its reference: `“…” (…, 2026, p. 57)`. Quotation marks inside it become single ones. */
export function quotation(article: PageArticle, style: keyof PageArticle["cite"], passage: Passage): string {
  const inner = passage.text.replaceAll("“", "‘").replaceAll("”", "’");
  return `“${inner}” ${inTextCitation(article, style, passage)}`;
}

/** The text directive that leads back to a passage. */
export function directiveOf({ text, prefix, suffix }: Passage): TextDirective {
  const words = text.split(" ");
  const around = { ...(prefix && { prefix }), ...(suffix && { suffix }) };
  if (words.length <= WHOLE) return { start: text, ...around };
  return { start: words.slice(0, ENDS).join(" "), end: words.slice(-ENDS).join(" "), ...around };
}

/** The address that opens at a passage and marks it: `…/?p=57#block:~:text=…`. */
export function passageUrl(page: string, passage: Passage): string {
  const query = passage.first === undefined ? "" : `?p=${passage.first}`;
  return `${page}${query}#${passage.block ?? ""}${textDirective(directiveOf(passage))}`;
}

/** The last, or the first, three words of a text that is cut at the seam to a passage. */
export function neighbourWords(text: string, side: "before" | "after"): string {
  const words = foldText(text).folded.trim().split(" ").filter(Boolean);
  return (side === "before" ? words.slice(-3) : words.slice(0, 3)).join(" ");
}
