/**
 * What the print page knows of an element and the tags of the PDF would not say. Chromium carries nothing from the
 * document into a structure element but the language that the element names itself: so that is where it is written, as
 * private use subtags (BCP 47, 2.2.7), from which the assembly takes it out again.
 */

/** What a mark says of its element. */
export type MarkKind =
  /** It is one of the parts into which pages have cut an element; the number tells which element. */
  | "part"
  /** It is the note of that number, or calls it. */
  | "note"
  | "call"
  /** It stands elsewhere than it is read: behind the element that is the anchor of that number. */
  | "float"
  | "anchor"
  /** It is a label: the number of a note, a term. */
  | "label"
  /** It is a list of terms, or what is said of a term. */
  | "terms"
  | "body";

export type Marks = Partial<Record<MarkKind, number>>;

const BEGIN = "-x-atlas";
const OWN = "own";

/**
 * @param lang the language of the element
 * @param own whether the element names it itself, so that the PDF has to as well
 */
export function writeMarks(lang: string, own: boolean, marks: Marks): string {
  const subtags = Object.entries(marks).map(([kind, number]) => `${kind}${number}`);
  return [`${lang || "und"}${BEGIN}`, ...(own ? [OWN] : []), ...subtags].join("-");
}

/** @returns the marks, and the language if it is the element's own; undefined if there are none */
export function readMarks(lang: string): { lang: string | undefined; marks: Marks } | undefined {
  const [language, rest] = lang.split(BEGIN);
  if (rest === undefined) return undefined;
  const subtags = rest.split("-");
  const marks = subtags.flatMap((subtag) => {
    const [, kind, number] = /^([a-z]+)(\d+)$/.exec(subtag) ?? [];
    return kind ? [[kind, Number(number)]] : [];
  });
  return { lang: subtags.includes(OWN) ? language : undefined, marks: Object.fromEntries(marks) };
}
