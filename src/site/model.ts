import type { PageBreak } from "../atlas/page-map.ts";
import type { Article, AtlasMeta, Part, PolicyField, Region } from "../atlas/types.ts";
import { POLICY_FIELDS, REGIONS } from "../atlas/types.ts";
import { caseIndex, type IndexLetter } from "../markdown/case-index.ts";
import type { Citation } from "../markdown/cite.ts";
import type { Document } from "../markdown/types.ts";
import { type Assets, linksOf } from "./assets.ts";
import { count, pageRange } from "./format.ts";
import type { SiteInput } from "./types.ts";
import { rootUrl } from "./urls.ts";

/** A file that can be downloaded. */
export interface Download {
  /** Site path. */
  path: string;
  bytes: number;
}

/** Everything an article's page shows, worked out. */
export interface ArticleView {
  article: Article;
  document: Document;
  part: Part;
  /** Site path of its page. */
  path: string;
  citation: Citation;
  /** `45–51`; absent before anything was printed. */
  pages?: string;
  firstPage?: number;
  lastPage?: number;
  /** Where its printed pages start, the first included. */
  breaks: PageBreak[];
  offprint?: Download;
  epub?: Download;
  /** Cover of the EPUB, PNG. */
  cover?: Download;
  previous?: ArticleView;
  next?: ArticleView;
  /** Articles whose text links to this one, in the order of the book. */
  linkedFrom: ArticleView[];
  tags: TagView[];
}

export interface PartView {
  part: Part;
  path: string;
  articles: ArticleView[];
}

/** A policy field or a world region, with its articles. */
export interface TagView {
  kind: "field" | "region";
  id: string;
  name: string;
  path: string;
  articles: ArticleView[];
}

/** A reference with the articles that cite it. */
export interface WorkView {
  key: string;
  id: string;
  html: string;
  /** Where the work was found to exist as cited. */
  confirmed?: string;
  citedBy: ArticleView[];
}

export const BOOK_PDF = "downloads/atlas-of-social-innovation.pdf";
export const BOOK_EPUB = "downloads/atlas-of-social-innovation.epub";
export const BOOK_COVER = "downloads/atlas-of-social-innovation.png";

/** Site path of the book's citation, without the ending; and of one file with the book and all its articles. */
export const BOOK_CITATION = "/atlas";
export const ALL_CITATIONS = "/atlas-articles";
export const CITATION_ENDINGS = ["bib", "ris", "json"] as const;

/** Site paths of what library systems and reading apps ask for. `manifest.json` is the web application's. */
export const CATALOGUES = {
  opds1: "/opds.xml",
  opds2: "/opds.json",
  webpub: "/publication.json",
  onix: "/onix.xml",
} as const;

/** Site paths of the fixed pages. */
export const PATHS = {
  cover: "/",
  about: "/about/",
  references: "/references/",
  glossary: "/glossary/",
  networks: "/networks/",
  index: "/index-of-cases/",
  downloads: "/downloads/",
  tags: "/tags/",
  feeds: "/feeds/",
  selection: "/selection/",
  notes: "/notes/",
  notFound: "/404.html",
  offline: "/offline/",
} as const;

export const articlePath = (slug: string) => `/articles/${slug}/`;
export const partPath = (slug: string) => `/parts/${slug}/`;
export const tagPath = (id: string) => `/tags/${id}/`;

/**
 * The site as data: what the templates show and the metadata say. A class so that Eleventy's data cascade takes it as
 * it is and does not merge copies of it into every page.
 */
export class Site {
  readonly meta: AtlasMeta;
  readonly articles: ArticleView[];
  readonly parts: PartView[];
  readonly fields: TagView[];
  readonly regions: TagView[];
  readonly works: WorkView[];
  /** Cases and organisations, by letter. */
  readonly index: IndexLetter[];
  readonly book?: Download;
  /** The book as EPUB. */
  readonly bookEpub?: Download;
  /** The book's cover as PNG. */
  readonly bookCover?: Download;
  /** The byline of texts without named authors: `Atlas of Social Innovation, Reader edition`. */
  readonly byline: string;
  /** Links between articles, each direction once. */
  readonly links: { from: string; to: string }[];
  private readonly bySlug: Map<string, ArticleView>;

  constructor(
    readonly input: SiteInput,
    readonly assets: Assets,
    /** What is wrong with the articles, in `dev`. */
    readonly problems: string[] = [],
  ) {
    const { atlas } = input;
    this.meta = atlas.meta;
    this.byline = `${atlas.meta.title}, ${atlas.meta.edition}`;
    this.articles = atlas.articles.map((article) => view(input, article));
    this.bySlug = new Map(this.articles.map((a) => [a.article.slug, a]));
    this.parts = atlas.parts.map((part) => ({
      part,
      path: partPath(part.slug),
      articles: this.articles.filter((a) => a.article.part === part.id),
    }));
    this.links = linksOf(input);
    for (const { from, to } of this.links) this.article(to).linkedFrom.push(this.article(from));

    const tag = (kind: TagView["kind"], id: string, name: string): TagView => ({
      kind,
      id,
      name,
      path: tagPath(id),
      articles: this.articles.filter(({ article }) =>
        kind === "field"
          ? article.policyFields.includes(id as PolicyField)
          : article.regions.includes(id as Region),
      ),
    });
    this.fields = Object.entries(POLICY_FIELDS).map(([id, name]) => tag("field", id, name));
    this.regions = Object.entries(REGIONS).map(([id, name]) => tag("region", id, name));

    this.articles.forEach((a, i) => {
      a.previous = this.articles[i - 1];
      a.next = this.articles[i + 1];
      a.tags = [...this.fields, ...this.regions].filter((t) => t.articles.includes(a));
    });

    this.works = input.bibliography.map(({ key, id, html, citedBy }) => ({
      key,
      id,
      html,
      confirmed: atlas.references.get(key)?.custom?.confirmed,
      citedBy: citedBy.map((slug) => this.article(slug)),
    }));
    this.index = caseIndex(
      this.articles.map((a) => a.document),
      input.pageMap,
    );
    this.book = download(input, BOOK_PDF);
    this.bookEpub = download(input, BOOK_EPUB);
    this.bookCover = download(input, BOOK_COVER);
  }

  /** What stands behind the articles, those pages that there are, in the order of the book. */
  get backPages(): { title: string; path: string; facts: string }[] {
    const { glossary, networks } = this.input.backMatter;
    const entries = this.index.reduce((n, l) => n + l.entries.length, 0);
    return [
      {
        title: "Networks and initiatives",
        path: PATHS.networks,
        size: networks.length,
        facts: "who has carried research and policy",
      },
      {
        title: "Glossary",
        path: PATHS.glossary,
        size: glossary.length,
        facts: count(glossary.length, "term"),
      },
      {
        title: "References",
        path: PATHS.references,
        size: this.works.length,
        facts: `${count(this.works.length, "work")}, each with the articles that cite it`,
      },
      {
        title: "Index of cases and organisations",
        path: PATHS.index,
        size: entries,
        facts: `${count(entries, "name")}, with their places and printed pages`,
      },
    ].filter((page) => page.size > 0);
  }

  /** The view of an article; an unknown slug is a mistake in the program. */
  article(slug: string): ArticleView {
    const found = this.bySlug.get(slug);
    if (!found) throw new Error(`No article has the slug "${slug}".`);
    return found;
  }

  part(slug: string): PartView {
    const found = this.parts.find((p) => p.part.slug === slug);
    if (!found) throw new Error(`No part has the slug "${slug}".`);
    return found;
  }

  tag(id: string): TagView {
    const found = [...this.fields, ...this.regions].find((t) => t.id === id);
    if (!found) throw new Error(`No policy field or region has the id "${id}".`);
    return found;
  }

  /** The address of a site path from the host's root; `dev` serves there whatever the prefix will be. */
  fromRoot(path: string): string {
    return this.input.mode === "dev" ? path : rootUrl(this.meta.url, path);
  }

  /** Fields and regions that have an article; the others have no page. */
  get usedTags(): TagView[] {
    return [...this.fields, ...this.regions].filter((t) => t.articles.length > 0);
  }

  // What Eleventy's pagination runs over: strings, so that its data cascade copies nothing big.

  get slugs(): string[] {
    return this.articles.map((a) => a.article.slug);
  }

  get partSlugs(): string[] {
    return this.parts.map((p) => p.part.slug);
  }

  get tagIds(): string[] {
    return this.usedTags.map((t) => t.id);
  }

  // A page that would be empty is not written.

  get glossaryPages(): string[] {
    return this.input.backMatter.glossary.length > 0 ? ["glossary"] : [];
  }

  get networksPages(): string[] {
    return this.input.backMatter.networks.length > 0 ? ["networks"] : [];
  }

  get indexPages(): string[] {
    return this.index.length > 0 ? ["index"] : [];
  }

  /** `<part slug or nothing>:<format>` */
  get feedIds(): string[] {
    return ["", ...this.partSlugs].flatMap((part) =>
      ["rss", "atom", "json"].map((format) => `${part}:${format}`),
    );
  }

  /** The catalogues; none before there are files to offer. */
  get cataloguePaths(): string[] {
    const shared = [CATALOGUES.opds1, CATALOGUES.opds2, CATALOGUES.onix];
    const offered =
      this.book || this.bookEpub ? [...shared, ...this.parts.map((p) => `${p.path}opds.xml`)] : [];
    return [CATALOGUES.webpub, ...offered];
  }

  get citationPaths(): string[] {
    const stems = [BOOK_CITATION, ALL_CITATIONS, ...this.articles.map((a) => `${a.path}citation`)];
    return stems.flatMap((stem) => CITATION_ENDINGS.map((ending) => `${stem}.${ending}`));
  }

  /** Content of one of `citationPaths`. */
  citationFile(path: string): string {
    const ending = path.slice(path.lastIndexOf(".") + 1) as (typeof CITATION_ENDINGS)[number];
    const written = ({ bibtex, ris, csl }: Citation) => ({ bib: bibtex, ris, json: csl })[ending];
    const { bookCitation } = this.input;
    if (path.startsWith(`${ALL_CITATIONS}.`)) {
      const all = [bookCitation, ...this.articles.map((a) => a.citation)].map(written);
      return ending === "json"
        ? `${JSON.stringify(
            all.flatMap((c) => JSON.parse(c)),
            null,
            2,
          )}\n`
        : all.join("\n");
    }
    const view = this.articles.find((a) => path.startsWith(a.path));
    return written(view?.citation ?? bookCitation);
  }

  /** Day of the newest change to any of the articles, ISO 8601. */
  lastChange(articles: ArticleView[] = this.articles): string {
    return articles.map(changed).sort().at(-1) ?? `${this.meta.year}-01-01`;
  }
}

/** Day an article was last changed, ISO 8601. */
export function changed({ article }: ArticleView): string {
  return article.updated ?? article.date;
}

/** Names of an article's authors, or none. */
export function authorNames(article: Article): string[] {
  return article.authors.map((a) => a.name);
}

function download(input: SiteInput, file: string): Download | undefined {
  const bytes = input.downloads.get(file);
  return bytes === undefined ? undefined : { path: `/${file}`, bytes };
}

function view(input: SiteInput, article: Article): ArticleView {
  const { slug } = article;
  const document = input.documents.get(slug);
  const citation = input.citations.get(slug);
  const part = input.atlas.parts.find((p) => p.id === article.part);
  if (!document || !citation || !part) {
    throw new Error(
      `${article.file}: the site was given no ${!document ? "text" : !citation ? "citation" : "part"} for it.`,
    );
  }
  const range = input.pageMap?.[slug];
  return {
    article,
    document,
    part,
    path: articlePath(slug),
    citation,
    pages: range && pageRange(range),
    firstPage: range?.first,
    lastPage: range?.last,
    breaks: range?.breaks ?? [],
    offprint: download(input, `downloads/articles/${slug}.pdf`),
    epub: download(input, `downloads/articles/${slug}.epub`),
    cover: download(input, `downloads/articles/${slug}.png`),
    linkedFrom: [],
    tags: [],
  };
}
