/**
 * Runs in the print browser while Paged.js cuts pages: a figure or table that finds no room leaves none empty. It goes
 * to the head of the next page, and the text that follows it flows up, as a compositor would have it.
 */
import { LINE } from "./prepare.ts";

/** Less room than this may stay empty. */
const LEAST = 3 * LINE;
/** A figure that takes more of a page leaves no room for text, and stays where it is. */
const MOST = 0.65;

/** What Paged.js lays out on one page. */
interface PageLayout {
  element: HTMLElement;
}

/** The figures of one document that go to the head of the next page. */
export class Floats {
  /** Those that wait for a page, by the page that they came from. */
  private readonly waiting = new Map<Element, HTMLElement[]>();
  /** Ids of those that stay where they are. */
  private readonly kept = new Set<string>();
  /** In their order. */
  private moved: HTMLElement[] = [];

  /** To be called before each try to set the document. */
  begin(again: boolean): void {
    this.waiting.clear();
    this.moved = [];
    if (!again) this.kept.clear();
  }

  /**
   * @param first what would come first on the next page
   * @returns "moved" if it was a figure that is on no page now; "wait" if it is one that is not yet whole
   */
  take(first: Node, page: HTMLElement, layout: PageLayout, source: ParentNode): "moved" | "wait" | undefined {
    const figure = first instanceof HTMLElement && first.matches(".body > figure") ? first : undefined;
    const before = figure?.previousElementSibling;
    if (!figure?.id || !before || this.kept.has(figure.id)) return undefined;
    const original = source.querySelector<HTMLElement>(`[data-ref="${figure.dataset.ref}"]`);
    if (!original || original.querySelector("[data-note]")) return undefined;

    const area = layout.element.getBoundingClientRect();
    const last = [...before.getClientRects()].filter((r) => r.left < area.right).at(-1);
    const room = area.bottom - (last?.bottom ?? area.bottom);
    const others = (this.waiting.get(page) ?? []).reduce((sum, other) => sum + heightOf(other), 0);
    if (room < LEAST || others + heightOf(original) > MOST * area.height) return undefined;
    if (textAfter(original) < room + LINE) return undefined;
    if (figure.querySelectorAll("*").length < original.querySelectorAll("*").length) return "wait";

    // Where it is read, whatever page it stands on: see `tagging.ts`.
    figure.dataset.readAfter = (before as HTMLElement).dataset.ref ?? "";
    figure.remove();
    this.waiting.set(page, [...(this.waiting.get(page) ?? []), figure]);
    this.moved.push(figure);
    return "moved";
  }

  /** Puts the figures that wait for it on a page that has nothing on it yet. */
  place(page: HTMLElement, before: Element | undefined): void {
    const figures = before && this.waiting.get(before);
    if (!figures) return;
    const shell = document.createElement("article");
    const body = document.createElement("div");
    const [sourceBody, sourceArticle] = this.ancestors ?? [];
    for (const [element, like] of [
      [body, sourceBody],
      [shell, sourceArticle],
    ] as const) {
      for (const { name, value } of like?.attributes ?? []) {
        // Paged.js would take it for the place of what follows.
        if (name !== "id") element.setAttribute(name === "data-ref" ? "data-part-of" : name, value);
      }
    }
    shell.classList.add("floated");
    body.append(...figures);
    shell.append(body);
    page.append(shell);
  }

  private ancestors: [Element | null | undefined, Element | null | undefined] | undefined;

  /** Notes what figures are in. */
  from(source: ParentNode): void {
    const body = source.querySelector(".body");
    this.ancestors = [body, body?.parentElement];
  }

  /**
   * @param pages all of them, once they are cut
   * @returns whether every figure stands where it may: before the text it goes with ends, and in the order of the text
   */
  settle(pages: ParentNode): boolean {
    const shown = [...pages.querySelectorAll<HTMLElement>(".body > figure")];
    const astray = this.moved.filter((figure) => {
      const shell = figure.closest(".floated");
      const next = shell?.nextElementSibling?.querySelector(".body");
      return !pages.contains(figure) || !next?.textContent?.trim();
    });
    const order = shown.map((figure) => figure.dataset.figure ?? "");
    for (const figure of this.moved) {
      const at = shown.indexOf(figure);
      const number = Number(figure.dataset.figure);
      if (order.slice(0, at).some((other) => Number(other) > number)) astray.push(figure);
    }
    for (const figure of astray) this.kept.add(figure.id);
    if (astray.length > 0) return false;
    for (const part of pages.querySelectorAll<HTMLElement>("[data-part-of]")) {
      part.dataset.ref = part.dataset.partOf!;
      part.dataset.splitFrom = part.dataset.partOf!;
      delete part.dataset.partOf;
    }
    return true;
  }
}

/**
 * Writes down, before pages are cut, how high the blocks of the text are and in which order figures come.
 *
 * @param root laid out at the width of the text block
 */
export function measureBlocks(root: ParentNode): void {
  const blocks = [...root.querySelectorAll<HTMLElement>(".body > *")];
  const tops = blocks.map((block) => block.getBoundingClientRect().top);
  blocks.forEach((block, i) => {
    const height = (tops[i + 1] ?? block.getBoundingClientRect().bottom) - tops[i]!;
    block.dataset.height = String(Math.round(height));
  });
  root.querySelectorAll<HTMLElement>(".body > figure").forEach((figure, i) => {
    figure.dataset.figure = String(i);
  });
}

function heightOf(block: HTMLElement): number {
  return Number(block.dataset.height ?? 0);
}

/** Height of what follows a figure up to the next, or to the end of the text. */
function textAfter(figure: Element): number {
  let height = 0;
  for (let at = figure.nextElementSibling; at && !at.matches("figure"); at = at.nextElementSibling)
    height += heightOf(at as HTMLElement);
  return height;
}

/** Those of the document that is being set. */
export const floats = new Floats();
