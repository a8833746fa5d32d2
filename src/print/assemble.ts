/**
 * Joins tagged PDFs that Chromium printed into one: the book, an offprint, or (in the browser) a reader's selection.
 * Knows pages, tags and links, but nothing of articles. Runs in Node and in browsers.
 */
import { type PDFArray, PDFContext, type PDFObject, type PDFRef } from "pdf-lib";
import { asciiName, Directory, type Places } from "./pdf/destinations.ts";
import { Fonts, fontResource } from "./pdf/fonts.ts";
import { type FurnitureRule, type FurnitureText, showFurniture } from "./pdf/furniture.ts";
import { folio, type Numbering, numberPages, type PageNumber, pageLabels } from "./pdf/labels.ts";
import { describeLink, type LinkTarget, type Missing, pointLink } from "./pdf/links.ts";
import { infoDictionary, type Metadata, metadataStream } from "./pdf/metadata.ts";
import { addNotice, type Notice as PlacedNotice } from "./pdf/notice.ts";
import { literal, name, text } from "./pdf/objects.ts";
import { type OutlineNode, outline } from "./pdf/outline.ts";
import {
  appendContent,
  blankPage,
  linksOf,
  ownResources,
  type Page,
  pageSize,
  pageTree,
} from "./pdf/pages.ts";
import { copySource, SharedNames, type Source } from "./pdf/source.ts";
import { TagTree } from "./pdf/tags.ts";
import { nameTree } from "./pdf/trees.ts";
import { writePdf } from "./pdf/writer.ts";

export type { FurnitureRule, FurnitureText, LinkTarget, Metadata, Missing, OutlineNode };

/** One paginated PDF as the browser printed it, or one that `assemble` made. */
export interface Piece {
  /** Unique in the assembly, e.g. the article's slug. */
  id: string;
  pdf: Uint8Array;
  /**
   * Address under which other pieces link to it, e.g. `https://host/articles/scaling/`; fragments are named
   * destinations of this piece. Chromium writes one for every id that the printed document itself links to.
   */
  href?: string;
  /** How its pages are numbered; "none" for a cover. */
  numbering: Numbering;
  /** Start on a right-hand page: a blank page is put before it where needed. */
  recto?: boolean;
  /** Number of its first page; without it numbering goes on from the last piece in the same style. */
  firstPage?: number;
}

export interface PageContext {
  piece: string;
  indexInPiece: number;
  pagesInPiece: number;
  /** The page number as printed, empty where the page has none. */
  folio: string;
  side: "recto" | "verso";
  /** In points. */
  width: number;
  height: number;
}

/** Real, tagged content added to a page, e.g. how to cite. It is read after the piece's own content. */
export interface Notice extends PlacedNotice {
  piece: string;
  /** Index in the piece. */
  page: number;
}

export interface AssembleOptions {
  pieces: Piece[];
  outline: OutlineNode[];
  /** TrueType, WOFF or WOFF2 files; of several for one key each supplies the characters that those before it lack. */
  fonts: Record<string, Uint8Array | Uint8Array[]>;
  furniture?: (page: PageContext) => { texts: FurnitureText[]; rules: FurnitureRule[] };
  notices?: Notice[];
  metadata: Metadata;
  /** What a link without a description is for; by default "title, p. 57" or the address. */
  describeLink?: (target: LinkTarget) => string;
  /** Called before each piece; a browser may await a task here to stay responsive. */
  progress?: (done: number, total: number) => void | Promise<void>;
}

/** What is known once all pieces are there. */
export type FinishOptions = Omit<AssembleOptions, "pieces" | "fonts" | "progress"> & {
  pieces: Omit<Piece, "pdf">[];
};

export interface Assembled {
  pdf: Uint8Array;
  /** Number and physical index (from 0) of the first and last page of each piece. */
  pieces: Record<string, { firstFolio: string; lastFolio: string; firstIndex: number; lastIndex: number }>;
  /** Places that links or bookmarks ask for and that their piece does not have; they lead to its first page. */
  missing: Missing[];
}

/** A piece whose pages are in the assembled file and have their numbers. */
interface Placed {
  piece: Omit<Piece, "pdf">;
  source: Source;
  numbers: PageNumber[];
}

/**
 * Joins the pieces, in their order, into one tagged PDF 1.7 file that keeps PDF/UA-1 (ISO 14289-1) as far as the
 * pieces do. The same options give the same bytes.
 *
 * | kept of a piece | made new | left behind |
 * |---|---|---|
 * | pages, annotations, structure elements, named destinations | outline, page labels, parent tree, metadata | everything else |
 *
 * @throws Error if a piece cannot be read, has no pages or no tags; if ids are not unique; if a notice, an outline
 *   entry or a font names something that is not there; if a piece that starts on the right would get an even number.
 */
export async function assemble(options: AssembleOptions): Promise<Assembled> {
  const { pieces, progress } = options;
  if (pieces.length === 0) throw new Error("There is nothing to assemble: give at least one piece");
  const ids = new Set<string>();
  for (const { id } of pieces) {
    if (ids.has(id)) throw new Error(`Two pieces have the id "${id}": ids must be unique in an assembly`);
    ids.add(id);
  }
  const assembly = await Assembly.open(options.fonts, pieces.length > 1);
  for (const [i, piece] of pieces.entries()) {
    await progress?.(i, pieces.length);
    await assembly.add(piece);
  }
  return assembly.finish(options);
}

/**
 * An assembly whose pieces come one by one, in whatever order: reading them is most of the work and needs nothing of
 * what is known only at the end. The same pieces in the same order give the same bytes.
 */
export class Assembly {
  private readonly sources = new Map<string, Source>();

  private constructor(
    private readonly context: PDFContext,
    private readonly fonts: Fonts,
    private readonly shared: SharedNames,
  ) {}

  /** @param several whether there will be more than one piece */
  static async open(fonts: AssembleOptions["fonts"], several: boolean): Promise<Assembly> {
    const context = PDFContext.create();
    return new Assembly(context, await Fonts.open(context, fonts), new SharedNames(several));
  }

  /** Reads a piece and copies what is used of it; one at a time, so that only one is in memory twice. */
  async add(piece: { id: string; pdf: Uint8Array }): Promise<void> {
    this.sources.set(piece.id, await copySource(this.context, piece, this.shared));
  }

  /** @param options.pieces all that were added, in the order of the file; to be called once */
  finish(options: FinishOptions): Promise<Assembled> {
    const sources = options.pieces.map(({ id }) => {
      const source = this.sources.get(id);
      if (!source) throw new Error(`Piece "${id}" was not added to the assembly`);
      return source;
    });
    return join(this.context, this.fonts, sources, options);
  }
}

async function join(
  context: PDFContext,
  fonts: Fonts,
  sources: Source[],
  options: FinishOptions,
): Promise<Assembled> {
  const numbering = numberPages(
    options.pieces.map((piece, i) => ({ ...piece, pages: sources[i]!.pages.length })),
  );

  const pages: Page[] = [];
  const numbers: PageNumber[] = [];
  const pieces: Assembled["pieces"] = {};
  const placed = options.pieces.map((piece, i): Placed => {
    const source = sources[i]!;
    const { blank, pages: own } = numbering[i]!;
    if (blank) {
      pages.push(blankPage(context, source.pages[0]!.dict));
      numbers.push(blank);
    }
    pieces[piece.id] = {
      firstFolio: folio(own[0]!),
      lastFolio: folio(own[own.length - 1]!),
      firstIndex: pages.length,
      lastIndex: pages.length + own.length - 1,
    };
    pages.push(...source.pages);
    numbers.push(...own);
    return { piece, source, numbers: own };
  });

  const missing: Missing[] = [];
  const { directory, destinations } = nameDestinations(context, placed);
  /** What the outline calls a place. */
  const titles = new Map<string, string>();
  /** What it calls a piece, by its first entry that leads there. */
  const pieceTitles = new Map<string, string>();
  const outlineRef = outline(context, options.outline, (node) => {
    const piece = directory.piece(node.piece);
    if (!piece) {
      throw new Error(`Outline entry "${node.title}": there is no piece "${node.piece}" in this assembly`);
    }
    if (!pieceTitles.has(node.piece)) pieceTitles.set(node.piece, node.title);
    const place = node.dest === undefined ? piece.start : directory.place(node.piece, node.dest);
    if (place === undefined) missing.push({ from: "outline", piece: node.piece, dest: node.dest! });
    else if (!titles.has(place)) titles.set(place, node.title);
    return literal(place ?? piece.start);
  });

  const tags = new TagTree(context, sources, (piece) => pieceTitles.get(piece));
  const folios = new Map(pages.map((page, i) => [page.ref, folio(numbers[i]!)]));
  const describe = options.describeLink ?? describeLink;
  const describePlace = (place: string): string => {
    const page = (destinations.get(place) as PDFArray).get(0) as PDFRef;
    return describe({ title: titles.get(place), folio: folios.get(page) ?? "" });
  };
  placed.forEach(({ piece, source }, i) => {
    for (const page of source.pages) {
      tags.addPage(i, page);
      for (const link of linksOf(context, page.dict)) {
        pointLink({ context, directory, missing, describe, describePlace }, piece.id, link);
      }
    }
  });

  await draw(context, options, placed, tags, fonts);
  fonts.write();

  const catalog = context.obj({
    Type: "Catalog",
    Pages: pageTree(
      context,
      pages.map((page) => page.ref),
    ),
    Names: { Dests: nameTree(context, destinations) },
    PageLabels: pageLabels(context, numbers),
    StructTreeRoot: tags.write(options.metadata.lang),
    MarkInfo: { Marked: true },
    Lang: text(options.metadata.lang),
    ViewerPreferences: { DisplayDocTitle: true },
    Metadata: metadataStream(context, options.metadata),
    ...(outlineRef ? { Outlines: outlineRef, PageMode: "UseOutlines" } : {}),
  });
  context.trailerInfo.Root = context.register(catalog);
  context.trailerInfo.Info = infoDictionary(context, options.metadata);
  return { pdf: await writePdf(context), pieces, missing };
}

/** Names all places: those of a piece with its id before them, unless it is the only one; its start by its id. */
function nameDestinations(
  context: PDFContext,
  placed: Placed[],
): { directory: Directory; destinations: Map<string, PDFObject> } {
  const destinations = new Map<string, PDFObject>();
  const places = placed.map(({ piece, source }): Places => {
    const { id, href } = piece;
    const names = new Map<string, string>();
    for (const [key, explicit] of source.destinations) {
      const prefix = placed.length === 1 || key === id || key.startsWith(`${id}/`) ? "" : `${id}/`;
      const unique = asciiName(prefix + key);
      names.set(key, unique);
      destinations.set(unique, explicit);
    }
    const start = asciiName(id);
    if (!destinations.has(start)) {
      destinations.set(start, context.obj([source.pages[0]!.ref, name("XYZ"), null, null, null]));
    }
    return { id, start, names, ...(href === undefined ? {} : { href }) };
  });
  return { directory: new Directory(places), destinations };
}

/** Draws running heads, folios and notices. */
async function draw(
  context: PDFContext,
  options: FinishOptions,
  placed: Placed[],
  tags: TagTree,
  fonts: Fonts,
): Promise<void> {
  const notices = new Map<Page, Notice[]>();
  for (const notice of options.notices ?? []) {
    const page = placed.find(({ piece }) => piece.id === notice.piece)?.source.pages[notice.page];
    if (!page) {
      throw new Error(`Notice: there is no page ${notice.page} (from 0) in a piece "${notice.piece}"`);
    }
    notices.set(page, [...(notices.get(page) ?? []), notice]);
  }
  let save: PDFRef | undefined;
  const saved = (): PDFRef => {
    save ??= context.register(context.stream("q\n"));
    return save;
  };
  const drawings = placed.flatMap(({ piece, source, numbers }, p) =>
    source.pages.map((page, i) => {
      const [width, height] = pageSize(context, page.dict);
      const resources = ownResources(context, page.dict);
      const resource = (font: PDFRef) => fontResource(context, resources, font);
      const furniture = options.furniture?.({
        piece: piece.id,
        indexInPiece: i,
        pagesInPiece: source.pages.length,
        folio: folio(numbers[i]!),
        side: numbers[i]!.side,
        width,
        height,
      });
      const drawn = [
        furniture ? showFurniture(fonts, furniture, height, resource) : "",
        ...(notices.get(page) ?? []).map((notice) =>
          addNotice(context, tags, p, page, notice, fonts, resource),
        ),
      ].join("");
      return drawn ? appendContent(context, page.dict, saved(), drawn) : undefined;
    }),
  );
  await Promise.all(drawings);
}
