/**
 * Runs in the print browser after Paged.js and before printing: leaves in the text only what is printed.
 */

const HYPHEN = "\u00ad";

/**
 * Takes out the soft hyphens at which no line ends. In a PDF each would be a character of its own, which splits
 * words for search, copying and screen readers. Without one a word may be a hair narrower (kerning, ligatures) and
 * a block a line shorter; where that happens, the fewest hyphens that hold its lines are left in.
 */
export function removeIdleHyphens(root: HTMLElement): void {
  root.normalize();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const blocks = new Map<Element, { node: Text; idle: number[] }[]>();
  const range = document.createRange();
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const text = node.data;
    if (!text.includes(HYPHEN) || !node.parentElement) continue;
    const idle = idleHyphens(node, range);
    // The cells of a table share its width: a word that breaks no more in one of them may cost another a line.
    const block =
      node.parentElement.closest("table") ??
      node.parentElement.closest("p, li, dd, figcaption, .footnote") ??
      node.parentElement;
    blocks.set(block, [...(blocks.get(block) ?? []), { node, idle }]);
  }
  // All heights are read before anything is changed, and again after: two layouts, not one for every block.
  const heights = new Map([...blocks.keys()].map((block) => [block, height(block)]));
  const originals = new Map([...blocks.values()].flat().map(({ node }) => [node, node.data]));
  for (const { node, idle } of [...blocks.values()].flat()) node.data = without(node.data, idle);
  const changed = [...blocks].filter(([block]) => Math.abs(height(block) - heights.get(block)!) > 0.5);
  for (const [, nodes] of changed) for (const { node } of nodes) node.data = originals.get(node)!;
  for (const [block, nodes] of changed) {
    for (const { node, idle } of nodes)
      narrow(node, originals.get(node)!, idle, () => Math.abs(height(block) - heights.get(block)!) < 0.5);
  }
}

/** Takes out as many of the given characters as `holds` allows, trying halves and halves of halves. */
function narrow(node: Text, original: string, candidates: number[], holds: () => boolean): void {
  const gone: number[] = [];
  const attempt = (some: number[]): void => {
    if (some.length === 0) return;
    const before = node.data;
    node.data = without(original, [...gone, ...some]);
    if (holds()) {
      gone.push(...some);
      return;
    }
    node.data = before;
    if (some.length === 1) return;
    const half = some.length >> 1;
    attempt(some.slice(0, half));
    attempt(some.slice(half));
  };
  attempt(candidates);
}

function without(text: string, positions: number[]): string {
  const gone = new Set(positions);
  // By code units, for that is how positions in a text node are counted.
  return text
    .split("")
    .filter((_, i) => !gone.has(i))
    .join("");
}

/** Height over all columns that the block reaches into; what runs over into another one must not go unseen. */
function height(element: Element): number {
  const fragments = [...element.getClientRects()];
  return fragments.reduce((sum, r) => sum + r.height, 10_000 * fragments.length);
}

/**
 * The soft hyphens of a text with letters on the same line on both sides. Lines go downwards, so where the first and
 * the last letter of a stretch are on one line, nothing between them needs to be looked at.
 */
function idleHyphens(node: Text, range: Range): number[] {
  const text = node.data;
  const hyphens: number[] = [];
  for (let at = text.indexOf(HYPHEN); at >= 0; at = text.indexOf(HYPHEN, at + 1)) hyphens.push(at);
  const box = (at: number): DOMRect => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    // The first letter of a line after a hyphen has a box at the end of the line before, too.
    return [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  };
  const idle: number[] = [];
  /** Looks at the hyphens from one index to another, between letters whose boxes are known. */
  const look = (from: number, to: number, left: DOMRect, right: DOMRect): void => {
    if (right.top - left.top <= left.height / 2) {
      idle.push(...hyphens.slice(from, to));
    } else if (to - from > 1) {
      const half = (from + to) >> 1;
      const middle = box(before(hyphens[half]!));
      look(from, half, left, middle);
      look(half, to, middle, right);
    } else if (box(hyphens[from]! + 1).top - left.top <= left.height / 2) {
      // The line ends further on.
      idle.push(hyphens[from]!);
    }
  };
  const before = (at: number) => Math.max(at - 1, 0);
  const last = hyphens.at(-1)!;
  // One that ends its text has nothing after it to be parted from.
  const inner = last + 1 < text.length ? hyphens.length : hyphens.length - 1;
  if (inner > 0) look(0, inner, box(before(hyphens[0]!)), box(hyphens[inner - 1]! + 1));
  if (inner < hyphens.length) idle.push(last);
  return idle;
}

/**
 * Makes Chromium write a named destination for each id: it does so for ids that the document links to, whether or
 * not the link is seen.
 */
export function nameDestinations(ids: string[]): void {
  const links = document.createElement("div");
  links.hidden = true;
  for (const id of ids) {
    const link = document.createElement("a");
    link.href = `#${id}`;
    links.append(link);
  }
  document.body.append(links);
}
