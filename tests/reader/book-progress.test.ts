import { expect, test } from "vitest";
import type { BookArticle } from "../../src/reader/page-data.ts";
import { bookProgress } from "../../src/reader/progress/book-progress.ts";

const article = (slug: string, words = 1000) => ({ slug, words }) as BookArticle;
const book = { articles: [article("a"), article("b", 2000), article("c")] };
const at = (progress: number, time: number, read?: true) => ({
  id: "p",
  offset: 0,
  progress,
  time,
  ...(read && { read }),
});

test("nothing read yet", () => {
  expect(bookProgress(book, {})).toEqual({ read: 0, articles: 3, share: 0 });
});

test("what was read last and is not finished comes first", () => {
  const p = bookProgress(book, { a: at(1, 1, true), b: at(0.5, 3), c: at(0.2, 2), gone: at(0.5, 9) });
  expect(p.current?.article.slug).toBe("b");
  expect(p.read).toBe(1);
  expect(p.share).toBeCloseTo((1000 + 1000 + 200) / 4000);
});

test("after a finished article the next unread one", () => {
  const p = bookProgress(book, { a: at(1, 5, true), b: at(1, 1, true) });
  expect(p.current).toBeUndefined();
  expect(p.next?.slug).toBe("c");
  expect(bookProgress(book, { c: at(1, 5, true) }).next).toBeUndefined();
});
