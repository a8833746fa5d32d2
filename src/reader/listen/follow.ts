import type { Reader } from "../context.ts";

/** Keeps what is read in view, until the reader goes elsewhere. */
export interface Follower {
  /** What is read now; shows it if it is not to be seen and the reader has not gone elsewhere. */
  show(range: Range): void;
  /** Shows what is read, and follows again. */
  back(): void;
  /** Whether a range begins in what is to be seen. */
  begins(range: Range): boolean;
  /** Whether the reader has gone elsewhere. */
  readonly away: boolean;
  end(): void;
}

/** @param changed called when the reader has gone elsewhere or come back */
export function follow(reader: Reader, main: HTMLElement, changed: (away: boolean) => void): Follower {
  const bar = document.querySelector(".reader-bar");
  const foot = document.querySelector(".reader-foot");
  let range: Range | undefined;
  let away = false;

  const isSeen = (rect: DOMRect): boolean => {
    if (reader.mode === "paged") {
      const box = main.getBoundingClientRect();
      return rect.right > box.left + 1 && rect.left < box.right - 1;
    }
    const hidden = document.documentElement.dataset.bar === "hidden";
    const top = hidden ? 0 : (bar?.getBoundingClientRect().bottom ?? 0);
    const bottom = foot?.getBoundingClientRect().top ?? window.innerHeight;
    return rect.bottom > Math.max(0, top) + 1 && rect.top < bottom - rect.height / 2;
  };
  /** Its beginning, or any of it. What is folded away has nothing to go to, and counts as shown. */
  const rectsOf = (of: Range) => [...of.getClientRects()].filter((r) => r.width > 0);
  const isShown = (of: Range, any: boolean): boolean => {
    const rects = rectsOf(of);
    return rects.length === 0 || (any ? rects.some(isSeen) : isSeen(rects[0]!));
  };
  const set = (value: boolean) => {
    if (away === value) return;
    away = value;
    changed(away);
  };
  /** A change of sizes or of mode moves the text, not the reader. */
  const shape = () => [reader.mode, main.clientWidth, main.clientHeight, main.scrollWidth].join();
  let known = shape();
  const stop = reader.onMove(() => {
    const now = shape();
    const same = now === known;
    known = now;
    if (!range) return;
    const shown = isShown(range, true);
    if (shown) set(false);
    else if (same) set(true);
    else if (!away) reader.goTo(range);
  });
  return {
    begins: (of) => rectsOf(of).slice(0, 1).some(isSeen),
    get away() {
      return away;
    },
    show(next) {
      range = next;
      if (isShown(next, false)) set(false);
      else if (!away) reader.goTo(next);
    },
    back() {
      set(false);
      if (range) reader.goTo(range);
    },
    end: stop,
  };
}
