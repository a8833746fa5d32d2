import type { Place } from "../place/anchor.ts";
import { blocksOf, firstVisible } from "../place/first-visible.ts";
import { type Geometry, geometry, pageAt, pageCount, pageOffset } from "./geometry.ts";
import type { View } from "./view.ts";

/**
 * Pages are the columns of the article's own DOM (CSS Multi-column Layout), scrolled sideways inside `main`. As it is
 * ordinary scrolling, the browser itself brings what is found, focused or linked to into view, and `settle` then
 * shows the page that it is on.
 */
export class PagedView implements View {
  private measured: Geometry = { column: 1, gap: 0, shown: 1, columns: 1 };
  private pad = 0;
  private textEnd = 1;
  /** Looked up when first asked for: what enters pages has enough to do. */
  private blocks: Element[] | undefined;
  /** Marks the last column. */
  private readonly end: HTMLElement;
  /** Fills another where the last spread would be half empty, so that it can be scrolled into the window whole. */
  private readonly filler: HTMLElement;

  constructor(private readonly main: HTMLElement) {
    const last = (name: string) => {
      const made = main.querySelector<HTMLElement>(`.${name}`) ?? document.createElement("div");
      made.className = name;
      made.setAttribute("aria-hidden", "true");
      main.append(made);
      return made;
    };
    this.end = last("page-end");
    this.filler = last("page-filler");
  }

  measure(): void {
    const { main, end, filler } = this;
    // What scrolls cannot be cut between pages; only a table that is too wide has to.
    for (const box of main.querySelectorAll<HTMLElement>(".table-scroll")) {
      box.classList.toggle(
        "is-wide",
        (box.firstElementChild as HTMLElement).offsetWidth > box.clientWidth + 1,
      );
    }
    const style = getComputedStyle(main);
    this.pad = Number.parseFloat(style.paddingLeft);
    const width = main.clientWidth - 2 * this.pad;
    const shown = Number.parseInt(style.columnCount, 10) || 1;
    const gap = Number.parseFloat(style.columnGap) || 0;
    this.measured = geometry(width, gap, shown, this.xOf(end.getBoundingClientRect()));
    filler.hidden = this.measured.columns % shown === 0;
    this.blocks = undefined;
    const text = main.querySelector(".prose") ?? main;
    const rects = text.getClientRects();
    const last = rects[rects.length - 1];
    this.textEnd = last ? pageAt(this.xOf(last), this.measured) + 1 : 1;
  }

  /** Columns where they are counted from 0 and the pages' numbers from 0. */
  get columns(): { first: number; last: number; all: number } {
    const { shown, columns } = this.measured;
    const first = this.position().page * shown;
    return { first, last: Math.min(columns, first + shown) - 1, all: columns };
  }

  position(): { page: number; pages: number } {
    return { page: pageAt(this.main.scrollLeft, this.measured), pages: pageCount(this.measured) };
  }

  showPage(page: number): void {
    const { pages } = this.position();
    this.main.scrollLeft = pageOffset(Math.min(pages - 1, Math.max(0, page)), this.measured);
  }

  showRect(rect: DOMRect): void {
    this.showPage(pageAt(this.xOf(rect), this.measured));
  }

  sees(element: Element): boolean {
    const box = this.main.getBoundingClientRect();
    return [...element.getClientRects()].some((r) => r.right > box.left + 1 && r.left < box.right - 1);
  }

  place(): Place | undefined {
    if (this.position().page === 0) return undefined;
    const left = this.main.getBoundingClientRect().left + this.pad;
    this.blocks ??= blocksOf(this.main);
    return firstVisible(this.blocks, (rect) => rect.right <= left + 1);
  }

  progress(): number {
    return Math.min(1, (this.position().page + 1) / this.textEnd);
  }

  settle(): void {
    const { main } = this;
    main.scrollTop = 0;
    if (window.scrollY !== 0 || window.scrollX !== 0) window.scrollTo(0, 0);
    // The browser centres what it has found: the nearest page is the one that holds it.
    const step = pageOffset(1, this.measured);
    const page = Math.round(main.scrollLeft / step);
    if (Math.abs(main.scrollLeft - page * step) > 1) this.showPage(page);
  }

  /** From the window to the columns: where the first column begins, whatever is shown, is 0. */
  private xOf(rect: DOMRect): number {
    return rect.left - this.main.getBoundingClientRect().left - this.pad + this.main.scrollLeft;
  }
}
