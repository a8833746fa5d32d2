import { type PDFContext, type PDFDict, type PDFRef, PDFString } from "pdf-lib";
import { decimal, hash64, name } from "./objects.ts";
import { buildSfnt, type Outline, openSfnt } from "./sfnt.ts";

/** What of fontkit is used here; its own types leave some of it out. */
interface Glyph {
  id: number;
  codePoints: number[];
  advanceWidth: number;
  path: Outline;
}
interface OpenFont {
  postscriptName: string;
  unitsPerEm: number;
  ascent: number;
  descent: number;
  capHeight: number;
  italicAngle: number;
  bbox: { minX: number; minY: number; maxX: number; maxY: number };
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(
    text: string,
    features?: Record<string, boolean>,
  ): { glyphs: Glyph[]; positions: { xAdvance: number; xOffset: number; yOffset: number }[] };
  getGlyph(id: number): Glyph;
}

/**
 * Reading a font takes longer than assembling an offprint, and the same few are used for all of them. fontkit, three
 * quarters of this module's weight in a browser, is loaded when there is a font to read.
 */
const opened = new WeakMap<Uint8Array, Promise<OpenFont>>();

function open(bytes: Uint8Array, key: string): Promise<OpenFont> {
  let font = opened.get(bytes);
  if (!font) {
    font = Promise.all([openSfnt(bytes), import("@pdf-lib/fontkit")])
      .then(([sfnt, fontkit]) => fontkit.default.create(sfnt) as unknown as OpenFont)
      .catch((cause: unknown) => {
        opened.delete(bytes);
        throw new Error(`Font "${key}" cannot be read: give a TrueType, WOFF or WOFF2 file`, { cause });
      });
    opened.set(bytes, font);
  }
  return font;
}

/** Running heads repeat, and shaping is most of what drawing them costs. */
const layouts = new WeakMap<OpenFont, Map<string, ReturnType<OpenFont["layout"]>>>();

function layout(
  font: OpenFont,
  text: string,
  features: Record<string, boolean>,
): ReturnType<OpenFont["layout"]> {
  const known = layouts.get(font) ?? new Map<string, ReturnType<OpenFont["layout"]>>();
  layouts.set(font, known);
  const key = `${JSON.stringify(features)} ${text}`;
  const found = known.get(key) ?? font.layout(text, features);
  known.set(key, found);
  return found;
}

/** A line of shaped text. */
export interface Shaped {
  /** In points, without letter-spacing after the last glyph. */
  width: number;
  /** The operators that show it, for use between BT and ET after Tm. `resource` names a font in the page. */
  operators(resource: (font: PDFRef) => string): string;
}

/** One font file in one document: collects the glyphs that are used, and is written as a subset at the end. */
class Face {
  readonly ref: PDFRef;
  /** Glyph id in the font to its number in the subset, which is the order of first use; .notdef is 0. */
  private readonly numbers = new Map<number, number>([[0, 0]]);
  private readonly used: Glyph[];

  constructor(
    readonly font: OpenFont,
    context: PDFContext,
  ) {
    this.ref = context.nextRef();
    this.used = [font.getGlyph(0)];
  }

  has(character: string): boolean {
    return this.font.hasGlyphForCodePoint(character.codePointAt(0)!);
  }

  /** Glyph numbers in the subset, with corrections to their advance in thousandths of the size. */
  shape(text: string, features: Record<string, boolean>): { width: number; count: number; show: string } {
    const scale = 1000 / this.font.unitsPerEm;
    const { glyphs, positions } = layout(this.font, text, features);
    let width = 0;
    let show = "[";
    let open = false;
    let rise = 0;
    const adjust = (thousandths: number) => {
      if (Math.abs(thousandths) < 0.01) return;
      show += `${open ? ">" : ""}${decimal(-thousandths)}`;
      open = false;
    };
    glyphs.forEach((glyph, i) => {
      const position = positions[i]!;
      const id = this.numbers.get(glyph.id) ?? this.used.push(glyph) - 1;
      this.numbers.set(glyph.id, id);
      if (position.yOffset !== rise) {
        rise = position.yOffset;
        show += `${open ? ">" : ""}] TJ ${decimal(rise * scale)} RISE [`;
        open = false;
      }
      adjust(position.xOffset * scale);
      show += `${open ? "" : "<"}${id.toString(16).padStart(4, "0")}`;
      open = true;
      adjust((position.xAdvance - glyph.advanceWidth - position.xOffset) * scale);
      width += position.xAdvance * scale;
    });
    show += `${open ? ">" : ""}] TJ${rise === 0 ? "" : " 0 RISE"}`;
    return { width, count: glyphs.length, show };
  }

  /** Writes the subset (ISO 32000-1, 9.7.4 and 9.8), or nothing if no glyph was used. */
  write(context: PDFContext): void {
    if (this.used.length === 1) return;
    const { font } = this;
    const scale = 1000 / font.unitsPerEm;
    const file = buildSfnt(
      this.used.map((glyph) => ({ advance: glyph.advanceWidth, outline: glyph.path })),
      font,
    );
    // Six letters from the content, as 9.6.4 wants of a subset's name.
    const tag = hash64(file)
      .slice(0, 6)
      .replace(/./g, (digit) => String.fromCharCode(65 + parseInt(digit, 16)));
    const baseFont = `${tag}+${font.postscriptName}`;
    const { minX, minY, maxX, maxY } = font.bbox;
    const symbolic = 4;
    const italic = font.italicAngle === 0 ? 0 : 64;
    const descriptor = context.obj({
      Type: "FontDescriptor",
      FontName: baseFont,
      Flags: symbolic | italic,
      FontBBox: [minX, minY, maxX, maxY].map((value) => Math.round(value * scale)),
      ItalicAngle: font.italicAngle,
      Ascent: Math.round(font.ascent * scale),
      Descent: Math.round(font.descent * scale),
      CapHeight: Math.round((font.capHeight || font.ascent) * scale),
      StemV: 80,
      FontFile2: context.register(context.flateStream(file, { Length1: file.length })),
    });
    const descendant = context.obj({
      Type: "Font",
      Subtype: "CIDFontType2",
      BaseFont: baseFont,
      CIDSystemInfo: { Registry: PDFString.of("Adobe"), Ordering: PDFString.of("Identity"), Supplement: 0 },
      CIDToGIDMap: "Identity",
      FontDescriptor: context.register(descriptor),
      W: [0, this.used.map((glyph) => Number(decimal(glyph.advanceWidth * scale)))],
    });
    const dict = context.obj({
      Type: "Font",
      Subtype: "Type0",
      BaseFont: baseFont,
      Encoding: "Identity-H",
      DescendantFonts: [context.register(descendant)],
      ToUnicode: context.register(context.flateStream(toUnicode(this.used))),
    });
    context.assign(this.ref, dict);
  }
}

/** The CMap that says which characters a glyph stands for (9.10.3). */
function toUnicode(glyphs: Glyph[]): string {
  const hex = (value: number) => value.toString(16).padStart(4, "0");
  const utf16 = (codePoints: number[]) =>
    Array.from(String.fromCodePoint(...codePoints).split(""), (unit) => hex(unit.charCodeAt(0))).join("");
  const lines = glyphs.flatMap((glyph, id) =>
    id > 0 && glyph.codePoints.length > 0 ? [`<${hex(id)}> <${utf16(glyph.codePoints)}>`] : [],
  );
  const blocks: string[] = [];
  for (let i = 0; i < lines.length; i += 100) {
    const block = lines.slice(i, i + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join("\n")}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join("\n")}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

/** All fonts of one document. Each is embedded once, with the glyphs that were shown. */
export class Fonts {
  private readonly faces = new Map<string, Face[]>();

  private constructor(private readonly context: PDFContext) {}

  /** @param files for each key one file, or several of which each supplies what those before it lack. */
  static async open(context: PDFContext, files: Record<string, Uint8Array | Uint8Array[]>): Promise<Fonts> {
    const fonts = new Fonts(context);
    for (const [key, value] of Object.entries(files)) {
      const list = Array.isArray(value) ? value : [value];
      // Numbered in their order, whichever is read first.
      const read = await Promise.all(list.map((bytes) => open(bytes, key)));
      fonts.faces.set(
        key,
        read.map((font) => new Face(font, context)),
      );
    }
    return fonts;
  }

  /**
   * Shapes one line: kerning and ligatures as the font has them, no ligatures in letter-spaced text.
   *
   * @param size in points; `tracking` in points between letters; `features` OpenType tags to turn on or off.
   * @throws if the font is not known or has no glyph for a character.
   */
  shape(
    value: string,
    style: { font: string; size: number; tracking?: number; features?: Record<string, boolean> },
  ): Shaped {
    const faces = this.faces.get(style.font);
    if (!faces) {
      const known = [...this.faces.keys()].join(", ") || "none";
      throw new Error(`There is no font "${style.font}" for "${value}": fonts given are ${known}`);
    }
    const runs: { face: Face; text: string }[] = [];
    for (const character of value.normalize("NFC")) {
      const face = faces.find((candidate) => candidate.has(character));
      if (!face) {
        throw new Error(
          `Font "${style.font}" has no "${character}" (in "${value}"): add a file that has it to that font`,
        );
      }
      const last = runs[runs.length - 1];
      if (last?.face === face) last.text += character;
      else runs.push({ face, text: character });
    }
    const { size, tracking = 0 } = style;
    const features = { ...(tracking ? { liga: false, clig: false } : {}), ...style.features };
    const shaped = runs.map(({ face, text }) => ({ face, ...face.shape(text, features) }));
    const glyphs = shaped.reduce((sum, run) => sum + run.count, 0);
    const width =
      shaped.reduce((sum, run) => sum + (run.width / 1000) * size, 0) + tracking * Math.max(0, glyphs - 1);
    return {
      width,
      operators: (resource) =>
        `${decimal(tracking)} Tc ` +
        shaped
          .map(({ face, show }) => {
            const rises = show.replace(
              /(-?[\d.]+) RISE/g,
              (_, rise) => `${decimal((Number(rise) / 1000) * size)} Ts`,
            );
            return `/${resource(face.ref)} ${decimal(size)} Tf ${rises}`;
          })
          .join(" "),
    };
  }

  /** Writes the fonts that were used; to be called once, when all text is shaped. */
  write(): void {
    for (const faces of this.faces.values()) for (const face of faces) face.write(this.context);
  }
}

/** The key under which a page knows a font: kept if it has it already, else a new one. */
export function fontResource(context: PDFContext, resources: PDFDict, font: PDFRef): string {
  const key = name("Font");
  const found = resources.lookup(key);
  const dict = (found ?? context.obj({})) as PDFDict;
  if (!found) resources.set(key, dict);
  for (const [existing, value] of dict.entries()) if (value === font) return existing.decodeText();
  let n = 0;
  while (dict.has(name(`Atlas${n}`))) n++;
  dict.set(name(`Atlas${n}`), font);
  return `Atlas${n}`;
}
