import { Previewer, type Page as PrintedPage } from "pagedjs";

/** Cuts a document's content into pages, which it leaves in the body. */
export interface Pager {
  /** Takes away what the last document has left. */
  reset(): void;
  flow(content: DocumentFragment, css: string): Promise<void>;
}

const MOST_CUTS = 2;

/**
 * Paged.js for many documents with the same styles: these are read once, no page waits for a frame of a screen that
 * nobody sees, and only those font files are fetched that a document asks for.
 */
export class SteadyPager implements Pager {
  private previewer: Previewer | undefined;
  private css = "";
  /** Rules that reading the styles has left in the sheet to which each document adds its own. */
  private rules = 0;
  /** Pages that are laid out, and how often each was cut after that: what runs over once more cannot be cut. */
  private readonly cuts = new WeakMap<PrintedPage, number>();

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
    // What runs over after the first document would be left there.
    chunker.rendered = false;
    await chunker.flow(content, document.body);
  }

  /**
   * Notes may take their room from a page that is done: what then runs over goes to the next. Paged.js is told by an
   * observer, which reports with the frames that we do not wait for, and would have to be stopped once all is set.
   */
  private cutWhatRunsOver({ chunker }: Previewer): void {
    for (const page of chunker.pages) {
      const cuts = this.cuts.get(page) ?? MOST_CUTS;
      if (cuts === MOST_CUTS || page.wrapper.getClientRects().length < 2) continue;
      const marked = markSplit(page);
      if (runsOver(page)) {
        this.cuts.set(page, cuts + 1);
        cutOverflow(page, chunker.source);
      }
      for (const block of marked) delete block.dataset.splitTo;
      // It has removed the pages that follow.
      if (chunker.stopped) return;
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
      page.addResizeObserver = () => this.cuts.set(page, 0);
    });
    chunker.q.tick = (task) =>
      queueMicrotask(() => {
        this.cutWhatRunsOver(previewer);
        task();
      });
    chunker.loadFonts = loadLatin;
    this.rules = polisher.styleEl.sheet!.cssRules.length;
    this.previewer = previewer;
    this.css = css;
    return previewer;
  }
}

/** `Page.checkOverflowAfterResize`, which gives the start of the page where its bounds are asked for and finds nothing. */
function cutOverflow(page: PrintedPage, source: Node): void {
  const { startToken, endToken, layoutMethod, wrapper } = page;
  const end = layoutMethod.findBreakToken(wrapper, source, undefined, startToken || undefined);
  // A page that would keep nothing, or ends where it ended, is left as it is.
  if (!end || [startToken, endToken].some((known) => known && end.equals(known))) return;
  page.endToken = end;
  page._onOverflow(end);
}

/**
 * Blocks that go on overleaf have no padding at the foot of the page. Paged.js marks them when it comes to the next.
 *
 * @returns what was marked here, and is to be unmarked
 */
function markSplit({ wrapper, endToken }: PrintedPage): HTMLElement[] {
  const marked: HTMLElement[] = [];
  if (!endToken) return marked;
  for (let e = wrapper.lastElementChild; e instanceof HTMLElement; e = e.lastElementChild) {
    if (e.dataset.splitTo !== undefined) continue;
    e.dataset.splitTo = "";
    marked.push(e);
  }
  return marked;
}

/** Whether words or pictures stand in a column beyond the page: margins and padding may. */
function runsOver({ wrapper }: PrintedPage): boolean {
  const [{ right }] = wrapper.getClientRects() as unknown as [DOMRect];
  const beyond = ({ left, width }: DOMRect) => width > 0 && left > right;
  const range = document.createRange();
  const walker = document.createTreeWalker(wrapper, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent?.trim()) continue;
    range.selectNodeContents(node);
    if ([...range.getClientRects()].some(beyond)) return true;
  }
  return [...wrapper.querySelectorAll("img, svg")].some((picture) => beyond(picture.getBoundingClientRect()));
}

/** Numbers of notes are set by the styles, so no layout of the content has asked for their font. */
async function loadLatin(): Promise<void> {
  const latin = [...document.fonts].filter((face) => /^U\+0+-/i.test(face.unicodeRange));
  await Promise.all(latin.map((face) => face.load()));
}
