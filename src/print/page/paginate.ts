import { evenLines } from "./evenness.ts";
import { nameDestinations, removeIdleHyphens } from "./finish.ts";
import { floats, measureBlocks } from "./floats.ts";
import { type Layout, readLayout } from "./layout.ts";
import type { Pager } from "./pager.ts";
import { fixColumns, loadFonts, snapToGrid } from "./prepare.ts";
import { keepSpaces } from "./spaces.ts";
import { markTags, numberNotes } from "./tagging.ts";

declare global {
  interface Window {
    /**
     * @param html the document, as `templates/print/page.tsx` writes it
     * @param css the print styles
     * @param options.tight set the references smaller, to win the few lines that would make a page of their own
     */
    paginate(html: string, css: string, options: { tight: boolean }): Promise<Layout>;
  }
}

/** Prepares a document, lets Paged.js cut it into pages and reports the layout. */
export function paginateWith(pager: Pager): Window["paginate"] {
  return async (html, css, { tight }) => {
    const source = new DOMParser().parseFromString(html, "text/html");
    document.body.replaceChildren();
    pager.reset();
    document.documentElement.lang = source.documentElement.lang;
    document.documentElement.classList.toggle("tight", tight);
    document.title = source.title;
    const flow = document.adoptNode(source.querySelector<HTMLElement>("#flow")!);
    // The styles as they are serve for measuring; Paged.js brings in its own reading of them.
    const styles = document.createElement("style");
    styles.textContent = css;
    document.head.append(styles);
    document.body.append(flow);
    await loadFonts();
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
    fixColumns(flow);
    snapToGrid(flow);
    measureBlocks(flow);
    const content = document.createDocumentFragment();
    content.append(...flow.childNodes);
    flow.remove();
    styles.remove();
    const pages = await flowUntilSettled(pager, content, css);
    evenLines(pages);
    removeIdleHyphens(pages);
    const layout = readLayout();
    numberNotes(pages);
    keepSpaces(pages);
    markTags(pages);
    nameDestinations(layout.ids);
    return layout;
  };
}

/** Cuts pages; if a figure that was moved has no right place, it does so again and leaves it where it is. */
async function flowUntilSettled(pager: Pager, content: DocumentFragment, css: string): Promise<HTMLElement> {
  const figures = content.querySelectorAll(".body > figure").length;
  for (let tries = 0; ; tries++) {
    const copy = figures > 0 ? (content.cloneNode(true) as DocumentFragment) : undefined;
    floats.begin(tries > 0);
    floats.from(content);
    await pager.flow(content, css);
    const pages = document.querySelector<HTMLElement>(".pagedjs_pages")!;
    // Each try leaves at least one more figure in its place.
    if (floats.settle(pages) || !copy) return pages;
    pager.reset();
    content = copy;
  }
}
