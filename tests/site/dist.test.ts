import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { parseHTML } from "linkedom";
import sharp from "sharp";
import { describe, expect, inject, test } from "vitest";
import { baseOf, judgeHtml, target as targetOf } from "../../conformance/html.ts";

/** The files of a real build, read as files. */

const dist = inject("dist");
const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((f) => f.isFile())
  .map((f) => path.relative(dist, path.join(f.parentPath, f.name)).split(path.sep).join("/"));
const pages = files.filter((f) => f.endsWith(".html"));
const articles = pages.filter((f) => f.startsWith("articles/"));
const read = (file: string) => readFileSync(path.join(dist, file), "utf8");
const parsed = new Map(pages.map((file) => [file, parseHTML(read(file)).document]));
/** Address the site was built for, from the sitemap. */
const base = baseOf(dist);
const gzipped = (text: string | Buffer) => gzipSync(text, { level: 9 }).length;

const target = (href: string, from: string) => targetOf(href, from, base);

test("there are pages of every kind", () => {
  expect(articles.length).toBeGreaterThan(0);
  for (const file of [
    "index.html",
    "about/index.html",
    "references/index.html",
    "downloads/index.html",
    "tags/index.html",
    "feeds/index.html",
    "404.html",
    "robots.txt",
    "manifest.json",
  ]) {
    expect(files).toContain(file);
  }
});

test.each(pages)("%s: links lead somewhere, and nothing is loaded from elsewhere", (file) => {
  const document = parsed.get(file)!;
  const lost: string[] = [];
  for (const element of document.querySelectorAll("[href], [src]")) {
    const href = (element.getAttribute("href") ?? element.getAttribute("src"))!;
    if (href.startsWith("mailto:")) continue;
    const loads = element.tagName !== "A" && element.getAttribute("rel") !== "canonical";
    const to = target(href, file);
    if (!to) {
      expect(loads, `${href} is loaded from another host`).toBe(false);
      continue;
    }
    if (!files.includes(to.file)) lost.push(href);
    else if (to.fragment && to.file.endsWith(".html") && !parsed.get(to.file)!.getElementById(to.fragment))
      lost.push(href);
    // Relative, so that the same files work under any prefix; but the 404 page is shown at any depth.
    if (file !== "404.html" && element.getAttribute("rel") !== "canonical") {
      expect(href, "an address from the host's root").not.toMatch(/^\//);
    }
  }
  expect(lost).toEqual([]);
});

test.each(pages)("%s: one h1, nothing inline, ids once, no link without a name", (file) => {
  const html = read(file);
  const document = parsed.get(file)!;
  expect(document.querySelectorAll("h1")).toHaveLength(1);
  expect(html).not.toMatch(/ style="|<style|\son[a-z]+="|javascript:/);
  expect(
    [...document.querySelectorAll("script:not([src])")].every((s) =>
      ["application/ld+json", "application/json"].includes(s.getAttribute("type")!),
    ),
  ).toBe(true);
  for (const script of document.querySelectorAll("script:not([src])")) JSON.parse(script.textContent!);
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  expect(
    document.querySelector("meta[http-equiv=Content-Security-Policy]")?.getAttribute("content"),
  ).toContain("default-src 'none'");
  expect(html).not.toMatch(/undefined|\[object |NaN/);
});

test("html-validate finds nothing", async () => {
  expect(await judgeHtml(dist, pages)).toEqual([]);
});

describe("weight", () => {
  const cssOf = (file: string) =>
    [...parsed.get(file)!.querySelectorAll("link[rel=stylesheet]")].map(
      (l) => target(l.getAttribute("href")!, file)!.file,
    );
  test.each(articles)("%s: at most 60 KB of HTML, CSS and script, compressed", (file) => {
    const css = cssOf(file).reduce((sum, f) => sum + gzipped(read(f)), 0);
    expect(gzipped(read(file)) + css).toBeLessThanOrEqual(60_000);
  });
  test("the stylesheet alone is small", () => {
    const css = read(cssOf("index.html")[0]!);
    expect(brotliCompressSync(css, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length).toBeLessThan(
      12_000,
    );
  });
});

describe("feeds", () => {
  const feeds = files.filter((f) => /(^|\/)(feed\.xml|atom\.xml|feed\.json)$/.test(f));
  test("are there for the whole and for each part", () => {
    const parts = pages.filter((f) => f.startsWith("parts/")).length;
    expect(feeds).toHaveLength(3 * (1 + parts));
  });

  /** Address, length and type of every enclosure of a feed, and the address the feed gives for itself. */
  function enclosures(file: string): {
    self?: string;
    items: number;
    enclosures: [string, number, string][];
  } {
    const text = read(file);
    if (file.endsWith("feed.json")) {
      const feed = parseJsonFeed(text);
      return {
        self: feed.feed_url,
        items: feed.items!.length,
        enclosures: feed
          .items!.flatMap((i) => i.attachments ?? [])
          .map((a) => [a.url!, a.size_in_bytes!, a.mime_type!]),
      };
    }
    if (file.endsWith("atom.xml")) {
      const feed = parseAtomFeed(text);
      const links = feed.entries!.flatMap((e) => e.links ?? []).filter((l) => l.rel === "enclosure");
      return {
        self: feed.links?.find((l) => l.rel === "self")?.href,
        items: feed.entries!.length,
        enclosures: links.map((l) => [l.href!, l.length!, l.type!]),
      };
    }
    const feed = parseRssFeed(text);
    return {
      self: feed.atom?.links?.[0]?.href,
      items: feed.items!.length,
      enclosures: feed.items!.flatMap((i) => i.enclosures ?? []).map((e) => [e.url!, e.length!, e.type!]),
    };
  }

  test.each(feeds)("%s: parses, knows itself, and its enclosures are as long as they say", (file) => {
    const feed = enclosures(file);
    expect(feed.self).toBe(base + file);
    if (!file.startsWith("parts/")) expect(feed.items).toBe(articles.length);
    for (const [url, length, type] of feed.enclosures) {
      expect(statSync(path.join(dist, target(url, "index.html")!.file)).size).toBe(length);
      expect(type).toBe("application/pdf");
    }
    expect(feed.enclosures.length).toBe(
      file.startsWith("parts/")
        ? feed.items
        : files.filter((f) => /^downloads\/articles\/.*\.pdf$/.test(f)).length,
    );
  });

  test("the text in them has no relative addresses", () => {
    for (const item of parseJsonFeed(read("feed.json")).items!) {
      const { document } = parseHTML(`<html><body>${item.content_html}</body></html>`);
      for (const element of document.querySelectorAll("[href], [src]")) {
        const href = (element.getAttribute("href") ?? element.getAttribute("src"))!;
        // Notes and citations point inside the entry.
        expect(href).toMatch(/^(https?:|mailto:|#)/);
      }
      expect(item.content_html!.length).toBeGreaterThan(4000);
    }
  });
});

/** Pages that are not to be found: those that stand for others, and the reader's own notes and selection. */
const UNLISTED = ["404.html", "notes/index.html", "offline/index.html", "selection/index.html"];
test("every page of the sitemap is there, and every page that is to be found is in it", () => {
  const listed = [...read("sitemap.xml").matchAll(/<loc>([^<]+)<\/loc>/g)].map(
    (m) => target(m[1]!, "index.html")!.file,
  );
  expect([...listed].sort()).toEqual(pages.filter((f) => !UNLISTED.includes(f)).sort());
});

test.each(articles)("%s: the picture for sharing is there, 1200 × 630", async (file) => {
  const url = parsed.get(file)!.querySelector("meta[property='og:image']")!.getAttribute("content")!;
  const { width, height } = await sharp(path.join(dist, target(url, file)!.file)).metadata();
  expect([width, height]).toEqual([1200, 630]);
});

test.each(articles)("%s: citation files, and the PDF its head names", (file) => {
  const folder = path.posix.dirname(file);
  for (const ending of ["bib", "ris", "json"]) expect(files).toContain(`${folder}/citation.${ending}`);
  JSON.parse(read(`${folder}/citation.json`));
  const pdf = parsed.get(file)!.querySelector("meta[name=citation_pdf_url]")?.getAttribute("content");
  if (pdf) expect(files).toContain(target(pdf, file)!.file);
});
