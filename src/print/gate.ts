import { stripTags } from "../markdown/html.ts";
import type { Layout } from "./page/layout.ts";

/**
 * Paged.js can drop what it cannot place, and a font can lack a glyph. What went into a print page must come out of
 * the PDF: the text of the HTML is compared with that of the paginated document, and that with the text of the PDF.
 */

/** Words that were lost, with those before them for finding the place. */
export interface Loss {
  stage: "pagination" | "PDF";
  /** Page of the document from 1; undefined where the page cannot be told. */
  page?: number;
  /** The first missing words. */
  missing: string;
  /** What stands before them. */
  after: string;
}

/** Letters and digits, for spaces, hyphens and punctuation may be set otherwise at the end of a line. */
const bare = (text: string) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
/** Letters alone: numbers of notes are drawn by the page and not in the text. */
const letters = (text: string) => text.normalize("NFKC").replace(/[^\p{L}]/gu, "");

/** @returns the first loss between the HTML of a print page and its pages */
export function compareLayout(html: string, layout: Layout): Loss | undefined {
  const flow = /<div id="flow">(.*)<\/div><\/body>/s.exec(html)?.[1] ?? html;
  const { text, notes } = separateNotes(flow);
  const [expected, found] = withoutFloats(
    stripTags(spaced(text)),
    layout.pages.map((p) => p.text).join(" "),
    layout.floats,
  );
  return (
    firstLoss(expected, found, bare, "pagination") ??
    firstLoss(stripTags(spaced(notes)), layout.pages.map((p) => p.notes).join(" "), bare, "pagination")
  );
}

/** Figures that have changed places with text are taken out of both, from each once; one that is lost stays in the first. */
function withoutFloats(expected: string, found: string, floats: string[]): [string, string] {
  for (const float of floats) {
    const wanted = bare(float);
    const [a, b] = [without(expected, wanted), without(found, wanted)];
    if (a !== undefined && b !== undefined) [expected, found] = [a, b];
  }
  return [expected, found];
}

/** The text but for the first place with the given letters, whatever is between them. */
function without(text: string, letters: string): string | undefined {
  const start = letters === "" ? -1 : bare(text).indexOf(letters);
  if (start < 0) return undefined;
  const from = after(text, 0, start);
  return `${text.slice(0, from)} ${text.slice(after(text, from, letters.length))}`;
}

/** Where in a text, from a place on, so many bare letters have come. */
function after(text: string, from: number, letters: number): number {
  let [low, high] = [from, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bare(text.slice(from, middle)).length < letters) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param pdfPages the text of each page of the PDF */
export function comparePdf(layout: Layout, pdfPages: string[]): Loss | undefined {
  for (const [i, page] of layout.pages.entries()) {
    const loss = firstMissingWord(`${page.text} ${page.notes}`, pdfPages[i] ?? "");
    if (loss) return { stage: "PDF", page: i + 1, ...loss };
  }
  return undefined;
}

/** Tags become spaces, so that words of neighbouring blocks stay apart in messages. */
function spaced(html: string): string {
  return html.replace(/<(?=\/?(?:p|li|h\d|td|th|dd|dt|tr|text|tspan|figcaption)\b)/g, " <");
}

function firstLoss(
  expected: string,
  found: string,
  reduce: (s: string) => string,
  stage: Loss["stage"],
): Loss | undefined {
  const [a, b] = [reduce(expected), reduce(found)];
  if (a === b) return undefined;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  // Back to the words as written.
  let count = 0;
  let at = 0;
  for (; at < expected.length && count < same; at++) count += reduce(expected[at]!).length;
  // Marks and spaces after the last word that came belong to it.
  while (at < expected.length && reduce(expected[at]!) === "") at++;
  const start = Math.max(0, expected.lastIndexOf(" ", at));
  const clean = (s: string) => s.replaceAll("\u00ad", "").replace(/\s+/g, " ").trim();
  return {
    stage,
    missing: clean(expected.slice(start, start + 200)).slice(0, 80),
    after: clean(expected.slice(Math.max(0, start - 200), start)).slice(-60),
  };
}

/** The first word that the page has not, or not as often: one lost glyph or one of two same words is a loss. */
function firstMissingWord(expected: string, found: string): Pick<Loss, "missing" | "after"> | undefined {
  const lacking = lacks(bare(expected), bare(found));
  if (!lacking && sameLetters(letters(expected), letters(found))) return undefined;
  const words = expected.replaceAll("\u00ad", "").split(/\s+/);
  const told = (i: number) => ({
    missing: words
      .slice(i, i + 8)
      .join(" ")
      .slice(0, 80),
    after: words
      .slice(Math.max(0, i - 8), i)
      .join(" ")
      .slice(-60),
  });
  // The number of a note may be drawn inside what is one word here.
  const inLetters = letters(found);
  const absent = words.findIndex((word) => !inLetters.includes(letters(word)));
  if (absent >= 0) return told(absent);
  if (!lacking) return undefined;
  const rarer = words.map((word) => {
    const reduce = /\p{N}/u.test(word) ? bare : letters;
    const w = reduce(word);
    return w !== "" && reduce(expected).split(w).length > reduce(found).split(w).length;
  });
  // Which of the same words it is, its neighbours tell.
  const alone = words.findIndex(
    (_, i) => rarer[i] && !inLetters.includes(letters(words.slice(Math.max(0, i - 1), i + 2).join(""))),
  );
  return told(Math.max(0, alone >= 0 ? alone : rarer.indexOf(true)));
}

/** Whether some character comes less often than expected; what comes more often is drawn by the page. */
function lacks(expected: string, found: string): boolean {
  const count = new Map<string, number>();
  for (const letter of found) count.set(letter, (count.get(letter) ?? 0) + 1);
  for (const letter of expected) {
    const left = (count.get(letter) ?? 0) - 1;
    if (left < 0) return true;
    count.set(letter, left);
  }
  return false;
}

/** Whether two texts are made of the same characters, in whatever order. */
function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && !lacks(a, b);
}

/** Notes stand in the text where they are called, and at the foot of the page once it is made. */
function separateNotes(html: string): { text: string; notes: string } {
  const open = '<span class="footnote"';
  let text = "";
  let notes = "";
  let from = 0;
  for (let at = html.indexOf(open); at >= 0; at = html.indexOf(open, from)) {
    text += html.slice(from, at);
    const end = endOfSpan(html, at);
    notes += ` ${html.slice(at, end)}`;
    from = end;
  }
  return { text: text + html.slice(from), notes };
}

function endOfSpan(html: string, start: number): number {
  const tags = /<(\/?)span\b[^>]*>/g;
  tags.lastIndex = start;
  let depth = 0;
  for (let m = tags.exec(html); m; m = tags.exec(html)) {
    depth += m[1] ? -1 : 1;
    if (depth === 0) return tags.lastIndex;
  }
  return html.length;
}

/** One line that names the article, the place and the words. */
export function describeLoss(name: string, loss: Loss): string {
  const where = loss.page ? ` (page ${loss.page} of the article)` : "";
  return `${name}: words are lost in ${loss.stage === "PDF" ? "the PDF" : "pagination"}${where}: after “…${loss.after}” the words “${loss.missing}…” do not come: shorten or split the block that holds them`;
}
