import { Previewer, type Page as PrintedPage } from "pagedjs";

/** Cuts a document's content into pages, which it leaves in the body. */
export interface Pager {
  /** Takes away what the last document has left. */
  reset(): void;
  flow(content: DocumentFragment, css: string): Promise<void>;
}

/**
 * Paged.js for many documents with the same styles: these are read once, no page waits for a frame of a screen that
 * nobody sees, and only those font files are fetched that a document asks for.
 */
export class SteadyPager implements Pager {
  private previewer: Previewer | undefined;
  private css = "";
  /** Rules that reading the styles has left in the sheet to which each document adds its own. */
  private rules = 0;
  /** Height of what is on a page, as it was when the page was laid out. */
  private readonly heights = new WeakMap<PrintedPage, number>();

  reset(): void {
    if (!this.previewer) return;
    const { chunker, polisher } = this.previewer;
    chunker.removePages();
    for (const style of [...polisher.inserted, polisher.styleEl]) style.disabled = true;
  }

  async flow(content: DocumentFragment, css: string): Promise<void> {
    const { chunker, polisher } = await this.prepare(css);
    for (const style of [...polisher.inserted, polisher.styleEl]) style.disabled = false;
    const { sheet } = polisher.styleEl;
    while (sheet!.cssRules.length > this.rules) sheet!.deleteRule(this.rules);
    chunker.pagesArea = undefined;
    // How much a page holds Paged.js learns anew, so that a document does not depend on the one before.
    chunker.charsPerBreak = [];
    chunker.maxChars = undefined;
    chunker.settings.maxChars = undefined;
    await chunker.flow(content, document.body);
  }

  /**
   * Notes may take their room from a page that is done: what then runs over goes to the next. Paged.js is told by an
   * observer, which reports with the frames that we do not wait for, and would have to be stopped once all is set.
   */
  private checkHeights({ chunker }: Previewer): void {
    for (const page of chunker.pages) {
      const before = this.heights.get(page);
      if (before === undefined) continue;
      if (contentHeight(page) > before) page.checkOverflowAfterResize(chunker.source);
      // It has removed the pages that follow.
      if (chunker.stopped) return;
      this.heights.set(page, contentHeight(page));
    }
  }

  /** What `Previewer.preview` does before it comes to the content. */
  private async prepare(css: string): Promise<Previewer> {
    if (this.previewer && this.css === css) return this.previewer;
    this.previewer?.polisher.destroy();
    const previewer = new Previewer({ hyphenGlyph: "-" });
    const { chunker, polisher } = previewer;
    polisher.setup();
    previewer.handlers = previewer.initializeHandlers();
    await polisher.add({ "print.css": css });
    chunker.on("page", (page) => {
      page.addResizeObserver = () => this.heights.set(page, contentHeight(page));
    });
    chunker.q.tick = (task) =>
      queueMicrotask(() => {
        this.checkHeights(previewer);
        task();
      });
    chunker.loadFonts = loadLatin;
    this.rules = polisher.styleEl.sheet!.cssRules.length;
    this.previewer = previewer;
    this.css = css;
    return previewer;
  }
}

/** Over all columns that the content reaches into. */
function contentHeight({ wrapper }: PrintedPage): number {
  return [...wrapper.getClientRects()].reduce((sum, { height }) => sum + height, 0);
}

/** Numbers of notes are set by the styles, so no layout of the content has asked for their font. */
async function loadLatin(): Promise<void> {
  const latin = [...document.fonts].filter((face) => /^U\+0+-/i.test(face.unicodeRange));
  await Promise.all(latin.map((face) => face.load()));
}
