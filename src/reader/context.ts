import type { BookInfo, PageInfo } from "./page-data.ts";
import type { Place } from "./place/anchor.ts";
import type { Store } from "./store.ts";

/** What every feature is given. */
export interface Context {
  info: PageInfo;
  /** The whole book, fetched when first asked for. */
  book(): Promise<BookInfo>;
  store: Store;
  /** Only on an article's page. */
  reader?: Reader;
  /** Tells those who listen, politely; the last of several at once is heard. */
  say(text: string): void;
  /** A short message for all at the foot of the window, heard as well; gone after some seconds or at the next. */
  notify(text: string, action?: { label: string; run(): void }): void;
  /** Runs a command by its name, see commands.ts. */
  run(command: string, from?: HTMLElement): void;
}

export type Mode = "paged" | "scrolling";

/** Where the reader is in the article, and the ways to move. One for each article's page. */
export interface Reader {
  readonly mode: Mode;
  setMode(mode: Mode): void;
  /** Start of what is to be seen. */
  place(): Place;
  /** Pages on the screen, from 0; in scrolling mode as many windowfuls. */
  position(): { page: number; pages: number };
  /** Share of the article's text before the end of what is to be seen, 0 to 1. */
  progress(): number;
  /**
   * Shows a place: turns to its page or scrolls to it. An unknown place is ignored; false is given.
   *
   * @param options.focus moves the focus there as well, so that reading aloud and Tab go on from there
   * @param options.mark shows for a moment where it is
   */
  goTo(target: Place | Element | Range, options?: { focus?: boolean; mark?: boolean }): boolean;
  next(): void;
  previous(): void;
  /** Turns to a page of the screen, counted from 0. */
  turnTo(page: number): void;
  /** Folio of the printed page on which a place lies; absent before anything was printed. */
  printPage(place: Place): number | undefined;
  /** Calls back after each move, at most once a frame. Gives what ends it. */
  onMove(listener: () => void): () => void;
}
