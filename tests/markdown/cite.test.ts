import { describe, expect, test } from "vitest";
import type { Article, AtlasMeta } from "../../src/atlas/types.ts";
import { citeArticle, citeBook } from "../../src/markdown/cite.ts";

const META: AtlasMeta = {
  title: "Atlas of Tests",
  subtitle: "What goes wrong",
  edition: "Test edition",
  lang: "en-GB",
  url: "https://host.example/atlas/",
  publisher: "Atlas Press & Sons",
  year: 2026,
  id: "urn:uuid:6f0d3a52-6f1b-4c0e-9d0e-2b1f6f9a7c11",
  license: "CC-BY-4.0",
  email: "editors@host.example",
  description: "For tests.",
  keywords: [],
};
const ARTICLE: Article = {
  number: 8,
  slug: "scaling",
  file: "articles/08-scaling.md",
  title: "Scaling & growing",
  subtitle: "100% of #1",
  authors: [],
  part: "landscape",
  summary: "",
  keyPoints: [],
  policyFields: [],
  regions: [],
  date: "2026-11-23",
  license: "CC-BY-4.0",
  lang: "en-GB",
  draft: false,
  body: "",
  bodyLine: 1,
};
const PAGES = { first: 57, last: 64 };
const AUTHORS = [{ name: "Ada Maria Lovelace" }, { name: "Plato" }];
/** The fields of a RIS record. */
const ris = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((l) => [l.slice(0, 2), l.slice(6)]);

describe("an article without authors", () => {
  const cited = citeArticle(ARTICLE, META, PAGES);

  test("APA names the edition, once, and the pages", () => {
    expect(cited.apa.text).toBe(
      "Atlas Press & Sons. (2026). Scaling & growing: 100% of #1. In Atlas of Tests: What goes wrong (pp. 57–64). https://host.example/atlas/articles/scaling/",
    );
    expect(cited.apa.html).toContain("<i>Atlas of Tests: What goes wrong</i>");
    expect(cited.apa.html).not.toMatch(/&(?!#?\w+;)/);
  });

  test("no form presents a person as the author", () => {
    expect(JSON.parse(cited.csl)[0].author).toEqual([{ literal: "Atlas Press & Sons" }]);
    expect(ris(cited.ris).filter(([tag]) => tag === "AU")).toEqual([["AU", "Atlas Press & Sons"]]);
    // The braces keep BibTeX from taking the name apart.
    expect(cited.bibtex).toContain("author = {{Atlas Press \\& Sons}}");
  });
});

describe("an article with authors", () => {
  const cited = citeArticle({ ...ARTICLE, authors: AUTHORS }, META, PAGES);

  test("APA", () => {
    const authors = [{ name: "Ada Maria Lovelace" }, { name: "Bo Li" }];
    expect(citeArticle({ ...ARTICLE, authors }, META, PAGES).apa.text).toBe(
      "Lovelace, A. M., & Li, B. (2026). Scaling & growing: 100% of #1. In Atlas of Tests: What goes wrong (pp. 57–64). Atlas Press & Sons. https://host.example/atlas/articles/scaling/",
    );
  });

  test("BibTeX that TeX can read", () => {
    const fields = Object.fromEntries(
      [...cited.bibtex.matchAll(/^\t(\w+) = \{(.*)\},$/gm)].map((m) => [m[1], m[2]]),
    );
    expect(fields).toMatchObject({
      author: "Lovelace, Ada Maria and {Plato}",
      title: "Scaling \\& growing: 100\\% of \\#1",
      // Braces keep the capitals that BibTeX's styles would take away.
      booktitle: "Atlas of {Tests}: What goes wrong",
      year: "2026",
      pages: "57--64",
      url: "https://host.example/atlas/articles/scaling/",
    });
    expect(cited.bibtex).toMatch(/^@\w+\{[\w-]+,\n[\s\S]*\n\}\n$/);
  });

  test("RIS with first and last page in fields of their own", () => {
    const fields = ris(cited.ris);
    expect(fields[0]).toEqual(["TY", "CHAP"]);
    expect(fields.at(-1)![0]).toBe("ER");
    expect(fields).toContainEqual(["SP", "57"]);
    expect(fields).toContainEqual(["EP", "64"]);
    expect(fields).toContainEqual(["AU", "Lovelace, Ada Maria"]);
    expect(fields).toContainEqual(["TI", "Scaling & growing: 100% of #1"]);
    expect(fields).toContainEqual(["PY", "2026"]);
    // Tag, two spaces, hyphen, space: the last line too.
    for (const line of cited.ris.replace(/\n$/, "").split("\n")) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- /);
  });

  test("CSL-JSON", () => {
    expect(JSON.parse(cited.csl)).toEqual([
      expect.objectContaining({
        id: "scaling",
        type: "chapter",
        title: "Scaling & growing: 100% of #1",
        author: [{ given: "Ada Maria", family: "Lovelace" }, { literal: "Plato" }],
        page: "57–64",
        issued: { "date-parts": [[2026, 11, 23]] },
      }),
    ]);
  });
});

test("one page, and no page known", () => {
  const one = citeArticle(ARTICLE, META, { first: 57, last: 57 });
  expect(one.apa.text).toContain("(p. 57)");
  expect(ris(one.ris)).toContainEqual(["SP", "57"]);
  expect(ris(one.ris).map(([tag]) => tag)).not.toContain("EP");
  const none = citeArticle(ARTICLE, META);
  expect(none.apa.text).not.toMatch(/\(pp?\./);
  expect(ris(none.ris).map(([tag]) => tag)).not.toContain("SP");
});

test("the year is that of the last change", () => {
  expect(citeArticle({ ...ARTICLE, updated: "2028-02-03" }, META).apa.text).toContain("(2028)");
});

test("the book", () => {
  const cited = citeBook(META);
  expect(cited.apa.text).toBe(
    "Atlas Press & Sons. (2026). Atlas of Tests: What goes wrong. https://host.example/atlas/",
  );
  expect(cited.bibtex).toMatch(/^@book\{/);
  expect(ris(cited.ris)[0]).toEqual(["TY", "BOOK"]);
  expect(JSON.parse(cited.csl)[0]).toMatchObject({ type: "book", title: "Atlas of Tests: What goes wrong" });
});

test("hostile titles stay text in the HTML", () => {
  const cited = citeArticle({ ...ARTICLE, title: `<script>alert(1)</script>"` }, META);
  expect(cited.apa.html).not.toContain("<script");
  expect(cited.apa.text).toContain("<script>alert(1)</script>");
});

test("dollars in a title stay where they are", () => {
  const title = "$& the people's $'s, $` and $$";
  expect(citeArticle({ ...ARTICLE, title }, META).apa.text).toContain("$& the people’s $’s, $` and $$");
});
