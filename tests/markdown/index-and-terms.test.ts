import { describe, expect, test } from "vitest";
import { caseIndex, pagesOfIds, printedLocators } from "../../src/markdown/case-index.ts";
import { stripTags } from "../../src/markdown/html.ts";
import type { Document } from "../../src/markdown/types.ts";
import { check, compile } from "../atlas/fixture.ts";

const CASE = `::: case Escuela Nueva {#case-escuela}
- Where: Colombia
- Since: 1975
- Who: teachers

A story of [the bank]{.index as="Grameen Bank"}.
:::
`;

describe("marks for the index", () => {
  test("words stay as they are; a case is indexed by its title, or by what is marked in it", async () => {
    const body = `[Grameen *Bank*]{.index} and [the school]{.index as="Escuela Nueva"}.\n\n${CASE}\n${CASE.replace(
      "Escuela Nueva {#case-escuela}",
      "[Aravind]{.index}, Madurai {#case-aravind}",
    )}`;
    const document = await compile(body);
    expect(document.mentions).toEqual([
      { name: "Grameen Bank", id: "ix-grameen-bank", kind: "mention" },
      { name: "Escuela Nueva", id: "ix-escuela-nueva", kind: "mention" },
      { name: "Escuela Nueva", id: "case-escuela", kind: "case" },
      { name: "Grameen Bank", id: "ix-grameen-bank-2", kind: "mention" },
      { name: "Aravind", id: "case-aravind", kind: "case" },
      { name: "Grameen Bank", id: "ix-grameen-bank-3", kind: "mention" },
    ]);
    for (const target of ["web", "print", "epub"] as const) {
      const html = document.render(target);
      expect(html).toContain('<span id="ix-grameen-bank">');
      expect(stripTags(html).replaceAll("\u00ad", "")).toContain("Grameen Bank and the school.");
    }
    expect(document.render("feed")).not.toContain("ix-");
    expect(document.cases.map((c) => c.title)).toEqual(["Escuela Nueva", "Aravind, Madurai"]);
  });

  test("the words may hold a link; a name is set as the text is, over lines too", async () => {
    const document = await compile(
      `[[Grameen Bank](01-first.md)]{.index} and [the women]{.index as="Self Employed\nWomen's Association"}.\n`,
    );
    expect(document.mentions.map((m) => m.name)).toEqual([
      "Grameen Bank",
      "Self Employed Women’s Association",
    ]);
    expect(document.render("web")).toContain(
      '<span id="ix-grameen-bank"><a href="../first/" class="article-link">Grameen Bank</a></span>',
    );
  });

  test("a mark that cannot be read, or stands where the index cannot lead, is named", async () => {
    const { lines } = await check({
      "01-first.md": `---
title: A
part: landscape
summary: ${"word ".repeat(45)}
keyPoints: [A., B., C.]
policyFields: []
regions: []
date: 2026-11-23
---
Two [@lee-2014-book; @moss-2016-pair]. A [b]{.index for="c"}.

## On [Aravind]{.index}

Text.
`,
    });
    expect(lines.map((l) => l.split(": ").slice(0, 2).join(": "))).toEqual([
      "articles/01-first.md:10: an index mark that cannot be read, `]{.index for=“c”}`",
      "articles/01-first.md:12: an index mark in a heading, a caption or a note",
    ]);
  });
});

describe("the index", () => {
  const documentOf = (slug: string, html: string, mentions: Document["mentions"]) =>
    ({ article: { slug }, mentions, render: () => html }) as unknown as Document;
  const PAGES = {
    first: 5,
    last: 7,
    breaks: [
      { page: 5, id: "top", offset: 0 },
      { page: 6, id: "p1", offset: 8 },
      { page: 7, id: "c-title", offset: 0 },
    ],
  };
  const HTML = `<p id="p1">One <span id="ix-a">Ara</span>vi <span id="ix-b">Big</span></p>
<aside id="c"><p id="c-title">Case</p><p id="p2">Told</p></aside>`;

  test("an element is on the pages where it begins and ends", () => {
    const pages = pagesOfIds(HTML, PAGES);
    expect(Object.fromEntries(pages)).toMatchObject({
      p1: { first: 5, last: 6 },
      "ix-a": { first: 5, last: 5 },
      "ix-b": { first: 6, last: 6 },
      "c-title": { first: 7, last: 7 },
      c: { last: 7 },
    });
  });

  test("names in their alphabet, articles before them do not count, one entry for a name", () => {
    const letters = caseIndex(
      [
        documentOf("one", HTML, [
          { name: "The Big Issue", id: "ix-b", kind: "mention" },
          { name: "Aravind", id: "ix-a", kind: "mention" },
          { name: "Zebra", id: "c", kind: "case" },
        ]),
        documentOf("two", HTML, [
          { name: "aravind", id: "c", kind: "case" },
          { name: "1 Million", id: "ix-a", kind: "mention" },
          { name: "Édith", id: "ix-b", kind: "mention" },
          { name: "Latvia", id: "ix-b", kind: "mention" },
        ]),
      ],
      { one: PAGES, two: { ...PAGES, first: 15, last: 17, breaks: [] } },
    );
    expect(letters.map((l) => [l.letter, ...l.entries.map((e) => e.name)])).toEqual([
      ["0–9", "1 Million"],
      ["A", "Aravind"],
      ["B", "The Big Issue"],
      ["E", "Édith"],
      ["L", "Latvia"],
      ["Z", "Zebra"],
    ]);
    expect(letters[1]!.entries[0]!.locators).toEqual([
      { slug: "one", id: "ix-a", kind: "mention", first: 5, last: 5 },
      { slug: "two", id: "c", kind: "case", first: 15, last: 15 },
    ]);
    expect(letters[5]!.entries[0]!.locators[0]).toMatchObject({ first: 7, last: 7 });
  });

  test("a page is printed once; a box takes the place of a mention on its page", () => {
    const locator = (first: number, last: number, kind: "case" | "mention", slug = "one") => ({
      slug,
      id: `${kind}-${first}`,
      kind,
      first,
      last,
    });
    const printed = printedLocators({
      id: "e",
      name: "E",
      locators: [
        locator(5, 5, "mention"),
        locator(5, 6, "case"),
        locator(6, 6, "mention"),
        locator(9, 9, "mention", "two"),
      ],
    });
    expect(printed.map(({ first, last, isCase, id }) => [first, last, isCase, id])).toEqual([
      [5, 6, true, "case-5"],
      [9, 9, false, "mention-9"],
    ]);
  });
});

describe("terms of the glossary", () => {
  const GLOSSARY = `- term: Practice
  definition: What is done.
- term: Social practice
  forms: [social practices]
  definition: What is done together.
- term: SROI
  definition: A ratio.
`;

  test("the first use in running text is a link, the longest term first; all else is left alone", async () => {
    const document = await compile(
      `## Social practice\n\nA malpractice. [practice](01-first.md) and **social practices**, practice's end, social practice; practice.\n\n::: table Of SROI {#tab-x}\n| SROI | b |\n|---|---|\n| a | SROI |\n\nSource: SROI.\n:::\n`,
      { "glossary.yaml": GLOSSARY },
    );
    expect(document.terms.map((t) => t.name)).toEqual(["Social practice", "Practice"]);
    const links = [...document.render("web").matchAll(/<a class="term" href="([^"]+)">([^<]+)<\/a>/g)];
    expect(links.map((m) => [m[1], m[2]])).toEqual([
      ["../../glossary/#term-social-practice", "social practices"],
      ["../../glossary/#term-practice", "practice"],
    ]);
    expect(document.render("epub")).toContain('href="../glossary.xhtml#term-practice"');
    expect(document.render("print")).toContain('href="https://host.example/atlas/glossary/#term-practice"');
    expect(document.linksTo).toEqual(["first"]);
  });
});
