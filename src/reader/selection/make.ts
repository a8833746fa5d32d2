import { assemble, type OutlineNode } from "../../print/assemble.ts";
import { furniture, type PieceHeads } from "../../print/furniture.ts";
import { readBookmarks } from "./bookmarks.ts";
import { contentsSheet, coverSheet, selectionTitle } from "./front.ts";
import type { FontFiles, Printable, SelectionRequest } from "./request.ts";

// No slug has a colon, so these ids are free.
const COVER = ":cover";
const CONTENTS = ":contents";

/** What went wrong with one article. */
export class ArticleError extends Error {
  constructor(
    readonly article: Printable,
    cause: unknown,
  ) {
    super(`“${article.title}” cannot be put into the PDF`, { cause });
  }
}

/**
 * One tagged PDF of a cover, a contents page and the articles as they are in their offprints, with the book's page
 * numbers. Links from one to another of them lead there; the others stay web addresses.
 *
 * @param offprints by slug, one for each article
 * @param fonts by the keys of `FRONT_FONTS`
 * @param progress called with the number of articles that are in, of all
 * @throws ArticleError if an offprint is not what it should be
 */
export async function makeSelection(
  request: SelectionRequest,
  offprints: Map<string, Uint8Array>,
  fonts: Record<string, Uint8Array[]>,
  progress?: (done: number) => void,
): Promise<Uint8Array> {
  const { book, articles } = request;
  const outline: OutlineNode[] = [
    { title: "Cover", piece: COVER },
    { title: "Contents", piece: CONTENTS },
  ];
  for (const article of articles) {
    const own = await readBookmarks(offprints.get(article.slug)!, article.slug).catch((cause: unknown) => {
      throw new ArticleError(article, cause);
    });
    const title = `${article.number} ${article.title}`;
    // The offprint's own has one entry at the top, the article.
    outline.push({ ...(own[0] ?? { piece: article.slug }), title, open: false });
  }
  const heads = new Map<string, PieceHeads>([
    [CONTENTS, { verso: "Contents", recto: "Contents", opening: [0] }],
  ]);
  const title = selectionTitle(request);
  const { pdf } = await assemble({
    pieces: [
      {
        id: COVER,
        pdf: await coverSheet(request, fonts),
        numbering: "roman",
        firstPage: 1,
      },
      { id: CONTENTS, pdf: await contentsSheet(request, fonts), numbering: "roman" },
      ...articles.map((article) => ({
        id: article.slug,
        pdf: offprints.get(article.slug)!,
        href: book.url + article.path,
        numbering: "arabic" as const,
        firstPage: article.first,
      })),
    ],
    outline,
    fonts,
    furniture: furniture(heads),
    metadata: {
      title,
      authors: [...new Set(articles.flatMap((a) => (a.authors.length > 0 ? a.authors : [book.publisher])))],
      subject: `Articles of the ${book.title}, ${book.edition}: ${articles.map((a) => a.title).join("; ")}`,
      lang: request.lang,
      rights: { text: book.license.name, url: book.license.url },
      source: `${book.title}. ${book.edition}, ${book.year}. ${book.url}`,
      identifier: request.address,
      publisher: book.publisher,
      date: new Date(`${request.date}T00:00:00Z`),
    },
    progress: (done) => progress?.(Math.max(0, done - 2)),
  }).catch((cause: unknown) => {
    // It names the piece that it cannot read.
    const id = /^Piece "([^"]+)"/.exec(String((cause as Error)?.message))?.[1];
    const article = articles.find((a) => a.slug === id);
    throw article ? new ArticleError(article, cause) : cause;
  });
  return pdf;
}

/** The font files that have the characters of a text, of each key the first first. */
export function fontsFor(files: FontFiles, text: string): Record<string, string[]> {
  const codes = [...new Set(text.normalize("NFC"))].map((c) => c.codePointAt(0)!);
  return Object.fromEntries(
    Object.entries(files).map(([key, list]) => [
      key,
      list
        .filter(
          ({ ranges }, i) => i === 0 || codes.some((c) => ranges.some(([from, to]) => c >= from && c <= to)),
        )
        .map(({ file }) => file),
    ]),
  );
}

/** All text that stands on cover and contents. */
export function frontText({ book, articles, title }: SelectionRequest): string {
  const own = articles.flatMap((a) => [a.title, ...a.authors]);
  return [title, book.title, book.edition, book.url, ...book.parts.map((p) => p.title), ...own].join(" ");
}
