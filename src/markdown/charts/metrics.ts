import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fontkit from "@pdf-lib/fontkit";

/** The cuts that charts are set in. */
export type Cut = "sans" | "strong" | "caps";

/** Text is set in this size, in units of the viewBox; every layout width is chosen for it. */
export const SIZE = 12;
/** Distance of baselines, in units of the viewBox. */
export const LEADING = 14;
/** Letter-spacing of small capitals, in em. */
export const CAPS_TRACKING = 0.04;

const FILES: Record<Cut, { family: string; weight: number }> = {
  sans: { family: "alegreya-sans", weight: 400 },
  strong: { family: "alegreya-sans", weight: 500 },
  caps: { family: "alegreya-sans-sc", weight: 400 },
};
// In the order in which a character is looked up; @fontsource cuts one font into these files.
const SUBSETS = ["latin", "latin-ext", "vietnamese", "greek", "cyrillic"] as const;
/** Width in em that is assumed where the font has no glyph and the browser takes another font. */
const FALLBACK_EM = 0.65;
const WIDE_EM = 1.02;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;
// The fonts lack the narrow spaces; HarfBuzz makes them of the space glyph, other engines take a fifth of an em.
const THIN_SPACES = new Map([
  ["\u202f", 0.2],
  ["\u2009", 0.2],
]);

interface Font {
  unitsPerEm: number;
  characterSet: number[];
  hasGlyphForCodePoint(code: number): boolean;
  glyphForCodePoint(code: number): { advanceWidth: number };
  layout(text: string, features: string[]): { glyphs: { advanceWidth: number }[] };
}

const require = createRequire(import.meta.url);
const tables = new Map<string, Map<string, number> | null>();

/** Advance widths in em of one subset file, or null where the font has no such subset. */
function table(cut: Cut, subset: string): Map<string, number> | null {
  const { family, weight } = FILES[cut];
  const key = `${family}-${subset}-${weight}`;
  let widths = tables.get(key);
  if (widths === undefined) {
    let path: string | undefined;
    try {
      path = require.resolve(`@fontsource/${family}/files/${key}-normal.woff2`);
    } catch {
      path = undefined;
    }
    widths = null;
    if (path !== undefined) {
      const font = fontkit.create(readFileSync(path)) as unknown as Font;
      widths = new Map();
      for (const code of font.characterSet) {
        widths.set(String.fromCodePoint(code), font.glyphForCodePoint(code).advanceWidth / font.unitsPerEm);
      }
      if (subset === "latin") {
        // The wider of old-style, lining and tabular figures, so that a label fits whichever the style asks for.
        const digits = "0123456789";
        for (const features of [["lnum"], ["lnum", "tnum"]]) {
          font.layout(digits, features).glyphs.forEach((glyph, i) => {
            const digit = digits[i]!;
            widths!.set(digit, Math.max(widths!.get(digit) ?? 0, glyph.advanceWidth / font.unitsPerEm));
          });
        }
      }
    }
    tables.set(key, widths);
  }
  return widths;
}

function advance(char: string, cut: Cut): number {
  const thin = THIN_SPACES.get(char);
  if (thin !== undefined) return thin;
  for (const subset of SUBSETS) {
    const width = table(cut, subset)?.get(char);
    if (width !== undefined) return width;
  }
  if (/\p{Mark}/u.test(char)) return 0;
  return WIDE.test(char) ? WIDE_EM : FALLBACK_EM;
}

/** Kerning, which is left out, mostly draws letters together, but sets a few pairs apart: at most this much in all. */
const ALLOWANCE = 1.01;

/** Width of a line of text in units of the viewBox, from the fonts' own advance widths; rather too much than too little. */
export function textWidth(text: string, cut: Cut = "sans", size = SIZE): number {
  let em = 0;
  for (const char of text) em += advance(char, cut) + (cut === "caps" ? CAPS_TRACKING : 0);
  return em * size * ALLOWANCE;
}
