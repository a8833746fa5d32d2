import { textNodes } from "./anchor.ts";

/**
 * Passages in an address: the text directive of URL Fragment Text Directives (https://wicg.github.io/scroll-to-text-fragment/),
 * `#:~:text=[prefix-,]start[,end][,-suffix]`. Browsers that know it go there by themselves; this is for those that do
 * not, and for our own pages, where the passage has to be marked and the page turned.
 */
export interface TextDirective {
  start: string;
  end?: string;
  prefix?: string;
  suffix?: string;
}

/** The first text directive of an address, or undefined. */
export function parseTextDirective(url: string): TextDirective | undefined {
  const value = /:~:(?:[^&]*&)*?text=([^&]*)/.exec(url)?.[1];
  if (!value) return undefined;
  const parts = value.split(",").map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  const raw = value.split(",");
  const prefix = raw.length > 1 && raw[0]!.endsWith("-") ? parts.shift()!.slice(0, -1) : undefined;
  const suffix = raw.length > 1 && raw.at(-1)!.startsWith("-") ? parts.pop()!.slice(1) : undefined;
  const [start, end] = parts;
  if (!start || parts.length > 2) return undefined;
  return { start, ...(end && { end }), ...(prefix && { prefix }), ...(suffix && { suffix }) };
}

/** The address of a passage, as `parseTextDirective` reads it: a hyphen at the seams would be read as one of its own. */
export function textDirective({ prefix, start, end, suffix }: TextDirective): string {
  const encode = (text: string) => encodeURIComponent(text).replaceAll("-", "%2D");
  return `:~:text=${[
    ...(prefix ? [`${encode(prefix)}-`] : []),
    encode(start),
    ...(end ? [encode(end)] : []),
    ...(suffix ? [`-${encode(suffix)}`] : []),
  ].join(",")}`;
}

/**
 * Text with every run of white space as one space and without soft hyphens, and where each character of it was.
 *
 * @param leftOut parts of it that go as well, in order, not overlapping
 */
export function foldText(
  text: string,
  leftOut: { from: number; to: number }[] = [],
): { folded: string; at: number[] } {
  let folded = "";
  const at: number[] = [];
  let next = 0;
  for (let i = 0; i < text.length; i++) {
    while (leftOut[next] && leftOut[next]!.to <= i) next++;
    if (leftOut[next] && leftOut[next]!.from <= i) continue;
    const c = text[i]!;
    if (c === "\u00ad") continue;
    const blank = /\s/.test(c);
    if (blank && (folded === "" || folded.endsWith(" "))) continue;
    folded += blank ? " " : c;
    at.push(i);
  }
  return { folded, at };
}

/**
 * Where a passage is in a text, as indices into it, or undefined. Case and white space do not count; the words before
 * and after help to choose among several.
 */
export function findPassage(
  text: string,
  directive: TextDirective,
): { from: number; to: number } | undefined {
  const { folded, at } = foldText(text);
  const hay = folded.toLowerCase();
  // A change of case that changes the length would shift what follows.
  if (hay.length !== folded.length) return undefined;
  const fold = (s: string | undefined) =>
    s === undefined ? undefined : foldText(s).folded.trim().toLowerCase();
  const [start, end, prefix, suffix] = [
    directive.start,
    directive.end,
    directive.prefix,
    directive.suffix,
  ].map(fold);
  for (let from = hay.indexOf(start!); from >= 0; from = hay.indexOf(start!, from + 1)) {
    if (!isBoundary(hay, from) || (prefix && !hay.slice(0, from).trimEnd().endsWith(prefix))) continue;
    let to = from + start!.length;
    if (!isBoundary(hay, to)) continue;
    if (end) {
      const last = hay.indexOf(end, to);
      if (last < 0) return undefined;
      to = last + end.length;
    }
    if (!isBoundary(hay, to) || (suffix && !hay.slice(to).trimStart().startsWith(suffix))) continue;
    return { from: at[from]!, to: at[to - 1]! + 1 };
  }
  return undefined;
}

/** Whether a word begins or ends there. */
function isBoundary(text: string, index: number): boolean {
  const word = /[\p{L}\p{N}]/u;
  return !(index > 0 && index < text.length && word.test(text[index - 1]!) && word.test(text[index]!));
}

/** The text of an element in one piece, and the way back from it to the document. */
export interface ReadText {
  text: string;
  /** The range of the characters from one index to another; they must be in the text, and some between them. */
  range(from: number, to: number): Range;
  /** The indices between which a range of the document lies, or undefined if it holds none of the text. */
  indices(range: Range): { from: number; to: number } | undefined;
}

/** Reads an element's text. Notes' numbers, marks and drawings are not part of it, as in anchor.ts. */
export function readText(root: Element): ReadText {
  const nodes: { node: Text; start: number }[] = [];
  let text = "";
  for (const node of textNodes(root, ".note-call, .page-mark, svg, .note-back, .toc, .visually-hidden")) {
    nodes.push({ node, start: text.length });
    text += node.data;
  }
  const at = (index: number, isEnd: boolean) => {
    const entry = nodes.findLast(({ start }) => (isEnd ? start < index : start <= index))!;
    return [entry.node, index - entry.start] as const;
  };
  return {
    text,
    range(from, to) {
      const range = document.createRange();
      range.setStart(...at(from, false));
      range.setEnd(...at(to, true));
      return range;
    },
    indices(range) {
      let from: number | undefined;
      let to = 0;
      for (const { node, start } of nodes) {
        if (!range.intersectsNode(node)) continue;
        const first = node === range.startContainer ? range.startOffset : 0;
        const last = node === range.endContainer ? range.endOffset : node.length;
        if (first >= last) continue;
        from ??= start + first;
        to = start + last;
      }
      return from === undefined ? undefined : { from, to };
    },
  };
}

/** The passage in the document. */
export function findRange(root: Element, directive: TextDirective): Range | undefined {
  const read = readText(root);
  const found = findPassage(read.text, directive);
  return found && read.range(found.from, found.to);
}
