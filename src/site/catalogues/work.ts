import { LICENSES } from "../../atlas/types.ts";
import { FILE_TYPES } from "../files.ts";
import { stableId } from "../identity.ts";
import { type ArticleView, authorNames, changed, type Download, type Site } from "../model.ts";
import { absoluteUrl } from "../urls.ts";

/** The book or an article as a catalogue lists it. All addresses are absolute. */
export interface Work {
  kind: "book" | "article";
  /** URN that outlives a move of the site. */
  id: string;
  title: string;
  subtitle?: string;
  lang: string;
  /** Named authors, or the edition. */
  authors: string[];
  publisher: string;
  /** ISO 8601 day, or year. */
  published: string;
  updated: Date;
  summary: string;
  subjects: { term: string; name: string }[];
  license: { id: string; name: string; url: string };
  /** Number of printed pages, where known. */
  pages?: number;
  /** Its page. */
  home: string;
  /** To be had for nothing, the most fit for a reading app first. */
  files: { url: string; type: string; bytes: number }[];
  cover?: { url: string; type: string; width: number; height: number };
  /** Of an article: the book, and its place there. */
  within?: { title: string; id: string; position: number };
}

const day = (iso: string) => new Date(`${iso}T00:00:00Z`);

/** The covers' sizes, as src/epub draws them. */
const COVER = { book: { width: 1200, height: 1800 }, article: { width: 480, height: 720 } } as const;

function offered(
  site: Site,
  kind: Work["kind"],
  files: { epub?: Download | undefined; pdf?: Download | undefined; cover?: Download | undefined },
): Pick<Work, "files" | "cover"> {
  const { epub, pdf, cover } = files;
  const file = (type: string, f?: Download) =>
    f ? [{ url: absoluteUrl(site.meta.url, f.path), type, bytes: f.bytes }] : [];
  return {
    files: [...file(FILE_TYPES.EPUB, epub), ...file(FILE_TYPES.PDF, pdf)],
    ...(cover && {
      cover: { url: absoluteUrl(site.meta.url, cover.path), type: "image/png", ...COVER[kind] },
    }),
  };
}

export function bookWork(site: Site): Work {
  const { meta } = site;
  const last = site.input.lastFolio;
  return {
    kind: "book",
    id: meta.id,
    title: meta.title,
    subtitle: meta.subtitle,
    lang: meta.lang,
    authors: [meta.publisher],
    publisher: meta.publisher,
    published: String(meta.year),
    updated: day(site.lastChange()),
    summary: meta.description,
    subjects: meta.keywords.map((name) => ({ term: name, name })),
    license: { id: meta.license, ...LICENSES[meta.license] },
    ...(last !== undefined && { pages: last }),
    home: meta.url,
    ...offered(site, "book", { epub: site.bookEpub, pdf: site.book, cover: site.bookCover }),
  };
}

export function articleWork(site: Site, view: ArticleView): Work {
  const { article, firstPage, lastPage } = view;
  const { meta } = site;
  return {
    kind: "article",
    id: stableId(meta.id, `articles/${article.slug}`),
    title: article.title,
    ...(article.subtitle && { subtitle: article.subtitle }),
    lang: article.lang,
    authors: article.authors.length > 0 ? authorNames(article) : [meta.publisher],
    publisher: meta.publisher,
    published: article.date,
    updated: day(changed(view)),
    summary: article.summary,
    subjects: view.tags.map((t) => ({ term: t.id, name: t.name })),
    license: { id: article.license, ...LICENSES[article.license] },
    ...(firstPage !== undefined && lastPage !== undefined && { pages: lastPage - firstPage + 1 }),
    home: absoluteUrl(meta.url, view.path),
    ...offered(site, "article", { epub: view.epub, pdf: view.offprint, cover: view.cover }),
    within: { title: meta.title, id: meta.id, position: article.number },
  };
}
