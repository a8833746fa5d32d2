import type { Store } from "../store.ts";

/** Slugs in the reader's order, each once. */
export type Selection = string[];

export const SELECTION_KEY = "selection";
export const TITLE_KEY = "selection-title";
/** Letters of a reader's own title; more would not fit a cover. */
export const TITLE_LENGTH = 120;
/** More than any atlas has, so that a hostile link cannot fill the device. */
const MOST = 1000;

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isString = (value: unknown): value is string => typeof value === "string";

/** What of a list is a slug, each once, in order. */
export function validSlugs(values: unknown[]): Selection {
  const slugs = values.filter((v): v is string => isString(v) && v.length <= 120 && SLUG.test(v));
  return [...new Set(slugs)].slice(0, MOST);
}

/** A title as one line of characters that can be seen: no control or direction characters, no endless runs. */
export function cleanTitle(title: string): string {
  const line = title.slice(0, 4000).normalize("NFC").replace(/\s+/gu, " ").replace(/\p{C}/gu, "");
  return [...line].slice(0, TITLE_LENGTH).join("").trim();
}

export function readSelection(store: Store): Selection {
  return validSlugs(store.get(SELECTION_KEY, isList) ?? []);
}

/** Keeps the selection; false if the device would not. */
export function writeSelection(store: Store, selection: Selection): boolean {
  return store.set(SELECTION_KEY, selection.length > 0 ? selection : undefined);
}

export function readTitle(store: Store): string {
  return cleanTitle(store.get(TITLE_KEY, isString) ?? "");
}

export function writeTitle(store: Store, title: string): boolean {
  return store.set(TITLE_KEY, cleanTitle(title) || undefined);
}

/** Adds a slug at the end, or takes it out. */
export function toggled(selection: Selection, slug: string): Selection {
  return selection.includes(slug) ? selection.filter((s) => s !== slug) : [...selection, slug];
}

/** Moves the entry at `index` by `by` places, as far as the list goes. */
export function moved(selection: Selection, index: number, by: number): Selection {
  const to = Math.min(selection.length - 1, Math.max(0, index + by));
  const slug = selection[index];
  if (slug === undefined || to === index) return selection;
  const rest = selection.filter((_, i) => i !== index);
  return [...rest.slice(0, to), slug, ...rest.slice(to)];
}

/** What an address asks for. */
export interface Shared {
  slugs: Selection;
  /** Empty without one. */
  title: string;
  /** Entries that no slug looks like, as they stand in the address. */
  odd: string[];
}

/** Reads `?a=slug,slug&t=title`; undefined without `a`. */
export function readShared(search: string): Shared | undefined {
  const query = new URLSearchParams(search);
  const list = query.get("a");
  if (list === null) return undefined;
  const entries = list
    .split(",")
    .map((s) => s.trim())
    .filter((s) => s !== "");
  const slugs = validSlugs(entries);
  return {
    slugs,
    title: cleanTitle(query.get("t") ?? ""),
    odd: [...new Set(entries.filter((e) => !SLUG.test(e)).map(cleanTitle))].slice(0, 20),
  };
}

/** The query under which `/selection/` shows a list. Commas stay readable. */
export function sharedQuery(selection: Selection, title: string): string {
  const list = validSlugs(selection).join(",");
  const name = cleanTitle(title);
  return `?a=${list}${name ? `&t=${encodeURIComponent(name)}` : ""}`;
}

/** A file name for the PDF: the title in plain letters, or the book's. */
export function fileName(title: string, fallback: string): string {
  const plain = (text: string) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 60);
  return `${plain(title) || `${plain(fallback)}-selection`}.pdf`;
}
