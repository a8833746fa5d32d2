import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import fontkit from "@pdf-lib/fontkit";
import fontverter from "fontverter";
import { describe, expect, test } from "vitest";
import { disableLigature } from "../../src/print/ligatures.ts";

type Font = { layout(text: string): { glyphs: { id: number; codePoints: number[] }[] } };
const load = async (file: string): Promise<Buffer> =>
  Buffer.from(
    await fontverter.convert(await readFile(resolve("node_modules/@fontsource", file)), "truetype"),
  );
/** The glyphs that another shaper chooses, by the characters they stand for. */
const shape = (font: Buffer, text: string) =>
  (fontkit.create(font) as unknown as Font)
    .layout(text)
    .glyphs.map((g) => String.fromCodePoint(...g.codePoints));

describe.each([
  ["alegreya/files/alegreya-latin-400-normal.woff2"],
  ["alegreya/files/alegreya-latin-400-italic.woff2"],
  ["alegreya/files/alegreya-latin-700-normal.woff2"],
])("%s", (file) => {
  test("T and h are set apart, all other text as before", async () => {
    const before = await load(file);
    const after = Buffer.from(before);
    expect(shape(before, "The")).toEqual(["Th", "e"]);
    expect(disableLigature(after, "T", "h")).toBeGreaterThan(0);
    expect(shape(after, "The")).toEqual(["T", "h", "e"]);
    for (const text of ["fifty offices", "flow", "thin tTt", "Quilt, Wave: 1234"]) {
      expect(shape(after, text), text).toEqual(shape(before, text));
    }
    expect(shape(after, "first").length).toBeLessThanOrEqual("first".length);
  });

  test("only that is changed, in place, and a second time finds nothing", async () => {
    const before = await load(file);
    const after = Buffer.from(before);
    const disabled = disableLigature(after, "T", "h");
    expect(after.length).toBe(before.length);
    const changed = [...after.keys()].filter((i) => after[i] !== before[i]);
    expect(changed.length).toBeLessThanOrEqual(2 * disabled);
    expect(disableLigature(after, "T", "h")).toBe(0);
  });

  test("letters without a ligature, and letters that the font has not", async () => {
    const font = await load(file);
    const copy = Buffer.from(font);
    expect(disableLigature(copy, "Q", "z")).toBe(0);
    expect(disableLigature(copy, "日", "本")).toBe(0);
    expect(copy.equals(font)).toBe(true);
  });
});

test("a font that begins inside a larger buffer", async () => {
  const font = await load("alegreya/files/alegreya-latin-400-normal.woff2");
  const inside = Buffer.concat([Buffer.alloc(3), font]).subarray(3);
  expect(disableLigature(inside, "T", "h")).toBeGreaterThan(0);
  expect(shape(Buffer.from(inside), "The")).toEqual(["T", "h", "e"]);
});
