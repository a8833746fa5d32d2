import { firstIndex } from "../place/first-visible.ts";

/** Where the focus may go after a turn, in the order of the text. */
const FOCUSABLE =
  "h1, :is(p, h2, h3, li, figure, blockquote)[id], .how-to-cite, .linked-from, .facts, .neighbours a";

/** Leads the focus to the page that is shown. */
export interface PageFocus {
  /** Whether the focus is just being moved by this. */
  readonly moving: boolean;
  /** Sizes have changed: which blocks there are is looked up when it is next asked for. */
  measure(): void;
  /** To the first block that begins on the page, so that Tab and reading aloud go on from there. */
  toPage(): void;
  /** To a block, without scrolling. */
  to(block: HTMLElement): void;
}

/** @param main shows one page (or two) of its columns at a time */
export function pageFocus(main: HTMLElement): PageFocus {
  let known: HTMLElement[] | undefined;
  let moving = false;
  const to = (block: HTMLElement) => {
    if (!block.matches("a, button, input, [tabindex]")) block.tabIndex = -1;
    moving = true;
    block.focus({ preventScroll: true });
    moving = false;
  };
  return {
    get moving() {
      return moving;
    },
    measure() {
      known = undefined;
    },
    toPage() {
      known ??= [...main.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
        (b) => b.getClientRects().length > 0,
      );
      const blocks = known;
      const box = main.getBoundingClientRect();
      const isPast = (block: HTMLElement) => {
        const rects = block.getClientRects();
        return rects.length === 0 || rects[rects.length - 1]!.right <= box.left + 1;
      };
      const at = firstIndex(blocks.length, (i) => !isPast(blocks[i]!));
      const begins = (block: HTMLElement | undefined) => {
        const rect = block?.getClientRects()[0];
        return rect !== undefined && rect.left >= box.left - 1 && rect.left < box.right;
      };
      const [continued, next] = [blocks[at], blocks[at + 1]];
      to((begins(continued) ? continued : begins(next) ? next : continued) ?? main);
    },
    to,
  };
}
