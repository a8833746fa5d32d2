import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseHTML } from "linkedom";
import {
  type PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  type PDFRawStream,
  PDFRef,
  PDFStream,
} from "pdf-lib";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, inject, test } from "vitest";
import type { PageMap } from "../../src/atlas/page-map.ts";

/** The PDFs of a real build, as a reader or a library would look at them. */

const dist = inject("dist");
const file = (name: string) => path.join(dist, name);
const bytes = (name: string) => new Uint8Array(readFileSync(file(name)));
const BOOK = "downloads/atlas-of-social-innovation.pdf";
const pageMap = JSON.parse(readFileSync(file("page-map.json"), "utf8")) as PageMap;
const slugs = Object.keys(pageMap);
/** Address the site was built for. */
const address = /<loc>([^<]+)<\/loc>/.exec(readFileSync(file("sitemap.xml"), "utf8"))![1]!;
const letters = (text: string) => text.normalize("NFKC").replace(/[^\p{L}]/gu, "");
const squeeze = (text: string) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");

async function open(name: string) {
  const pdf = await getDocument({ data: bytes(name), verbosity: 0, disableFontFace: true }).promise;
  const pages: string[] = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    pages.push(items.map((i) => ("str" in i ? i.str + (i.hasEOL ? "\n" : "") : "")).join(""));
  }
  return { pdf, pages, labels: (await pdf.getPageLabels()) ?? [] };
}

type Opened = Awaited<ReturnType<typeof open>>;
let book: Opened;
const offprints = new Map<string, Opened>();
beforeAll(async () => {
  book = await open(BOOK);
  for (const slug of slugs) offprints.set(slug, await open(`downloads/articles/${slug}.pdf`));
});

/** Index in the book of the page with the given folio. */
const at = (folio: number) => book.labels.indexOf(String(folio));
const { articles: known } = JSON.parse(readFileSync(file("book.json"), "utf8")) as {
  articles: { slug: string; title: string }[];
};
const titles = new Map(known.map((a) => [a.slug, a.title]));
const title = (slug: string) => titles.get(slug)!;

describe("the book", () => {
  test("page labels are roman in the front matter, then arabic from 1, none twice", () => {
    const start = book.labels.indexOf("1");
    expect(start).toBeGreaterThan(2);
    expect(book.labels.slice(0, start)).toEqual(
      ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"].slice(0, start),
    );
    expect(book.labels.slice(start)).toEqual(book.labels.slice(start).map((_, i) => String(i + 1)));
  });

  test.each(slugs)("%s begins and ends where the page map says", (slug) => {
    const { first, last } = pageMap[slug]!;
    expect(squeeze(book.pages[at(first)]!)).toContain(squeeze(title(slug)));
    expect(offprints.get(slug)!.pages.length).toBe(last - first + 1);
    for (let folio = first; folio <= last; folio++) {
      // The folio stands on the page: at the head beside the running head, on the opening page alone at the foot.
      expect(book.pages[at(folio)]).toMatch(new RegExp(`(^|\\s)${folio}(\\s|$|[A-Z])`));
    }
  });

  test("every page of the text carries a running head, left the book's and right the article's", () => {
    for (const slug of slugs) {
      const { first, last } = pageMap[slug]!;
      for (let folio = first + 1; folio <= last; folio++) {
        const page = squeeze(book.pages[at(folio)]!).toLowerCase();
        const head = folio % 2 === 0 ? "Atlas of Social Innovation" : title(slug).slice(0, 40);
        expect(page, `page ${folio}`).toContain(squeeze(head).toLowerCase());
      }
    }
  });

  test("parts begin on right-hand pages", async () => {
    const outline = await book.pdf.getOutline();
    const parts = outline.filter((n) => n.title.startsWith("Part "));
    expect(parts.length).toBe(4);
    for (const part of parts) {
      const index = await pageIndex(part.dest);
      expect(Number(book.labels[index]) % 2, part.title).toBe(1);
    }
  });

  test("the outline leads to parts, articles and their headings", async () => {
    const outline = await book.pdf.getOutline();
    const articles = outline.flatMap((n) => n.items);
    expect(articles.length).toBe(slugs.length);
    for (const slug of slugs) {
      const entry = articles.find((a) => squeeze(a.title).endsWith(squeeze(title(slug))))!;
      expect(await pageIndex(entry.dest)).toBe(at(pageMap[slug]!.first));
      for (const child of entry.items) {
        const index = await pageIndex(child.dest);
        expect(squeeze(book.pages[index]!).toLowerCase(), child.title).toContain(
          squeeze(child.title).toLowerCase(),
        );
      }
      expect(entry.items.length).toBeGreaterThanOrEqual(3);
    }
  });

  test("the contents name every article with its page, and links go there", async () => {
    // From its first page to the first part's opening.
    const from = book.labels.indexOf("iii");
    const to = book.labels.indexOf("1");
    const text = book.pages.slice(from, to).map(squeeze).join("");
    for (const slug of slugs) expect(text).toContain(`${squeeze(title(slug))}${pageMap[slug]!.first}`);
    const annotations = [];
    for (let page = from; page < to; page++) {
      annotations.push(...(await (await book.pdf.getPage(page + 1)).getAnnotations()));
    }
    const links = annotations.filter((a) => a.subtype === "Link");
    const targets = new Set<number>();
    for (const link of links) {
      expect(link.url, "a link inside the book").toBeUndefined();
      targets.add(await pageIndex(link.dest));
    }
    for (const slug of slugs) expect(targets).toContain(at(pageMap[slug]!.first));
  });

  test("links between articles stay inside the book, and leave an offprint", async () => {
    const count = async ({ pdf }: Opened) => {
      let inside = 0;
      const outside: string[] = [];
      for (let n = 1; n <= pdf.numPages; n++) {
        for (const a of await (await pdf.getPage(n)).getAnnotations()) {
          if (a.subtype !== "Link") continue;
          if (a.url) outside.push(a.url as string);
          else inside++;
        }
      }
      return { inside, outside };
    };
    const own = new RegExp(`^${address}articles/`);
    expect((await count(book)).outside.filter((u) => own.test(u))).toEqual([]);
    const offprint = await count(offprints.get(slugs[0]!)!);
    expect(offprint.outside.some((u) => own.test(u))).toBe(true);
    expect(offprint.inside).toBeGreaterThan(0);
  });
});

describe("each offprint", () => {
  test.each(slugs)("%s: the book's pages and numbers, its own title, and how to cite it", async (slug) => {
    const { pdf, pages, labels } = offprints.get(slug)!;
    const { first, last } = pageMap[slug]!;
    expect(labels).toEqual(Array.from({ length: last - first + 1 }, (_, i) => String(first + i)));
    for (let i = 1; i < pages.length; i++)
      expect(squeeze(pages[i]!)).toBe(squeeze(book.pages[at(first + i)]!));
    const info = (await pdf.getMetadata()).info as Record<string, string>;
    expect(squeeze(info.Title!)).toBe(squeeze(title(slug)));
    expect(info.Author).toBe("Atlas of Social Innovation, Reader edition");
    expect(squeeze(pages[0]!)).toContain(squeeze(`(pp. ${first}–${last})`));
    expect(pages[0]).toContain("Cite as:");
    const outline = await pdf.getOutline();
    expect(outline.length).toBe(1);
    expect(outline[0]!.items.length).toBeGreaterThanOrEqual(3);
  });
});

describe("the page map", () => {
  test.each(slugs)("%s: each page starts in a block of the web page, at that place of its text", (slug) => {
    const { document } = parseHTML(readFileSync(file(`articles/${slug}/index.html`), "utf8"));
    const { breaks, first, last } = pageMap[slug]!;
    expect(breaks.map((b) => b.page)).toEqual(Array.from({ length: last - first + 1 }, (_, i) => first + i));
    for (const { page, id, offset } of breaks.slice(1)) {
      const block = document.getElementById(id);
      expect(block, `#${id}`).toBeTruthy();
      for (const mark of block!.querySelectorAll(".note-call")) mark.remove();
      const text = block!.textContent ?? "";
      expect(offset).toBeLessThan(Math.max(1, text.length));
      if (block!.querySelector("svg, table, dl") || /^ref-/.test(id)) continue;
      // Twelve letters are enough to know the place, and fewer than any line has. Numbers of notes stand between.
      const start = letters(text.slice(offset)).slice(0, 12);
      expect(letters(book.pages[at(page)]!), `page ${page}`).toContain(start);
    }
  });
});

describe("what a library's machine looks at", () => {
  const all = [BOOK, ...slugs.map((s) => `downloads/articles/${s}.pdf`)];

  test.each(all)("%s: tagged, titled, in a language, without Type 3 fonts, fonts embedded", async (name) => {
    const doc = await PDFDocument.load(bytes(name), { updateMetadata: false });
    const { catalog, context } = doc;
    expect(catalog.lookup(PDFName.of("MarkInfo"), PDFDict).get(PDFName.of("Marked"))?.toString()).toBe(
      "true",
    );
    expect(catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict)).toBeDefined();
    expect(String(catalog.lookup(PDFName.of("Lang")))).toContain("en-GB");
    const viewer = catalog.lookup(PDFName.of("ViewerPreferences"), PDFDict);
    expect(viewer.get(PDFName.of("DisplayDocTitle"))?.toString()).toBe("true");
    const xmp = Buffer.from(
      (catalog.lookup(PDFName.of("Metadata"), PDFStream) as PDFRawStream).getContents(),
    ).toString("utf8");
    expect(xmp).toContain("pdfuaid");
    expect(xmp).toContain("creativecommons.org/licenses/by/4.0");
    for (const [, object] of context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFDict) || object.get(PDFName.of("Type")) !== PDFName.of("Font")) continue;
      const kind = String(object.get(PDFName.of("Subtype")));
      expect(kind).not.toBe("/Type3");
      if (kind === "/Type0")
        expect(embedded(object, doc), String(object.get(PDFName.of("BaseFont")))).toBe(true);
    }
  });

  test.skipIf(!onPath("qpdf"))("qpdf finds no error in any", () => {
    for (const name of all) execFileSync("qpdf", ["--check", file(name)], { stdio: "pipe" });
  });

  test.skipIf(!onPath("pdfinfo"))(
    "the tags hold headings, paragraphs, lists, tables and notes in the order of reading",
    () => {
      const tags = execFileSync("pdfinfo", ["-struct", file(BOOK)], {
        encoding: "utf8",
        maxBuffer: 1 << 26,
        stdio: ["ignore", "pipe", "ignore"],
      });
      for (const tag of ["Document", "H1", "H2", "P", "L", "LI", "Table", "TH", "TD", "Link", "Figure"]) {
        expect(tags, tag).toMatch(new RegExp(`^\\s*${tag}\\b`, "m"));
      }
    },
  );

  test("no file is left that the page map does not know", () => {
    const pdfs = readdirSync(file("downloads/articles")).filter((f) => f.endsWith(".pdf"));
    expect(pdfs.sort()).toEqual(slugs.map((s) => `${s}.pdf`).sort());
  });
});

/** Index in the book of the page that a destination leads to; all are read at once, for there are thousands. */
async function pageIndex(destination: unknown): Promise<number> {
  places ??= (async () => {
    const named = (await book.pdf.getDestinations()) as Record<string, unknown[]>;
    const pages = await Promise.all(
      Array.from({ length: book.pdf.numPages }, async (_, i) => (await book.pdf.getPage(i + 1)).ref!.num),
    );
    return { named, index: new Map(pages.map((num, i) => [num, i])) };
  })();
  const { named, index } = await places;
  const explicit = typeof destination === "string" ? named[destination] : (destination as unknown[]);
  return index.get((explicit![0] as { num: number }).num) ?? -1;
}
let places: Promise<{ named: Record<string, unknown[]>; index: Map<number, number> }> | undefined;

function embedded(font: PDFDict, doc: PDFDocument): boolean {
  const look = (o: PDFObject | undefined) => (o instanceof PDFRef ? doc.context.lookup(o) : o);
  const descendants = look(font.get(PDFName.of("DescendantFonts"))) as PDFArray;
  const descriptor = look((look(descendants.get(0)) as PDFDict).get(PDFName.of("FontDescriptor"))) as PDFDict;
  return ["FontFile", "FontFile2", "FontFile3"].some((k) => descriptor.has(PDFName.of(k)));
}

function onPath(command: string): boolean {
  return (process.env.PATH ?? "").split(path.delimiter).some((dir) => existsSync(path.join(dir, command)));
}
