import fontkit from "@pdf-lib/fontkit";
import { describe, expect, test } from "vitest";
import { fallbackMetrics, meanWidth, STANDARD } from "../../src/site/font-metrics.ts";
import {
  charactersOf,
  type Font,
  formatUnicodeRange,
  makeFonts,
  openFont,
  parseUnicodeRange,
} from "../../src/site/fonts.ts";

test("unicode ranges", () => {
  expect(parseUnicodeRange("U+0000-00FF,U+0131, U+4??")).toEqual([
    [0, 0xff],
    [0x131, 0x131],
    [0x400, 0x4ff],
  ]);
  expect(formatUnicodeRange([32, 33, 34, 40, 300])).toBe("U+20-22,U+28,U+12C");
});

test("characters of texts, the astral ones whole and the controls left out", () => {
  expect([...charactersOf(["aba\n", "\u{1F600}ş"])]).toEqual([0x61, 0x62, 0x1f600, 0x15f]);
});

describe("stand-ins", () => {
  test("a font like the standard one needs no adjustment", () => {
    const times = { unitsPerEm: 1000, ascent: 891, descent: -216, lineGap: 42, advance: STANDARD.times };
    const m = fallbackMetrics(times, "times");
    expect(m.sizeAdjust).toBe(1);
    expect(m.ascentOverride).toBeCloseTo(0.891);
    expect(m.descentOverride).toBeCloseTo(0.216);
    expect(m.lineGapOverride).toBeCloseTo(0.042);
  });
  test("adjusted, the stand-in is as wide and its line as high as Alegreya", async () => {
    const font = await openFont("alegreya", "latin", 400, "normal");
    const advance = (c: string) => font.glyphForCodePoint(c.codePointAt(0)!).advanceWidth;
    const m = fallbackMetrics(
      {
        ...font,
        unitsPerEm: font.unitsPerEm,
        ascent: font.ascent,
        descent: font.descent,
        lineGap: font.lineGap,
        advance,
      },
      "times",
    );
    expect(meanWidth(STANDARD.times, 1000) * m.sizeAdjust).toBeCloseTo(
      meanWidth(advance, font.unitsPerEm),
      6,
    );
    expect(m.ascentOverride * m.sizeAdjust).toBeCloseTo(font.ascent / font.unitsPerEm, 6);
  });
});

test("the subsets keep figures and kerning, and cover what is used", async () => {
  const { files, css } = await makeFonts(charactersOf(["Şişli 1844"]), "");
  const text = files.find((f) => f.name.startsWith("alegreya-latin-400-normal"))!;
  expect(text.preload).toBe(true);
  expect(text.bytes.length).toBeLessThan(20_000);
  const font = fontkit.create(text.bytes) as unknown as Font & { availableFeatures: string[] };
  expect(font.availableFeatures).toEqual(expect.arrayContaining(["kern", "liga", "lnum", "tnum", "frac"]));
  expect(font.hasGlyphForCodePoint("Z".codePointAt(0)!)).toBe(true);
  expect(files.some((f) => f.name.startsWith("alegreya-latin-ext-400-normal"))).toBe(true);
  expect(files.some((f) => f.name.includes("cyrillic"))).toBe(false);
  expect(css).toMatch(/font-family:"Alegreya Fallback".*size-adjust:\d+\.\d+%/);
  // The faces that a reader chooses may come late; the site's own are there at once or not at all.
  expect(css.match(/font-display:(?:optional|swap)/g)).toHaveLength(files.length);
  expect(css).toMatch(/font-family:"?Alegreya"?;[^}]*font-display:optional/);
});
