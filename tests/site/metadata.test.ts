import { describe, expect, test } from "vitest";
import {
  articleMetadata,
  contentSecurityPolicy,
  coverMetadata,
  jsonForScript,
  type MetaTag,
  notFoundMetadata,
} from "../../src/site/metadata.ts";
import { makeSite } from "./fixture.ts";

const site = makeSite();
const of = (tags: MetaTag[], key: string) =>
  tags.filter((t) => ("name" in t ? t.name : t.property) === key).map((t) => t.content);

describe("an article of the edition", () => {
  const meta = articleMetadata(site, site.article("scaling"));
  test("Highwire tags", () => {
    expect(of(meta.tags, "citation_title")).toEqual(["Scaling out, up and deep: How small things grow"]);
    expect(of(meta.tags, "citation_firstpage")).toEqual(["5"]);
    expect(of(meta.tags, "citation_lastpage")).toEqual(["11"]);
    expect(of(meta.tags, "citation_publication_date")).toEqual(["2026/11/23"]);
    expect(of(meta.tags, "citation_inbook_title")).toEqual(["Atlas of Social Innovation"]);
    expect(of(meta.tags, "citation_pdf_url")).toEqual([
      "https://host.example/atlas/downloads/articles/scaling.pdf",
    ]);
    expect(of(meta.tags, "citation_fulltext_html_url")).toEqual([
      "https://host.example/atlas/articles/scaling/",
    ]);
  });
  test("names no person", () => {
    expect(of(meta.tags, "citation_author")).toEqual([]);
    expect(of(meta.tags, "author")).toEqual([]);
    expect(of(meta.tags, "DC.creator")).toEqual(["Atlas of Social Innovation, Reader edition"]);
    expect(JSON.stringify(meta.jsonLd)).not.toContain('"Person"');
  });
  test("Open Graph with the picture", () => {
    expect(of(meta.tags, "og:image")).toEqual(["https://host.example/atlas/assets/card-scaling.png"]);
    expect(of(meta.tags, "og:image:width")).toEqual(["1200"]);
    expect(of(meta.tags, "twitter:card")).toEqual(["summary_large_image"]);
  });
  test("JSON-LD", () => {
    const [article, crumbs] = meta.jsonLd as Record<string, unknown>[];
    expect(article).toMatchObject({
      "@type": "ScholarlyArticle",
      headline: "Scaling out, up and deep",
      isPartOf: { "@type": "Book", name: "Atlas of Social Innovation" },
      pageStart: 5,
      pageEnd: 11,
      pagination: "5–11",
      license: "https://creativecommons.org/licenses/by/4.0/",
      about: [{ "@type": "Thing", name: "Education and lifelong learning" }],
      spatialCoverage: [{ "@type": "Place", name: "South Asia" }],
      author: { "@type": "Organization" },
    });
    expect((crumbs!.itemListElement as { item: string }[]).map((i) => i.item)).toEqual([
      "https://host.example/atlas/",
      "https://host.example/atlas/parts/landscape/",
      "https://host.example/atlas/articles/scaling/",
    ]);
  });
});

test("an article with authors names them, with affiliation and ORCID", () => {
  const meta = articleMetadata(site, site.article("work"));
  expect(of(meta.tags, "citation_author")).toEqual(["Ada Example", "Bo Sample"]);
  expect(of(meta.tags, "citation_author_institution")).toEqual(["Example University"]);
  expect(of(meta.tags, "citation_pdf_url")).toEqual([]);
  expect(meta.jsonLd[0]).toMatchObject({
    author: [{ name: "Ada Example", sameAs: "https://orcid.org/0000-0002-1825-0097" }, { name: "Bo Sample" }],
    dateModified: "2027-01-05",
  });
});

test("before anything is printed, no page is claimed", () => {
  const plain = makeSite({ pageMap: undefined, downloads: new Map() });
  const meta = articleMetadata(plain, plain.article("scaling"));
  for (const key of ["citation_firstpage", "citation_lastpage", "citation_pdf_url"])
    expect(of(meta.tags, key)).toEqual([]);
  expect(JSON.stringify(meta.jsonLd)).not.toContain("pageStart");
});

test("the cover is the book", () => {
  const meta = coverMetadata(site);
  expect(meta.jsonLd[0]).toMatchObject({ "@type": "Book", bookEdition: "Reader edition" });
  expect((meta.jsonLd[0] as { hasPart: unknown[] }).hasPart).toHaveLength(3);
  expect(meta.canonical).toBe("https://host.example/atlas/");
});

test("the 404 page is not to be indexed and has no address of its own", () => {
  expect(notFoundMetadata(site).robots).toBe("noindex");
  expect(notFoundMetadata(site).canonical).toBeUndefined();
});

test("JSON in a script element cannot end it", () => {
  const text = jsonForScript({ a: "</script><!--\u2028" });
  expect(text).not.toMatch(/[<\u2028]/);
  expect(JSON.parse(text)).toEqual({ a: "</script><!--\u2028" });
});

test("the policy of a build allows the site's own scripts and nothing inline", () => {
  const policy = contentSecurityPolicy("build");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy.replace("'wasm-unsafe-eval'", "")).not.toMatch(/unsafe|https?:|\*/);
  expect(contentSecurityPolicy("dev")).toContain("connect-src 'self' ws:");
});
