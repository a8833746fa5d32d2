import type { BookArticle, BookInfo } from "../page-data.ts";
import type { KeptPlace, Places } from "../place/keeper.ts";

/** How far someone has come in the book. */
export interface BookProgress {
  /** Articles read to their end. */
  read: number;
  articles: number;
  /** Share of the book's words in what has been read, 0 to 1. */
  share: number;
  /** The article last read in that is not finished, and how far. */
  current?: { article: BookArticle; place: KeptPlace };
  /** If nothing is under way: the first unread article after the one last read. */
  next?: BookArticle;
}

/** Pure: from the book and the places kept on the device. Articles that are no longer in the book do not count. */
export function bookProgress(book: Pick<BookInfo, "articles">, places: Places): BookProgress {
  const kept = book.articles.flatMap((article) => {
    const place = places[article.slug];
    return place ? [{ article, place }] : [];
  });
  const words = book.articles.reduce((sum, a) => sum + a.words, 0);
  const seen = kept.reduce(
    (sum, { article, place }) => sum + article.words * (place.read ? 1 : place.progress),
    0,
  );
  const latest = [...kept].sort((a, b) => b.place.time - a.place.time);
  const current = latest.find(({ place }) => place.progress < 0.97 && place.id !== "top");
  const last = latest[0];
  const rest = last ? book.articles.slice(book.articles.indexOf(last.article) + 1) : [];
  const next = rest.find((a) => !places[a.slug]?.read);
  return {
    read: kept.filter(({ place }) => place.read).length,
    articles: book.articles.length,
    share: words === 0 ? 0 : seen / words,
    ...(current ? { current } : next ? { next } : {}),
  };
}
