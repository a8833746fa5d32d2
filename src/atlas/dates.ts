import type { Article, Atlas } from "./types.ts";

/**
 * When the book was last changed: `SOURCE_DATE_EPOCH` (seconds since 1970, https://reproducible-builds.org/specs)
 * if it is set, otherwise the day of the newest text, so that the same texts give the same files.
 */
export function bookDate(atlas: Pick<Atlas, "articles" | "meta">): Date {
  const days = atlas.articles.map((a) => a.updated ?? a.date).sort();
  return sourceDate() ?? midnight(days.at(-1) ?? `${atlas.meta.year}-01-01`);
}

/** When an article was last changed, in the same way. */
export function articleDate(article: Pick<Article, "date" | "updated">): Date {
  return sourceDate() ?? midnight(article.updated ?? article.date);
}

const midnight = (day: string) => new Date(`${day}T00:00:00Z`);

function sourceDate(): Date | undefined {
  const seconds = process.env.SOURCE_DATE_EPOCH;
  return seconds && /^\d+$/.test(seconds) ? new Date(Number(seconds) * 1000) : undefined;
}
