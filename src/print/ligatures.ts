/**
 * Chromium 147 writes the ligature of T and h into a PDF as «T»: text copied or read aloud from it would say «Te».
 * CSS cannot switch off one ligature, so it is taken out of the font's substitution table.
 */

/**
 * Disables every ligature of the given two letters, in place of glyphs that stay as they are.
 *
 * @param font a TrueType or OpenType file, changed in place (GSUB, lookup type 4: OpenType 1.9, "Ligature Substitution")
 * @returns how many ligatures were disabled
 */
export function disableLigature(font: Uint8Array, first: string, second: string): number {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = readTables(view);
  const gsub = tables.get("GSUB");
  const cmap = tables.get("cmap");
  if (gsub === undefined || cmap === undefined) return 0;
  const a = glyphOf(view, cmap, first.codePointAt(0)!);
  const b = glyphOf(view, cmap, second.codePointAt(0)!);
  if (a === 0 || b === 0) return 0;
  const u16 = (at: number) => view.getUint16(at);
  let disabled = 0;

  const lookups = gsub + u16(gsub + 8);
  for (let i = 0; i < u16(lookups); i++) {
    const lookup = lookups + u16(lookups + 2 + 2 * i);
    for (let j = 0; j < u16(lookup + 4); j++) {
      let table = lookup + u16(lookup + 6 + 2 * j);
      let type = u16(lookup);
      if (type === 7) {
        type = u16(table + 2);
        table += view.getUint32(table + 4);
      }
      if (type !== 4) continue;
      const index = coverageIndex(view, table + u16(table + 2), a);
      if (index < 0) continue;
      const set = table + u16(table + 6 + 2 * index);
      for (let k = 0; k < u16(set); k++) {
        const ligature = set + u16(set + 2 + 2 * k);
        if (u16(ligature + 2) !== 2 || u16(ligature + 4) !== b) continue;
        // A component that no text has: the ligature never matches.
        view.setUint16(ligature + 4, 0);
        disabled++;
      }
    }
  }
  return disabled;
}

function readTables(view: DataView): Map<string, number> {
  const found = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + 16 * i;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((n) => view.getUint8(at + n)));
    found.set(tag, view.getUint32(at + 8));
  }
  return found;
}

/** Glyph of a character in the Basic Multilingual Plane, from a cmap subtable of format 4; 0 if there is none. */
function glyphOf(view: DataView, cmap: number, code: number): number {
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const table = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
    if (view.getUint16(table) !== 4) continue;
    const segments = view.getUint16(table + 6) / 2;
    for (let s = 0; s < segments; s++) {
      const end = view.getUint16(table + 14 + 2 * s);
      if (code > end) continue;
      const startAt = table + 16 + 2 * segments + 2 * s;
      const start = view.getUint16(startAt);
      if (code < start) return 0;
      const delta = view.getUint16(startAt + 2 * segments);
      const rangeAt = startAt + 4 * segments;
      const range = view.getUint16(rangeAt);
      if (range === 0) return (code + delta) & 0xffff;
      const glyph = view.getUint16(rangeAt + range + 2 * (code - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
  }
  return 0;
}

function coverageIndex(view: DataView, at: number, glyph: number): number {
  const count = view.getUint16(at + 2);
  if (view.getUint16(at) === 1) {
    for (let i = 0; i < count; i++) if (view.getUint16(at + 4 + 2 * i) === glyph) return i;
    return -1;
  }
  for (let i = 0; i < count; i++) {
    const range = at + 4 + 6 * i;
    if (glyph >= view.getUint16(range) && glyph <= view.getUint16(range + 2)) {
      return view.getUint16(range + 4) + glyph - view.getUint16(range);
    }
  }
  return -1;
}
