import { expect, test } from "vitest";
import { checkBar, type Prose } from "../../src/markdown/bar.ts";
import type { Document } from "../../src/markdown/types.ts";

const words = (n: number) => Array.from({ length: n }, (_, i) => `w${i}`).join(" ");

/** An article that meets the bar. */
function prose(slug: string, paragraphs: string[] = [], change: Partial<Document> = {}): Prose {
  return {
    document: {
      article: { slug, file: `articles/${slug}.md`, lang: "en-GB", summary: words(50) },
      words: 1200,
      headings: Array.from({ length: 4 }, () => ({ level: 2 })),
      references: Array.from({ length: 8 }),
      cases: [{ id: "c", title: `Case of ${slug}` }],
      mentions: [{ id: "c", name: `Case of ${slug}`, kind: "case" }],
      figures: [{ id: "f" }],
      linksTo: ["a", "b"],
      ...change,
    } as unknown as Document,
    paragraphs: paragraphs.map((text, i) => ({ text, line: 20 + i })),
  };
}
const found = (...articles: Prose[]) => checkBar(articles).map((p) => `${p.file}:${p.line} ${p.what}`);

test("an article that meets the bar is not spoken of", () => {
  expect(found(prose("a", ["A short sentence."]))).toEqual([]);
});

test("lengths and numbers that fall short or go beyond", () => {
  const short = found(
    prose("a", [], { words: 900, references: [], cases: [], figures: [], linksTo: ["b"], headings: [] }),
  );
  expect(short).toEqual([
    "articles/a.md:1 the text has 900 words",
    "articles/a.md:1 the article cites 0 works",
    "articles/a.md:1 the article has 0 sections",
    "articles/a.md:1 no case is told",
    "articles/a.md:1 there is no figure or table",
    "articles/a.md:1 there are fewer than two links to other articles",
  ]);
  expect(found(prose("a", [], { words: 2000 }))).toEqual(["articles/a.md:1 the text has 2000 words"]);
});

test("sentences and paragraphs that are too long, with their line", () => {
  expect(
    found(prose("a", ["Short.", `The ${words(50)}.`, `${"Five words are enough here. ".repeat(40)}`])),
  ).toEqual([
    "articles/a.md:21 a sentence of 51 words: “The w0 w1 w2 w3 w4 …”",
    "articles/a.md:22 a paragraph of 200 words",
  ]);
});

test("a sentence or a case that stands in two articles; short sentences may", () => {
  const sentence = "A guide can be printed by the thousand, but a teacher has to be won.";
  expect(found(prose("a", [sentence, "It is so."]), prose("b", [`It is so. ${sentence}`]))).toEqual([
    "articles/b.md:20 “A guide can be printed by the thousand, …” stands in articles/a.md:20 as well",
  ]);
  const twice: Partial<Document> = { mentions: [{ id: "c", name: "Escuela Nueva", kind: "case" }] };
  expect(found(prose("a", [], twice), prose("b", [], twice))).toEqual([
    "articles/b.md:1 the case “Escuela Nueva” is told in articles/a.md as well",
  ]);
});
