import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";
import type { PageRange } from "../atlas/page-map.ts";
import type { Article, AtlasMeta, Author } from "../atlas/types.ts";
import { hideDollars, showDollars } from "./bibliography.ts";
import { apaInText, type CitedChapter, chicago, mla, type Name, type StyledCitation } from "./cite-styles.ts";
import { stripTags } from "./html.ts";

/** How one article (or the book) is cited, in every form a reader may ask for. */
export interface Citation {
  /** APA, 7th edition. */
  apa: { text: string; html: string };
  /** The reference and the one in the text in the styles that readers can choose, as plain text. */
  styles: { apa: StyledCitation; chicago: StyledCitation; mla: StyledCitation };
  bibtex: string;
  ris: string;
  /** CSL-JSON: an array with one item, serialised. */
  csl: string;
}

/**
 * The citation of an article as a chapter of the book. Without authors it is the edition that is named, so that
 * no person is presented as having written the text.
 *
 * @param pages the folios of the article in the book, where known
 */
export function citeArticle(
  article: Article,
  meta: AtlasMeta,
  pages?: Pick<PageRange, "first" | "last">,
): Citation {
  return format(
    {
      id: article.slug,
      type: "chapter",
      title: article.subtitle ? `${article.title}: ${article.subtitle}` : article.title,
      author: names(article.authors, meta),
      "container-title": bookTitle(meta),
      publisher: meta.publisher,
      issued: dateParts(article.updated ?? article.date),
      page: pages && (pages.first === pages.last ? `${pages.first}` : `${pages.first}–${pages.last}`),
      URL: `${meta.url}articles/${article.slug}/`,
      language: article.lang,
      license: article.license,
    },
    article.title,
  );
}

/** The citation of the whole book. */
export function citeBook(meta: AtlasMeta): Citation {
  return format({
    id: "atlas-of-social-innovation",
    type: "book",
    title: bookTitle(meta),
    author: names([], meta),
    publisher: meta.publisher,
    issued: { "date-parts": [[meta.year]] },
    URL: meta.url,
    language: meta.lang,
    license: meta.license,
  });
}

/** Title and subtitle as a catalogue writes them. */
export function bookTitle(meta: Pick<AtlasMeta, "title" | "subtitle">): string {
  return `${meta.title}: ${meta.subtitle}`;
}

function names(authors: Author[], meta: AtlasMeta): Name[] {
  if (authors.length === 0) return [{ literal: meta.publisher }];
  return authors.map(({ name }) => {
    const cut = name.lastIndexOf(" ");
    return cut < 0 ? { literal: name } : { given: name.slice(0, cut), family: name.slice(cut + 1) };
  });
}

function dateParts(iso: string): { "date-parts": number[][] } {
  return { "date-parts": [iso.split("-").map(Number)] };
}

interface Item {
  id: string;
  type: "chapter" | "book";
  title: string;
  author: Name[];
  publisher: string;
  issued: ReturnType<typeof dateParts>;
  URL: string;
  "container-title"?: string;
  page?: string | undefined;
  [more: string]: unknown;
}

function format(item: Item, shortTitle?: string): Citation {
  const csl = Object.fromEntries(Object.entries(item).filter(([, v]) => v !== undefined));
  const cite = new Cite(csl);
  // An organisation that is author and publisher is named once (APA 7, 9.29).
  const organisation = JSON.stringify(csl.author) === JSON.stringify([{ literal: csl.publisher }]);
  const apaCite = new Cite(hideDollars(organisation ? { ...csl, publisher: undefined } : csl));
  const html = showDollars(apaCite.format("bibliography", { template: "apa", lang: "en-US", format: "html" }))
    .replace(/<\/?div[^>]*>/g, "")
    .trim();
  const chapter: CitedChapter = {
    authors: item.author,
    ...(item.type === "chapter" && { title: item.title, ...(shortTitle && { shortTitle }) }),
    book: item["container-title"] ?? item.title,
    publisher: item.publisher,
    year: item.issued["date-parts"][0]![0]!,
    ...(item.page && { pages: item.page }),
    url: item.URL,
  };
  return {
    apa: { html, text: stripTags(html) },
    styles: {
      apa: { reference: stripTags(html), inText: apaInText(chapter) },
      chicago: chicago(chapter),
      mla: mla(chapter),
    },
    // BibTeX's month takes no day; the year is what its styles use. The library's keys are not unique in a book, and
    // BibTeX's own `inbook` has no room for the book's title.
    bibtex: `${escapeTex(new Cite({ ...csl, issued: yearOnly(item.issued) }).format("bibtex").trim()).replace(
      /^@(\w+)\{[^,]*/,
      (_whole, type: string) => `@${type === "inbook" ? "incollection" : type}{${item.id}`,
    )}\n`,
    // RIS has the first and the last page in fields of their own. The library cuts identifiers and breaks lines
    // after 80 characters, addresses too.
    ris: `${cite
      .format("ris")
      .trim()
      .replace(/\n(?![A-Z][A-Z\d] {2}-)/g, "")
      .replace(/^ID {2}- .*$/m, `ID  - ${item.id}`)
      .replace(/^SP {2}- (\d+)[-–](\d+)$/m, "SP  - $1\nEP  - $2")
      .replace(/^ER {2}-$/m, "ER  - ")}\n`,
    csl: `${JSON.stringify([csl], null, 2)}\n`,
  };
}

/** The characters of TeX that citation-js leaves as they are; addresses stay what they are. */
function escapeTex(bibtex: string): string {
  return bibtex.replace(/^\t(?!url\b).*$/gm, (line) => line.replace(/(?<!\\)[&%#]/g, "\\$&"));
}

function yearOnly(issued: Item["issued"]) {
  return { "date-parts": [[issued["date-parts"][0]![0]]] };
}
