import { h } from "preact";
import { describe, expect, test } from "vitest";
import { compareLayout, comparePdf, describeLoss } from "../../src/print/gate.ts";
import type { Layout } from "../../src/print/page/layout.ts";
import { printPage } from "../../templates/print/page.tsx";

const FLOW = `<h1>Scal\u00ading &amp; growing</h1>
<p id="a">First para\u00adgraph of <em>Łódź</em><span class="footnote" id="fn-1">A note <span class="x">set</span> apart.</span> and more.</p>
<p id="b">The second paragraph has other words.</p>
<table><tbody><tr><th>Out</th><td>12</td></tr><tr><th>Up</th><td>34</td></tr><tr><th>Deep</th><td>56</td></tr></tbody></table>
<p id="c">The last paragraph ends here.</p>`;
const HTML = printPage({
  title: "not on the page",
  lang: "en-GB",
  children: h("section", { dangerouslySetInnerHTML: { __html: FLOW } }),
});

/** The pages as Paged.js leaves them. */
const PAGES = [
  { text: "Scal\u00ading & growing First para\u00adgraph of Łódź and more.", notes: "A note set apart." },
  { text: "The second paragraph has other words. Out12Up34Deep56 The last paragraph ends here.", notes: "" },
];
const layout = (pages = PAGES): Layout => ({
  pages: pages.map((p) => ({ offset: 0, ...p })),
  ids: [],
  faults: [],
  lastPage: 1,
});
const without = (words: string) => {
  const pages = PAGES.map((p) => ({ text: p.text.replace(words, ""), notes: p.notes.replace(words, "") }));
  expect(pages).not.toEqual(PAGES);
  return layout(pages);
};

describe("between the HTML and its pages", () => {
  test("nothing is lost where all is there, cut into pages and lines as may be", () => {
    expect(compareLayout(HTML, layout())).toBeUndefined();
    expect(
      compareLayout(
        HTML,
        layout([{ text: PAGES.map((p) => p.text.replaceAll(" ", "\n")).join("-"), notes: PAGES[0]!.notes }]),
      ),
    ).toBeUndefined();
  });

  test.each([
    ["a paragraph", "The second paragraph has other words.", /^The second paragraph/, /and more\.$/],
    ["the last paragraph", "The last paragraph ends here.", /^The last paragraph/, /56$/],
    ["a row of a table", "Up34", /^Up 34 Deep/, /Out 12$/],
    ["the last row", "Deep56", /^Deep 56/, /34$/],
    ["a number", "12", /^12/, /Out$/],
    ["one word", "other ", /^other words/, /paragraph has$/],
    ["one letter of a word", "ź", /Łódź/, /graph of$/],
    ["a note", "A note set apart.", /^A note set apart/, /^$/],
    ["half a note", "apart", /^apart/, /note set$/],
  ])("%s that is lost is named, with what stands before it", (_name, words, missing, after) => {
    const loss = compareLayout(HTML, without(words));
    expect(loss).toMatchObject({ stage: "pagination" });
    expect(loss!.missing).toMatch(missing);
    expect(loss!.after).toMatch(after);
  });

  test("a page that is lost", () => {
    expect(compareLayout(HTML, layout(PAGES.slice(0, 1)))!.missing).toMatch(/^The second paragraph/);
  });

  test("a paragraph that is set twice is no silent change either", () => {
    const twice = PAGES.map((p, i) => (i === 1 ? { ...p, text: `${p.text} ${p.text}` } : p));
    expect(compareLayout(HTML, layout(twice))).toBeDefined();
  });
});

describe("between the pages and the PDF", () => {
  // As pdf.js reads it: lines cut, hyphens shown, numbers of notes drawn in.
  const PDF = [
    "Scal-\ning & growing\nFirst para-\ngraph of Łódź1 and more.\n1 A note set apart.",
    PAGES[1]!.text,
  ];

  test("nothing is lost where all is there, be it in another order", () => {
    expect(comparePdf(layout(), PDF)).toBeUndefined();
    expect(comparePdf(layout(), [PDF[0]!.split("\n").reverse().join("\n"), PDF[1]!])).toBeUndefined();
  });

  test("ligatures and their letters are the same text", () => {
    const pages = [{ text: "The first office", notes: "" }];
    expect(comparePdf(layout(pages), ["The \ufb01rst o\ufb03ce"])).toBeUndefined();
  });

  test.each([
    ["a glyph that the font lacks", 0, "Łódź", "ódź", /^Łódź and more/, /graph of$/],
    ["a glyph in the middle of a word", 1, "second", "se\ufffdond", /^second paragraph/, /^The$/],
    ["a ligature written as its first letter", 1, "The last", "Te last", undefined, undefined],
    ["a number in a table", 1, "34", "", /^(Out12Up34Deep56|.*34)/, undefined],
    ["a sentence", 1, "The last paragraph ends here.", "", /^(last|ends|here)/, /paragraph|Deep/],
    ["a note", 0, "A note set apart.", "", /^(A )?note set apart/, /more\.|A$/],
  ])(
    "%s that is lost is named, with page and what stands before it",
    (_name, page, words, become, missing, after) => {
      const pdf = PDF.map((t, i) => (i === page ? t.replace(words, become) : t));
      expect(pdf).not.toEqual(PDF);
      const loss = comparePdf(layout(), pdf);
      expect(loss).toMatchObject({ stage: "PDF", page: page + 1 });
      if (missing) expect(loss!.missing).toMatch(missing);
      if (after) expect(loss!.after).toMatch(after);
    },
  );

  test("one of two same words that is lost", () => {
    const pages = [{ text: "Change makes change, and change again makes change.", notes: "" }];
    expect(comparePdf(layout(pages), ["Change makes change, and again makes change."])).toBeDefined();
  });

  test("a page that is lost", () => {
    expect(comparePdf(layout(), PDF.slice(0, 1))).toMatchObject({ stage: "PDF", page: 2 });
  });
});

test("a loss is told in one line: article, place, words, mend", () => {
  const line = describeLoss("08-scaling.md", {
    stage: "PDF",
    page: 2,
    missing: "the words",
    after: "what is before",
  });
  expect(line).toMatch(
    /^08-scaling\.md: words are lost in the PDF \(page 2 of the article\): after “…what is before” the words “the words…” do not come: shorten or split/,
  );
  expect(describeLoss("x", { stage: "pagination", missing: "a", after: "b" })).toMatch(
    /^x: words are lost in pagination: /,
  );
});
