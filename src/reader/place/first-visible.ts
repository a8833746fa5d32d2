import { type Place, pointAt, textOf } from "./anchor.ts";

/** After the last block: the ways on. Ids that begin so are kept from articles. */
export const END: Place = { id: "at-end", offset: 0 };

/** Blocks that hold text of their own. */
const BLOCKS = ":is(p, h2, h3, li, dd, figure, blockquote, pre)[id]";

/** The innermost blocks of the text, in order. */
export function blocksOf(main: Element): Element[] {
  return [...main.querySelectorAll(BLOCKS)].filter(
    (b) => !b.querySelector(BLOCKS) && b.getClientRects().length > 0,
  );
}

/** The rectangle of the character at a place, or of the element if it has no text. */
export function rectAt(place: Place, root: ParentNode = document): DOMRect | undefined {
  const point = pointAt(place, root);
  if (!point) return undefined;
  if (point.node instanceof Text) {
    const range = document.createRange();
    range.setStart(point.node, point.offset);
    range.setEnd(point.node, Math.min(point.node.data.length, point.offset + 1));
    // The last: at a line's end the first is an empty one on the line before.
    const rect = [...range.getClientRects()].at(-1);
    if (rect) return rect;
  }
  const element = point.node instanceof Element ? point.node : point.node.parentElement!;
  return element.getClientRects()[0];
}

/**
 * The place of the first text that is to be seen.
 *
 * @param blocks in the order of reading, see `blocksOf`
 * @param isBefore whether a rectangle lies wholly before the part that is seen
 * @returns `END` if all of it lies before
 */
export function firstVisible(blocks: Element[], isBefore: (rect: DOMRect) => boolean): Place {
  const ended = (block: Element) => {
    const rects = block.getClientRects();
    return rects.length === 0 || isBefore(rects[rects.length - 1]!);
  };
  const index = firstIndex(blocks.length, (i) => !ended(blocks[i]!));
  const block = blocks[index];
  if (!block) return END;
  if (!isBefore(block.getClientRects()[0]!)) return { id: block.id, offset: 0 };
  // It began before: the first of its characters that is seen.
  const length = textOf(block).length;
  const offset = firstIndex(length, (i) => {
    const rect = rectAt({ id: block.id, offset: i });
    return rect !== undefined && !isBefore(rect);
  });
  return { id: block.id, offset: Math.min(offset, Math.max(0, length - 1)) };
}

/** The least of 0 … n for which `holds`, if it holds from some point on; n if it never does. */
export function firstIndex(n: number, holds: (i: number) => boolean): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
