/** Writing XML 1.0 by hand: escaped, and without the characters that XML cannot hold. */

// Everything outside the Char production of XML 1.0, 2.2; lone surrogates are matched because of the u flag.
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text without control characters, unpaired surrogates and noncharacters. */
export function cleanText(text: string): string {
  return text.replace(FORBIDDEN, "");
}

/** Text that may stand in an element or in a quoted attribute. */
export function escapeXml(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (c) => ENTITIES[c]!);
}

/** Markup that is already XML. */
export class Xml {
  constructor(readonly source: string) {}
  toString(): string {
    return this.source;
  }
}

type Child = string | Xml | undefined | false | Child[];

function inner(child: Child): string {
  if (child === undefined || child === false) return "";
  if (Array.isArray(child)) return child.map(inner).join("");
  return child instanceof Xml ? child.source : escapeXml(child);
}

/**
 * An element on a line of its own. Strings are escaped; attributes that are undefined are left out.
 *
 * `xml("link", { href: "a&b" })` gives `<link href="a&amp;b"/>`.
 */
export function xml(
  name: string,
  attributes: Record<string, string | number | undefined>,
  ...children: Child[]
): Xml {
  const attrs = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join("");
  const content = inner(children);
  return new Xml(content === "" ? `<${name}${attrs}/>\n` : `<${name}${attrs}>${content}</${name}>\n`);
}

/** A whole document with its declaration. */
export function xmlDocument(root: Xml): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root.source}`;
}
