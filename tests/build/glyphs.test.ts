import { expect, test } from "vitest";
import { formatProblem } from "../../src/atlas/problem.ts";
import { checkGlyphs } from "../../src/build/glyphs.ts";
import { article, folder } from "../atlas/fixture.ts";

const found = async (files: Record<string, string>) =>
  (await checkGlyphs(await folder(files))).map(formatProblem);

test("what the fonts have: Latin, Greek, Cyrillic, marks that make one letter with theirs", async () => {
  const text = "Ærøskøbing Ψυχή Наука cafe\u0301 — “so” ½ € naïve\u00ad \u00a0 a\u200bb";
  expect(await found({ "02-second.md": article(text) })).toEqual([]);
});

test("letters of other scripts, emoji and signs are named with file and line, in every file", async () => {
  const lines = await found({
    "02-second.md": article("Text.\n\nשלום and 漢字\n\n\u{1f600}\n"),
    "glossary.yaml": '- term: "مرحبا"\n  definition: d\n',
    "parts/landscape.md": "\u{1d54f}",
  });
  expect(lines.map((l) => l.split(": ").slice(0, 2).join(": "))).toEqual([
    "articles/02-second.md:12: the fonts have no glyph for “ש” (U+05E9), “ל” (U+05DC), “ו” (U+05D5), “ם” (U+05DD), “漢” (U+6F22), “字” (U+5B57)",
    "articles/02-second.md:14: the fonts have no glyph for “\u{1f600}” (U+1F600)",
    "articles/glossary.yaml:1: the fonts have no glyph for “م” (U+0645), “ر” (U+0631), “ح” (U+062D), “ب” (U+0628), “ا” (U+0627)",
    "articles/parts/landscape.md:1: the fonts have no glyph for “\u{1d54f}” (U+1D54F)",
  ]);
});

test("combining marks that no letter takes, control characters, and what turns the direction of a line", async () => {
  const [line, ...more] = await found({ "02-second.md": article("Z\u0338\u0321 \u0007 \u202eabc\u202c") });
  expect(line).toContain("no glyph for U+0338, U+0321, U+0007, U+202E, U+202C");
  expect(more).toEqual([]);
});

test("characters written as escapes in YAML, JSON and Markdown; not what stands in backticks", async () => {
  const lines = await found({
    "02-second.md": article("&#x5e9; &alefsym;\n\n`&#x5e9; \\u05e9`\n", {
      title: '"\\u05e9\\U0001F600\\xA0"',
    }),
    "references.json": '[{"title": "\\u6f22 \\ud83d\\ude00"}]',
  });
  expect(lines.map((l) => l.replace(/: take it out.*/, ""))).toEqual([
    "articles/02-second.md:2: the fonts have no glyph for “ש” (U+05E9), “\u{1f600}” (U+1F600)",
    "articles/02-second.md:10: the fonts have no glyph for “ש” (U+05E9), “ℵ” (U+2135)",
    "articles/references.json:1: the fonts have no glyph for “漢” (U+6F22), “\u{1f600}” (U+1F600)",
  ]);
});
