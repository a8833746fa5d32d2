/** The part of Paged.js that we use; it brings no types. */
declare module "pagedjs" {
  /** Base class of hooks: methods named after Paged.js's hooks are called by it. */
  export class Handler {
    chunker: { source: Node };
  }
  export function registerHandlers(...handlers: (typeof Handler)[]): void;
  export class Previewer {
    constructor(settings?: { hyphenGlyph?: string });
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
