import type { Place } from "../place/anchor.ts";
import { blocksOf, firstVisible } from "../place/first-visible.ts";
import type { View } from "./view.ts";

/** The article as the page shows it without scripts: one long column, scrolled by the window. */
export class ScrollingView implements View {
  private blocks: Element[] = [];

  /** @param top height of what lies over the text at the top of the window, in CSS pixels */
  constructor(
    private readonly main: HTMLElement,
    private readonly top: () => number,
  ) {}

  measure(): void {
    this.blocks = blocksOf(this.main);
  }

  position(): { page: number; pages: number } {
    const box = this.main.getBoundingClientRect();
    const pages = Math.max(1, Math.ceil(box.height / this.height));
    const page = Math.round((this.top() - box.top) / this.height);
    return { page: Math.min(pages - 1, Math.max(0, page)), pages };
  }

  showPage(page: number): void {
    const top = this.main.getBoundingClientRect().top + window.scrollY;
    window.scrollTo({ top: page <= 0 ? 0 : top + page * this.height - this.top() });
  }

  showRect(rect: DOMRect): void {
    // A little below the bar, so that it is not read as cut off.
    window.scrollTo({ top: Math.max(0, rect.top + window.scrollY - this.top() - 24) });
  }

  sees(element: Element): boolean {
    return [...element.getClientRects()].some((r) => r.bottom > this.top() && r.top < window.innerHeight);
  }

  place(): Place | undefined {
    if (window.scrollY < 4) return undefined;
    const top = this.top();
    return firstVisible(this.blocks, (rect) => rect.bottom <= top + 4);
  }

  progress(): number {
    const box = (this.main.querySelector(".prose") ?? this.main).getBoundingClientRect();
    const start = this.main.getBoundingClientRect().top;
    return Math.min(1, Math.max(0, (window.innerHeight - start) / (box.bottom - start)));
  }

  settle(): void {}

  private get height(): number {
    return Math.max(1, window.innerHeight - this.top());
  }
}
