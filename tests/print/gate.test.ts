import { inflateSync } from "node:zlib";
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFRawStream, type PDFRef } from "pdf-lib";
import { h } from "preact";
import { describe, expect, test } from "vitest";
import { compareLayout, comparePdf, describeLoss } from "../../src/print/gate.ts";
import type { Layout } from "../../src/print/page/layout.ts";
import { mendContents } from "../../src/print/pdf/artifacts.ts";
import { skiaText } from "../../src/print/skia-text.ts";
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
  floats: [],
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

  test("a figure may stand after text that follows it, but not be lost or lose a word", () => {
    const table = "Out12Up34Deep56";
    const moved = PAGES.map((p, i) =>
      i === 1
        ? { ...p, text: `The second paragraph has other words. The last paragraph ends here. ${table}` }
        : p,
    );
    expect(compareLayout(HTML, layout(moved))).toBeDefined();
    expect(compareLayout(HTML, { ...layout(moved), floats: [table] })).toBeUndefined();
    const lost = moved.map((p) => ({ ...p, text: p.text.replace(table, "") }));
    expect(compareLayout(HTML, { ...layout(lost), floats: [table] })!.missing).toMatch(/^Out 12/);
    const cut = moved.map((p) => ({ ...p, text: p.text.replace("34", "") }));
    expect(compareLayout(HTML, { ...layout(cut), floats: ["Out12UpDeep56"] })).toBeDefined();
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

describe("what is said in place of glyphs", () => {
  /** A file as Chromium's PDF library writes it, of one page in a font whose glyph 1 is the ligature fi. */
  const file = (content: string): Uint8Array => {
    const stream = (body: string) => `<</Length ${body.length}>> stream\n${body}\nendstream`;
    const objects = [
      "<</Type /Catalog\n/Pages 2 0 R>>",
      "<</Type /Pages\n/Kids [3 0 R]>>",
      "<</Type /Page\n/Resources <</Font <</F1 5 0 R>>>>\n/Contents 4 0 R>>",
      stream(content),
      "<</Type /Font\n/ToUnicode 6 0 R>>",
      stream(
        "3 beginbfchar\n<0001> <00660069>\n<0002> <006E>\n<0003> <0064>\nendbfchar\n1 beginbfchar\n<0004> <002D>\nendbfchar",
      ),
    ];
    let pdf = "%PDF-1.4\n";
    const offsets = objects.map((object, i) => {
      const at = pdf.length;
      pdf += `${i + 1} 0 obj\n${object}\nendobj\n`;
      return `${String(at).padStart(10, "0")} 00000 n \n`;
    });
    const start = pdf.length;
    pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}trailer\n<</Root 1 0 R>>\nstartxref\n${start}\n%%EOF`;
    return new TextEncoder().encode(pdf);
  };
  const said = (text: string) =>
    `BT /Span<</ActualText (${text}) >> BDC\n/F1 14 Tf\n1 0 0 -1 83 4525 Tm\n<0001> Tj\nEMC\n<0002> Tj <0003> Tj ET`;
  const layout = {
    pages: [{ text: "find", notes: "", offset: 0 }],
    ids: [],
    floats: [],
    faults: [],
    lastPage: 1,
  };

  test("the first letter of a ligature is mended at assembly, so the gate lets it pass", async () => {
    expect(comparePdf(layout, skiaText(file(said("f")))!)).toBeUndefined();
    const { context, catalog } = await PDFDocument.load(file(said("f")));
    const page = context
      .lookup(catalog.get(PDFName.of("Pages")), PDFDict)
      .lookup(PDFName.of("Kids"), PDFArray);
    const ref = page.get(0) as PDFRef;
    await mendContents(context, [ref], new Map());
    const stream = context.lookup(ref, PDFDict).lookup(PDFName.of("Contents")) as PDFRawStream;
    const content = Buffer.from(inflateSync(stream.contents)).toString("latin1");
    expect(content).not.toContain("ActualText");
    expect(content).toContain("<0001> Tj");
  });

  test("other words than the glyphs' are a loss, whatever the glyphs are", () => {
    expect(comparePdf(layout, skiaText(file(said("x")))!)).toMatchObject({ stage: "PDF", page: 1 });
  });
});
