import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { unzipSync } from "fflate";
import { PDFDocument } from "pdf-lib";
import { describe, expect, inject, test } from "vitest";
import type { PageMap } from "../../src/atlas/page-map.ts";

/** The first and last page of an article in the printed book are the same wherever they are named. */

const dist = inject("dist");
const read = (path: string) => readFileSync(join(dist, path), "utf8");
const map = JSON.parse(read("page-map.json")) as PageMap;
const slugs = Object.keys(map);
const ofUrl = (url: string) => /\/articles\/([\w-]+)\/$/.exec(url)![1]!;
const range = (slug: string) => `${map[slug]!.first}–${map[slug]!.last}`;
/** What each source says, by slug, as `first–last`. */
const all = (says: (slug: string) => string) => Object.fromEntries(slugs.map((s) => [s, says(s)]));
const expected = all(range);
/** How to cite an article: the book's title, then the pages. */
const CITED = /a better future(?:<\/i>)? \(pp\.\s(\d+)–(\d+)\)/;
const found = (text: string, pattern: RegExp) => pattern.exec(text)?.slice(1).join("–") ?? "";

describe("the pages of every article are the same", () => {
  test("in its citation files", () => {
    expect(all((s) => found(read(`articles/${s}/citation.bib`), /pages = \{(\d+)--(\d+)\}/))).toEqual(
      expected,
    );
    expect(
      all((s) => found(read(`articles/${s}/citation.ris`), /^SP {2}- (\d+)\r?\nEP {2}- (\d+)/m)),
    ).toEqual(expected);
    expect(all((s) => JSON.parse(read(`articles/${s}/citation.json`))[0].page)).toEqual(expected);
  });

  test("in the head of its page, and in what it says of how to cite it", () => {
    const meta = (html: string, name: string) => found(html, new RegExp(`name="${name}" content="(\\d+)"`));
    const page = (s: string) => read(`articles/${s}/index.html`);
    expect(
      all((s) => `${meta(page(s), "citation_firstpage")}–${meta(page(s), "citation_lastpage")}`),
    ).toEqual(expected);
    expect(all((s) => found(page(s), /"pageStart":\s*"?(\d+)"?,\s*"pageEnd":\s*"?(\d+)/))).toEqual(expected);
    expect(all((s) => found(page(s), CITED))).toEqual(expected);
  });

  test("in the feeds", () => {
    const json = parseJsonFeed(read("feed.json")).items!.map((i) => [i.url!, i.content_html!]);
    const atom = parseAtomFeed(read("atom.xml")).entries!.map((e) => [e.links![0]!.href!, e.content!.value!]);
    const rss = parseRssFeed(read("feed.xml")).items!.map((i) => [i.link!, i.content!.encoded!]);
    for (const feed of [json, atom, rss]) {
      const said = feed.map(([url, html]) => [ofUrl(url!), found(html!, CITED)]);
      expect(Object.fromEntries(said)).toEqual(expected);
    }
  });

  test("in the search index", () => {
    const folder = join(dist, "search/fragment");
    const said = readdirSync(folder).map((name) => {
      const text = gunzipSync(readFileSync(join(folder, name))).toString("utf8");
      const { url, meta } = JSON.parse(text.slice(text.indexOf("{"))) as {
        url: string;
        meta: { pages: string };
      };
      return [ofUrl(url), meta.pages];
    });
    expect(Object.fromEntries(said)).toEqual(expected);
  });

  test("in the EPUBs, page for page", () => {
    const marks = (xhtml: string) =>
      [...xhtml.matchAll(/role="doc-pagebreak"[^>]*/g)].map((m) => found(m[0], /aria-label="\D*(\d+)\D*"/));
    const book = unzipSync(readFileSync(join(dist, "downloads/atlas-of-social-innovation.epub")));
    for (const slug of slugs) {
      const own = unzipSync(readFileSync(join(dist, `downloads/articles/${slug}.epub`)));
      for (const files of [book, own]) {
        const xhtml = Buffer.from(files[`EPUB/text/${slug}.xhtml`]!).toString("utf8");
        expect([slug, marks(xhtml)]).toEqual([slug, map[slug]!.breaks.map((b) => String(b.page))]);
      }
    }
  });

  test("in the offprints, by their number of pages", async () => {
    for (const slug of slugs) {
      const pdf = await PDFDocument.load(readFileSync(join(dist, `downloads/articles/${slug}.pdf`)));
      const { first, last } = map[slug]!;
      expect([slug, pdf.getPageCount()]).toEqual([slug, last - first + 1]);
    }
  });
});
