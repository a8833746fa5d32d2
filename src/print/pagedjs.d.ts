/** The part of Paged.js that we use; it brings no types. */
declare module "pagedjs" {
  /** Base class of hooks: methods named after Paged.js's hooks are called by it. */
  export class Handler {
    chunker: Pick<Chunker, "pages"> & { source: DocumentFragment };
  }
  export function registerHandlers(...handlers: (typeof Handler)[]): void;
  /** Brings styles into the form that the chunker works with. */
  interface Polisher {
    inserted: HTMLStyleElement[];
    styleEl: HTMLStyleElement;
    setup(): void;
    add(...sheets: Record<string, string>[]): Promise<string>;
    destroy(): void;
  }
  /** A place in the source at which a page ends. */
  export interface BreakToken {
    node: Node;
    offset: number;
    equals(other: BreakToken): boolean;
  }
  /** A page while it is being filled. */
  export interface Page {
    element: HTMLElement;
    wrapper: HTMLElement;
    addResizeObserver(source: Node): void;
    startToken: BreakToken | false | undefined;
    endToken: BreakToken | undefined;
    layoutMethod: {
      /** Takes what does not fit from the page; undefined where all fits. */
      findBreakToken(
        wrapper: HTMLElement,
        source: Node,
        bounds: DOMRect | undefined,
        previous: BreakToken | undefined,
      ): BreakToken | undefined;
    };
    /** Lets the chunker go on from there. */
    _onOverflow(end: BreakToken): void;
  }
  /** Cuts content into pages. */
  interface Chunker {
    q: { tick: (task: () => void) => void };
    settings: { maxChars?: number | undefined };
    charsPerBreak: number[];
    maxChars: number | undefined;
    pagesArea: Element | undefined;
    pages: Page[];
    source: Node;
    stopped: boolean;
    /** Set when a document is done. */
    rendered: boolean;
    on(event: "page", listener: (page: Page) => void): void;
    loadFonts: () => Promise<unknown>;
    flow(content: DocumentFragment, renderTo: Element): Promise<unknown>;
    removePages(): void;
  }
  export class Previewer {
    chunker: Chunker;
    polisher: Polisher;
    handlers: unknown;
    constructor(settings?: { hyphenGlyph?: string });
    initializeHandlers(): unknown;
    preview(
      content: DocumentFragment | Element,
      stylesheets: (string | Record<string, string>)[],
      renderTo: Element,
    ): Promise<{ total: number }>;
  }
}

declare module "fontverter" {
  const fontverter: { convert(font: Buffer, to: "truetype" | "woff2"): Promise<Buffer> };
  export default fontverter;
}
