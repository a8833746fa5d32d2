/**
 * A chapter of the book in the styles for which no style file is at hand, and references in the text. Made for our one
 * kind of item: a chapter of an edited online book, by people or by the edition.
 */

/** A person's name as catalogues have it, or a body's. */
export type Name = { family: string; given: string } | { literal: string };

export interface CitedChapter {
  authors: Name[];
  /** With its subtitle; absent for the book as a whole. */
  title?: string;
  /** Shorter, for references in the text. */
  shortTitle?: string;
  book: string;
  publisher: string;
  year: number;
  /** `45` or `45–51`. */
  pages?: string;
  url: string;
}

/** One style: the full reference, and the reference in the text with `%p` where the page goes. */
export interface StyledCitation {
  /** Plain text. */
  reference: string;
  inText: string;
}

const familyOf = (name: Name) => ("literal" in name ? name.literal : name.family);
const inverted = (name: Name) => ("literal" in name ? name.literal : `${name.family}, ${name.given}`);
const plainName = (name: Name) => ("literal" in name ? name.literal : `${name.given} ${name.family}`);
/** A full stop, unless there is one. */
const stop = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);
const byEdition = ({ authors, publisher }: CitedChapter) =>
  authors.length === 1 && familyOf(authors[0]!) === publisher;

/** Names in the text: APA joins two with `&`, Chicago with `and`; from the third (Chicago: fourth) on `et al.` */
function inTextNames(names: Name[], and: string, most: number): string {
  const families = names.map(familyOf);
  if (families.length > most) return `${families[0]} et al.`;
  if (families.length < 3) return families.join(` ${and} `);
  return `${families.slice(0, -1).join(", ")}, ${and} ${families.at(-1)}`;
}

/** The reference in the text after APA 7, 8.11: `(Adams & Blum, 2026, p. 57)`. */
export function apaInText(chapter: CitedChapter): string {
  return `(${inTextNames(chapter.authors, "&", 2)}, ${chapter.year}, %p)`;
}

/** Chicago Manual of Style, 17th edition, author-date: 15.9 (reference), 15.22 (text). */
export function chicago(chapter: CitedChapter): StyledCitation {
  const [first, ...others] = chapter.authors;
  const names =
    others.length === 0
      ? inverted(first!)
      : `${[inverted(first!), ...others.slice(0, -1).map(plainName)].join(", ")}, and ${plainName(others.at(-1)!)}`;
  const work = chapter.title
    ? `“${stop(chapter.title)}” In ${chapter.book}${chapter.pages ? `, ${chapter.pages}` : ""}.`
    : `${chapter.book}.`;
  const publisher = byEdition(chapter) ? "" : ` ${stop(chapter.publisher)}`;
  return {
    reference: `${stop(names)} ${chapter.year}. ${work}${publisher} ${chapter.url}.`,
    inText: `(${inTextNames(chapter.authors, "and", 3)} ${chapter.year}, %p)`,
  };
}

/** MLA Handbook, 9th edition: 5.5 (authors), 5.6 (works by a body that is the publisher too begin with the title). */
export function mla(chapter: CitedChapter): StyledCitation {
  const [first, ...others] = chapter.authors;
  const names =
    others.length === 0
      ? inverted(first!)
      : others.length === 1
        ? `${inverted(first!)}, and ${plainName(others[0]!)}`
        : `${inverted(first!)}, et al.`;
  const pages = chapter.pages && `${chapter.pages.includes("–") ? "pp." : "p."} ${chapter.pages}`;
  const work = [chapter.book, chapter.publisher, String(chapter.year), ...(pages ? [pages] : [])].join(", ");
  const own = byEdition(chapter);
  const title = chapter.title ? `“${stop(chapter.title)}” ` : "";
  const key = !own
    ? others.length > 1
      ? `${familyOf(first!)} et al.`
      : inTextNames(chapter.authors, "and", 2)
    : chapter.title
      ? `“${chapter.shortTitle ?? chapter.title}”`
      : chapter.book;
  return {
    reference: `${own ? "" : `${stop(names)} `}${title}${work}, ${chapter.url.replace(/^https?:\/\//, "")}.`,
    inText: `(${key} %p)`,
  };
}
