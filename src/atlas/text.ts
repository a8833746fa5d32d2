import type { Problem } from "./problem.ts";

/**
 * The text of a file, which must be UTF-8; a byte order mark and the line ends of other systems are taken out.
 *
 * @param file the path as shown to people
 */
export function decodeText(file: string, bytes: Uint8Array): { text: string } | { problem: Problem } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r\n?/g, "\n") };
  } catch {
    return {
      problem: {
        file,
        line: firstInvalidLine(bytes),
        what: "the file is not UTF-8",
        mend: "save it again with the encoding UTF-8",
        level: "error",
      },
    };
  }
}

/** 1-based line of the first byte that no UTF-8 text can hold. */
function firstInvalidLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (let i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && bytes[i] !== 0x0a) continue;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(start, i));
    } catch {
      return line;
    }
    start = i + 1;
    line++;
  }
  return 1;
}

/** Letters of a word that titles, captions and headings can still set. */
export const LONGEST_WORD = 200;

/** Letters of the longest word of a text. */
export function longestWord(text: string): number {
  return Math.max(0, ...text.split(/\s+/).map((word) => word.length));
}

/** An id from words: small ASCII letters, digits, hyphens; begins with a letter, for CSS and Paged.js need that. */
export function slugify(text: string): string {
  const slug = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/g, "ss")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  if (slug === "") return "section";
  return /^[a-z]/.test(slug) ? slug : `s-${slug}`;
}
