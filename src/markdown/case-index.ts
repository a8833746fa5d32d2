import type { PageMap, PageRange } from "../atlas/page-map.ts";
import type { Mention } from "./mentions.ts";
import { insertPageMarks } from "./page-marks.ts";
import type { Document } from "./types.ts";

/** A place in the book where an entry of the index is spoken of. */
export interface IndexLocator {
  /** Slug of the article. */
  slug: string;
  /** Element id in the article, the same in every output. */
  id: string;
  kind: Mention["kind"];
  /** Folios of its first and last printed page; absent before anything was printed. */
  first?: number;
  last?: number;
}

export interface IndexEntry {
  /** Element id on the index's page. */
  id: string;
  name: string;
  /** In the order of the book. */
  locators: IndexLocator[];
}

/** The entries under one letter. */
export interface IndexLetter {
  /** `A` to `Z`, or `0–9`. */
  letter: string;
  entries: IndexEntry[];
}

/** Does not count in the alphabet. */
const ARTICLE = /^(?:the|an?|la|le|les|l['’]|el|los|las|die|der|das)\s*(?=\p{L})/iu;

const COLLATION = new Intl.Collator("en", { sensitivity: "base", numeric: true, ignorePunctuation: true });

/** `The Big Issue` stands under B. A word that only begins like an article, Latvia, is left whole. */
function sortKey(name: string): string {
  const m = ARTICLE.exec(name);
  const cut = m && (/\s$/.test(m[0]) || /['’]$/.test(m[0])) ? name.slice(m[0].length) : name;
  return cut.replace(/^[^\p{L}\p{N}]+/u, "");
}

/**
 * The index of the cases and organisations told in the articles, made from case boxes and marked mentions.
 * Names that differ only in case are one entry, under the first form of the name.
 *
 * @param pageMap with it locators carry folios
 */
export function caseIndex(documents: Iterable<Document>, pageMap?: PageMap): IndexLetter[] {
  const entries = new Map<string, IndexEntry>();
  for (const document of documents) {
    const { mentions, article } = document;
    if (mentions.length === 0) continue;
    const range = pageMap?.[article.slug];
    const pages = range ? pagesOfIds(document.render("web"), range) : undefined;
    for (const { name, id, kind } of mentions) {
      const key = name.toLowerCase();
      const entry = entries.get(key) ?? { id: `entry-${entries.size + 1}`, name, locators: [] };
      entries.set(key, entry);
      const found = pages?.get(id);
      // A box begins with its title, and its page is the title's.
      const start = (kind === "case" ? pages?.get(`${id}-title`) : undefined) ?? found;
      entry.locators.push({
        slug: article.slug,
        id,
        kind,
        ...(found && start ? { first: start.first, last: found.last } : {}),
      });
    }
  }
  const sorted = [...entries.values()].sort((a, b) => COLLATION.compare(sortKey(a.name), sortKey(b.name)));
  const letters: IndexLetter[] = [];
  for (const entry of sorted) {
    const first = sortKey(entry.name).normalize("NFKD").charAt(0).toUpperCase();
    const letter = /[A-Z]/.test(first) ? first : /\d/.test(first) ? "0–9" : first;
    if (letters.at(-1)?.letter === letter) letters.at(-1)!.entries.push(entry);
    else letters.push({ letter, entries: [entry] });
  }
  return letters;
}

/** The locators of an entry as a book prints them: each page once, neighbouring pages of one kind as a range. */
export interface PrintedLocator {
  first: number;
  last: number;
  /** Told at length, in a box. */
  isCase: boolean;
  slug: string;
  id: string;
}

/** Draws together what stands on the same page; a page with a box counts as one with a box. */
export function printedLocators({ locators }: IndexEntry): PrintedLocator[] {
  const out: PrintedLocator[] = [];
  for (const { first, last, kind, slug, id } of locators) {
    if (first === undefined || last === undefined) continue;
    const before = out.at(-1);
    if (before && before.slug === slug && first <= before.last) {
      before.last = Math.max(before.last, last);
      if (kind === "case" && !before.isCase) Object.assign(before, { isCase: true, id });
    } else {
      out.push({ first, last, isCase: kind === "case", slug, id });
    }
  }
  return out;
}

const PIECE = /<(\/?)([a-zA-Z][\w-]*)([^>]*)>/g;
const VOID = /^(?:br|hr|img|input|col|wbr|source|path|rect|line|circle)$/;

/**
 * The folios on which the elements of a body begin and end.
 *
 * @param html a body as `Document.render("web")` gives it
 */
export function pagesOfIds(html: string, range: PageRange): Map<string, { first: number; last: number }> {
  const marked = insertPageMarks(html, range.breaks, (page) => `<i data-page="${page}"></i>`);
  const found = new Map<string, { first: number; last: number }>();
  const open: { name: string; id: string | undefined }[] = [];
  let page = range.first;
  for (const [, closing, name, attributes] of marked.matchAll(PIECE)) {
    if (closing) {
      const ended = open.pop();
      const place = ended?.id === undefined ? undefined : found.get(ended.id);
      if (place) place.last = page;
      continue;
    }
    const at = / data-page="(\d+)"/.exec(attributes!)?.[1];
    if (at !== undefined) page = Number(at);
    const id = / id="([^"]+)"/.exec(attributes!)?.[1];
    if (id !== undefined) found.set(id, { first: page, last: page });
    if (VOID.test(name!) || attributes!.endsWith("/")) continue;
    open.push({ name: name!, id });
  }
  return found;
}
