import { hyphenate } from "../hyphenate.ts";
import { type Cut, textWidth } from "./metrics.ts";

const SOFT_HYPHEN = "\u00ad";
/** Widths are sums: a text that was measured for its column must not be broken for a rounding error. */
const TOLERANCE = 0.01;

export { typeset } from "../../atlas/typography.ts";

/** A piece of a line that is not broken; `glue` is what follows it if the line goes on. */
interface Piece {
  text: string;
  glue: string;
}

/** Cuts a text where a line may end: at spaces and after a hyphen, a dash or a slash between letters. */
function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  for (const word of text.split(/[ \t]+/).filter((w) => w !== "")) {
    const parts = word.split(/(?<=[\p{L}\p{N}][-\u2013\u2014/])(?=\p{L})/u);
    parts.forEach((part, i) => {
      found.push({ text: part, glue: i === parts.length - 1 ? " " : "" });
    });
  }
  return found;
}

/** Cuts a word that is wider than a line: at its syllables if that suffices, between letters if not. */
function cutWord(word: string, width: number, cut: Cut): Piece[] {
  const syllables = hyphenate(word, "en-GB").split(SOFT_HYPHEN);
  const atoms = syllables.flatMap((syllable) =>
    textWidth(`${syllable}-`, cut) <= width + TOLERANCE
      ? [syllable]
      : [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(syllable)].map((s) => s.segment),
  );
  const lines: string[] = [];
  let line = "";
  for (const atom of atoms) {
    if (line !== "" && textWidth(`${line}${atom}-`, cut) > width + TOLERANCE) {
      lines.push(line);
      line = "";
    }
    line += atom;
  }
  lines.push(line);
  const hyphen = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]+/u.test(word) ? "-" : "";
  return lines.map((text, i) =>
    i < lines.length - 1 ? { text: text + hyphen, glue: "" } : { text, glue: " " },
  );
}

/** Fills lines one after the other, none wider than `width`. */
function fill(text: string, width: number, cut: Cut): string[] {
  const lines: string[] = [];
  let line = "";
  let glue = "";
  for (const piece of pieces(text)) {
    const parts: Piece[] =
      textWidth(piece.text, cut) > width + TOLERANCE ? cutWord(piece.text, width, cut) : [piece];
    parts.forEach((part, i) => {
      const forced = i > 0;
      if (line !== "" && (forced || textWidth(line + glue + part.text, cut) > width + TOLERANCE)) {
        lines.push(line);
        line = part.text;
      } else {
        line = line === "" ? part.text : line + glue + part.text;
      }
      glue = i === parts.length - 1 ? piece.glue : part.glue;
    });
  }
  if (line !== "") lines.push(line);
  return lines;
}

/**
 * Breaks a text into lines no wider than `width` (units of the viewBox), as few as possible and then as even as
 * possible, so that a label never ends in one lonely word.
 */
export function wrap(text: string, width: number, cut: Cut = "sans"): string[] {
  const lines = fill(text, width, cut);
  if (lines.length < 2) return lines;
  // Never narrower than the longest piece, or evening out would cut a word that fits.
  let low = Math.min(width, longestWord(text, cut));
  let high = width;
  let best = lines;
  while (high - low > 1) {
    const middle = (low + high) / 2;
    const narrower = fill(text, middle, cut);
    if (narrower.length <= lines.length) {
      best = narrower;
      high = middle;
    } else {
      low = middle;
    }
  }
  return best;
}

/** Width of the widest piece that wrapping leaves whole. */
export function longestWord(text: string, cut: Cut = "sans"): number {
  return Math.max(0, ...pieces(text).map((piece) => textWidth(piece.text, cut)));
}

/** Width of the widest line. */
export function blockWidth(lines: string[], cut: Cut = "sans"): number {
  return Math.max(0, ...lines.map((line) => textWidth(line, cut)));
}

/**
 * The narrowest column, at most `cap` wide, in which every text takes as few lines as any width up to `cap` allows
 * and at most `maxLines`; undefined if there is none.
 */
export function columnWidth(
  texts: string[],
  cap: number,
  maxLines: number,
  cut: Cut = "sans",
): number | undefined {
  if (texts.some((text) => longestWord(text, cut) > cap)) return undefined;
  const natural = Math.max(0, ...texts.map((text) => textWidth(text, cut)));
  if (natural <= cap) return natural;
  const wrapped = texts.map((text) => wrap(text, cap, cut));
  if (wrapped.some((lines) => lines.length > maxLines)) return undefined;
  return Math.max(...wrapped.map((lines) => blockWidth(lines, cut)));
}
