import { stripTags } from "../markdown/html.ts";
import type { Stock } from "./stock.ts";

const PIECE = /<(\/?)([a-zA-Z][\w:-]*)((?:\s[^>]*|\/)?)>|[^<]+|<!--[\s\S]*?-->|<[!?][^>]*>/g;
const VOID = /^(?:area|base|br|col|hr|img|input|link|meta|source|wbr)$/;
/** What an output puts into the text for its own ends. */
const OWN = /(?:^|\s)(?:page-mark|note-back|note-call|visually-hidden|chart-data|pagebreak)(?:\s|$)/;
/** Words of neighbouring blocks stay apart in messages. */
const BLOCK = /^(?:p|li|h[1-6]|td|th|dd|dt|tr|figcaption|div|section|aside|blockquote|pre)$/;

interface Open {
  name: string;
  /** Nothing in it counts. */
  skipped: boolean;
  /** Number of the note that it is. */
  note?: number;
  heading?: boolean;
  figure?: { drawn: boolean };
}

/**
 * Takes stock of an article in a page that we wrote ourselves, as HTML or XHTML: its attributes hold no `>`.
 *
 * @param html the page, or the part of it that is the article
 * @param target where a link leads, see `linkTarget`
 */
export function stockOfHtml(html: string, target: (href: string) => string): Stock {
  const text: string[] = [];
  const notes: string[] = [];
  const headings: string[] = [];
  const links: string[] = [];
  const noteLinks: string[] = [];
  const citations: string[] = [];
  const tables: Stock["tables"] = [];
  let drawings = 0;
  const open: Open[] = [];
  const inNotes = () => open.findLast((o) => o.note !== undefined)?.note;

  for (const [piece, closing, name = "", attributes = ""] of html.matchAll(PIECE)) {
    const above = open.at(-1);
    if (piece[0] !== "<") {
      if (above?.skipped) continue;
      const words = stripTags(piece);
      const note = inNotes();
      if (note === undefined) text.push(words);
      else notes[note - 1] += words;
      if (open.some((o) => o.heading)) headings[headings.length - 1] += words;
      continue;
    }
    if (name === "") continue;
    const tag = name.toLowerCase();
    if (closing) {
      const at = open.findLastIndex((o) => o.name === tag);
      if (at < 0) continue;
      for (const o of open.splice(at)) if (o.figure?.drawn) drawings++;
      if (BLOCK.test(tag) && !above?.skipped) text.push(" ");
      continue;
    }
    const value = (key: string) => new RegExp(`\\s${key}="([^"]*)"`).exec(attributes)?.[1];
    const figure = open.findLast((o) => o.figure)?.figure;
    if (figure && (tag === "svg" || tag === "img")) {
      figure.drawn ||= Boolean((value("alt") ?? value("aria-label") ?? value("aria-labelledby"))?.trim());
    }
    const own = OWN.test(value("class") ?? "") || /doc-(?:pagebreak|backlink)/.test(value("role") ?? "");
    const isNotes = /(?:^|\s)notes(?:\s|$)/.test(value("class") ?? "");
    const note = /^fn-(\d+)$/.exec(value("id") ?? "")?.[1];
    const skipped =
      /^(?:svg|script|style|head|nav)$/.test(tag) || own || (above?.skipped ?? false) || isNotes;
    const item: Open = { name: tag, skipped: note && !own ? false : skipped };
    if (note && !above?.note) {
      item.note = Number(note);
      notes[item.note - 1] = "";
    }
    if (!item.skipped) {
      if (/^h[1-6]$/.test(tag)) {
        item.heading = true;
        headings.push("");
      }
      if (tag === "figure") item.figure = { drawn: false };
      if (tag === "table") tables.push({ rows: 0, cells: 0 });
      if (tag === "tr" && tables.length > 0) tables.at(-1)!.rows++;
      if ((tag === "td" || tag === "th") && tables.length > 0) tables.at(-1)!.cells++;
      const href = tag === "a" ? value("href") : undefined;
      if (href !== undefined) {
        const cited = /#ref-([\w-]+)$/.exec(href)?.[1];
        if (cited) citations.push(cited);
        else if (!/doc-(?:noteref|backlink)/.test(value("role") ?? "")) {
          (inNotes() === undefined ? links : noteLinks).push(target(stripTags(href)));
        }
      }
    }
    if (BLOCK.test(tag) && !item.skipped) text.push(" ");
    if (!VOID.test(tag) && !attributes.trimEnd().endsWith("/")) open.push(item);
  }
  return {
    text: text.join(""),
    notes: notes.map((n) => n ?? ""),
    headings,
    links: [...links, ...noteLinks],
    citations: citations.sort(),
    drawings,
    tables,
  };
}

/** The first element that carries a class or an id, whole; undefined if there is none. */
export function elementWith(html: string, attribute: "class" | "id", word: string): string | undefined {
  const open = new RegExp(
    `<([a-zA-Z]\\w*)\\b[^>]*\\s${attribute}="(?:[^"]*\\s)?${word}(?:\\s[^"]*)?"[^>]*>`,
  ).exec(html);
  if (!open) return undefined;
  const tags = new RegExp(`<(/?)${open[1]}\\b[^>]*>`, "g");
  tags.lastIndex = open.index;
  let depth = 0;
  for (let m = tags.exec(html); m; m = tags.exec(html)) {
    if (m[0].endsWith("/>")) continue;
    depth += m[1] ? -1 : 1;
    if (depth === 0) return html.slice(open.index, tags.lastIndex);
  }
  return undefined;
}
