/**
 * Runs in the print browser, after Paged.js: reads from the paginated document what the assembly, the page map and
 * the gate need to know.
 */

export interface PageStart {
  /** Block in which the page starts; undefined on a page that has none. */
  id?: string;
  /** Characters of that block before the page, without soft hyphens and note marks. */
  offset: number;
  /** Text of the page, and of the notes at its foot, as in the document. */
  text: string;
  notes: string;
}

export interface Layout {
  pages: PageStart[];
  /** Ids of everything on the pages, each once: the places that links can lead to. */
  ids: string[];
  /** Texts of the figures that stand at the head of a page after text that follows them: see `floats.ts`. */
  floats: string[];
  /** Lines that a page designer would not leave: see `readFaults`. */
  faults: Fault[];
  /** How much of the last page is filled, from 0 to 1. */
  lastPage: number;
}

export interface Fault {
  /** Page from 0. */
  page: number;
  kind: "widow" | "orphan" | "stranded heading" | "overflow";
  /** The first words of the block. */
  text: string;
}

const CONTENT = ".pagedjs_page_content";
/** A block that counts its own text; places inside a line have ids too (the index leads to them) and do not. */
const BLOCK = ":is([id], [data-id]):not(span, a)";

export function readLayout(): Layout {
  const pages = [...document.querySelectorAll<HTMLElement>(".pagedjs_page")];
  const seen = new Map<string, number>();
  const layout: Layout = { pages: [], ids: [], floats: [], faults: [], lastPage: 1 };
  const ids = new Set<string>();
  pages.forEach((page) => {
    const content = page.querySelector<HTMLElement>(CONTENT);
    for (const { id } of page.querySelectorAll("[id]")) {
      if (!/^(?:page-|note-)/.test(id)) ids.add(id);
    }
    const first = content && firstBlock(content);
    const text = {
      text: content?.textContent ?? "",
      notes: page.querySelector(".pagedjs_footnote_inner_content")?.textContent ?? "",
    };
    layout.pages.push(
      first ? { id: first.id, offset: seen.get(first.id) ?? 0, ...text } : { offset: 0, ...text },
    );
    for (const block of content?.querySelectorAll<HTMLElement>("[data-ref]") ?? []) {
      const id = idOf(block);
      if (id && !block.querySelector(BLOCK)) seen.set(id, (seen.get(id) ?? 0) + blockText(block).length);
    }
  });
  layout.ids = [...ids];
  layout.floats = Array.from(document.querySelectorAll(".floated figure"), (f) => f.textContent ?? "");
  layout.faults = pages.flatMap(readFaults);
  layout.lastPage = filled(pages.at(-1));
  return layout;
}

function filled(page: HTMLElement | undefined): number {
  const content = page?.querySelector<HTMLElement>(CONTENT);
  if (!content) return 1;
  const box = content.getBoundingClientRect();
  const bottoms = [...content.querySelectorAll("p, li, figure, h2, h3")].map(
    (e) => e.getBoundingClientRect().bottom,
  );
  return Math.max(0, Math.max(box.top, ...bottoms) - box.top) / box.height;
}

/** Paged.js moves the id of a split block's later parts to `data-id`. */
function idOf(element: HTMLElement): string | undefined {
  return element.id || element.dataset.id || undefined;
}

/** The innermost first element with an id: the block that the page starts with. */
function firstBlock(content: HTMLElement): { id: string } | undefined {
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent?.trim() || node.parentElement?.closest(".floated")) continue;
    for (let e = node.parentElement; e && e !== content; e = e.parentElement) {
      const id = idOf(e);
      if (id) return { id };
    }
  }
  return undefined;
}

function blockText(block: HTMLElement): string {
  const copy = block.cloneNode(true) as HTMLElement;
  for (const mark of copy.querySelectorAll("[data-footnote-call], .footnote")) mark.remove();
  return (copy.textContent ?? "").replaceAll("\u00ad", "");
}

/** Widows, orphans, headings without text below, and content beyond the text block. */
function readFaults(page: HTMLElement, index: number, all: HTMLElement[]): Fault[] {
  const content = page.querySelector<HTMLElement>(CONTENT);
  if (!content) return [];
  const faults: Fault[] = [];
  const words = (e: Element) => (e.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 60);
  const box = content.getBoundingClientRect();
  for (const p of content.querySelectorAll<HTMLElement>("p, li, dd")) {
    if (p.querySelector("p")) continue;
    const lines = lineCount(p);
    if (p.dataset.splitFrom && !p.dataset.splitTo && lines === 1)
      faults.push({ page: index, kind: "widow", text: words(p) });
    if (p.dataset.splitTo && !p.dataset.splitFrom && lines === 1)
      faults.push({ page: index, kind: "orphan", text: words(p) });
  }
  const last = [...content.querySelectorAll<HTMLElement>("h1, h2, h3, p, li, figure, tr, blockquote, dl")].at(
    -1,
  );
  const isLastPage = index === all.length - 1;
  if (!isLastPage && last && /^H[123]$/.test(last.tagName)) {
    faults.push({ page: index, kind: "stranded heading", text: words(last) });
  }
  for (const e of content.querySelectorAll<HTMLElement>("table, svg, img, pre, p, li")) {
    const r = e.getBoundingClientRect();
    if (r.width > 0 && (r.right > box.right + 1.5 || r.left < box.left - 12)) {
      faults.push({ page: index, kind: "overflow", text: words(e) });
    }
  }
  return faults;
}

function lineCount(element: HTMLElement): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  const tops: number[] = [];
  for (const r of range.getClientRects()) {
    if (r.width > 0 && !tops.some((t) => Math.abs(t - r.bottom) < 8)) tops.push(r.bottom);
  }
  return tops.length;
}
