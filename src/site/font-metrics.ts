/**
 * Fallback fonts that take the same room as the web fonts, so that nothing moves when those arrive. `size-adjust`
 * matches the mean width of English text, `ascent-override` and its like the line (CSS Fonts 5, 4).
 */

/** What is needed of a font, in its own units. */
export interface FontMetrics {
  unitsPerEm: number;
  ascent: number;
  /** Below the baseline: negative. */
  descent: number;
  lineGap: number;
  /** Advance width of a character. */
  advance(character: string): number;
}

export interface FallbackMetrics {
  /** Fractions, to be written as percentages. */
  sizeAdjust: number;
  ascentOverride: number;
  descentOverride: number;
  lineGapOverride: number;
}

/** Occurrences in a thousand characters of English prose, the space included. */
const FREQUENCY: Record<string, number> = {
  " ": 183,
  e: 102,
  t: 75,
  a: 65,
  o: 62,
  i: 57,
  n: 57,
  s: 53,
  r: 50,
  h: 50,
  l: 33,
  d: 33,
  u: 23,
  c: 22,
  m: 20,
  f: 20,
  w: 17,
  g: 16,
  p: 15,
  y: 14,
  b: 12,
  v: 8,
  k: 6,
  x: 2,
  j: 1,
  q: 1,
  z: 1,
};

// Widths of the standard fonts in thousandths of an em, from Adobe's metrics files; Times New Roman, Liberation Serif
// and Nimbus Roman share those of Times, and Arial, Liberation Sans and Nimbus Sans those of Helvetica.
const widths = (table: string) => {
  const map = new Map(table.split(" ").map((entry) => [entry[0]!, Number(entry.slice(1))]));
  map.set(" ", map.get("_")!);
  return (character: string) => map.get(character) ?? 500;
};
export const STANDARD = {
  times: widths(
    "_250 a444 b500 c444 d500 e444 f333 g500 h500 i278 j278 k500 l278 m778 n500 o500 p500 q500 r333 s389 t278 u500 v500 w722 x500 y500 z444",
  ),
  timesItalic: widths(
    "_250 a500 b500 c444 d500 e444 f278 g500 h500 i278 j278 k444 l278 m722 n500 o500 p500 q500 r389 s389 t278 u500 v444 w667 x444 y444 z389",
  ),
  helvetica: widths(
    "_278 a556 b556 c500 d556 e556 f278 g556 h556 i222 j222 k500 l222 m833 n556 o556 p556 q556 r333 s500 t278 u556 v500 w722 x500 y500 z500",
  ),
} as const;

/** Mean width of a character of English text, in em. */
export function meanWidth(advance: (character: string) => number, unitsPerEm: number): number {
  let sum = 0;
  let count = 0;
  for (const [character, n] of Object.entries(FREQUENCY)) {
    sum += advance(character) * n;
    count += n;
  }
  return sum / count / unitsPerEm;
}

/** How a standard font has to be adjusted to stand in for `font`. */
export function fallbackMetrics(font: FontMetrics, standard: keyof typeof STANDARD): FallbackMetrics {
  const sizeAdjust = meanWidth(font.advance, font.unitsPerEm) / meanWidth(STANDARD[standard], 1000);
  const em = font.unitsPerEm * sizeAdjust;
  return {
    sizeAdjust,
    ascentOverride: font.ascent / em,
    descentOverride: -font.descent / em,
    lineGapOverride: font.lineGap / em,
  };
}
