import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { parseHTML } from "linkedom";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, inject, test } from "vitest";
import { checkEpubs } from "../../conformance/epubcheck.ts";
import type { PageMap } from "../../src/atlas/page-map.ts";

/** The EPUBs of a real build, opened. */

const dist = inject("dist");
const at = (file: string) => path.join(dist, file);
const pageMap = JSON.parse(readFileSync(at("page-map.json"), "utf8")) as PageMap;
const slugs = Object.keys(pageMap);
const BOOK = "downloads/atlas-of-social-innovation";
const small = [slugs[0]!, slugs.at(-1)!];

function open(file: string) {
  const files = new Map(
    Object.entries(unzipSync(readFileSync(at(file)))).map(([name, bytes]) => [
      name.replace(/^EPUB\//, ""),
      bytes,
    ]),
  );
  const pages = new Map(
    [...files.keys()]
      .filter((name) => name.endsWith(".xhtml"))
      .map((name) => [name, parseHTML(Buffer.from(files.get(name)!).toString("utf8")).document]),
  );
  return { files, pages };
}
const book = open(`${BOOK}.epub`);

const hasJava = (() => {
  try {
    execFileSync("javac", ["-version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

test("there is one of the book and one of every article", () => {
  const found = readdirSync(at("downloads/articles")).filter((f) => f.endsWith(".epub"));
  expect(found.sort()).toEqual(slugs.map((s) => `${s}.epub`).sort());
  for (const slug of slugs) expect(book.pages.has(`text/${slug}.xhtml`)).toBe(true);
});

test.skipIf(!hasJava)(
  "EPUBCheck finds nothing in the book and in two articles",
  async () => {
    const files = [`${BOOK}.epub`, ...small.map((slug) => `downloads/articles/${slug}.epub`)].map(at);
    expect(await checkEpubs(files)).toEqual([]);
    // Java alone on a busy machine.
  },
  180_000,
);

describe.each([BOOK, ...small.map((slug) => `downloads/articles/${slug}`)])("%s", (name) => {
  const { files, pages } = name === BOOK ? book : open(`${name}.epub`);

  test("every link inside leads somewhere, ids are there once", () => {
    const lost: string[] = [];
    for (const [file, document] of pages) {
      const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
      expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
      for (const element of document.querySelectorAll("[href], [src]")) {
        const href = (element.getAttribute("href") ?? element.getAttribute("src"))!;
        if (/^(?:https?|mailto):/.test(href)) continue;
        const url = new URL(href, `epub:/${file}`);
        const target = decodeURI(url.pathname.slice(1));
        const id = decodeURIComponent(url.hash.slice(1));
        if (!files.has(target) || (id && !pages.get(target)?.getElementById(id)))
          lost.push(`${file}: ${href}`);
      }
    }
    expect(lost).toEqual([]);
  });

  test("notes are called and lead back", () => {
    for (const document of pages.values()) {
      const calls = document.querySelectorAll("[role=doc-noteref]");
      expect(document.querySelectorAll("[role=doc-footnote]")).toHaveLength(calls.length);
      expect(document.querySelectorAll("[role=doc-backlink]")).toHaveLength(calls.length);
    }
  });

  test("drawings have words, and no page sets its paper", () => {
    for (const document of pages.values()) {
      for (const svg of document.querySelectorAll("svg")) expect(svg.getAttribute("aria-label")).toBeTruthy();
      for (const img of document.querySelectorAll("img")) expect(img.hasAttribute("alt")).toBe(true);
    }
    const css = Buffer.from(files.get("atlas.css")!).toString("utf8");
    expect(css).not.toMatch(/background|[{;]color:(?!var\(--ink,currentColor\))/);
    expect(css).toContain("prefers-color-scheme:dark");
  });
});

/** Folios of the page list, in its order. */
const pageList = (document: Document) =>
  [...document.querySelectorAll("[role=doc-pagelist] a")].map((a) => a.textContent!);

test("an article's page list has its printed pages", () => {
  for (const slug of small) {
    const { pages } = open(`downloads/articles/${slug}.epub`);
    expect(pageList(pages.get("nav.xhtml")!)).toEqual(pageMap[slug]!.breaks.map((b) => String(b.page)));
  }
});

test("the book's page list has every page of the PDF that is not blank", async () => {
  const pdf = await getDocument({ data: new Uint8Array(readFileSync(at(`${BOOK}.pdf`))), verbosity: 0 })
    .promise;
  const labels = (await pdf.getPageLabels())!;
  const listed = pageList(book.pages.get("nav.xhtml")!);
  const missing = labels.flatMap((label, i) => (listed.includes(label) ? [] : [i + 1]));
  expect(labels.filter((l) => listed.includes(l))).toEqual(listed);
  for (const number of missing) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    expect(items, `page ${labels[number - 1]} has text`).toEqual([]);
  }
  await pdf.destroy();
});

/** Words of a text without drawings, calls of notes and marks of pages. */
function words(root: Element): string[] {
  const copy = root.cloneNode(true) as Element;
  for (const e of copy.querySelectorAll("svg, .note-call, .note-back, .page-mark, .chart-data")) e.remove();
  return copy.textContent!.split(/\s+/).filter(Boolean);
}

test.each(slugs)("%s: word for word the article on the web", (slug) => {
  const { document: web } = parseHTML(readFileSync(at(`articles/${slug}/index.html`), "utf8"));
  const epub = book.pages.get(`text/${slug}.xhtml`)!;
  for (const [there, here] of [
    [".prose", ".body"],
    [".references", ".references"],
    [".standfirst", ".summary"],
    [".key-points", ".key-points"],
    [".citation", ".citation"],
  ] as const) {
    const expected = web.querySelector(there);
    expect(Boolean(epub.querySelector(here))).toBe(Boolean(expected));
    if (expected) expect(words(epub.querySelector(here)!)).toEqual(words(expected));
  }
  const count = (selector: string) => epub.querySelectorAll(`.body ${selector}`).length;
  expect(count("figure.chart svg")).toBe(web.querySelectorAll(".prose figure.chart").length);
  expect(count("table")).toBe(web.querySelectorAll(".prose figure.table table").length);
});

test("what a reader is told of its accessibility", () => {
  const opf = Buffer.from(book.files.get("package.opf")!).toString("utf8");
  for (const property of [
    "schema:accessMode",
    "schema:accessModeSufficient",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
    "dcterms:conformsTo",
    "pageBreakSource",
  ]) {
    expect(opf).toContain(`property="${property}"`);
  }
});
