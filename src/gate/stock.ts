import type { Inventory } from "../markdown/inventory.ts";

/** What an output holds of an article, taken from the finished file. */
export interface Stock {
  /** All text in the order of reading, without notes, drawings, and what the output itself puts around the article. */
  text: string;
  /** Each note, without its number. */
  notes: string[];
  headings: string[];
  /** Where links lead, those of the notes last: addresses as `linkTarget` makes them. */
  links: string[];
  /** Keys of works that are linked to, sorted. */
  citations: string[];
  /** Figures that are drawn or shown and have an alternative text. */
  drawings: number;
  tables: Inventory["tables"];
}

/** The first thing that an output has not, or has otherwise. */
export interface Difference {
  /** What kind of thing, for the message: `words`, `a heading`, `a link` … */
  what: string;
  expected: string;
  /** What stands there instead, or before it. */
  found: string;
}

/** Letters and digits, for spaces, hyphens and punctuation may be set otherwise at the end of a line. */
export function bare(text: string): string {
  return text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * Where a link leads, written the same in every output: the site path of a page of this atlas, or the web address.
 *
 * @param href as seen from `base`
 * @param base the address of the page, below `root`
 * @param root the address of the site
 */
export function linkTarget(href: string, base: string, root: string): string {
  if (!URL.canParse(href, base)) return href;
  const { href: full } = new URL(href, base);
  const path = full.startsWith(root) ? `/${full.slice(root.length)}` : full;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * Compares what an article holds with what an output has of it. Words have to be the same, in the same order and
 * without others between; headings and links have to come in their order.
 *
 * @param links those of the inventory, as `linkTarget` makes them
 */
export function compare(expected: Inventory, links: string[], found: Stock): Difference | undefined {
  return (
    textDifference(expected, found) ??
    listDifference("a heading", expected.headings.map(bare), found.headings.map(bare), expected.headings) ??
    notesDifference(expected.notes, found.notes) ??
    listDifference("a link", links, found.links) ??
    bagDifference("a citation", expected.citations, found.citations) ??
    drawingsDifference(expected, found) ??
    tablesDifference(expected, found)
  );
}

function textDifference(expected: Inventory, found: Stock): Difference | undefined {
  const all = bare(found.text);
  let from = 0;
  for (const text of [...expected.front, expected.text, ...expected.references]) {
    const wanted = bare(text);
    const at = all.indexOf(wanted, from);
    if (at < 0) return firstWords(text, found.text, from);
    from = at + wanted.length;
  }
  return undefined;
}

/** Where the beginning of a text is found, the words at which it parts from what was found; else its beginning. */
function firstWords(text: string, foundText: string, from: number): Difference {
  const wanted = bare(text);
  const all = bare(foundText);
  let start = -1;
  let same = 0;
  for (let length = Math.min(32, wanted.length); length >= 1 && start < 0; length = Math.floor(length / 2)) {
    start = all.indexOf(wanted.slice(0, length), from);
  }
  if (start >= 0) while (same < wanted.length && wanted[same] === all[start + same]) same++;
  return {
    what: "words",
    expected: excerpt(text, same),
    found: start < 0 ? "" : excerpt(foundText, start + same),
  };
}

/** Words of a text from the one that holds its n-th letter or digit. */
function excerpt(text: string, n: number): string {
  let seen = 0;
  let at = 0;
  for (const character of text) {
    const weight = bare(character).length;
    if (seen + weight > n) break;
    seen += weight;
    at += character.length;
  }
  const start = text.lastIndexOf(" ", at) + 1;
  return text
    .slice(start, start + 400)
    .replaceAll("\u00ad", "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 70);
}

function notesDifference(expected: string[], found: string[]): Difference | undefined {
  const at = expected.findIndex((note, i) => bare(note) !== bare(found[i] ?? ""));
  if (at >= 0) {
    return { ...firstWords(expected[at]!, found[at] ?? "", 0), what: `note ${at + 1}` };
  }
  return found.length > expected.length
    ? { what: `note ${expected.length + 1}`, expected: "", found: excerpt(found[expected.length]!, 0) }
    : undefined;
}

/** The first of a list that does not come in its turn; others may stand between. */
function listDifference(
  what: string,
  expected: string[],
  found: string[],
  shown: string[] = expected,
): Difference | undefined {
  let from = 0;
  for (const [i, item] of expected.entries()) {
    const at = found.indexOf(item, from);
    if (at < 0) return { what, expected: shown[i]!, found: found[from] ?? "" };
    from = at + 1;
  }
  return undefined;
}

function bagDifference(what: string, expected: string[], found: string[]): Difference | undefined {
  const at = expected.findIndex((item, i) => item !== found[i]);
  if (at >= 0) return { what, expected: expected[at]!, found: found[at] ?? "" };
  return found.length > expected.length ? { what, expected: "", found: found[expected.length]! } : undefined;
}

function drawingsDifference({ figures }: Inventory, { drawings }: Stock): Difference | undefined {
  const wanted = figures.filter((f) => f.startsWith("Figure")).length;
  return wanted === drawings
    ? undefined
    : { what: "figures with an alternative text", expected: String(wanted), found: String(drawings) };
}

function tablesDifference({ tables }: Inventory, found: Stock): Difference | undefined {
  const words = (t: Inventory["tables"][number] | undefined) =>
    t ? `${t.rows} rows with ${t.cells} cells` : "none";
  const at = Array.from({ length: Math.max(tables.length, found.tables.length) }).findIndex(
    (_, i) => words(tables[i]) !== words(found.tables[i]),
  );
  return at < 0
    ? undefined
    : { what: `table ${at + 1}`, expected: words(tables[at]), found: words(found.tables[at]) };
}
