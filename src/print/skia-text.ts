import { inflateSync } from "node:zlib";
import { type Glyphs, saysTooLittle, shownText, stringToken, toUnicode } from "./pdf/to-unicode.ts";

/**
 * The text of each page of a PDF as Chromium's PDF library (Skia) writes it: plain objects, a cross-reference table,
 * composite fonts with a ToUnicode map. Several times faster than a full reader, which is called where this one gives
 * up (see `pdf-text.ts`).
 *
 * What is said in place of glyphs (ActualText) counts, save where the assembly takes it away (`saysTooLittle`).
 *
 * @returns one text a page, in the order of painting; undefined for a file that is written otherwise
 */
export function skiaText(pdf: Uint8Array): string[] | undefined {
  try {
    return new SkiaReader(pdf).pages();
  } catch {
    return undefined;
  }
}

class SkiaReader {
  private readonly bytes: Buffer;
  private readonly source: string;
  private readonly offsets: number[];
  private readonly fonts = new Map<number, Glyphs>();

  constructor(pdf: Uint8Array) {
    this.bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
    this.source = this.bytes.toString("latin1");
    this.offsets = this.readTable();
  }

  pages(): string[] {
    const trailer = this.source.slice(this.source.lastIndexOf("trailer"));
    const root = this.dict(reference(trailer, "Root"));
    return this.kids(reference(root, "Pages")).map((page) => this.text(page));
  }

  /** Offsets by object number, from the cross-reference table (ISO 32000-1, 7.5.4). */
  private readTable(): number[] {
    const start = Number(/startxref\s+(\d+)/.exec(this.source.slice(-64))![1]);
    const head = /^xref\s+0 (\d+)\s*\n/.exec(this.source.slice(start, start + 40))!;
    const first = start + head[0].length;
    return Array.from({ length: Number(head[1]) }, (_, i) =>
      Number(this.source.slice(first + 20 * i, first + 20 * i + 10)),
    );
  }

  /** An object up to its end or its stream. */
  private dict(id: number): string {
    const at = this.offsets[id]!;
    const head = this.source.slice(at, at + 20);
    if (!head.startsWith(`${id} 0 obj`)) throw new Error("not an object");
    const end = this.source.indexOf("endobj", at);
    const stream = this.source.indexOf(" stream\n", at);
    return this.source.slice(at, stream >= 0 && stream < end ? stream : end);
  }

  private stream(id: number): string {
    const dict = this.dict(id);
    const length = Number(/\/Length (\d+)(?! 0 R)/.exec(dict)![1]);
    const start = this.offsets[id]! + dict.length + " stream\n".length;
    const data = this.bytes.subarray(start, start + length);
    return (dict.includes("/FlateDecode") ? inflateSync(data) : data).toString("latin1");
  }

  private kids(id: number): string[] {
    const dict = this.dict(id);
    if (!/\/Type \/Pages\b/.test(dict)) return [dict];
    const kids = /\/Kids \[([^\]]*)\]/.exec(dict)![1]!;
    return [...kids.matchAll(/(\d+) 0 R/g)].flatMap((m) => this.kids(Number(m[1])));
  }

  /** Text of a page or of a form it draws. */
  private text(owner: string, content = this.stream(reference(owner, "Contents"))): string {
    const fonts = references(owner, "Font");
    const forms = references(owner, "XObject");
    let out = "";
    let font: Glyphs | undefined;
    /** For each open marked content, what is said in place of its glyphs, if anything is, and what they stand for. */
    const open: ({ said: string; glyphs: string } | undefined)[] = [];
    const show = (text: string) => {
      const inside = open.at(-1);
      if (inside) inside.glyphs += text;
      else out += text;
    };
    const operators =
      /\/Span\s*<<\s*\/ActualText\s*(\((?:\\.|[^\\)])*\)|<[0-9a-fA-F]*>)\s*>>\s*BDC|\b(BDC|BMC)\b|\b(EMC)\b|\/(F\d+) [\d.]+ Tf|<([0-9a-fA-F]*)>\s*Tj|\[([^\]]*)\]\s*TJ|\/(\w+) Do\b|\bT([dm*])\b/g;
    for (const m of content.matchAll(operators)) {
      if (m[1] !== undefined) open.push({ said: stringToken(m[1]), glyphs: "" });
      else if (m[2]) open.push(open.at(-1));
      else if (m[3]) {
        const ended = open.pop();
        if (ended && ended !== open.at(-1))
          show(saysTooLittle(ended.said, ended.glyphs) ? ended.glyphs : ended.said);
      } else if (m[4]) font = this.font(fonts.get(m[4])!);
      else if (m[7]) {
        const form = forms.get(m[7]);
        const dict = form === undefined ? "" : this.dict(form);
        if (form !== undefined && dict.includes("/Subtype /Form"))
          show(` ${this.text(dict, this.stream(form))}`);
      } else if (m[8]) {
        // Where lines and runs begin is not asked for; words are told apart by their spaces.
        if (m[8] !== "d") out += "\n";
      } else show(shownText(m[0], font!));
    }
    return out;
  }

  private font(id: number): Glyphs {
    const known = this.fonts.get(id);
    if (known) return known;
    const glyphs = toUnicode(this.stream(reference(this.dict(id), "ToUnicode")));
    this.fonts.set(id, glyphs);
    return glyphs;
  }
}

function reference(dict: string, key: string): number {
  return Number(new RegExp(`/${key} (\\d+) 0 R`).exec(dict)![1]);
}

function references(dict: string, kind: "Font" | "XObject"): Map<string, number> {
  const inside = new RegExp(`/${kind} <<([^>]*)>>`).exec(dict)?.[1] ?? "";
  return new Map([...inside.matchAll(/\/(\w+) (\d+) 0 R/g)].map((m) => [m[1]!, Number(m[2])]));
}
