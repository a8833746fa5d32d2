import { type PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, type PDFObject, PDFRef } from "pdf-lib";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assemble } from "../../src/print/assemble.ts";
import { loadPrintAssets } from "../../src/print/assets.ts";
import { Printer } from "../../src/print/printer.ts";
import { skiaText } from "../../src/print/skia-text.ts";
import { printPage } from "../../templates/print/page.tsx";

/** What assistive technology is told of a printed document: the tags of the assembled PDF. */

interface Tag {
  type: string;
  kids: Tag[];
  /** Pages, from 0, that content of its own or of what is in it stands on. */
  pages: Set<number>;
  /** Marked content of its own. */
  own: number;
  parent?: Tag;
}

let printer: Printer;
beforeAll(async () => {
  printer = new Printer({ assets: await loadPrintAssets(), dir: "articles", timeout: 30_000 });
});
afterAll(() => printer.close());

const words = (n: number) => Array.from({ length: n }, (_, i) => `practice${i % 7 ? "" : "s"}`).join(" ");

async function printed(html: string) {
  const whole = printPage({ title: "Test", lang: "en", children: null }).replace(
    '<div id="flow"></div>',
    () => `<div id="flow"><article>${html}</article></div>`,
  );
  const raw = await printer.print({ name: "test", html: whole });
  const { pdf } = await assemble({
    pieces: [{ id: "test", pdf: raw.pdf, numbering: "arabic" }],
    outline: [],
    fonts: {},
    metadata: { title: "Test", authors: [], lang: "en", date: new Date(0) },
  });
  return { pdf, pages: raw.layout.pages.length, raw: raw.pdf };
}

async function tags(pdf: Uint8Array): Promise<Tag[]> {
  const doc = await PDFDocument.load(pdf);
  const { context, catalog } = doc;
  const pages = new Map(doc.getPages().map((page, i) => [page.ref, i]));
  const K = PDFName.of("K");
  const all: Tag[] = [];
  const read = (dict: PDFDict, page: PDFObject | undefined, parent?: Tag): Tag => {
    const tag: Tag = {
      type: dict.lookup(PDFName.of("S"), PDFName).decodeText(),
      kids: [],
      pages: new Set(),
      own: 0,
      ...(parent ? { parent } : {}),
    };
    all.push(tag);
    const pg = dict.get(PDFName.of("Pg")) ?? page;
    const k = dict.lookup(K);
    const items = k === undefined ? [] : "asArray" in k ? (k as PDFArray).asArray() : [dict.get(K)!];
    const stands = (where: PDFObject | undefined) => {
      tag.own++;
      for (let at: Tag | undefined = tag; at; at = at.parent) at.pages.add(pages.get(where as PDFRef)!);
    };
    for (const item of items) {
      const value = item instanceof PDFRef ? context.lookup(item) : item;
      if (value instanceof PDFNumber) stands(pg);
      else if (value instanceof PDFDict && value.has(PDFName.of("S"))) tag.kids.push(read(value, pg, tag));
      else if (value instanceof PDFDict && value.has(PDFName.of("MCID")))
        stands(value.get(PDFName.of("Pg")) ?? pg);
    }
    return tag;
  };
  read(catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict).lookup(K, PDFDict), undefined);
  return all;
}

const count = (all: Tag[], type: string) => all.filter((tag) => tag.type === type).length;
const split = (all: Tag[], type: string) =>
  all.filter((tag) => tag.type === type && tag.pages.size > 1).length;

describe("what runs over a page is one element", () => {
  test("a paragraph, a list and its item, a box", async () => {
    const { pdf, pages } = await printed(`
      <p id="a">${words(500)}</p>
      <ul><li>${words(100)}</li><li>${words(500)}</li><li>${words(20)}</li></ul>
      <aside class="case" aria-label="Case"><p id="b">${words(500)}</p><p id="c">${words(40)}</p></aside>`);
    const all = await tags(pdf);
    expect(pages).toBeGreaterThan(4);
    expect(count(all, "Art")).toBe(1);
    expect([count(all, "P"), split(all, "P")]).toEqual([3, 2]);
    expect([count(all, "L"), count(all, "LI"), split(all, "L")]).toEqual([1, 3, 1]);
    expect(split(all, "LI")).toBeGreaterThan(0);
    expect([count(all, "Aside"), split(all, "Aside")]).toEqual([1, 1]);
  });

  test("a table, with its header once", async () => {
    const rows = Array.from({ length: 80 }, (_, i) => `<tr><th scope="row">${i}</th><td>value</td></tr>`);
    const { pdf, pages } = await printed(
      `<p id="a">${words(50)}</p><figure><figcaption>Table</figcaption><table><thead><tr><th scope="col">n</th><th scope="col">v</th></tr></thead><tbody>${rows.join("")}</tbody></table></figure>`,
    );
    const all = await tags(pdf);
    expect(pages).toBeGreaterThan(2);
    expect([count(all, "Table"), split(all, "Table")]).toEqual([1, 1]);
    expect([count(all, "TR"), count(all, "TH"), count(all, "TD")]).toEqual([81, 82, 80]);
  });
});

test("a note stands behind the block that calls it, and each leads to the other", async () => {
  const { pdf } = await printed(
    `<p id="a">${words(30)}<span class="footnote" id="fn-1">One ${words(5)}</span> ${words(5)}<span class="footnote" id="fn-2">Two</span></p><p id="b">${words(30)}</p>`,
  );
  const all = await tags(pdf);
  const article = all.find((tag) => tag.type === "Art")!;
  expect(article.kids.map((kid) => kid.type)).toEqual(["P", "Note", "Note", "P"]);
  expect(article.kids[0]!.kids.map((kid) => kid.type)).toEqual(["Reference", "Reference"]);
  expect(article.kids[1]!.kids[0]!).toMatchObject({ type: "Lbl", kids: [{ type: "Link" }] });

  const doc = await getDocument({ data: new Uint8Array(pdf), verbosity: 0, disableFontFace: true }).promise;
  const links = (await (await doc.getPage(1)).getAnnotations()).filter((a) => a.subtype === "Link");
  const places = await doc.getDestinations();
  const height = (name: string) => (places[name] as unknown[])[3] as number;
  const dests = links.map((link) => link.dest as string);
  expect(new Set(dests)).toEqual(new Set(["fn-1", "fnref-1", "fn-2", "fnref-2"]));
  expect(height("fn-1")).toBeGreaterThan(height("fn-2"));
  expect(height("fnref-1")).toBeGreaterThan(height("fn-1") + 200);
});

test("terms are the items of a list, with label and body", async () => {
  const { pdf } = await printed(
    `<dl class="case-facts"><div><dt>Where</dt><dd>Colombia</dd></div><div><dt>Since</dt><dd>1976</dd></div></dl>`,
  );
  const items = (await tags(pdf)).filter((tag) => tag.type === "LI");
  expect(items.map((item) => item.kids.map((kid) => kid.type))).toEqual([
    ["Lbl", "LBody"],
    ["Lbl", "LBody"],
  ]);
});

test("words at the ends of lines stay apart, and rules are no content", async () => {
  const { pdf, raw } = await printed(
    `<p id="a">${"abc ".repeat(200)}</p><aside class="case" aria-label="Case"><p id="b">In a box</p></aside>`,
  );
  expect(skiaText(raw)!.join(" ")).not.toMatch(/abcabc/);
  const all = await tags(pdf);
  // Each block's own content is its text: no line at the side of the box, no ground.
  expect(all.filter((tag) => tag.type === "Aside" && tag.own > 0)).toEqual([]);
});
