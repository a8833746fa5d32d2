import type { BookArticle, BookInfo } from "../page-data.ts";

/** Font files by their key in the assembly, each with the characters it has: first and last of each range. */
export type FontFiles = Record<string, { file: string; ranges: [number, number][] }[]>;

/** An article with an offprint and its place in the book. */
export type Printable = BookArticle & Required<Pick<BookArticle, "first" | "last" | "offprint">>;

/** Everything that a selection is made from, but for the files. */
export interface SelectionRequest {
  book: BookInfo;
  /** In the reader's order. */
  articles: Printable[];
  /** The reader's own title, cleaned; empty without one. */
  title: string;
  /** Address under which the selection can be made again. */
  address: string;
  /** BCP 47. */
  lang: string;
  /** Day on which it is made, ISO 8601. */
  date: string;
}

export const isPrintable = (a: BookArticle): a is Printable =>
  a.offprint !== undefined && a.first !== undefined && a.last !== undefined;
