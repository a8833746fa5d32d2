import { articlePage } from "../../templates/print/article.tsx";
import { glossaryPage, indexPage, networksPage, referencesPage } from "../../templates/print/back.tsx";
import { contentsPage, coverPage, imprintPage, partPage } from "../../templates/print/front.tsx";
import { roman } from "../../templates/shared/roman.ts";
import { BACK_MATTER, type BackId } from "../atlas/back-matter.ts";
import { articleDate } from "../atlas/dates.ts";
import type { BookPages, PageMap } from "../atlas/page-map.ts";
import { type Article, type Atlas, LICENSES } from "../atlas/types.ts";
import { caseIndex } from "../markdown/case-index.ts";
import { textWidth } from "../markdown/charts/metrics.ts";
import { bookTitle, type Citation } from "../markdown/cite.ts";
import type { BackMatter, Document, ReferenceEntry } from "../markdown/types.ts";
import { type AssembleOptions, assemble, type Metadata, type OutlineNode, type Piece } from "./assemble.ts";
import { citeLines, furniture, MEASURE, type PieceHeads, shorten } from "./furniture.ts";
import type { PageStart } from "./page/layout.ts";
import { folio, numberPages } from "./pdf/labels.ts";
import type { Printed, PrintJob } from "./printer.ts";

/** Everything a book is made from. */
export interface BookInput {
  atlas: Atlas;
  documents: Map<string, Document>;
  readonly bibliography: (ReferenceEntry & { citedBy: string[] })[];
  backMatter: BackMatter;
  /** How to cite an article once its pages are known, and the book. */
  cite: (article: Article, pages: { first: number; last: number }) => Citation;
  bookCitation: Citation;
  fonts: AssembleOptions["fonts"];
}

/** Cuts a document into pages, or finds it already cut. */
export type Print = (job: PrintJob) => Promise<Printed>;

/** The job that prints an article; depends on nothing but the article, so it can be done anywhere in any order. */
export function articleJob(
  { atlas, documents }: Pick<BookInput, "atlas" | "documents">,
  article: Article,
): PrintJob {
  const part = atlas.parts.find((p) => p.id === article.part)!;
  return {
    name: article.file,
    html: articlePage({ document: documents.get(article.slug)!, part, meta: atlas.meta }),
  };
}

/** A piece of the book with what is known of it before it is put together. */
interface Bound extends Piece {
  pages: number;
  /** Where its pages start. */
  starts: Pick<PageStart, "id" | "offset">[];
}

export interface BoundBook {
  pieces: Bound[];
  pageMap: PageMap;
  outline: OutlineNode[];
  heads: Map<string, PieceHeads>;
}

/** The pieces of the book that speak of no page numbers, and need not wait for the articles. */
export interface FixedPieces {
  cover: Printed;
  imprint: Printed;
  /** By id, those that the book has. */
  back: Map<BackId, Printed>;
}

const BACK_IDS = Object.keys(BACK_MATTER) as BackId[];

/** The parts of the back matter that speak of no page numbers, as HTML. */
function fixedBack({ atlas, backMatter, bibliography }: BookInput): [BackId, string][] {
  const { networks, glossary } = backMatter;
  return [
    ...(networks.length > 0 ? [["networks", networksPage({ atlas, networks })] as [BackId, string]] : []),
    ...(glossary.length > 0 ? [["glossary", glossaryPage({ atlas, glossary })] as [BackId, string]] : []),
    ...(bibliography.length > 0
      ? [["references", referencesPage({ atlas, bibliography })] as [BackId, string]]
      : []),
  ];
}

const hasIndex = ({ documents }: BookInput) =>
  [...documents.values()].some(({ mentions }) => mentions.length > 0);

export async function printFixed(input: BookInput, print: Print): Promise<FixedPieces> {
  const { atlas } = input;
  const links = [...input.documents.values()].flatMap((d) =>
    d.linksTo.map((to) => ({ from: d.article.slug, to })),
  );
  const [cover, imprint, ...back] = await Promise.all([
    print({ name: "the cover", html: coverPage({ atlas, links }) }),
    print({ name: "the imprint", html: imprintPage({ atlas, citation: input.bookCitation.apa.text }) }),
    ...fixedBack(input).map(
      async ([id, html]) =>
        [id, await print({ name: `the page “${BACK_MATTER[id].title}”`, html })] as [BackId, Printed],
    ),
  ]);
  return { cover, imprint, back: new Map(back) };
}

/**
 * Orders and numbers the pieces of the book and prints those that speak of page numbers: part openers, contents, index.
 * Since the length of these may depend on the numbers, it is done again until nothing moves.
 */
export async function bindBook(
  input: BookInput,
  articles: Map<string, Printed>,
  print: Print,
  fixed = printFixed(input, print),
): Promise<BoundBook> {
  const { atlas } = input;
  const { meta } = atlas;
  const parts = atlas.parts.filter((p) => p.articles.length > 0);
  const { cover, imprint, back: fixedPieces } = await fixed;
  const back = new Map(fixedPieces);
  const bookBack = () => BACK_IDS.flatMap((id) => (back.has(id) ? [{ id, printed: back.get(id)! }] : []));
  let openers = parts.map(() => 1);
  for (let round = 0; ; round++) {
    const arabic = [
      ...parts.flatMap((part, i) => [
        { id: `part-${part.id}`, pages: openers[i]!, recto: true },
        ...part.articles.map((a) => ({
          id: a.slug,
          pages: articles.get(a.slug)!.layout.pages.length,
          recto: false,
        })),
      ]),
      ...bookBack().map(({ id, printed }) => ({ id, pages: printed.layout.pages.length, recto: true })),
    ];
    const numbers = numberPages(
      arabic.map((p, i) => ({ ...p, numbering: "arabic" as const, ...(i === 0 ? { firstPage: 1 } : {}) })),
    );
    const first = Object.fromEntries(arabic.map((p, i) => [p.id, numbers[i]!.pages[0]!.number]));
    const pageMap = readPageMap(atlas.articles, articles, first);
    const printedParts = await Promise.all(
      parts.map((part) =>
        print({
          name: `the opening of part ${part.id}`,
          html: partPage({
            atlas,
            part,
            pages: pageMap,
            introduction: input.backMatter.introductions.get(part.id),
          }),
        }),
      ),
    );
    const lengths = printedParts.map((p) => p.layout.pages.length);
    if (lengths.some((n, i) => n !== openers[i])) {
      if (round > 3)
        throw new Error("the part openers do not come to rest: shorten the summaries in atlas.yaml");
      openers = lengths;
      continue;
    }
    // The last of the book: its length moves nothing, and its place follows from what is before it.
    if (hasIndex(input) && !back.has("index")) {
      const letters = caseIndex(input.documents.values(), pageMap);
      back.set("index", await print({ name: "the index", html: indexPage({ atlas, letters }) }));
      continue;
    }
    const contents = await print({
      name: "the contents",
      html: contentsPage({
        atlas,
        pages: pageMap,
        parts: Object.fromEntries(parts.map((p) => [p.id, first[`part-${p.id}`]!])),
        back: bookBack().map(({ id }) => ({ ...BACK_MATTER[id], first: first[id]! })),
      }),
    });

    const pieces: Bound[] = [
      bound("cover", cover, { numbering: "roman", firstPage: 1 }),
      bound("imprint", imprint, { numbering: "roman" }),
      bound("contents", contents, { numbering: "roman", recto: true }),
    ];
    parts.forEach((part, i) => {
      pieces.push(
        bound(`part-${part.id}`, printedParts[i]!, {
          numbering: "arabic",
          recto: true,
          href: `${meta.url}parts/${part.slug}/`,
          ...(i === 0 ? { firstPage: 1 } : {}),
        }),
        ...part.articles.map((a) =>
          bound(a.slug, articles.get(a.slug)!, {
            numbering: "arabic",
            href: `${meta.url}articles/${a.slug}/`,
          }),
        ),
      );
    });
    for (const { id, printed } of bookBack()) {
      pieces.push(
        bound(id, printed, {
          numbering: "arabic",
          recto: true,
          href: `${meta.url}${BACK_MATTER[id].path.slice(1)}`,
        }),
      );
    }
    return { pieces, pageMap, outline: bookOutline(input, [...back.keys()]), heads: bookHeads(atlas) };
  }
}

/** A book of one article, for a proof. */
export function bindAlone(
  { atlas }: BookInput,
  article: Article,
  printed: Printed,
  first: number,
): BoundBook {
  const articles = new Map([[article.slug, printed]]);
  return {
    pieces: [
      bound(article.slug, printed, {
        numbering: "arabic",
        href: `${atlas.meta.url}articles/${article.slug}/`,
      }),
    ],
    pageMap: readPageMap([article], articles, { [article.slug]: first }),
    outline: [],
    heads: bookHeads(atlas),
  };
}

/** What the assembly of the whole book needs beside the pages: plain data, for a thread of its own. */
export interface BookPlan {
  pieces: Omit<Piece, "pdf">[];
  outline: OutlineNode[];
  heads: Map<string, PieceHeads>;
  metadata: Metadata;
}

export function planBook({ atlas }: BookInput, book: BoundBook, date: Date): BookPlan {
  const { meta } = atlas;
  const license = LICENSES[meta.license];
  return {
    pieces: book.pieces.map(({ pdf: _, starts: __, ...piece }) => piece),
    outline: book.outline,
    heads: book.heads,
    metadata: {
      title: bookTitle(meta),
      authors: [meta.publisher],
      subject: meta.description,
      keywords: meta.keywords,
      lang: meta.lang,
      rights: { text: license.name, url: license.url },
      identifier: meta.id,
      source: meta.url,
      publisher: meta.publisher,
      date,
    },
  };
}

/** One article on its own: the book's pages and numbers, its own title and outline, and how to cite it. */
export async function assembleOffprint(
  input: BookInput,
  book: BoundBook,
  article: Article,
): Promise<Uint8Array> {
  const { meta } = input.atlas;
  const range = book.pageMap[article.slug]!;
  const piece = book.pieces.find((p) => p.id === article.slug)!;
  const license = LICENSES[article.license];
  const href = piece.href!;
  const { pdf } = await assemble({
    pieces: [{ ...piece, firstPage: range.first }],
    outline: [articleOutline(input.documents.get(article.slug)!, true)],
    fonts: input.fonts,
    furniture: furniture(book.heads),
    notices: [
      {
        piece: article.slug,
        page: 0,
        lines: citeLines(
          wrap(`Cite as: ${input.cite(article, range).apa.text} ${license.name}.`, MEASURE, 7.5),
        ),
      },
    ],
    metadata: {
      title: article.title,
      authors: article.authors.length > 0 ? article.authors.map((a) => a.name) : [meta.publisher],
      subject: article.summary,
      keywords: [...meta.keywords],
      lang: article.lang,
      rights: { text: license.name, url: license.url },
      identifier: href,
      source: `${bookTitle(meta)}, pp. ${range.first}–${range.last}. ${meta.url}`,
      publisher: meta.publisher,
      date: articleDate(article),
    },
  });
  return pdf;
}

function bound(id: string, printed: Printed, rest: Omit<Piece, "id" | "pdf">): Bound {
  const { pages } = printed.layout;
  return {
    id,
    pdf: printed.pdf,
    pages: pages.length,
    starts: pages.map(({ id, offset }) => ({ id, offset })),
    ...rest,
  };
}

/** The folio of every page of the book and the place in the text where it starts. */
export function bookPages({ pieces }: BoundBook): BookPages {
  return numberPages(pieces).map(({ pages }, i) => ({
    piece: pieces[i]!.id,
    starts: pages.map((page, n) => {
      const { id = "top", offset } = pieces[i]!.starts[n]!;
      return { page: folio(page), id, offset };
    }),
  }));
}

function readPageMap(
  order: Article[],
  articles: Map<string, Printed>,
  first: Record<string, number>,
): PageMap {
  return Object.fromEntries(
    order.map(({ slug }) => {
      const { pages } = articles.get(slug)!.layout;
      const start = first[slug]!;
      const breaks = pages.map((page, i) => ({ page: start + i, id: page.id ?? "top", offset: page.offset }));
      return [slug, { first: start, last: start + pages.length - 1, breaks }];
    }),
  );
}

function articleOutline({ article, headings, references }: Document, open: boolean): OutlineNode {
  const children: OutlineNode[] = [];
  for (const h of headings) {
    const node: OutlineNode = { title: h.text, piece: article.slug, dest: h.id };
    const above = children.at(-1);
    if (h.level === 3 && above) above.children = [...(above.children ?? []), node];
    else children.push(node);
  }
  if (references.length > 0) children.push({ title: "References", piece: article.slug, dest: "references" });
  return { title: article.title, piece: article.slug, dest: "top", children, open };
}

function bookOutline({ atlas, documents }: BookInput, back: BackId[]): OutlineNode[] {
  const single = (title: string, piece: string): OutlineNode => ({ title, piece, dest: "top" });
  return [
    single("Cover", "cover"),
    single("Imprint", "imprint"),
    single("Contents", "contents"),
    ...atlas.parts
      .filter((p) => p.articles.length > 0)
      .map((part) => ({
        ...single(`Part ${roman(part.number)} · ${part.title}`, `part-${part.id}`),
        open: true,
        children: part.articles.map((a) => {
          const node = articleOutline(documents.get(a.slug)!, false);
          return { ...node, title: `${a.number} ${node.title}` };
        }),
      })),
    ...BACK_IDS.filter((id) => back.includes(id)).map((id) => single(BACK_MATTER[id].title, id)),
  ];
}

function bookHeads(atlas: Atlas): Map<string, PieceHeads> {
  const verso = atlas.meta.title;
  const heads = new Map<string, PieceHeads>([
    ["cover", { verso: "", recto: "", opening: [], bare: true }],
    ["imprint", { verso: "", recto: "", opening: [], bare: true }],
    ["contents", { verso: "Contents", recto: "Contents", opening: [0] }],
    ...BACK_IDS.map((id): [string, PieceHeads] => [
      id,
      { verso, recto: BACK_MATTER[id].title, opening: [0] },
    ]),
  ]);
  for (const part of atlas.parts) {
    heads.set(`part-${part.id}`, { verso: part.title, recto: part.title, opening: [0] });
    for (const a of part.articles) heads.set(a.slug, { verso, recto: shorten(a.title), opening: [0] });
  }
  return heads;
}

/** Breaks a line of sans text at spaces. @param measure and size in points */
function wrap(text: string, measure: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && textWidth(longer, "sans", size) <= measure) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
