import { findPassage, foldText, type TextDirective } from "../place/text-fragment.ts";
import type { Quote } from "./model.ts";

/** Passages up to this many words are looked for whole; of longer ones the ends, so that what lies between may change. */
const WHOLE = 12;
const ENDS = 5;
const AROUND = 3;
const WORD = /[\p{L}\p{N}\u00ad]/u;

interface Span {
  from: number;
  to: number;
}

/** Whether two texts say the same, white space aside. */
export function sameText(a: string, b: string): boolean {
  const bare = (text: string) => foldText(text).folded.replaceAll(" ", "");
  return bare(a) === bare(b);
}

/**
 * Finds a quotation in a text: where the words before and after it are what they were, else where those on one side
 * are, else where it is the only one of its kind.
 */
export function locate(text: string, { exact, prefix, suffix }: Quote): Span | undefined {
  const words = foldText(exact).folded.trim().split(" ");
  const quote: TextDirective =
    words.length <= WHOLE
      ? { start: words.join(" ") }
      : { start: words.slice(0, ENDS).join(" "), end: words.slice(-ENDS).join(" ") };
  // An end found far away belongs to something else.
  const near = (found: Span | undefined) =>
    found && found.to - found.from <= 2 * exact.length + 200 ? found : undefined;
  const at = (more: Partial<TextDirective>) => near(findPassage(text, { ...quote, ...more }));
  const around =
    (prefix && suffix && at({ prefix, suffix })) ||
    (prefix && at({ prefix })) ||
    (suffix && at({ suffix })) ||
    undefined;
  if (around) return around;
  const only = at({});
  if (!only) return undefined;
  return findPassage(text.slice(only.from + 1), { start: quote.start }) ? undefined : only;
}

/** Widens a span to whole words and takes off the white space at its ends; undefined if nothing is left. */
export function wholeWords(text: string, { from, to }: Span): Span | undefined {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  if (start === end) return undefined;
  if (WORD.test(text[start]!)) while (start > 0 && WORD.test(text[start - 1]!)) start--;
  if (WORD.test(text[end - 1]!)) while (end < text.length && WORD.test(text[end]!)) end++;
  return { from: start, to: end };
}

/** The quotation of a span, with the words around it. */
export function quoteOf(text: string, { from, to }: Span): Quote {
  const words = (part: string) => foldText(part).folded.trim().split(" ");
  return {
    exact: foldText(text.slice(from, to)).folded.trim(),
    prefix: words(text.slice(Math.max(0, from - 300), from))
      .slice(-AROUND)
      .join(" ")
      .slice(-400),
    suffix: words(text.slice(to, to + 300))
      .slice(0, AROUND)
      .join(" ")
      .slice(0, 400),
  };
}

/** The first words of a text from an index on: what a bookmark there is known by. */
export function wordsFrom(text: string, from: number, count = 8): Span | undefined {
  const words = /^\s*(\S+(?:\s+\S+)*)/.exec(text.slice(from, from + 1000))?.[1];
  if (!words) return undefined;
  const taken = words
    .split(/(\s+)/)
    .slice(0, 2 * count - 1)
    .join("");
  const start = from + text.slice(from).search(/\S/);
  return { from: start, to: start + taken.length };
}
