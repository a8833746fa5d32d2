import type { Place } from "../place/anchor.ts";

/** One way to show an article: in pages or scrolling. */
export interface View {
  /** Reads the sizes anew, after anything that changes them. */
  measure(): void;
  position(): { page: number; pages: number };
  /** Shows a page; what lies beyond the first or the last is that one. */
  showPage(page: number): void;
  /** Shows what lies at a rectangle of the window. */
  showRect(rect: DOMRect): void;
  /** Whether any of an element is to be seen. */
  sees(element: Element): boolean;
  /** Start of what is to be seen; undefined above the first block. */
  place(): Place | undefined;
  /** Share of the text, without notes and references, before the end of what is to be seen, 0 to 1. */
  progress(): number;
  /** Puts right what the browser has scrolled by itself: for a link, a found word, a fragment of the address. */
  settle(): void;
}
