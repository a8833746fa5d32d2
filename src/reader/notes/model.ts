import { isPlace, type Place } from "../place/anchor.ts";

/** A bookmark, a highlight or a note: a mark that a reader has put on a passage. */
export interface Note {
  /** UUID (RFC 9562), lower case. */
  id: string;
  /** The article's. */
  slug: string;
  kind: Kind;
  colour: Colour;
  /** ISO 8601 with time, in UTC. */
  created: string;
  changed: string;
  anchor: Anchor;
  /** What the reader wrote; a note has some, the others have none. */
  text?: string;
  /** Folios of the printed pages on which the passage began and ended when it was marked. */
  pages?: { first: number; last: number };
}

/** Where a mark stands: in the text as it was, and by what it said, for when the text has been corrected. */
export interface Anchor {
  start: Place;
  end: Place;
  quote: Quote;
}

/** Text is folded: runs of white space are one space, soft hyphens are left out. */
export interface Quote {
  exact: string;
  /** Up to three words before and after. */
  prefix: string;
  suffix: string;
}

export const KINDS = ["bookmark", "highlight", "note"] as const;
export type Kind = (typeof KINDS)[number];
export const COLOURS = ["yellow", "green", "blue", "rose"] as const;
export type Colour = (typeof COLOURS)[number];

export const COLOUR_NAMES: Record<Colour, string> = {
  yellow: "Yellow",
  green: "Green",
  blue: "Blue",
  rose: "Rose",
};
export const KIND_NAMES: Record<Kind, string> = {
  bookmark: "Bookmark",
  highlight: "Highlight",
  note: "Note",
};

/** Longest passage and longest note, in characters. */
export const LONGEST = { quote: 20_000, text: 20_000 } as const;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const SLUG = /^[a-z\d][a-z\d-]{0,99}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const isText = (value: unknown, longest: number): value is string =>
  typeof value === "string" && value.length <= longest;
const isTime = (value: unknown): value is string =>
  isText(value, 40) && TIME.test(value) && !Number.isNaN(Date.parse(value));
const isFolio = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0;
const isAnchored = (value: unknown): value is Place =>
  isPlace(value) && value.id !== "" && isText(value.id, 200);

/**
 * A note from what was kept or imported, of its known parts alone; or what is wrong with it, as the end of a sentence.
 */
export function parseNote(value: unknown): Note | string {
  if (typeof value !== "object" || value === null) return "it is no object";
  const { id, slug, kind, colour, created, changed, anchor, text, pages } = value as Record<string, unknown>;
  if (!isText(id, 36) || !UUID.test(id)) return "its id is no UUID";
  if (!isText(slug, 100) || !SLUG.test(slug)) return "it names no article";
  if (!KINDS.includes(kind as Kind)) return "its kind is not known";
  if (!COLOURS.includes(colour as Colour)) return "its colour is not known";
  if (!isTime(created) || !isTime(changed)) return "its date is not understood";
  const { start, end, quote } = (anchor ?? {}) as Record<string, unknown>;
  if (!isAnchored(start) || !isAnchored(end)) return "its place in the text is not understood";
  const { exact, prefix, suffix } = (quote ?? {}) as Record<string, unknown>;
  if (!isText(exact, LONGEST.quote) || !exact.trim()) return "its quotation is missing or too long";
  if (!isText(prefix, 400) || !isText(suffix, 400)) return "the words around its quotation are too long";
  if (text !== undefined && !isText(text, LONGEST.text)) return "its text is too long";
  if (kind === "note" && !text) return "it is a note without text";
  const { first, last } = (pages ?? {}) as Record<string, unknown>;
  if (pages !== undefined && !(isFolio(first) && isFolio(last) && first <= last))
    return "its printed pages are not understood";
  return {
    id,
    slug,
    kind: kind as Kind,
    colour: colour as Colour,
    created,
    changed,
    anchor: {
      start: { id: start.id, offset: start.offset },
      end: { id: end.id, offset: end.offset },
      quote: { exact, prefix, suffix },
    },
    ...(text && { text: text as string }),
    ...(pages !== undefined && { pages: { first: first as number, last: last as number } }),
  };
}

/** Those of `added` that are new or newer than what is there, put among it; and how many of them there were. */
export function mergeNotes(
  notes: readonly Note[],
  added: readonly Note[],
): { notes: Note[]; fresh: number; newer: number } {
  const merged = new Map(notes.map((n) => [n.id, n]));
  let fresh = 0;
  let newer = 0;
  for (const note of added) {
    const there = merged.get(note.id);
    if (!there) fresh++;
    else if (Date.parse(note.changed) > Date.parse(there.changed)) newer++;
    else continue;
    merged.set(note.id, note);
  }
  return { notes: [...merged.values()], fresh, newer };
}

/** `p. 57`, `pp. 57–58`, or nothing before the book was printed. */
export function pageWords(pages: Note["pages"]): string | undefined {
  if (!pages) return undefined;
  return pages.first === pages.last ? `p. ${pages.first}` : `pp. ${pages.first}–${pages.last}`;
}
