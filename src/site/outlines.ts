import { type Font, openFont } from "./fonts.ts";

/**
 * Text set as outlines, so that a picture looks the same on every machine whatever fonts it has.
 */

/** A cut with the scripts it covers, in the order they are tried. */
export interface Cut {
  fonts: Font[];
}

/** Opens a cut for western text: Latin first, then extended Latin. */
export async function openCut(packageName: string, weight: number, style = "normal"): Promise<Cut> {
  return {
    fonts: [
      await openFont(packageName, "latin", weight, style),
      await openFont(packageName, "latin-ext", weight, style),
    ],
  };
}

/** Pieces of a text that one font can set. */
function runs(cut: Cut, text: string): { font: Font; text: string }[] {
  const out: { font: Font; text: string }[] = [];
  for (const character of text) {
    const font = cut.fonts.find((f) => f.hasGlyphForCodePoint(character.codePointAt(0)!)) ?? cut.fonts[0]!;
    const last = out.at(-1);
    if (last?.font === font) last.text += character;
    else out.push({ font, text: character });
  }
  return out;
}

/** Width of a line in the unit of `size`, with `tracking` (same unit) after each character. */
export function lineWidth(cut: Cut, text: string, size: number, tracking = 0): number {
  const sum = runs(cut, text).reduce((w, r) => w + r.font.layout(r.text).advanceWidth / r.font.unitsPerEm, 0);
  return sum * size + tracking * [...text].length;
}

/** SVG path data of a line whose baseline starts at (x, y). */
export function outline(cut: Cut, text: string, x: number, y: number, size: number, tracking = 0): string {
  const round = (n: number) => Math.round(n * 10) / 10;
  let d = "";
  let at = x;
  for (const run of runs(cut, text)) {
    const scale = size / run.font.unitsPerEm;
    const { glyphs, positions } = run.font.layout(run.text);
    glyphs.forEach((glyph, i) => {
      const position = positions[i]!;
      const dx = at + position.xOffset * scale;
      const dy = y - position.yOffset * scale;
      for (const { command, args } of glyph.path.commands) {
        const points = args.map((v, n) => round(n % 2 === 0 ? dx + v * scale : dy - v * scale));
        d += LETTER[command] + points.join(" ");
      }
      at += position.xAdvance * scale + tracking;
    });
  }
  return d;
}

const LETTER: Record<string, string> = {
  moveTo: "M",
  lineTo: "L",
  quadraticCurveTo: "Q",
  bezierCurveTo: "C",
  closePath: "Z",
};

/** Breaks a text into lines of at most `width`: as few as there must be, and as even as that allows. */
export function breakLines(cut: Cut, text: string, size: number, width: number): string[] {
  const space = lineWidth(cut, " ", size);
  const words = text.split(" ").map((word) => ({ word, width: lineWidth(cut, word, size) }));
  const fill = (limit: number) => {
    const lines: { text: string; width: number }[] = [];
    for (const { word, width } of words) {
      const last = lines.at(-1);
      if (last && last.width + space + width <= limit) {
        last.text += ` ${word}`;
        last.width += space + width;
      } else {
        lines.push({ text: word, width });
      }
    }
    return lines;
  };
  let best = fill(width);
  // The narrowest measure that takes no more lines gives the most even ones.
  for (let limit = width * 0.97; limit > width * 0.4; limit *= 0.97) {
    const lines = fill(limit);
    if (lines.length > best.length || lines.some((l) => l.width > limit)) break;
    best = lines;
  }
  return best.map((line) => line.text);
}
