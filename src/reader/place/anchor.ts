/**
 * Places in the text: a block's id and characters of its text, soft hyphens and marks put in by the build not counted.
 * Such a place holds for every width, face and mode, and, as block ids hold, for later editions of the text.
 */
export interface Place {
  /** Id of an element in the article. */
  id: string;
  /** Characters of the element's text before the place. */
  offset: number;
}

export function isPlace(value: unknown): value is Place {
  const place = value as Place | null;
  return typeof place?.id === "string" && Number.isInteger(place.offset) && place.offset >= 0;
}

/** Not part of the text: numbers of notes, marks of printed pages, drawings. */
const FOREIGN = ".note-call, .page-mark, svg, .note-back";

/** Characters that count in a text. */
export function plain(text: string): string {
  return text.replaceAll("\u00ad", "");
}

/**
 * The nodes of an element's text, without what is not part of it.
 *
 * @param foreign selector of what is not
 */
export function* textNodes(root: Element, foreign = FOREIGN): Generator<Text> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode: (node) =>
      node instanceof Element
        ? node.matches(foreign)
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_SKIP
        : NodeFilter.FILTER_ACCEPT,
  });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node as Text;
}

/** The element's text as places count it. */
export function textOf(element: Element): string {
  return [...textNodes(element)].map((n) => plain(n.data)).join("");
}

/** Index in a node's data after `count` characters that count. */
function indexAfter(data: string, count: number): number {
  let index = 0;
  for (let seen = 0; index < data.length && seen < count; index++) if (data[index] !== "\u00ad") seen++;
  return index;
}

/** The point in the document, or undefined if the article has no such element. An offset past the end is its end. */
export function pointAt(
  { id, offset }: Place,
  root: ParentNode = document,
): { node: Node; offset: number } | undefined {
  const element = root.querySelector(`[id="${CSS.escape(id)}"]`);
  if (!element) return undefined;
  let before = 0;
  let last: Text | undefined;
  for (const node of textNodes(element)) {
    const length = plain(node.data).length;
    // A place at the seam of two nodes belongs to the later one, where the reading goes on.
    if (offset < before + length) return { node, offset: indexAfter(node.data, offset - before) };
    before += length;
    last = node;
  }
  return last ? { node: last, offset: last.data.length } : { node: element, offset: 0 };
}

/** The range from one place to another in the document. */
export function rangeBetween(start: Place, end: Place, root: ParentNode = document): Range | undefined {
  const [from, to] = [pointAt(start, root), pointAt(end, root)];
  if (!from || !to) return undefined;
  const range = document.createRange();
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

/**
 * The place of a point in the document, counted from the innermost element with an id around it.
 *
 * @param within ids outside it do not count
 */
export function placeOf(node: Node, offset: number, within: Element): Place | undefined {
  const start = node instanceof Element ? node : node.parentElement;
  const element = start?.closest("[id]:not(.page-mark)");
  if (!element || !within.contains(element) || element === within) return undefined;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(node, offset);
  let count = 0;
  for (const text of textNodes(element)) {
    if (text === node) return { id: element.id, offset: count + plain(text.data.slice(0, offset)).length };
    if (!before.intersectsNode(text)) break;
    count += plain(text.data).length;
  }
  return { id: element.id, offset: count };
}
