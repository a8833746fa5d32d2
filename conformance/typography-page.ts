/** The print page with a measure of what it sets: see `typography.ts`. */
import "../src/print/page/main.ts";
import { LINE } from "../src/print/page/prepare.ts";

/** What a designer would count on the pages of one document. */
export interface Typography {
  pages: number;
  /** Pages from 1. A last line at the head, a first line at the foot, a heading in the last three lines. */
  widows: number[];
  orphans: number[];
  headings: number[];
  /** Pages but the last, filled less than `FULL`. */
  empty: number[];
  /** Justified lines, last lines of paragraphs left out. */
  lines: number;
  /** Lines whose spaces are wider than `LOOSE` times the normal one, with their words. */
  loose: { page: number; factor: number; text: string }[];
  rivers: { page: number; text: string }[];
}

/** Part of its height that a page should fill. */
const FULL = 0.6;
/** Of three lines whose spaces are so many times as wide as normal, and stand above each other, comes a river. */
const WIDE = 1.5;
/** Wider spaces make holes in the line. */
const LOOSE = 2;

declare global {
  interface Window {
    measureTypography(): Typography;
  }
}

window.measureTypography = () => {
  const found: Typography = {
    pages: 0,
    widows: [],
    orphans: [],
    headings: [],
    empty: [],
    lines: 0,
    loose: [],
    rivers: [],
  };
  const pages = [...document.querySelectorAll<HTMLElement>(".pagedjs_page")];
  found.pages = pages.length;
  pages.forEach((page, i) => {
    const content = page.querySelector<HTMLElement>(".pagedjs_page_content");
    const area = page.querySelector(".pagedjs_page_content")?.parentElement?.getBoundingClientRect();
    if (!content || !area) return;
    const number = i + 1;
    const blocks = [...content.querySelectorAll<HTMLElement>("p, li, dd")].filter(
      (b) => !b.querySelector("p"),
    );
    for (const block of blocks) {
      const { splitFrom, splitTo } = block.dataset;
      if (!splitFrom === !splitTo) continue;
      if (lineBottoms(block).length === 1) (splitFrom ? found.widows : found.orphans).push(number);
    }
    const bottoms = [...content.querySelectorAll("p, li, figure, h2, h3, table")].map(
      (e) => e.getBoundingClientRect().bottom,
    );
    const last = Math.max(area.top, ...bottoms);
    const height = page.querySelector(".pagedjs_page_content")!.getBoundingClientRect().height;
    if (number < pages.length) {
      if ((last - area.top) / height < FULL) found.empty.push(number);
      const low = [...content.querySelectorAll("h1, h2, h3")].at(-1)?.getBoundingClientRect();
      // The last three lines of what stands on the page.
      if (low && low.bottom > last - 3 * LINE + 4) found.headings.push(number);
    }
    for (const block of blocks) measureSpaces(block, number, found);
  });
  return found;
};

function lineBottoms(element: HTMLElement): number[] {
  const range = document.createRange();
  range.selectNodeContents(element);
  const bottoms: number[] = [];
  for (const r of range.getClientRects()) {
    if (r.width > 0 && !bottoms.some((b) => Math.abs(b - r.bottom) < 8)) bottoms.push(r.bottom);
  }
  return bottoms;
}

interface Line {
  bottom: number;
  gaps: { left: number; right: number }[];
  text: string;
}

function measureSpaces(block: HTMLElement, page: number, found: Typography): void {
  const style = getComputedStyle(block);
  if (style.textAlign !== "justify") return;
  // A quarter of the size is what typographers take for normal; the font may have it narrower.
  const normal = Number.parseFloat(style.fontSize) / 4;
  const edge = block.getBoundingClientRect().right - Number.parseFloat(style.paddingRight);
  const lines = linesOf(block, edge);
  // The last line is as it comes, unless the block goes on overleaf.
  const justified = block.dataset.splitTo ? lines : lines.slice(0, -1);
  found.lines += justified.length;
  let above = new Map<Line["gaps"][number], number>();
  for (const line of justified) {
    const widths = line.gaps.map((gap) => gap.right - gap.left);
    const mean = widths.reduce((sum, width) => sum + width, 0) / Math.max(1, widths.length);
    if (mean > LOOSE * normal)
      found.loose.push({ page, factor: Math.round((mean / normal) * 100) / 100, text: line.text });
    const here = new Map<Line["gaps"][number], number>();
    for (const gap of line.gaps.filter((_, i) => widths[i]! >= WIDE * normal)) {
      const over = [...above].filter(([other]) => other.left < gap.right && gap.left < other.right);
      const length = 1 + Math.max(0, ...over.map(([, n]) => n));
      here.set(gap, length);
      if (length === 3) found.rivers.push({ page, text: line.text });
    }
    above = here;
  }
}

function linesOf(block: HTMLElement, edge: number): Line[] {
  const lines: Line[] = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (node.parentElement!.closest("[data-footnote-call]")) continue;
    for (const word of node.data.matchAll(/[^ \n]+|[ \n]+/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      // A word may stand on two lines; it counts for the one where it ends.
      const rect = [...range.getClientRects()].at(-1);
      if (!rect || rect.width === 0) continue;
      let line = lines.find((l) => Math.abs(l.bottom - rect.bottom) < 6);
      if (!line) {
        line = { bottom: rect.bottom, gaps: [], text: "" };
        lines.push(line);
      }
      line.text += word[0];
      if (/^[ \n]/.test(word[0]) && rect.left < edge - 1)
        line.gaps.push({ left: rect.left, right: rect.right });
    }
  }
  return lines.sort((a, b) => a.bottom - b.bottom);
}
