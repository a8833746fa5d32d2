/**
 * Notes as annotations of the Web Annotation Data Model (https://www.w3.org/TR/annotation-model/): a collection (§5)
 * whose one page holds them all. A passage is told twice, by a TextQuoteSelector (§4.2.4) and by a RangeSelector
 * (§4.2.9) between two TextPositionSelectors (§4.2.5), each counted within the element that a FragmentSelector (§4.2.1)
 * names. Printed pages stand under `schema:`, a prefix of the model's own context.
 */
import type { BookInfo } from "../page-data.ts";
import type { Place } from "../place/anchor.ts";
import { type Kind, mergeNotes, type Note, parseNote } from "./model.ts";

const CONTEXT = "http://www.w3.org/ns/anno.jsonld";
const MOTIVATIONS: Record<Kind, string> = {
  bookmark: "bookmarking",
  highlight: "highlighting",
  note: "commenting",
};
/** Longest file, in characters, and most notes in it. */
export const LARGEST_IMPORT = { characters: 10_000_000, notes: 20_000 } as const;

/** Media type of the export. */
export const ANNOTATION_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"';

const position = ({ id, offset }: Place) => ({
  type: "FragmentSelector",
  conformsTo: "http://tools.ietf.org/rfc/rfc3236",
  value: id,
  refinedBy: { type: "TextPositionSelector", start: offset, end: offset },
});

function annotation(note: Note, source: string): object {
  const { start, end, quote } = note.anchor;
  return {
    id: `urn:uuid:${note.id}`,
    type: "Annotation",
    motivation: MOTIVATIONS[note.kind],
    created: note.created,
    modified: note.changed,
    ...(note.text && {
      body: { type: "TextualBody", value: note.text, format: "text/plain", purpose: "commenting" },
    }),
    target: {
      type: "SpecificResource",
      source,
      styleClass: note.colour,
      ...(note.pages && { "schema:pageStart": note.pages.first, "schema:pageEnd": note.pages.last }),
      selector: [
        {
          type: "TextQuoteSelector",
          exact: quote.exact,
          ...(quote.prefix && { prefix: quote.prefix }),
          ...(quote.suffix && { suffix: quote.suffix }),
        },
        { type: "RangeSelector", startSelector: position(start), endSelector: position(end) },
      ],
    },
  };
}

/**
 * Notes as a JSON text.
 *
 * @param now ISO 8601
 * @param id UUID of the collection
 */
export function toAnnotations(
  notes: readonly Note[],
  book: Pick<BookInfo, "title" | "url">,
  now: string,
  id: string,
): string {
  const collection = {
    "@context": CONTEXT,
    id: `urn:uuid:${id}`,
    type: "AnnotationCollection",
    label: `Notes on the ${book.title}`,
    created: now,
    total: notes.length,
    first: {
      id: `urn:uuid:${id}#all`,
      type: "AnnotationPage",
      startIndex: 0,
      items: notes.map((note) => annotation(note, `${book.url}articles/${note.slug}/`)),
    },
  };
  return `${JSON.stringify(collection, null, 1)}\n`;
}

type Json = Record<string, unknown>;
const object = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

function placeFrom(value: unknown): unknown {
  const { type, value: id, refinedBy } = object(value);
  const { type: inner, start } = object(refinedBy);
  return type === "FragmentSelector" && inner === "TextPositionSelector" ? { id, offset: start } : undefined;
}

/** The annotation as a note, as yet unchecked. */
function noteFrom(value: unknown): unknown {
  const { id, motivation, created, modified, body, target } = object(value);
  const { source, styleClass, selector, ...more } = object(target);
  const selectors = list(selector).map(object);
  const quote = selectors.find((s) => s.type === "TextQuoteSelector") ?? {};
  const range = selectors.find((s) => s.type === "RangeSelector") ?? {};
  const text = list(body)
    .map(object)
    .find((b) => b.type === "TextualBody")?.value;
  const [first, last] = [more["schema:pageStart"], more["schema:pageEnd"]];
  return {
    id: typeof id === "string" ? id.replace(/^urn:uuid:/, "") : undefined,
    slug: typeof source === "string" ? /\/articles\/([^/?#]+)\/?(?:[?#].*)?$/.exec(source)?.[1] : undefined,
    kind: Object.entries(MOTIVATIONS).find(([, m]) => m === motivation)?.[0],
    colour: styleClass,
    created,
    changed: modified ?? created,
    anchor: {
      start: placeFrom(range.startSelector),
      end: placeFrom(range.endSelector),
      quote: { exact: quote.exact, prefix: quote.prefix ?? "", suffix: quote.suffix ?? "" },
    },
    ...(text !== undefined && { text }),
    ...(first !== undefined && { pages: { first, last: last ?? first } }),
  };
}

/** Why a file was not taken; a sentence to be shown. */
export class ImportError extends Error {}

/**
 * Reads notes from what `toAnnotations` wrote. All or none: one that is damaged speaks against the whole file.
 *
 * @throws {ImportError} that says what is wrong with the file
 */
export function fromAnnotations(text: string): Note[] {
  if (text.length > LARGEST_IMPORT.characters)
    throw new ImportError("The file is too large to be one of notes.");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ImportError("The file is not JSON, or it is damaged.");
  }
  const { "@context": context, type, first } = object(value);
  const { items } = object(first);
  if (!list(context).includes(CONTEXT) || type !== "AnnotationCollection" || !Array.isArray(items))
    throw new ImportError("The file holds no notes of the Atlas: export them as JSON to import them here.");
  if (items.length > LARGEST_IMPORT.notes)
    throw new ImportError("The file holds more notes than can be taken.");
  const notes = items.map((item, i) => {
    const note = parseNote(noteFrom(item));
    if (typeof note === "string") throw new ImportError(`Note ${i + 1} in the file is damaged: ${note}.`);
    return note;
  });
  // Twice in one file: the newer one.
  return mergeNotes([], notes).notes;
}
