import type { Site } from "../../src/site/model.ts";
import { BOOK_INFO, bookInfo } from "../../src/site/reader-data.ts";

export const data = { permalink: BOOK_INFO };

/** The whole book as data, for the reader's scripts. */
export function render({ site }: { site: Site }) {
  return JSON.stringify(bookInfo(site));
}
