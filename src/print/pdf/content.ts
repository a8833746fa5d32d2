/**
 * Reads content streams (ISO 32000-1, 7.8.2) as far as is needed to tell marked content from unmarked.
 */
import { ascii } from "./objects.ts";

/** What a content stream holds. */
export interface ContentScan {
  /** Marked-content ids, in order. */
  ids: number[];
  /** Byte ranges that paint outside of real content and artifacts, each a whole number of graphics objects. */
  unmarked: [start: number, end: number][];
  /** Marked content that paints nothing but paths: rules, backgrounds, underlines. */
  decorations: { id: number; open: [start: number, end: number] }[];
  /** Glyphs that something else is said for (ActualText, 14.9.4). */
  replaced: ReplacedText[];
}

export interface ReplacedText {
  /** Operands and operator that begin it, and the operator that ends it. */
  open: [start: number, end: number];
  close: [start: number, end: number];
  /** The string that is said, as a token. */
  text: [start: number, end: number];
  /** Resource name of the font at its begin. */
  font: string;
}

/** A part of a stream that is written otherwise. */
export type Edit = [start: number, end: number, text: string];

const SPACE = 1;
const DELIMITER = 2;
const CLASS = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) CLASS[code] = SPACE;
for (const character of "()<>[]{}/%") CLASS[character.charCodeAt(0)] = DELIMITER;

enum Kind {
  Other,
  /** Begins a path or goes on with it. */
  Construct,
  /** Paints the path. */
  Paint,
  /** Ends the path without painting. */
  NoPaint,
  /** Paints at once. */
  Show,
  XObject,
  /** Graphics or text objects begin or end: an artifact cannot reach across. */
  Border,
  BeginMarked,
  EndMarked,
  InlineImage,
  Font,
}

/** Kinds by the operator's bytes, read as a number: no string is made for each of a page's thousands of operators. */
const KINDS = new Map<number, Kind>();
const kinds: [string, Kind][] = [
  ["m l c v y h re", Kind.Construct],
  ["S s f F f* B B* b b*", Kind.Paint],
  ["n", Kind.NoPaint],
  ["Tj TJ ' \" sh", Kind.Show],
  ["Do", Kind.XObject],
  ["q Q BT ET", Kind.Border],
  ["BDC BMC", Kind.BeginMarked],
  ["EMC", Kind.EndMarked],
  ["BI", Kind.InlineImage],
  ["Tf", Kind.Font],
];
const codeOf = (operator: string): number =>
  Array.from(operator).reduce((code, character) => (code << 8) | character.charCodeAt(0), 0);
for (const [operators, kind] of kinds) {
  for (const operator of operators.split(" ")) KINDS.set(codeOf(operator), kind);
}
const BDC = codeOf("BDC");
const LITERALS = new Set(["true", "null"].map(codeOf).concat((codeOf("fals") << 8) | 0x65));

/**
 * @param isTagged whether the XObject of that name has marked content of its own, which is then not painted
 *   by this stream.
 */
export function scanContent(bytes: Uint8Array, isTagged: (xObject: string) => boolean): ContentScan {
  const ids: number[] = [];
  const unmarked: [number, number][] = [];
  const decorations: ContentScan["decorations"] = [];
  const replaced: ReplacedText[] = [];
  /** The open marked-content sequences. */
  const marked: {
    /** Whether what is in it counts as real content or artifact. */
    counts: boolean;
    decoration?: ContentScan["decorations"][number] | undefined;
    replaced?: Omit<ReplacedText, "close"> | undefined;
    /** Whether more than paths was painted before it, inside of what it is in. */
    before: boolean;
  }[] = [];
  let inMarked = false;
  /** Whether the open sequences have painted anything but paths. */
  let more = false;
  let font = "";
  let lastString: [number, number] = [0, 0];
  let saysText = false;
  let operandsAt = -1;
  let firstName = "";
  let lastName = "";
  let hasId = false;
  let hasDictionary = false;
  let pathAt = -1;
  let run: [number, number] | undefined;

  const paint = (start: number, end: number) => {
    if (inMarked) return;
    if (run) run[1] = end;
    else run = [start, end];
  };
  const flush = () => {
    if (run) unmarked.push(run);
    run = undefined;
  };
  const slice = (start: number, end: number): string => {
    let out = "";
    for (let i = start; i < end; i++) out += String.fromCharCode(bytes[i]!);
    return out;
  };

  const length = bytes.length;
  let at = 0;
  while (at < length) {
    const code = bytes[at]!;
    const kind = CLASS[code]!;
    if (kind === SPACE) {
      at++;
      continue;
    }
    if (code === 0x25) {
      while (at < length && bytes[at] !== 10 && bytes[at] !== 13) at++;
      continue;
    }
    const start = at;
    if (kind === DELIMITER) {
      if (operandsAt < 0) operandsAt = start;
      at++;
      if (code === 0x28) {
        for (let depth = 1; at < length && depth > 0; at++) {
          const c = bytes[at];
          if (c === 0x5c) at++;
          else if (c === 0x28) depth++;
          else if (c === 0x29) depth--;
        }
        lastString = [start, at];
      } else if (code === 0x3c && bytes[at] === 0x3c) {
        hasDictionary = true;
        at++;
      } else if (code === 0x3c) {
        while (at < length && bytes[at] !== 0x3e) at++;
        at++;
        lastString = [start, at];
      } else if (code === 0x2f) {
        while (at < length && CLASS[bytes[at]!] === 0) at++;
        lastName = slice(start + 1, at);
        firstName ||= lastName;
        saysText ||= lastName === "ActualText";
      }
      continue;
    }
    at++;
    while (at < length && CLASS[bytes[at]!] === 0) at++;
    // A number: a digit, sign or point at its start.
    if (code < 0x3a && code >= 0x2b) {
      if (operandsAt < 0) operandsAt = start;
      if (lastName === "MCID") {
        ids.push(Number(slice(start, at)));
        lastName = "";
        hasId = true;
      }
      continue;
    }
    let operator = 0;
    for (let i = start; i < at; i++) operator = (operator << 8) | bytes[i]!;
    if (LITERALS.has(operator)) {
      if (operandsAt < 0) operandsAt = start;
      continue;
    }
    const from = operandsAt < 0 ? start : operandsAt;
    switch (KINDS.get(operator)) {
      case Kind.Construct:
        if (pathAt < 0) pathAt = from;
        break;
      case Kind.Paint:
        paint(pathAt < 0 ? from : pathAt, at);
        pathAt = -1;
        break;
      case Kind.NoPaint:
        pathAt = -1;
        break;
      case Kind.Show:
        more = true;
        paint(from, at);
        break;
      case Kind.Font:
        font = firstName;
        break;
      case Kind.XObject:
        more = true;
        if (isTagged(lastName)) flush();
        else paint(from, at);
        break;
      case Kind.Border:
        flush();
        break;
      case Kind.BeginMarked:
        flush();
        // Property lists by name are not looked up: who uses them says what the content is.
        inMarked ||= firstName === "Artifact" || hasId;
        inMarked ||= operator === BDC && !hasDictionary;
        marked.push({
          counts: inMarked,
          before: more,
          decoration: hasId ? { id: ids.at(-1)!, open: [from, at] } : undefined,
          replaced: saysText ? { open: [from, at], text: lastString, font } : undefined,
        });
        if (hasId) more = false;
        break;
      case Kind.EndMarked: {
        flush();
        const ended = marked.pop();
        if (ended?.decoration && !more) decorations.push(ended.decoration);
        more ||= ended?.before ?? false;
        if (ended?.replaced) replaced.push({ ...ended.replaced, close: [start, at] });
        inMarked = marked[marked.length - 1]?.counts ?? false;
        break;
      }
      case Kind.InlineImage:
        more = true;
        at = endOfInlineImage(bytes, at);
        paint(from, at);
        break;
      default:
        break;
    }
    operandsAt = -1;
    firstName = "";
    lastName = "";
    hasId = false;
    hasDictionary = false;
    saysText = false;
  }
  flush();
  return { ids, unmarked, decorations, replaced };
}

/** The end of the EI that is set off by white space and followed by something that can be an operator. */
function endOfInlineImage(bytes: Uint8Array, from: number): number {
  for (let i = from; i + 2 < bytes.length; i++) {
    const isEnd =
      CLASS[bytes[i]!] === SPACE &&
      bytes[i + 1] === 0x45 &&
      bytes[i + 2] === 0x49 &&
      (i + 3 >= bytes.length || CLASS[bytes[i + 3]!] === SPACE);
    if (isEnd && bytes.subarray(i + 3, i + 13).every((c) => c < 0x7f && (c >= 0x20 || CLASS[c] === SPACE)))
      return i + 3;
  }
  return bytes.length;
}

/** The edits that make artifacts of what is unmarked. */
export function artifactEdits(unmarked: ContentScan["unmarked"]): Edit[] {
  return unmarked.flatMap(([start, end]): Edit[] => [
    [start, start, "/Artifact BMC\n"],
    [end, end, "\nEMC"],
  ]);
}

/** The stream with its edits made. @param edits may touch each other, but not overlap */
export function applyEdits(bytes: Uint8Array, edits: Edit[]): Uint8Array {
  const sorted = edits.map((edit, i) => ({ edit, i })).sort((a, b) => a.edit[0] - b.edit[0] || a.i - b.i);
  const size = edits.reduce((sum, [start, end, text]) => sum + text.length - (end - start), bytes.length);
  const out = new Uint8Array(size);
  let read = 0;
  let write = 0;
  const put = (part: Uint8Array) => {
    out.set(part, write);
    write += part.length;
  };
  for (const { edit } of sorted) {
    put(bytes.subarray(read, edit[0]));
    put(ascii(edit[2]));
    read = edit[1];
  }
  put(bytes.subarray(read));
  return out;
}
