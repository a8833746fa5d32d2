import { articleBody } from "../../templates/epub/article.tsx";
import type { Article } from "../atlas/types.ts";
import { markPages } from "./page-marks.ts";
import type { EpubInput, NavEntry, Section } from "./types.ts";

/** File of an article; links between articles in `Document.render("epub")` are written for this folder. */
export const articleFile = (slug: string) => `text/${slug}.xhtml`;

/** Where the pages of a piece of the printed book start; none if it is not in the book. */
export function startsOf({ pages }: EpubInput, piece: string) {
  return pages.find((p) => p.piece === piece)?.starts ?? [];
}

export function articleSection(input: EpubInput, article: Article): Section {
  const document = input.documents.get(article.slug)!;
  const part = input.atlas.parts.find((p) => p.id === article.part)!;
  const citation = input.citations.get(article.slug)!;
  try {
    return {
      file: articleFile(article.slug),
      title: article.title,
      lang: article.lang,
      html: markPages(articleBody({ document, part, citation }), startsOf(input, article.slug)),
    };
  } catch (error) {
    throw new Error(`${article.file}: ${(error as Error).message}`);
  }
}

/** An article's headings, for the contents. */
export function headingEntries({ documents }: EpubInput, { slug }: Article): NavEntry[] {
  const { headings, footnotes, references } = documents.get(slug)!;
  const at = (id: string) => `${articleFile(slug)}#${id}`;
  const entries: NavEntry[] = [];
  for (const { level, id, text } of headings) {
    const entry: NavEntry = { title: text, href: at(id) };
    const above = entries.at(-1);
    if (level === 3 && above) above.children = [...(above.children ?? []), entry];
    else entries.push(entry);
  }
  if (footnotes > 0) entries.push({ title: "Notes", href: at("notes") });
  if (references.length > 0) entries.push({ title: "References", href: at("references") });
  return entries;
}
