import type { Reader } from "../context.ts";
import { type Place, placeOf, rangeBetween } from "../place/anchor.ts";
import { type ReadText, readText } from "../place/text-fragment.ts";
import { locate, quoteOf, sameText, wholeWords, wordsFrom } from "./locate.ts";
import { type Anchor, LONGEST, type Note } from "./model.ts";

/** Above the first block: the article's title. */
const TOP = "top";

/** The article's text, read once for many notes. */
export interface ArticleText {
  main: HTMLElement;
  article: Element;
  read: ReadText;
}

export function articleText(): ArticleText | undefined {
  const main = document.getElementById("main");
  const article = main?.querySelector("article");
  return main && article ? { main, article, read: readText(article) } : undefined;
}

/**
 * Where a note stands now: in its place if the words there are still the same, else where they are found in the block,
 * else in the article; undefined if they are gone.
 */
export function rangeOf(
  { anchor: { start, end, quote } }: Note,
  { main, article, read }: ArticleText,
): Range | undefined {
  if (start.id === TOP) {
    const title = article.querySelector("h1");
    if (!title) return undefined;
    const range = document.createRange();
    range.selectNodeContents(title);
    return range;
  }
  const there = rangeBetween(start, end, main);
  const span = there && !there.collapsed && read.indices(there);
  if (span && sameText(read.text.slice(span.from, span.to), quote.exact)) return there;
  const block = main.querySelector(`[id="${CSS.escape(start.id)}"]`);
  if (block) {
    const inBlock = readText(block);
    const found = locate(inBlock.text, quote);
    if (found) return inBlock.range(found.from, found.to);
  }
  const found = locate(read.text, quote);
  return found && read.range(found.from, found.to);
}

/** The passage that a range of the article holds, widened to whole words; what stands in its way as a string. */
export function anchorOf(
  range: Range,
  { main, read }: ArticleText,
): { anchor: Anchor; range: Range } | string {
  const touched = read.indices(range);
  const span = touched && wholeWords(read.text, touched);
  if (!span) return "There are no words in what is selected.";
  const quote = quoteOf(read.text, span);
  if (quote.exact.length > LONGEST.quote) return "That is too long to be kept as one passage.";
  const whole = read.range(span.from, span.to);
  const start = placeOf(whole.startContainer, whole.startOffset, main);
  const end = placeOf(whole.endContainer, whole.endOffset, main);
  if (!start || !end) return "This part of the page cannot be marked.";
  return { anchor: { start, end, quote }, range: whole };
}

/** A bookmark at a place: known by the words that follow. */
export function anchorAt(place: Place, text: ArticleText): Anchor | undefined {
  const { main, article, read } = text;
  const rest = document.createRange();
  const at = place.id === TOP ? undefined : rangeBetween(place, place, main);
  if (!at) {
    const title = article.querySelector("h1")?.textContent?.trim();
    const top = { id: TOP, offset: 0 };
    return title ? { start: top, end: top, quote: { exact: title, prefix: "", suffix: "" } } : undefined;
  }
  rest.selectNodeContents(article);
  rest.setStart(at.startContainer, at.startOffset);
  const from = read.indices(rest)?.from;
  const span = from === undefined ? undefined : wordsFrom(read.text, from);
  if (!span) return undefined;
  const range = read.range(span.from, span.to);
  const end = placeOf(range.endContainer, range.endOffset, main);
  // The reader's own place, so that the way back shows the same page.
  return end && { start: place, end, quote: quoteOf(read.text, span) };
}

/** Folios of the printed pages on which an anchor lies. */
export function pagesOf({ start, end }: Anchor, reader: Reader): Note["pages"] {
  const first = reader.printPage(start);
  if (first === undefined) return undefined;
  return { first, last: Math.max(first, reader.printPage(end) ?? first) };
}
