import { cleanText } from "../site/xml.ts";

const VOID = /<(img|br|hr|wbr|col|input)\b((?:"[^"]*"|[^">])*?)\s*\/?>/g;
const NAMED = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/gi;

/** Our own HTML as XHTML: empty elements closed, no entities but those of XML, no characters that XML cannot hold. */
export function toXhtml(html: string): string {
  return cleanText(html).replace(VOID, "<$1$2/>").replaceAll("&nbsp;", "&#160;").replace(NAMED, "&amp;");
}

/** Languages written from right to left, by their primary subtag. */
const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|ks|ku-arab|ps|sd|syr|ug|ur|yi)\b/i;

export function direction(lang: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.test(lang) ? "rtl" : "ltr";
}
