import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { parseAtomFeed } from "feedsmith";
import { parseHTML } from "linkedom";
import { describe, expect, inject, test } from "vitest";

/** The catalogues of a real build. */

const dist = inject("dist");
const read = (file: string) => readFileSync(path.join(dist, file), "utf8");
const base = /<loc>([^<]+)<\/loc>/.exec(read("sitemap.xml"))![1]!;
const slugs = Object.keys(JSON.parse(read("page-map.json")));
const parts = readdirSync(path.join(dist, "parts"));
const TYPES = { ".pdf": "application/pdf", ".epub": "application/epub+zip", ".png": "image/png" } as const;

/** An address of a file of ours: it is there, and of the type and size that are said of it. */
function expectFile(href: string, type: string, bytes?: number): void {
  expect(href.startsWith(base), href).toBe(true);
  const file = path.join(dist, href.slice(base.length));
  expect(existsSync(file), href).toBe(true);
  expect(TYPES[path.extname(file) as keyof typeof TYPES]).toBe(type);
  if (bytes !== undefined) expect(statSync(file).size).toBe(bytes);
}

describe("OPDS 1.2", () => {
  test.each(["opds.xml", ...parts.map((p) => `parts/${p}/opds.xml`)])("%s", (file) => {
    const xml = read(file);
    expect(XMLValidator.validate(xml)).toBe(true);
    const feed = parseAtomFeed(xml);
    const of = (rel: string) => feed.links!.filter((l) => l.rel === rel);
    expect(of("self")[0]!.href).toBe(base + file);
    expect(of("self")[0]!.type).toBe("application/atom+xml;profile=opds-catalog;kind=acquisition");
    expect(of("start")[0]!.href).toBe(`${base}opds.xml`);
    expect(of("http://opds-spec.org/facet")).toHaveLength(1 + parts.length);
    for (const facet of of("http://opds-spec.org/facet")) {
      expect(existsSync(path.join(dist, facet.href!.slice(base.length)))).toBe(true);
    }
    for (const entry of feed.entries!) {
      expect(entry.id).toMatch(/^urn:uuid:/);
      const links = entry.links!;
      const files = links.filter((l) => l.rel === "http://opds-spec.org/acquisition/open-access");
      expect(files.map((l) => l.type)).toEqual(["application/epub+zip", "application/pdf"]);
      for (const l of files) expectFile(l.href!, l.type!, l.length);
      for (const l of links.filter((x) => x.rel?.startsWith("http://opds-spec.org/image")))
        expectFile(l.href!, l.type!);
    }
    if (file === "opds.xml") expect(feed.entries).toHaveLength(1 + slugs.length);
  });

  test("the parts hold all articles", () => {
    const count = (file: string) => parseAtomFeed(read(file)).entries!.length;
    expect(parts.reduce((n, p) => n + count(`parts/${p}/opds.xml`), 0)).toBe(slugs.length);
  });
});

test("OPDS 2.0 offers the book, and the articles by part", () => {
  const feed = JSON.parse(read("opds.json"));
  expect(feed.links[0]).toEqual({ rel: "self", type: "application/opds+json", href: `${base}opds.json` });
  const works = [
    ...feed.publications,
    ...feed.groups.flatMap((g: { publications: unknown[] }) => g.publications),
  ];
  expect(works).toHaveLength(1 + slugs.length);
  expect(feed.metadata.numberOfItems).toBe(works.length);
  for (const { metadata, links, images } of works) {
    expect(metadata.title).toBeTruthy();
    expect(metadata.identifier).toMatch(/^urn:uuid:/);
    const files = links.filter(
      (l: { rel: string }) => l.rel === "http://opds-spec.org/acquisition/open-access",
    );
    expect(files).toHaveLength(2);
    for (const l of files) expectFile(l.href, l.type, l.size);
    for (const i of images) expectFile(i.href, i.type);
  }
});

test("Readium's manifest: its pages, resources and places are there, and the pages know it", () => {
  const manifest = JSON.parse(read("publication.json"));
  const self = manifest.links.find((l: { rel: string }) => l.rel === "self");
  expect(self).toEqual({ rel: "self", type: "application/webpub+json", href: `${base}publication.json` });
  const pages = new Map<string, Document>();
  const page = (href: string) => {
    const file = path.join(dist, href.replace(/#.*/, "").replace(/(^|\/)$/, "$1index.html"));
    if (!pages.has(file)) pages.set(file, parseHTML(readFileSync(file, "utf8")).document);
    return pages.get(file)!;
  };
  const articles = manifest.readingOrder.filter((l: { href: string }) => l.href.startsWith("articles/"));
  expect(articles.map((l: { href: string }) => l.href)).toEqual(slugs.map((s) => `articles/${s}/`));
  for (const { href } of manifest.readingOrder) {
    const link = page(href).querySelector('link[rel=manifest][type="application/webpub+json"]')!;
    const address = new URL(link.getAttribute("href")!, new URL(href, base));
    expect(address.href).toBe(self.href);
  }
  for (const { href } of manifest.resources) expect(existsSync(path.join(dist, href)), href).toBe(true);
  // The first that a browser sees is the web application's.
  expect(page("./").querySelector("link[rel=manifest]")!.getAttribute("href")).toBe("manifest.json");
  type Entry = { href: string; children?: Entry[] };
  const flat = (entries: Entry[]): Entry[] => entries.flatMap((e) => [e, ...flat(e.children ?? [])]);
  for (const { href } of [...flat(manifest.toc), ...manifest.pageList]) {
    const id = /#(.*)/.exec(href)?.[1];
    if (id) expect(page(href).getElementById(id), href).toBeTruthy();
    else page(href);
  }
});

test("ONIX has a product for each form of the book, with all articles and their pages", () => {
  const xml = read("onix.xml");
  expect(XMLValidator.validate(xml)).toBe(true);
  const { ONIXMessage: message } = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    isArray: (name) => ["Product", "ContentItem"].includes(name),
  }).parse(xml);
  expect(message["@_release"]).toBe("3.0");
  expect(message["@_xmlns"]).toBe("http://ns.editeur.org/onix/3.0/reference");
  const products = message.Product;
  expect(
    products.map((p: Record<string, Record<string, string>>) => p.DescriptiveDetail!.ProductFormDetail),
  ).toEqual(["E101", "E107"]);
  for (const p of products) {
    // The order of the schema.
    expect(Object.keys(p)).toEqual([
      "RecordReference",
      "NotificationType",
      "ProductIdentifier",
      "DescriptiveDetail",
      "CollateralDetail",
      "ContentDetail",
      "PublishingDetail",
      "RelatedMaterial",
      "ProductSupply",
    ]);
    expect(p.ContentDetail.ContentItem).toHaveLength(slugs.length);
    expect(p.ProductSupply.SupplyDetail.UnpricedItemType).toBe("01");
  }
  expect(products[0].RelatedMaterial.RelatedProduct.ProductIdentifier.IDValue).toBe(
    products[1].ProductIdentifier.IDValue,
  );
});

test("one file has the citations of the book and of all articles", () => {
  const ris = read("atlas-articles.ris");
  expect(ris.match(/^TY {2}- /gm)).toHaveLength(1 + slugs.length);
  for (const slug of slugs) expect(ris).toContain(`UR  - ${base}articles/${slug}/\n`);
  const keys = [...read("atlas-articles.bib").matchAll(/^@\w+\{([^,]+),/gm)].map((m) => m[1]);
  expect(new Set(keys).size).toBe(1 + slugs.length);
  expect(JSON.parse(read("atlas-articles.json"))).toHaveLength(1 + slugs.length);
});
