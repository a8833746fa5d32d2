import { LICENSES } from "../atlas/types.ts";
import { FEED_FILES, type FeedFormat } from "./feeds/feed.ts";
import { stableId } from "./identity.ts";
import {
  type ArticleView,
  authorNames,
  changed,
  type Download,
  type PartView,
  type Site,
  type TagView,
} from "./model.ts";
import { absoluteUrl } from "./urls.ts";

/** A `<meta>` element: by `name` (HTML, Highwire, Dublin Core, Twitter) or by `property` (Open Graph, RDFa). */
export type MetaTag = { name: string; content: string } | { property: string; content: string };

/** What the head of a page says of it. Addresses are absolute, but for `feeds`. */
export interface PageMetadata {
  /** The `<title>`. */
  title: string;
  description: string;
  canonical?: string;
  robots?: "noindex";
  tags: MetaTag[];
  /** Schema.org, https://schema.org. */
  jsonLd: object[];
  /** Feeds for autodiscovery: site path, type and title. */
  feeds: { path: string; type: string; title: string }[];
}

const named = (name: string, content: string | number | undefined): MetaTag[] =>
  content === undefined ? [] : [{ name, content: String(content) }];
const property = (name: string, content: string | number | undefined): MetaTag[] =>
  content === undefined ? [] : [{ property: name, content: String(content) }];

function feedLinks(site: Site, part?: PartView): PageMetadata["feeds"] {
  const of = (folder: string, title: string) =>
    (Object.keys(FEED_FILES) as FeedFormat[]).map((format) => ({
      path: `${folder}${FEED_FILES[format].file}`,
      type: FEED_FILES[format].type,
      title: `${title} (${FEED_FILES[format].name})`,
    }));
  return [
    ...of("/", site.meta.title),
    ...(part ? of(part.path, `${site.meta.title}: ${part.part.title}`) : []),
  ];
}

interface Social {
  type: "website" | "book" | "article";
  title: string;
  description: string;
  path: string;
  /** Slug of the article whose picture is used; the book's otherwise. */
  card?: string;
}

/** Open Graph (https://ogp.me) and what X reads beside it. */
function social(site: Site, s: Social): MetaTag[] {
  const card = site.assets.cards.get(s.card ?? "");
  const alt = s.card
    ? `Title of the article and its place among the links of the ${site.meta.title}`
    : site.byline;
  return [
    ...property("og:type", s.type),
    ...property("og:site_name", site.byline),
    ...property("og:title", s.title),
    ...property("og:description", s.description),
    ...property("og:url", absoluteUrl(site.meta.url, s.path)),
    ...property("og:locale", site.meta.lang.replace("-", "_")),
    ...(card
      ? [
          ...property("og:image", absoluteUrl(site.meta.url, card)),
          ...property("og:image:type", "image/png"),
          ...property("og:image:width", site.assets.card.width),
          ...property("og:image:height", site.assets.card.height),
          ...property("og:image:alt", alt),
        ]
      : []),
    ...named("twitter:card", card ? "summary_large_image" : "summary"),
  ];
}

const organisation = (site: Site) => ({
  "@type": "Organization",
  name: site.meta.publisher,
  url: site.meta.url,
  email: site.meta.email,
});

/** The files of a work; nothing where there are none. */
function encodings(site: Site, files: { pdf?: Download | undefined; epub?: Download | undefined }) {
  const found = [
    { type: "application/pdf", file: files.pdf },
    { type: "application/epub+zip", file: files.epub },
  ].flatMap(({ type, file }) =>
    file
      ? [
          {
            "@type": "MediaObject",
            encodingFormat: type,
            contentUrl: absoluteUrl(site.meta.url, file.path),
            contentSize: String(file.bytes),
          },
        ]
      : [],
  );
  return found.length > 1 ? found : found[0];
}

/** The book, as others refer to it. */
const bookRef = (site: Site) => ({
  "@type": "Book",
  "@id": site.meta.id,
  name: site.meta.title,
  url: site.meta.url,
});

function breadcrumbs(site: Site, steps: { name: string; path: string }[]) {
  return {
    "@context": "https://schema.org",
    "@type": "BreadcrumbList",
    itemListElement: [{ name: site.meta.title, path: "/" }, ...steps].map(({ name, path }, i) => ({
      "@type": "ListItem",
      position: i + 1,
      name,
      item: absoluteUrl(site.meta.url, path),
    })),
  };
}

/** The cover: the book itself. */
export function coverMetadata(site: Site): PageMetadata {
  const { meta } = site;
  const book = {
    "@context": "https://schema.org",
    ...bookRef(site),
    alternativeHeadline: meta.subtitle,
    bookEdition: meta.edition,
    description: meta.description,
    inLanguage: meta.lang,
    keywords: meta.keywords,
    license: LICENSES[meta.license].url,
    isAccessibleForFree: true,
    datePublished: String(meta.year),
    dateModified: site.lastChange(),
    publisher: organisation(site),
    encoding: encodings(site, { pdf: site.book, epub: site.bookEpub }),
    hasPart: site.articles.map((a) => ({
      "@type": "ScholarlyArticle",
      "@id": stableId(meta.id, `articles/${a.article.slug}`),
      name: a.article.title,
      url: absoluteUrl(meta.url, a.path),
    })),
  };
  return {
    title: `${meta.title}: ${meta.subtitle}`,
    description: meta.description,
    canonical: meta.url,
    tags: [
      ...social(site, { type: "book", title: meta.title, description: meta.description, path: "/" }),
      ...property("book:release_date", meta.year),
      ...named("citation_title", meta.title),
      ...named("citation_publisher", meta.publisher),
      ...named("citation_publication_date", meta.year),
      ...named("citation_language", meta.lang),
      ...named("citation_pdf_url", site.book && absoluteUrl(meta.url, site.book.path)),
      ...named("DC.title", meta.title),
      ...named("DC.publisher", meta.publisher),
      ...named("DC.date", meta.year),
      ...named("DC.language", meta.lang),
      ...named("DC.identifier", meta.id),
      ...named("DC.rights", LICENSES[meta.license].url),
      ...named("DC.type", "Text"),
    ],
    jsonLd: [book],
    feeds: feedLinks(site),
  };
}

/** Highwire Press tags, as Google Scholar and reference managers read them. */
function highwire(site: Site, view: ArticleView): MetaTag[] {
  const { article } = view;
  return [
    ...named("citation_title", article.subtitle ? `${article.title}: ${article.subtitle}` : article.title),
    ...article.authors.flatMap((a) => [
      ...named("citation_author", a.name),
      ...named("citation_author_institution", a.affiliation),
      ...named("citation_author_orcid", a.orcid && `https://orcid.org/${a.orcid}`),
    ]),
    ...named("citation_publisher", site.meta.publisher),
    ...named("citation_publication_date", article.date.replaceAll("-", "/")),
    ...named("citation_online_date", article.date.replaceAll("-", "/")),
    ...named("citation_inbook_title", site.meta.title),
    ...named("citation_firstpage", view.firstPage),
    ...named("citation_lastpage", view.lastPage),
    ...named("citation_pdf_url", view.offprint && absoluteUrl(site.meta.url, view.offprint.path)),
    ...named("citation_fulltext_html_url", absoluteUrl(site.meta.url, view.path)),
    ...named("citation_language", article.lang),
    ...named("citation_keywords", [...site.meta.keywords, ...view.tags.map((t) => t.name)].join("; ")),
  ];
}

/** Dublin Core in HTML (https://www.dublincore.org/specifications/dublin-core/dcq-html/). */
function dublinCore(site: Site, view: ArticleView): MetaTag[] {
  const { article } = view;
  return [
    ...named("DC.title", article.title),
    ...(article.authors.length > 0 ? authorNames(article) : [site.meta.publisher]).flatMap((name) =>
      named("DC.creator", name),
    ),
    ...named("DC.publisher", site.meta.publisher),
    ...named("DC.description", article.summary),
    ...view.tags.flatMap((t) => named(t.kind === "field" ? "DC.subject" : "DC.coverage", t.name)),
    ...named("DC.date", article.date),
    ...named("DCTERMS.modified", article.updated),
    ...named("DC.type", "Text"),
    ...named("DC.format", "text/html"),
    ...named("DC.language", article.lang),
    ...named("DC.identifier", absoluteUrl(site.meta.url, view.path)),
    ...named("DC.relation.ispartof", site.meta.title),
    ...named("DC.rights", LICENSES[article.license].url),
  ];
}

function scholarlyArticle(site: Site, view: ArticleView) {
  const { article, document } = view;
  const url = absoluteUrl(site.meta.url, view.path);
  const card = site.assets.cards.get(article.slug);
  const tags = (kind: TagView["kind"]) => view.tags.filter((t) => t.kind === kind).map((t) => t.name);
  return {
    "@context": "https://schema.org",
    "@type": "ScholarlyArticle",
    "@id": stableId(site.meta.id, `articles/${article.slug}`),
    mainEntityOfPage: url,
    url,
    headline: article.title,
    alternativeHeadline: article.subtitle,
    abstract: article.summary,
    inLanguage: article.lang,
    author:
      article.authors.length > 0
        ? article.authors.map((a) => ({
            "@type": "Person",
            name: a.name,
            affiliation: a.affiliation && { "@type": "Organization", name: a.affiliation },
            sameAs: a.orcid && `https://orcid.org/${a.orcid}`,
          }))
        : organisation(site),
    publisher: organisation(site),
    isPartOf: bookRef(site),
    articleSection: view.part.title,
    position: article.number,
    pageStart: view.firstPage,
    pageEnd: view.lastPage,
    pagination: view.pages,
    datePublished: article.date,
    dateModified: changed(view),
    license: LICENSES[article.license].url,
    isAccessibleForFree: true,
    about: tags("field").map((name) => ({ "@type": "Thing", name })),
    spatialCoverage: tags("region").map((name) => ({ "@type": "Place", name })),
    wordCount: document.words,
    timeRequired: `PT${document.minutes}M`,
    image: card && absoluteUrl(site.meta.url, card),
    citation: document.references.map((r) => r.text),
    encoding: encodings(site, { pdf: view.offprint, epub: view.epub }),
  };
}

/** An article's page. */
export function articleMetadata(site: Site, view: ArticleView): PageMetadata {
  const { article } = view;
  const part = site.part(view.part.slug);
  return {
    title: `${article.title} · ${site.meta.title}`,
    description: article.summary,
    canonical: absoluteUrl(site.meta.url, view.path),
    tags: [
      ...article.authors.flatMap((a) => named("author", a.name)),
      ...named("keywords", [...site.meta.keywords, ...view.tags.map((t) => t.name)].join(", ")),
      ...social(site, {
        type: "article",
        title: article.title,
        description: article.summary,
        path: view.path,
        card: article.slug,
      }),
      ...property("article:published_time", article.date),
      ...property("article:modified_time", changed(view)),
      ...property("article:section", view.part.title),
      ...view.tags.flatMap((t) => property("article:tag", t.name)),
      ...highwire(site, view),
      ...dublinCore(site, view),
    ],
    jsonLd: [
      scholarlyArticle(site, view),
      breadcrumbs(site, [
        { name: view.part.title, path: part.path },
        { name: article.title, path: view.path },
      ]),
    ],
    feeds: feedLinks(site, part),
  };
}

/** Any other page. */
export function pageMetadata(
  site: Site,
  page: {
    title: string;
    description: string;
    path: string;
    part?: PartView;
    parent?: { name: string; path: string };
  },
): PageMetadata {
  return {
    title: `${page.title} · ${site.meta.title}`,
    description: page.description,
    canonical: absoluteUrl(site.meta.url, page.path),
    tags: social(site, {
      type: "website",
      title: page.title,
      description: page.description,
      path: page.path,
    }),
    jsonLd: [
      breadcrumbs(site, [...(page.parent ? [page.parent] : []), { name: page.title, path: page.path }]),
    ],
    feeds: feedLinks(site, page.part),
  };
}

/** The page for addresses that lead nowhere: not to be found, and the same wherever it is shown. */
export function notFoundMetadata(site: Site): PageMetadata {
  return {
    title: `Page not found · ${site.meta.title}`,
    description: `There is no such page in the ${site.meta.title}.`,
    robots: "noindex",
    tags: [],
    jsonLd: [],
    feeds: feedLinks(site),
  };
}

/** The page that stands for those that are not on the device: not to be found. */
export function offlineMetadata(site: Site): PageMetadata {
  return {
    title: `Offline · ${site.meta.title}`,
    description: `What of the ${site.meta.title} can be read without a connection.`,
    robots: "noindex",
    tags: [],
    jsonLd: [],
    feeds: feedLinks(site),
  };
}

/** JSON that can stand in a `<script>` element: no `<` can end it. */
export function jsonForScript(value: object): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

/** The Content Security Policy (https://www.w3.org/TR/CSP3/) of every page. `dev` lets in the live reload. */
export function contentSecurityPolicy(mode: "build" | "dev"): string {
  const allowed = [
    "default-src 'none'",
    // The search's index is read by WebAssembly.
    "script-src 'self' 'wasm-unsafe-eval'",
    `connect-src 'self'${mode === "dev" ? " ws:" : ""}`,
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  if (mode === "dev") allowed.push("style-src-attr 'unsafe-inline'");
  return allowed.join("; ");
}
