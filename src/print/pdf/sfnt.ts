import { inflate } from "./zlib.ts";

/**
 * The container of TrueType fonts (OpenType 1.9, "Organization of an OpenType font"; WOFF 1.0 of the W3C).
 */

interface Table {
  tag: string;
  data: Uint8Array;
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const tagAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/**
 * A WOFF file as the TrueType font it wraps; other files as they are. fontkit reads WOFF too, but
 * unpacks the whole table for every glyph.
 */
export async function openSfnt(bytes: Uint8Array): Promise<Uint8Array> {
  if (tagAt(bytes, 0) !== "wOFF") return bytes;
  const data = view(bytes);
  const tables: Table[] = [];
  for (let i = 0; i < data.getUint16(12); i++) {
    const entry = 44 + 20 * i;
    const offset = data.getUint32(entry + 4);
    const packed = data.getUint32(entry + 8);
    const length = data.getUint32(entry + 12);
    const stored = bytes.subarray(offset, offset + packed);
    tables.push({ tag: tagAt(bytes, entry), data: packed < length ? await inflate(stored) : stored });
  }
  return writeSfnt(data.getUint32(4), tables);
}

/** An outline as fontkit gives it: quadratic curves, in font units. */
export interface Outline {
  commands: { command: string; args: number[] }[];
}

export interface GlyphData {
  advance: number;
  outline: Outline;
}

interface Point {
  x: number;
  y: number;
  on: boolean;
}

/**
 * A TrueType font of the given glyphs in this order, with the tables that a PDF wants (ISO 32000-1, 9.9) and no
 * hinting, which is nine tenths of a small subset and which no PDF viewer of today runs. Made from outlines because
 * fontkit's own subsets of WOFF and WOFF2 files are broken.
 *
 * @throws if an outline has cubic curves, as those of PostScript fonts do.
 */
export function buildSfnt(
  glyphs: GlyphData[],
  font: { unitsPerEm: number; ascent: number; descent: number },
): Uint8Array {
  const encoded = glyphs.map((glyph) => encodeGlyph(contoursOf(glyph.outline)));
  const glyf = new Uint8Array(encoded.reduce((sum, glyph) => sum + ((glyph.bytes.length + 3) & ~3), 0));
  const loca = new Uint8Array(4 * (glyphs.length + 1));
  const hmtx = new Uint8Array(4 * glyphs.length);
  let at = 0;
  encoded.forEach((glyph, i) => {
    glyf.set(glyph.bytes, at);
    at += (glyph.bytes.length + 3) & ~3;
    view(loca).setUint32(4 * (i + 1), at);
    view(hmtx).setUint16(4 * i, Math.round(glyphs[i]!.advance));
    view(hmtx).setInt16(4 * i + 2, glyph.box[0]);
  });
  const inked = encoded.filter((glyph) => glyph.points > 0);
  const box = [0, 1].map((k) => Math.min(0, ...inked.map((glyph) => glyph.box[k]!)));
  box.push(...[2, 3].map((k) => Math.max(0, ...inked.map((glyph) => glyph.box[k]!))));

  const head = new Uint8Array(54);
  const h = view(head);
  h.setUint32(0, 0x00010000);
  h.setUint32(4, 0x00010000);
  h.setUint32(12, 0x5f0f3cf5);
  h.setUint16(16, 0b11); // baseline at y = 0, left side bearing at x = 0
  h.setUint16(18, font.unitsPerEm);
  box.forEach((value, k) => {
    h.setInt16(36 + 2 * k, value);
  });
  h.setUint16(46, 3); // smallest readable size, in pixels
  h.setInt16(48, 2);
  h.setInt16(50, 1); // long offsets in loca

  const hhea = new Uint8Array(36);
  const hh = view(hhea);
  hh.setUint32(0, 0x00010000);
  hh.setInt16(4, font.ascent);
  hh.setInt16(6, font.descent);
  hh.setUint16(10, Math.max(0, ...glyphs.map((glyph) => Math.round(glyph.advance))));
  hh.setInt16(18, 1); // upright caret
  hh.setUint16(34, glyphs.length);

  const maxp = new Uint8Array(32);
  const m = view(maxp);
  m.setUint32(0, 0x00010000);
  m.setUint16(4, glyphs.length);
  m.setUint16(6, Math.max(0, ...encoded.map((glyph) => glyph.points)));
  m.setUint16(8, Math.max(0, ...encoded.map((glyph) => glyph.contours)));
  m.setUint16(14, 2); // zones

  const tables = { glyf, head, hhea, hmtx, loca, maxp };
  return writeSfnt(
    0x00010000,
    Object.entries(tables).map(([tag, data]) => ({ tag, data })),
  );
}

function contoursOf(outline: Outline): Point[][] {
  const contours: Point[][] = [];
  let contour: Point[] = [];
  const finish = () => {
    const first = contour[0];
    const last = contour[contour.length - 1];
    if (contour.length > 1 && first && last?.on && last.x === first.x && last.y === first.y) contour.pop();
    if (contour.length > 1) contours.push(withoutImplied(contour));
    contour = [];
  };
  for (const { command, args } of outline.commands) {
    if (command === "moveTo") finish();
    if (command === "closePath") continue;
    if (command === "bezierCurveTo") {
      throw new Error("PostScript outlines are not supported: give a TrueType font");
    }
    if (command === "quadraticCurveTo") contour.push({ x: args[0]!, y: args[1]!, on: false });
    contour.push({ x: args[args.length - 2]!, y: args[args.length - 1]!, on: true });
  }
  finish();
  return contours;
}

/** Drops on-curve points halfway between two control points: the format implies them. Rounds what is left. */
function withoutImplied(contour: Point[]): Point[] {
  const halfway = (point: Point, i: number): boolean => {
    const before = contour[(i + contour.length - 1) % contour.length]!;
    const after = contour[(i + 1) % contour.length]!;
    return (
      point.on &&
      !before.on &&
      !after.on &&
      Math.abs(point.x * 2 - before.x - after.x) < 1e-6 &&
      Math.abs(point.y * 2 - before.y - after.y) < 1e-6
    );
  };
  return contour
    .filter((point, i) => i === 0 || !halfway(point, i))
    .map(({ x, y, on }) => ({ x: Math.round(x), y: Math.round(y), on }));
}

/** A simple glyph description (OpenType, "glyf"). */
function encodeGlyph(contours: Point[][]): {
  bytes: Uint8Array;
  box: [number, number, number, number];
  points: number;
  contours: number;
} {
  const points = contours.flat();
  if (points.length === 0) return { bytes: new Uint8Array(0), box: [0, 0, 0, 0], points: 0, contours: 0 };
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const box: [number, number, number, number] = [
    Math.min(...xs),
    Math.min(...ys),
    Math.max(...xs),
    Math.max(...ys),
  ];
  const out: number[] = [];
  const int16 = (value: number) => out.push((value >> 8) & 0xff, value & 0xff);
  int16(contours.length);
  box.forEach(int16);
  let end = -1;
  for (const contour of contours) {
    end += contour.length;
    int16(end);
  }
  int16(0); // no instructions
  const deltas = (values: number[]) => values.map((value, i) => value - (values[i - 1] ?? 0));
  const dx = deltas(xs);
  const dy = deltas(ys);
  const axis = (delta: number, short: number, same: number) =>
    delta === 0 ? same : Math.abs(delta) > 255 ? 0 : delta > 0 ? short | same : short;
  points.forEach((point, i) => {
    out.push((point.on ? 0x01 : 0) | axis(dx[i]!, 0x02, 0x10) | axis(dy[i]!, 0x04, 0x20));
  });
  for (const delta of [...dx, ...dy]) {
    if (delta === 0) continue;
    if (Math.abs(delta) > 255) int16(delta);
    else out.push(Math.abs(delta));
  }
  return { bytes: Uint8Array.from(out), box, points: points.length, contours: contours.length };
}

function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) {
    const word =
      ((bytes[i]! << 24) | ((bytes[i + 1] ?? 0) << 16) | ((bytes[i + 2] ?? 0) << 8) | (bytes[i + 3] ?? 0)) >>>
      0;
    sum = (sum + word) >>> 0;
  }
  return sum;
}

function writeSfnt(version: number, tables: Table[]): Uint8Array {
  const sorted = [...tables].sort((a, b) => (a.tag < b.tag ? -1 : 1));
  const size = sorted.reduce((sum, table) => sum + ((table.data.length + 3) & ~3), 12 + 16 * sorted.length);
  const out = new Uint8Array(size);
  const data = view(out);
  const power = Math.floor(Math.log2(sorted.length));
  data.setUint32(0, version);
  data.setUint16(4, sorted.length);
  data.setUint16(6, 16 * 2 ** power);
  data.setUint16(8, power);
  data.setUint16(10, 16 * sorted.length - 16 * 2 ** power);
  let at = 12 + 16 * sorted.length;
  let headAt = -1;
  sorted.forEach((table, i) => {
    const entry = 12 + 16 * i;
    out.set(table.data, at);
    if (table.tag === "head") {
      headAt = at;
      data.setUint32(at + 8, 0);
    }
    for (let c = 0; c < 4; c++) out[entry + c] = table.tag.charCodeAt(c);
    data.setUint32(entry + 4, checksum(out.subarray(at, at + table.data.length)));
    data.setUint32(entry + 8, at);
    data.setUint32(entry + 12, table.data.length);
    at += (table.data.length + 3) & ~3;
  });
  if (headAt >= 0) data.setUint32(headAt + 8, (0xb1b0afba - checksum(out)) >>> 0);
  return out;
}
