import { foldText } from "../place/text-fragment.ts";

/** Text cut into what is spoken in one breath. Pure: positions are indices into the text that was given. */

export interface Span {
  from: number;
  /** After the last character. */
  to: number;
}

/** After these a full stop does not end a sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:\p{Lu}\.(?:\p{Lu}\.)*|(?:al|approx|bzw|ca|cf|Dr|eds?|e\.g|etc|Fig|i\.e|Mrs?|Ms|No|Nr|pp?|Prof|St|vgl|vols?|vs)\.)$/u;

/**
 * The sentences of a text, without the white space between them (UAX #29 by `Intl.Segmenter`, by punctuation where it
 * is missing). Initials and abbreviations do not end one.
 *
 * @param lang BCP 47
 * @param segmenter undefined where the browser has none
 */
export function splitSentences(
  text: string,
  lang: string,
  segmenter: typeof Intl.Segmenter | undefined = Intl.Segmenter,
): Span[] {
  const spans: Span[] = [];
  let open = false;
  for (const { from, to } of segmenter ? segmented(text, lang, segmenter) : punctuated(text)) {
    const part = text.slice(from, to);
    const end = from + part.trimEnd().length;
    const start = to - part.trimStart().length;
    if (start >= end) continue;
    if (open) spans.at(-1)!.to = end;
    else spans.push({ from: start, to: end });
    open = ABBREVIATION.test(text.slice(spans.at(-1)!.from, end));
  }
  return spans;
}

function segmented(text: string, lang: string, Segmenter: typeof Intl.Segmenter): Span[] {
  const segments = new Segmenter(lang, { granularity: "sentence" }).segment(text);
  return [...segments].map(({ index, segment }) => ({ from: index, to: index + segment.length }));
}

function punctuated(text: string): Span[] {
  const ends = [...text.matchAll(/[.!?…]+["”’»)\]]*\s+(?=["“‘«([]*[\p{Lu}\p{N}])/gu)].map(
    (m) => m.index + m[0].length,
  );
  return [...ends, text.length].map((to, i) => ({ from: i === 0 ? 0 : ends[i - 1]!, to }));
}

/**
 * A sentence in pieces of at most `most` characters, cut after punctuation where there is some, else between words: a
 * voice from the network falls silent in Chromium after some 15 seconds of one utterance.
 *
 * @returns the pieces in order; together they are the whole text
 */
export function piecesOf(text: string, most: number): Span[] {
  const pieces: Span[] = [];
  let from = 0;
  while (text.length - from > most) {
    const window = text.slice(from, from + most);
    const clause = Math.max(
      ...[", ", "; ", ": ", " – ", "— "].map((s) => window.lastIndexOf(s) + s.length - 1),
    );
    const cut = clause > most / 3 ? clause : window.lastIndexOf(" ");
    const to = from + (cut > 0 ? cut + (window[cut] === " " ? 1 : 0) : most);
    pieces.push({ from, to });
    from = to;
  }
  pieces.push({ from, to: text.length });
  return pieces;
}

/**
 * Brackets that hold a citation, with the white space before them: `Moore et al. (2015)` is heard as “Moore et al.”.
 *
 * @param cites where the citations are; of brackets within brackets the innermost goes
 */
export function citationBrackets(text: string, cites: Span[]): Span[] {
  const open: number[] = [];
  const groups: Span[] = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") open.push(i);
    else if (text[i] === ")" && open.length > 0) groups.push({ from: open.pop()!, to: i + 1 });
  }
  const found = new Set<Span>();
  for (const cite of cites) {
    // Inner groups close, and so come, before the ones around them.
    const group = groups.find((g) => g.from < cite.from && g.to > cite.to);
    if (group) found.add(group);
  }
  return [...found]
    .map(({ from, to }) => ({ from: text.slice(0, from).trimEnd().length, to }))
    .sort((a, b) => a.from - b.from);
}

/**
 * A text as a voice gets it: white space folded, no soft hyphens, without what is left out.
 *
 * @param leftOut in order, not overlapping
 * @returns the text, and for each of its characters where it was
 */
export function speakable(text: string, leftOut: Span[] = []): { spoken: string; at: number[] } {
  const { folded, at } = foldText(text, leftOut);
  return { spoken: folded, at };
}
