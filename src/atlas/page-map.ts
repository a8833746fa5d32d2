/**
 * Where each article lies in the printed book, and where its pages break. The web, the EPUB, citations, feeds and
 * search take their page numbers from here, so that one locator holds in every output.
 */
export type PageMap = Record<string, PageRange>;

export interface PageRange {
  /** Folio of the article's first page. */
  first: number;
  last: number;
  /** The start of every page, the first included. */
  breaks: PageBreak[];
}

export interface PageBreak<Folio = number> {
  page: Folio;
  /** Block the page starts in (see `Block` in src/markdown/types.ts). */
  id: string;
  /** Characters of the block's text before the page starts, without soft hyphens and note marks. */
  offset: number;
}

/** The folios of the whole book in its order, front and back matter included; blank pages have none. */
export type BookPages = PiecePages[];

export interface PiecePages {
  /** `cover`, `imprint`, `contents`, `part-<id>`, an article's slug, `references` … */
  piece: string;
  /** The folios as printed, roman ones too. */
  starts: PageBreak<string>[];
}
