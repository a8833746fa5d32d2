import { describe, expect, test } from "vitest";
import { slugify } from "../../src/atlas/text.ts";
import { escapeHtml, mapText, stripTags } from "../../src/markdown/html.ts";
import { canHyphenate, hyphenate } from "../../src/markdown/hyphenate.ts";

test("escapeHtml is safe in text and in quoted attributes; stripTags undoes it", () => {
  const text = `a < b & "c" > d &amp; 'e'`;
  expect(escapeHtml(text)).not.toMatch(/[<>"]/);
  expect(stripTags(escapeHtml(text))).toBe(text);
});

test("stripTags takes tags out and resolves entities once", () => {
  expect(stripTags('<a href="x">A&#38;B</a> &lt;b&gt; &#x2014; &amp;lt; &unknown; &nbsp;.')).toBe(
    "A&B <b> — &lt; &unknown; \u00a0.",
  );
});

test("mapText changes words and no tags", () => {
  expect(mapText('<a title="word">word</a> word', (t) => t.toUpperCase())).toBe(
    '<a title="word">WORD</a> WORD',
  );
});

test.each([
  ["Scaling out, up & deep", "scaling-out-up-deep"],
  ["  Élan vital — Straße  ", "elan-vital-strasse"],
  ["2008: the crisis", "s-2008-the-crisis"],
  ["…", "section"],
  ["日本", "section"],
])("slugify %s", (words, slug) => {
  expect(slugify(words)).toBe(slug);
  expect(slugify(words)).toMatch(/^[a-z][a-z0-9-]*$/);
});

describe("hyphenate", () => {
  const shy = (text: string, lang = "en-GB") => hyphenate(text, lang).replaceAll("\u00ad", "·");

  test("leaves at least two letters before a break and three after it", () => {
    const words = "organisation international sustainability community evidence practice already education";
    for (const word of shy(words).split(" ")) {
      const parts = word.split("·");
      expect(parts[0]!.length, word).toBeGreaterThanOrEqual(2);
      expect(parts.at(-1)!.length, word).toBeGreaterThanOrEqual(3);
    }
    expect(shy("organisation")).toContain("·");
  });

  test("leaves short words, capitals and addresses whole", () => {
    for (const text of ["small", "UNESCO", "https://example.org/organisation", "organisation@example.org"]) {
      expect(shy(text).replace(/https:/, "https:")).toBe(text);
    }
  });

  test("changes nothing but soft hyphens", () => {
    const text = "Łódź’s organisations — naïve coöperation, 1990–2000; “participatory” budgeting (Şişli).";
    expect(shy(text).replaceAll("·", "")).toBe(text);
  });

  test("knows its languages", () => {
    expect(["en-GB", "en-US", "en-AU", "de-AT", "fr", "es"].every(canHyphenate)).toBe(true);
    expect(canHyphenate("fi")).toBe(false);
    expect(shy("organisation", "fi")).toBe("organisation");
  });
});
