/** What each glyph of a composite font stands for, by its code. */
export type Glyphs = Map<number, string>;

/** Reads a ToUnicode map (ISO 32000-1, 9.10.3): bfchar and bfrange. */
export function toUnicode(cmap: string): Glyphs {
  const glyphs: Glyphs = new Map();
  for (const [, block] of cmap.matchAll(/beginbfchar(.*?)endbfchar/gs)) {
    for (const m of block!.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g))
      glyphs.set(Number.parseInt(m[1]!, 16), utf16(m[2]!));
  }
  for (const [, block] of cmap.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    for (const m of block!.matchAll(/<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>/g)) {
      const [from, to, first] = [m[1]!, m[2]!, m[3]!].map((h) => Number.parseInt(h, 16)) as [
        number,
        number,
        number,
      ];
      for (let i = from; i <= to; i++) glyphs.set(i, String.fromCodePoint(first + i - from));
    }
  }
  return glyphs;
}

/** The text of the glyphs that operators show, in hexadecimal strings of four digits a glyph. */
export function shownText(operators: string, glyphs: Glyphs): string {
  let out = "";
  for (let at = operators.indexOf("<"); at >= 0; at = operators.indexOf("<", at)) {
    const end = operators.indexOf(">", at);
    for (at++; at + 4 <= end; at += 4)
      out += glyphs.get(Number.parseInt(operators.slice(at, at + 4), 16)) ?? "";
    if (end < 0) break;
    at = end;
  }
  return out;
}

/**
 * Whether what is said in place of glyphs is only the beginning of what they stand for: where a run of glyphs is a
 * single ligature, Chromium 147 says its first letter alone, so that text copied from the PDF would lack the others.
 */
export function saysTooLittle(said: string, stoodFor: string): boolean {
  return said.length < stoodFor.length && stoodFor.startsWith(said);
}

/** A string object as a token: in parentheses with escapes, or hexadecimal with a byte order mark. */
export function stringToken(token: string): string {
  if (token.startsWith("<")) {
    const hex = token.slice(1, -1).replace(/^feff/i, "");
    return hex === "" ? "" : utf16(hex);
  }
  return token.slice(1, -1).replace(/\\([\\()])/g, "$1");
}

function utf16(hex: string): string {
  return String.fromCharCode(...hex.match(/.{4}/g)!.map((unit) => Number.parseInt(unit, 16)));
}
