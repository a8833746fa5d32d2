import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFString,
} from "pdf-lib";

const names = new Map<string, PDFName>();

/** Short form of `PDFName.of`, which interns names but looks for escapes each time. */
export function name(value: string): PDFName {
  let found = names.get(value);
  if (!found) {
    found = PDFName.of(value);
    names.set(value, found);
  }
  return found;
}

/** A text string (ISO 32000-1, 7.9.2.2): plain where it is ASCII, UTF-16BE otherwise. */
export function text(value: string): PDFString | PDFHexString {
  return /^[\x20-\x7e]*$/.test(value) ? literal(value) : PDFHexString.fromText(value);
}

/** A literal string of ASCII characters with the escapes of ISO 32000-1, 7.3.4.2. */
export function literal(value: string): PDFString {
  return PDFString.of(value.replace(/[\\()]/g, "\\$&"));
}

/** What a string or a name says, or undefined if the object is neither. */
export function textOf(value: PDFObject | undefined): string | undefined {
  return value instanceof PDFString || value instanceof PDFHexString || value instanceof PDFName
    ? value.decodeText()
    : undefined;
}

/** The object behind a reference, or the object itself. */
export function resolve(context: PDFContext, value: PDFObject | undefined): PDFObject | undefined {
  return value instanceof PDFRef ? context.lookup(value) : value;
}

export function dictOf(context: PDFContext, value: PDFObject | undefined): PDFDict | undefined {
  const found = resolve(context, value);
  return found instanceof PDFDict ? found : undefined;
}

export function arrayOf(context: PDFContext, value: PDFObject | undefined): PDFArray | undefined {
  const found = resolve(context, value);
  return found instanceof PDFArray ? found : undefined;
}

export function numberOf(context: PDFContext, value: PDFObject | undefined): number | undefined {
  const found = resolve(context, value);
  return found instanceof PDFNumber ? found.asNumber() : undefined;
}

/** A number as content streams want it: no exponent, at most three decimals. */
export function decimal(value: number): string {
  const short = value.toFixed(3);
  return short.includes(".") ? short.replace(/\.?0+$/, "").replace(/^-0$/, "0") : short;
}

/** ASCII bytes of a content stream; anything else in it is a fault of the caller. */
export function ascii(value: string): Uint8Array {
  const bytes = new Uint8Array(value.length);
  for (let i = 0; i < value.length; i++) bytes[i] = value.charCodeAt(i);
  return bytes;
}

/**
 * A 64-bit hash as hex (two multiplicative lanes, after cyrb53), going on from another. For identity, not for security.
 */
export function hash64(bytes: Uint8Array, from = ""): string {
  let a = 0xdeadbeef ^ (parseInt(from.slice(0, 8), 16) || 0);
  let b = 0x41c6ce57 ^ (parseInt(from.slice(8, 16), 16) || 0);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    a = Math.imul(a ^ byte, 2654435761);
    b = Math.imul(b ^ byte, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (b >>> 0).toString(16).padStart(8, "0") + (a >>> 0).toString(16).padStart(8, "0");
}
