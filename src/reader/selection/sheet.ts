import { PDFContext, type PDFDict, PDFNumber, type PDFRef } from "pdf-lib";
import { Fonts, fontResource } from "../../print/pdf/fonts.ts";
import { type FurnitureText, showText } from "../../print/pdf/furniture.ts";
import { ascii, decimal, literal, name, text } from "../../print/pdf/objects.ts";
import { pageTree } from "../../print/pdf/pages.ts";
import { writePdf } from "../../print/pdf/writer.ts";

type Colour = [number, number, number];
type Style = Pick<FurnitureText, "font" | "size" | "color" | "tracking" | "features">;

/** An element of the structure tree. */
export interface Tag {
  ref: PDFRef;
  dict: PDFDict;
}

interface OpenPage {
  ref: PDFRef;
  dict: PDFDict;
  resources: PDFDict;
  drawn: string[];
  links: PDFRef[];
  marks: number;
}

/**
 * A small tagged PDF, written page by page: what a selection has before its articles. All that is drawn is either in
 * an element of the structure tree or an artifact (ISO 32000-1, 14.8). `assemble` takes it as one of its pieces and
 * makes the parent tree. Places are in points from the lower left corner.
 */
export class Sheet {
  private readonly pages: OpenPage[] = [];
  private readonly document: Tag;

  private constructor(
    private readonly context: PDFContext,
    private readonly fonts: Fonts,
    readonly width: number,
    readonly height: number,
  ) {
    const dict = context.obj({ Type: "StructElem", S: "Document", K: [] });
    this.document = { ref: context.register(dict), dict };
  }

  /** @param files TrueType, WOFF or WOFF2 by key, as for `assemble` */
  static async open(
    size: [width: number, height: number],
    files: Record<string, Uint8Array[]>,
  ): Promise<Sheet> {
    const context = PDFContext.create();
    return new Sheet(context, await Fonts.open(context, files), ...size);
  }

  newPage(): void {
    const resources = this.context.obj({});
    const dict = this.context.obj({
      Type: "Page",
      MediaBox: [0, 0, this.width, this.height],
      Resources: resources,
    });
    this.pages.push({ ref: this.context.register(dict), dict, resources, drawn: [], links: [], marks: 0 });
  }

  /** A new element of a standard type (14.8.4), last in its parent; at the top without one. */
  tag(type: string, parent: Tag = this.document, alt?: string): Tag {
    const dict = this.context.obj({ Type: "StructElem", S: type, P: parent.ref, K: [] });
    if (alt !== undefined) dict.set(name("Alt"), text(alt));
    const made = { ref: this.context.register(dict), dict };
    this.kids(parent).push(made.ref);
    return made;
  }

  /** Draws a line of text as content of an element. What no font has is left out and said in its ActualText. */
  text(tag: Tag, item: Omit<FurnitureText, "align"> & { align?: FurnitureText["align"] }): void {
    const shown = this.showable(item.text, item.font);
    if (shown !== item.text) tag.dict.set(name("ActualText"), text(item.text));
    if (shown.trim() === "") return;
    // A space after it, so that words of two lines are not read as one.
    const line = {
      align: "left" as const,
      ...item,
      text: shown,
      features: featuresFor(shown, item.features),
    };
    this.mark(
      tag,
      showText(this.fonts, line, (font) => fontResource(this.context, this.page.resources, font), " "),
    );
  }

  /** Draws something that is not text as content of an element. */
  mark(tag: Tag, operators: string): void {
    const { page } = this;
    const mcid = page.marks++;
    const type = String(tag.dict.get(name("S")));
    page.drawn.push(`${type} <</MCID ${mcid}>> BDC\n${operators}EMC\n`);
    const kids = this.kids(tag);
    if (!tag.dict.has(name("Pg"))) tag.dict.set(name("Pg"), page.ref);
    if (tag.dict.get(name("Pg")) === page.ref) kids.push(PDFNumber.of(mcid));
    else kids.push(this.context.obj({ Type: "MCR", Pg: page.ref, MCID: mcid }));
  }

  /** A horizontal line: only for the eye. */
  rule(x: number, y: number, length: number, width: number, color: Colour): void {
    this.page.drawn.push(
      `/Artifact <</Type /Layout>> BDC\n${stroke(color, width)}${decimal(x)} ${decimal(y)} m ` +
        `${decimal(x + length)} ${decimal(y)} l S\nEMC\n`,
    );
  }

  /** Makes a rectangle of this page a link; what is to be read of it is in the same element. */
  link(tag: Tag, rect: [number, number, number, number], uri: string): void {
    const { page } = this;
    const annotation = this.context.register(
      this.context.obj({
        Type: "Annot",
        Subtype: "Link",
        Rect: rect,
        Border: [0, 0, 0],
        F: 4,
        A: { Type: "Action", S: "URI", URI: literal(uri) },
      }),
    );
    page.links.push(annotation);
    this.kids(tag).push(this.context.obj({ Type: "OBJR", Obj: annotation, Pg: page.ref }));
  }

  /** Width of a line in points. */
  widthOf(value: string, style: Style): number {
    const shown = this.showable(value, style.font);
    return this.fonts.shape(shown, { ...style, features: featuresFor(shown, style.features) }).width;
  }

  /** Breaks a text at spaces, and a word that is longer than a line where it has to be. */
  wrap(value: string, style: Style, measure: number): string[] {
    const lines: string[] = [];
    let line = "";
    for (const word of value.split(" ")) {
      const longer = line ? `${line} ${word}` : word;
      if (this.widthOf(longer, style) <= measure) {
        line = longer;
        continue;
      }
      if (line) lines.push(line);
      line = "";
      for (const character of word) {
        if (line && this.widthOf(line + character, style) > measure) {
          lines.push(line);
          line = "";
        }
        line += character;
      }
    }
    if (line) lines.push(line);
    return lines;
  }

  /** The file. To be called once. */
  async bytes(): Promise<Uint8Array> {
    const { context, document } = this;
    for (const page of this.pages) {
      page.dict.set(name("Contents"), context.register(context.stream(ascii(page.drawn.join("")))));
      if (page.links.length > 0) page.dict.set(name("Annots"), context.obj(page.links));
    }
    this.fonts.write();
    const root = context.obj({ Type: "StructTreeRoot", K: document.ref });
    document.dict.set(name("P"), context.register(root));
    const catalog = context.obj({
      Type: "Catalog",
      Pages: pageTree(
        context,
        this.pages.map((page) => page.ref),
      ),
      MarkInfo: { Marked: true },
      StructTreeRoot: document.dict.get(name("P"))!,
    });
    context.trailerInfo.Root = context.register(catalog);
    context.trailerInfo.Info = context.register(context.obj({}));
    return writePdf(context);
  }

  private get page(): OpenPage {
    return this.pages[this.pages.length - 1]!;
  }

  private kids({ dict }: Tag): import("pdf-lib").PDFArray {
    return dict.get(name("K")) as import("pdf-lib").PDFArray;
  }

  private readonly known = new Map<string, boolean>();

  /** What of a text the fonts can show. */
  private showable(value: string, font: string): string {
    const has = (character: string): boolean => {
      const key = font + character;
      let found = this.known.get(key);
      if (found === undefined) {
        try {
          this.fonts.shape(character, { font, size: 1 });
          found = true;
        } catch {
          found = false;
        }
        this.known.set(key, found);
      }
      return found;
    };
    return [...value.normalize("NFC")].filter(has).join("");
  }
}

/** Alegreya joins T and h, which the book does without. */
function featuresFor(value: string, features: Record<string, boolean> = {}): Record<string, boolean> {
  return value.includes("Th") ? { liga: false, ...features } : features;
}

/** Operators that set a pen. */
export function stroke(color: Colour, width: number): string {
  return `${decimal(width)} w ${color.map(decimal).join(" ")} RG `;
}
