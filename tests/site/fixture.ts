import type { Article, Atlas, AtlasMeta, Part } from "../../src/atlas/types.ts";
import type { Citation } from "../../src/markdown/cite.ts";
import type { Document } from "../../src/markdown/types.ts";
import type { Assets } from "../../src/site/assets.ts";
import { Site } from "../../src/site/model.ts";
import type { SiteInput } from "../../src/site/types.ts";

/** A small atlas made by hand: two parts, three articles, one of them with authors. */

export const META: AtlasMeta = {
  title: "Atlas of Social Innovation",
  subtitle: "New practices for a better future",
  edition: "Reader edition",
  lang: "en-GB",
  url: "https://host.example/atlas/",
  publisher: "Atlas of Social Innovation, Reader edition",
  year: 2026,
  id: "urn:uuid:6f0d3a52-6f1b-4c0e-9d0e-2b1f6f9a7c11",
  license: "CC-BY-4.0",
  email: "editors@host.example",
  description: "Short overviews of social innovation.",
  keywords: ["social innovation"],
};

const article = (
  number: number,
  slug: string,
  part: string,
  more: Partial<Article> & Pick<Article, "title">,
): Article => ({
  number,
  slug,
  file: `articles/${number}-${slug}.md`,
  authors: [],
  part,
  summary: `What ${slug} is about.`,
  keyPoints: ["One.", "Two.", "Three."],
  policyFields: [],
  regions: [],
  date: "2026-11-23",
  license: "CC-BY-4.0",
  lang: "en-GB",
  draft: false,
  body: "",
  bodyLine: 1,
  ...more,
});

const ARTICLES: Article[] = [
  article(1, "scaling", "landscape", {
    title: "Scaling out, up and deep",
    subtitle: "How small things grow",
    policyFields: ["education"],
    regions: ["south-asia"],
  }),
  article(2, "work", "landscape", {
    title: 'Work & "play" <at> Şişli\u0007',
    authors: [
      { name: "Ada Example", affiliation: "Example University", orcid: "0000-0002-1825-0097" },
      { name: "Bo Sample" },
    ],
    updated: "2027-01-05",
    license: "CC-BY-SA-4.0",
  }),
  article(3, "care", "fields", { title: "Care", policyFields: ["health"] }),
];

const PARTS: Part[] = (
  [
    ["landscape", "The landscape"],
    ["fields", "Policy fields"],
  ] as const
).map(([id, title], i) => ({
  id,
  number: i + 1,
  title,
  slug: id,
  summary: `About ${title}.`,
  articles: ARTICLES.filter((a) => a.part === id),
}));

const LINKS: Record<string, string[]> = { scaling: ["work", "care"], work: [], care: ["scaling"] };

function documentOf(a: Article): Document {
  const reference = {
    key: "lee-2014-book",
    id: "ref-lee-2014-book",
    html: "Lee (2014). <i>Book</i>.",
    text: "Lee (2014). Book.",
  };
  return {
    article: a,
    headings: [{ level: 2, id: "one", text: "One", html: "One" }],
    blocks: [{ id: "p1", text: "Text." }],
    references: [reference],
    linksTo: LINKS[a.slug]!,
    cases: [],
    mentions: [],
    terms: [],
    figures: [],
    footnotes: 0,
    words: 1200,
    minutes: 5,
    inventory: () => {
      throw new Error("not asked for here");
    },
    render: (target) => {
      const href = (slug: string) => (target === "web" ? `../${slug}/` : `${META.url}articles/${slug}/`);
      const links = LINKS[a.slug]!.map((slug) => `<a href="${href(slug)}">${slug}</a>`).join(" ");
      return `<h2 id="one">One</h2><p id="p1">Text ]]&gt; of ${a.slug} &amp; more ${links}</p>`;
    },
  };
}

const citation = (slug: string): Citation => ({
  apa: { text: `Citation of ${slug}`, html: `Citation of <i>${slug}</i>` },
  styles: Object.fromEntries(
    ["apa", "chicago", "mla"].map((style) => [
      style,
      { reference: `Citation of ${slug}`, inText: "(Atlas, %p)" },
    ]),
  ) as Citation["styles"],
  bibtex: `@incollection{${slug}}\n`,
  ris: `TY  - CHAP\nID  - ${slug}\n`,
  csl: `[{"id":"${slug}"}]\n`,
});

export function makeInput(change: Partial<SiteInput> = {}): SiteInput {
  const atlas: Atlas = {
    meta: META,
    parts: PARTS,
    articles: ARTICLES,
    references: new Map([
      [
        "lee-2014-book",
        { id: "lee-2014-book", type: "book", custom: { confirmed: "https://www.library.example/lee" } },
      ],
    ]),
    glossary: [],
    networks: [],
    dir: "/nowhere",
  };
  return {
    atlas,
    documents: new Map(ARTICLES.map((a) => [a.slug, documentOf(a)])),
    bibliography: [
      {
        key: "lee-2014-book",
        id: "ref-lee-2014-book",
        html: "Lee (2014). <i>Book</i>.",
        text: "",
        citedBy: ["scaling", "work", "care"],
      },
    ],
    backMatter: { glossary: [], networks: [], introductions: new Map() },
    citations: new Map(ARTICLES.map((a) => [a.slug, citation(a.slug)])),
    bookCitation: citation("atlas"),
    pageMap: {
      scaling: { first: 5, last: 11, breaks: [] },
      work: { first: 13, last: 13, breaks: [] },
      care: { first: 15, last: 20, breaks: [] },
    },
    downloads: new Map([
      ["downloads/atlas-of-social-innovation.pdf", 3_400_000],
      ["downloads/articles/scaling.pdf", 212_345],
    ]),
    mode: "build",
    ...change,
  };
}

const ASSETS: Assets = {
  stylesheet: "/assets/atlas.css",
  scripts: { boot: "/assets/boot.js", main: "/assets/reader.js" },
  preload: ["/assets/text.woff2"],
  icons: [
    { path: "/assets/icon.svg", sizes: "any", type: "image/svg+xml" },
    { path: "/assets/icon-180.png", sizes: "180x180", type: "image/png" },
    { path: "/assets/icon-144.png", sizes: "144x144", type: "image/png" },
    { path: "/assets/icon-512.png", sizes: "512x512", type: "image/png" },
  ],
  cards: new Map([
    ["", "/assets/card-atlas.png"],
    ["scaling", "/assets/card-scaling.png"],
  ]),
  card: { width: 1200, height: 630 },
  files: new Map(),
};

/** The site of `makeInput`, with assets that are only names. */
export function makeSite(change: Partial<SiteInput> = {}, problems: string[] = []): Site {
  return new Site(makeInput(change), ASSETS, problems);
}
