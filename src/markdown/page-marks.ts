import type { PageBreak } from "../atlas/page-map.ts";

/** A tag or a run of text of HTML that we wrote ourselves: attributes hold no `>`. */
const PIECE = /<(\/?)([a-zA-Z][\w-]*)([^>]*)>|[^<]+/g;
/** A character of text, as an entity or not. */
const CHARACTER = /&(?:#x?[\da-fA-F]+|\w+);|[\s\S]/gu;
const VOID = new Set(["br", "hr", "img", "input", "col", "wbr", "source"]);
/** Blocks before which inline content may stand; a mark for any other goes to the beginning of its text. */
const MARKED_BEFORE = new Set([
  "p",
  "h2",
  "h3",
  "aside",
  "figure",
  "blockquote",
  "ul",
  "ol",
  "dl",
  "section",
]);

interface Open {
  name: string;
  id: string | undefined;
  /** Characters of text so far. */
  text: number;
  /** Its text does not count. */
  foreign: boolean;
}

/**
 * Puts a mark where each printed page starts.
 *
 * The offset of a break counts the characters of its block as the printed page does: an entity is one, soft hyphens,
 * numbers of notes and drawings are none. An offset past the block's end is its end; a break whose block is not in
 * this HTML is left out.
 *
 * @param html a body or a part of one, as `Document.render` gives it
 * @param mark the mark of a page, as inline HTML without text of its own
 */
export function insertPageMarks<Folio = number>(
  html: string,
  breaks: PageBreak<Folio>[],
  mark: (page: Folio) => string,
): string {
  const waiting = new Map<string, PageBreak<Folio>[]>();
  for (const b of breaks) waiting.set(b.id, [...(waiting.get(b.id) ?? []), b]);
  if (waiting.size === 0) return html;
  const open: Open[] = [];
  let out = "";
  const flush = (id: string, reached: number) => {
    const list = waiting.get(id);
    while (list && list.length > 0 && list[0]!.offset <= reached) out += mark(list.shift()!.page);
  };
  for (const [piece, closing, name, attributes] of html.matchAll(PIECE)) {
    if (name === undefined) {
      out += putInText(piece);
      continue;
    }
    if (closing) {
      const ended = open.pop();
      // What is past the end of the block is at its end.
      if (ended?.id !== undefined) flush(ended.id, Number.POSITIVE_INFINITY);
      out += piece;
      continue;
    }
    const id = / id="([^"]+)"/.exec(attributes!)?.[1];
    if (id !== undefined && MARKED_BEFORE.has(name) && (waiting.get(id)?.[0]?.offset ?? 1) === 0) {
      out += mark(waiting.get(id)!.shift()!.page);
    }
    out += piece;
    if (VOID.has(name) || attributes!.endsWith("/")) continue;
    const foreign =
      open.at(-1)?.foreign ||
      name === "svg" ||
      / class="(?:note-call|note-back|page-mark)"/.test(attributes!);
    open.push({ name, id, text: 0, foreign: Boolean(foreign) });
  }
  return out;

  function putInText(text: string): string {
    if (open.at(-1)?.foreign) return text;
    const watched = open.filter((o) => o.id !== undefined && (waiting.get(o.id)?.length ?? 0) > 0);
    if (watched.length === 0) {
      const length = count(text);
      for (const o of open) o.text += length;
      return text;
    }
    let done = "";
    for (const [character] of text.matchAll(CHARACTER)) {
      const blank = /^\s$/.test(character);
      for (const o of watched) {
        const list = waiting.get(o.id!)!;
        // Not before the space at the start of a line: the mark belongs to the word.
        while (list.length > 0 && list[0]!.offset <= o.text && !blank) done += mark(list.shift()!.page);
      }
      done += character;
      const weight = isSoftHyphen(character) ? 0 : length16(character);
      for (const o of open) o.text += weight;
    }
    return done;
  }
}

const isSoftHyphen = (character: string) => character === "\u00ad" || character === "&shy;";
/** UTF-16 units, as the browser's strings count. */
const length16 = (character: string) =>
  character.length > 1 && character.startsWith("&") ? 1 : character.length;

function count(text: string): number {
  let n = 0;
  for (const [character] of text.matchAll(CHARACTER)) n += isSoftHyphen(character) ? 0 : length16(character);
  return n;
}
