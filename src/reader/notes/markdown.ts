import { inTextCitation } from "../cite/quotation.ts";
import type { BookArticle, BookInfo, PageArticle } from "../page-data.ts";
import { KIND_NAMES, type Note, pageWords } from "./model.ts";

/** Notes of one article. */
export interface Group {
  slug: string;
  /** Missing if the book has no such article any more. */
  article?: BookArticle;
  notes: Note[];
}

/** Notes by article, in the order of the book; those of articles that are not in it come last. */
export function groupNotes(notes: readonly Note[], articles: readonly BookArticle[]): Group[] {
  const slugs = [...new Set(notes.map((n) => n.slug))];
  const order = new Map(articles.map((a, i) => [a.slug, i]));
  return slugs
    .sort(
      (a, b) => (order.get(a) ?? articles.length) - (order.get(b) ?? articles.length) || a.localeCompare(b),
    )
    .map((slug) => {
      const article = articles.find((a) => a.slug === slug);
      const own = notes.filter((n) => n.slug === slug).sort(byPage);
      return { slug, ...(article && { article }), notes: own };
    });
}

/** By printed page; the text's own order is known only where the text is. */
function byPage(a: Note, b: Note): number {
  const same = a.anchor.start.id === b.anchor.start.id;
  return (
    (a.pages?.first ?? 0) - (b.pages?.first ?? 0) ||
    (same ? a.anchor.start.offset - b.anchor.start.offset : a.created.localeCompare(b.created))
  );
}

/** Text that stands in Markdown (CommonMark 0.31, §2.4) as it is. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>&~|]/g, "\\$&")
    .replace(/^(\s*)([#+=-]|\d+[.)](?=\s))/gm, (_, space: string, mark: string) =>
      /^\d/.test(mark) ? `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}` : `${space}\\${mark}`,
    );
}

/**
 * Notes as Markdown: a section for each article with its quotations, printed pages and notes, and how to cite it.
 *
 * @param cite how to cite an article, if that could be found out
 * @param day when it was exported, in words
 */
export function toMarkdown(
  groups: readonly Group[],
  book: Pick<BookInfo, "title" | "url">,
  cite: (slug: string) => PageArticle | undefined,
  day: string,
): string {
  const lines = [`# Notes on the ${escapeMarkdown(book.title)}`, "", `Exported on ${day}.`];
  for (const { slug, article, notes } of groups) {
    const url = `${book.url}articles/${slug}/`;
    const known = cite(slug);
    lines.push("", `## ${escapeMarkdown(article?.title ?? slug)}`, "");
    if (known) lines.push(escapeMarkdown(known.cite.apa.reference), "");
    lines.push(`<${url}>`);
    for (const note of notes) {
      const passage = { text: note.anchor.quote.exact, ...note.pages };
      const page = pageWords(note.pages);
      const reference = known ? inTextCitation(known, "apa", passage) : page ? `(${page})` : "";
      lines.push("", `**${KIND_NAMES[note.kind]}**`, "");
      lines.push(`> “${escapeMarkdown(passage.text)}” ${escapeMarkdown(reference)}`.trimEnd());
      if (note.text) lines.push("", escapeMarkdown(note.text.trim()));
    }
  }
  return `${lines.join("\n")}\n`;
}
