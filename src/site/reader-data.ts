import { LICENSES } from "../atlas/types.ts";
import type { BookInfo, PageInfo } from "../reader/page-data.ts";
import { type ArticleView, authorNames, type Site } from "./model.ts";
import { absoluteUrl, relativeUrl } from "./urls.ts";

/** Site path of the data over the whole book that the reader's scripts fetch. */
export const BOOK_INFO = "/book.json";

const fromRoot = (path: string) => path.slice(1);

/** What the scripts of a page need to know at once. */
export function pageInfo(site: Site, url: string, kind: string, view?: ArticleView): PageInfo {
  return {
    kind,
    root: relativeUrl(url, "/"),
    lang: site.meta.lang,
    book: fromRoot(BOOK_INFO),
    ...(site.input.mode === "build" && { worker: "sw.js" }),
    ...(view && {
      article: {
        slug: view.article.slug,
        number: view.article.number,
        title: view.article.title,
        ...(view.firstPage !== undefined && { first: view.firstPage }),
        ...(view.lastPage !== undefined && { last: view.lastPage }),
        ...(view.previous && { previous: fromRoot(view.previous.path) }),
        ...(view.next && { next: fromRoot(view.next.path) }),
        url: absoluteUrl(site.meta.url, view.path),
        cite: view.citation.styles,
      },
    }),
  };
}

/** The whole book as the scripts know it. */
export function bookInfo(site: Site): BookInfo {
  const { meta } = site;
  return {
    title: meta.title,
    edition: meta.edition,
    publisher: meta.publisher,
    year: meta.year,
    url: meta.url,
    license: LICENSES[meta.license],
    parts: site.parts.map(({ part, path }) => ({
      id: part.id,
      number: part.number,
      title: part.title,
      path: fromRoot(path),
    })),
    articles: site.articles.map((view) => {
      const { article, document, offprint } = view;
      return {
        slug: article.slug,
        number: article.number,
        title: article.title,
        ...(article.subtitle && { subtitle: article.subtitle }),
        part: article.part,
        path: fromRoot(view.path),
        summary: article.summary,
        authors: authorNames(article),
        date: article.date,
        ...(article.updated && { updated: article.updated }),
        words: document.words,
        minutes: document.minutes,
        fields: article.policyFields,
        regions: article.regions,
        ...(view.firstPage !== undefined && { first: view.firstPage }),
        ...(view.lastPage !== undefined && { last: view.lastPage }),
        ...(offprint && { offprint: { path: fromRoot(offprint.path), bytes: offprint.bytes } }),
      };
    }),
  };
}
