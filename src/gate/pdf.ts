import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
} from "pdf-lib";
import { arrayOf, dictOf, name, numberOf, resolve, textOf } from "../print/pdf/objects.ts";
import { type Glyphs, shownText, stringToken, toUnicode } from "../print/pdf/to-unicode.ts";
import { inflate } from "./inflate.ts";
import { linkTarget, type Stock } from "./stock.ts";

/**
 * Takes stock of a finished PDF of ours by its tags (ISO 32000-1, 14.7): what no element holds is not there for those
 * who listen, and so does not count as there.
 *
 * @param address the web address of the piece that a destination's name belongs to, `scaling/deep` or, in a file of
 *   one piece, `deep`
 * @returns the stock of each piece, in the order of the file
 * @throws Error if the file cannot be read or has no tags
 */
export async function stockOfPdf(
  pdf: Uint8Array,
  address: (destination: string) => string,
  root: string,
): Promise<Stock[]> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { context, catalog } = document;
  const tree = dictOf(context, catalog.get(name("StructTreeRoot")));
  if (!tree) throw new Error("the PDF has no tags");
  const reader = new TagReader(context, address, root);
  const top = kidsOf(context, tree).flatMap((k) => dictOf(context, k) ?? []);
  const [only] = top;
  if (!only) throw new Error("the PDF has no tags");
  const parts = kidsOf(context, only).flatMap((k) => dictOf(context, k) ?? []);
  const isBook = parts.length > 0 && parts.every((p) => p.get(name("S")) === name("Part"));
  return (isBook ? parts : [only]).map((piece) => reader.read(piece));
}

function kidsOf(context: PDFContext, element: PDFDict): PDFObject[] {
  const kids = element.get(name("K"));
  const resolved = resolve(context, kids);
  return resolved instanceof PDFArray ? resolved.asArray() : kids ? [kids] : [];
}

/** Text by marked-content id. */
type Marked = Map<number, string>;

interface Where {
  note?: number | undefined;
  heading?: boolean;
}

/** Blocks whose words are set apart from those before. */
const INLINE = new Set(["Span", "Link", "Reference", "Em", "Strong", "Code", "Quote", "Lbl"]);

class TagReader {
  private readonly contents = new Map<PDFObject, Marked>();
  private readonly fonts = new Map<PDFObject, Glyphs>();
  private readonly roles: PDFDict | undefined;
  private stock = emptyStock();
  private noteLinks: string[] = [];

  constructor(
    private readonly context: PDFContext,
    private readonly address: (destination: string) => string,
    private readonly root: string,
  ) {
    const catalog = context.lookup(context.trailerInfo.Root) as PDFDict;
    const tree = dictOf(context, catalog.get(name("StructTreeRoot")));
    this.roles = dictOf(context, tree?.get(name("RoleMap")));
  }

  read(piece: PDFDict): Stock {
    this.stock = emptyStock();
    this.noteLinks = [];
    this.walk(piece, {}, undefined);
    const { stock } = this;
    stock.links.push(...this.noteLinks);
    stock.citations.sort();
    return stock;
  }

  private kind(element: PDFDict): string {
    const role = element.get(name("S"));
    const mapped = role ? this.roles?.get(role as never) : undefined;
    return textOf(mapped ?? role) ?? "";
  }

  private walk(element: PDFDict, above: Where, page: PDFObject | undefined): void {
    const { context, stock } = this;
    const kind = this.kind(element);
    const own = element.get(name("Pg")) ?? page;
    if (kind === "Figure") {
      // What is drawn is said by its alternative text.
      if (textOf(resolve(context, element.get(name("Alt"))))?.trim()) stock.drawings++;
      return;
    }
    let where = above;
    if (/^H[1-6]?$/.test(kind)) {
      stock.headings.push("");
      where = { ...above, heading: true };
    }
    if (kind === "Note") {
      stock.notes.push("");
      where = { ...above, note: stock.notes.length };
    }
    if (kind === "Table") stock.tables.push({ rows: 0, cells: 0 });
    if (kind === "TR" && stock.tables.length > 0) stock.tables.at(-1)!.rows++;
    if ((kind === "TD" || kind === "TH") && stock.tables.length > 0) stock.tables.at(-1)!.cells++;
    // The number of a note, where it is called and where it stands.
    const isNoteNumber = kind === "Reference" || (kind === "Lbl" && where.note !== undefined);
    if (isNoteNumber) return;
    const space = !INLINE.has(kind);
    if (space) this.say(" ", where);
    const start = stock.text.length;
    if (kind === "Link") this.link(element, where);
    for (const kid of kidsOf(context, element)) {
      const value = resolve(context, kid);
      if (value instanceof PDFNumber) this.say(this.textAt(own, value.asNumber()), where);
      else if (value instanceof PDFDict) {
        const mcid = numberOf(context, value.get(name("MCID")));
        if (mcid !== undefined) {
          this.say(this.textAt(value.get(name("Stm")) ?? value.get(name("Pg")) ?? own, mcid), where);
        } else if (value.get(name("Type")) !== name("OBJR")) this.walk(value, where, own);
      }
    }
    // The browser has counted the items of a list; terms, which are labels too, are words.
    if (kind === "Lbl" && /^\s*\d+\.\s*$/.test(stock.text.slice(start))) {
      stock.text = `${stock.text.slice(0, start)} `;
    }
    if (space) this.say(" ", where);
  }

  private say(text: string, { note, heading }: Where): void {
    const { stock } = this;
    if (note !== undefined) stock.notes[note - 1] += text;
    else stock.text += text;
    if (heading) stock.headings[stock.headings.length - 1] += text;
  }

  /** Where a link leads; one of several lines has several annotations, which lead to the same place. */
  private link(element: PDFDict, where: Where): void {
    const { context } = this;
    for (const kid of kidsOf(context, element)) {
      const annotation = dictOf(context, dictOf(context, kid)?.get(name("Obj")));
      if (!annotation) continue;
      const action = dictOf(context, annotation.get(name("A")));
      const uri = textOf(resolve(context, action?.get(name("URI"))));
      const destination = textOf(resolve(context, action?.get(name("D")) ?? annotation.get(name("Dest"))));
      const cited = /(?:^|\/)ref-([\w-]+)$/.exec(destination ?? "")?.[1];
      if (cited) this.stock.citations.push(cited);
      else if (destination !== undefined || uri !== undefined) {
        const target = destination !== undefined ? this.address(destination) : uri!;
        (where.note === undefined ? this.stock.links : this.noteLinks).push(
          linkTarget(target, this.root, this.root),
        );
      }
      return;
    }
  }

  private textAt(owner: PDFObject | undefined, mcid: number): string {
    if (!owner) return "";
    let marked = this.contents.get(owner);
    if (!marked) {
      marked = this.readContent(owner);
      this.contents.set(owner, marked);
    }
    return marked.get(mcid) ?? "";
  }

  /** The marked content of a page or a form. */
  private readContent(owner: PDFObject): Marked {
    const { context } = this;
    const object = resolve(context, owner);
    const dict = object instanceof PDFRawStream ? object.dict : (object as PDFDict);
    const streams =
      object instanceof PDFRawStream
        ? [object]
        : [dict.get(name("Contents"))]
            .flatMap((c) => arrayOf(context, c)?.asArray() ?? [c])
            .map((s) => resolve(context, s));
    const content = streams
      .flatMap((s) => (s instanceof PDFRawStream ? [inflate(s).toString("latin1")] : []))
      .join("\n");
    return markedText(content, this.fontsOf(dict));
  }

  private fontsOf(owner: PDFDict): Map<string, Glyphs> {
    const { context } = this;
    // Resources may be those of the page tree (7.7.3.4).
    let resources: PDFDict | undefined;
    for (let at: PDFDict | undefined = owner; at && !resources; at = dictOf(context, at.get(name("Parent"))))
      resources = dictOf(context, at.get(name("Resources")));
    const fonts = dictOf(context, resources?.get(name("Font")));
    return new Map(
      (fonts?.entries() ?? []).map(([key, value]) => {
        const known = this.fonts.get(value);
        if (known) return [key.decodeText(), known];
        const map = resolve(context, dictOf(context, value)?.get(name("ToUnicode")));
        const glyphs =
          map instanceof PDFRawStream ? toUnicode(inflate(map).toString("latin1")) : (new Map() as Glyphs);
        if (value instanceof PDFRef) this.fonts.set(value, glyphs);
        return [key.decodeText(), glyphs];
      }),
    );
  }
}

const emptyStock = (): Stock => ({
  text: "",
  notes: [],
  headings: [],
  links: [],
  citations: [],
  drawings: 0,
  tables: [],
});

const OPERATORS =
  /\/(\w+)\s*(?:<<((?:\((?:\\.|[^\\)])*\)|[^>(]|>(?!>))*)>>\s*BDC|\/\w+\s+BDC|BMC)|\b(EMC)\b|\/(\S+)\s+[\d.]+\s+Tf|(<[0-9a-fA-F]*>)\s*Tj|\[([^\]]*)\]\s*TJ/g;

/** Text by marked-content id (14.7.4); what is said in place of glyphs (ActualText, 14.9.4) stands for them. */
function markedText(content: string, fonts: Map<string, Glyphs>): Marked {
  const marked: Marked = new Map();
  const open: { mcid: number | undefined; said: boolean }[] = [];
  let font: Glyphs = new Map();
  const add = (mcid: number | undefined, text: string) => {
    if (mcid !== undefined) marked.set(mcid, (marked.get(mcid) ?? "") + text);
  };
  for (const m of content.matchAll(OPERATORS)) {
    const above = open.at(-1);
    if (m[1] !== undefined) {
      const id = /\/MCID\s+(\d+)/.exec(m[2] ?? "")?.[1];
      const mcid = id === undefined ? above?.mcid : Number(id);
      const actual = /\/ActualText\s*(\((?:\\.|[^\\)])*\)|<[0-9a-fA-F]*>)/.exec(m[2] ?? "")?.[1];
      if (actual !== undefined && !above?.said) add(mcid, stringToken(actual));
      open.push({
        mcid: m[1] === "Artifact" ? undefined : mcid,
        said: actual !== undefined || Boolean(above?.said),
      });
    } else if (m[3]) open.pop();
    else if (m[4] !== undefined) font = fonts.get(m[4]) ?? new Map();
    else if (above && !above.said) add(above.mcid, shownText(m[5] ?? m[6] ?? "", font));
  }
  return marked;
}
