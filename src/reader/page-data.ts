/** What the build tells the scripts of a page, as JSON in its `<script id="atlas-page">`. */
export interface PageInfo {
  /** `article`, `cover`, `notes` …: the kind of page, as in its body's class. */
  kind: string;
  /** The way from this page to the site's root: `../../`. */
  root: string;
  lang: string;
  /** Path from the root of the data over the whole book, see `BookInfo`. */
  book: string;
  /** Path from the root of the service worker; none while the site is being written. */
  worker?: string;
  /** Only on an article's page. */
  article?: PageArticle;
}

export interface PageArticle {
  slug: string;
  number: number;
  title: string;
  /** Folios in the printed book; absent before anything was printed. */
  first?: number;
  last?: number;
  /** Paths from the root of the articles before and after. */
  previous?: string;
  next?: string;
  /** The article's own address. */
  url: string;
  /** How to cite it, by style: the full reference, and the one in the text with `%p` for the page. */
  cite: Record<CitationStyle, { reference: string; inText: string }>;
}

export type CitationStyle = "apa" | "chicago" | "mla";

/** The whole book, fetched when first needed: `BookInfo` as JSON under a name that carries its content's hash. */
export interface BookInfo {
  title: string;
  edition: string;
  publisher: string;
  year: number;
  /** Where the site says it lives; ends with a slash. */
  url: string;
  license: { name: string; url: string };
  parts: { id: string; number: number; title: string; path: string }[];
  /** In the order of the book. */
  articles: BookArticle[];
}

export interface BookArticle {
  slug: string;
  number: number;
  title: string;
  subtitle?: string;
  /** Id of its part. */
  part: string;
  /** Path from the root. */
  path: string;
  summary: string;
  /** Full names; empty where the edition stands for the author. */
  authors: string[];
  /** Day of publication and of the last change, ISO 8601. */
  date: string;
  updated?: string;
  words: number;
  minutes: number;
  fields: string[];
  regions: string[];
  first?: number;
  last?: number;
  offprint?: { path: string; bytes: number };
}

/** Reads the page's own data. Throws if the page has none: it was not made by this build. */
export function readPageInfo(document: Document): PageInfo {
  const text = document.getElementById("atlas-page")?.textContent;
  if (!text) throw new Error("the page carries no data for its scripts");
  return JSON.parse(text) as PageInfo;
}

/** Gives the book's data, fetched once; a failure is not kept, so that a later call tries again. */
export function bookLoader(info: PageInfo, get: typeof fetch = fetch): () => Promise<BookInfo> {
  let kept: Promise<BookInfo> | undefined;
  return () => {
    kept ??= get(info.root + info.book).then((answer) => {
      if (!answer.ok) throw new Error(`${info.book}: ${answer.status}`);
      return answer.json() as Promise<BookInfo>;
    });
    kept.catch(() => {
      kept = undefined;
    });
    return kept;
  };
}
