import type { BookPages } from "../atlas/page-map.ts";
import type { License } from "../atlas/types.ts";
import type { SiteInput } from "../site/types.ts";

/** Everything the EPUBs are made from. */
export interface EpubInput
  extends Pick<
    SiteInput,
    "atlas" | "documents" | "bibliography" | "backMatter" | "citations" | "bookCitation" | "pageMap"
  > {
  /** The folios of the printed book. */
  pages: BookPages;
}

/** A line of the contents. */
export interface NavEntry {
  title: string;
  /** Number of an article. */
  number?: number;
  /** As seen from the folder of the package. */
  href: string;
  /** By which a printed page that starts here is found. */
  id?: string;
  children?: NavEntry[];
  /** The children are not shown on the contents page, only in the reading system's own contents. */
  folded?: boolean;
}

/** A file of the publication. */
export interface Resource {
  /** As seen from the folder of the package. */
  file: string;
  bytes: string | Uint8Array;
}

/** A content document: an XHTML file of the reading order. */
export interface Section {
  /** As seen from the folder of the package; one folder deep at most. */
  file: string;
  title: string;
  lang: string;
  /** The body's content, marks of printed pages included. */
  html: string;
  /** The landmark that it is (EPUB 3 Structural Semantics Vocabulary), if it is one. */
  landmark?: string;
}

export interface Publication {
  /** A URN. */
  id: string;
  title: string;
  subtitle?: string;
  lang: string;
  creators: string[];
  publisher: string;
  /** ISO 8601 day, or year. */
  date: string;
  modified: Date;
  description: string;
  subjects: string[];
  license: License;
  /** Address of the PDF whose pages are marked. */
  pageSource: string;
  /** The book that this is a part of, and its place there. */
  partOf?: { id: string; title: string; position: number };
  cover: { svg: string; png: Uint8Array; alt: string };
  /** In reading order; the contents stand behind the section of `contentsAfter`. */
  sections: Section[];
  /** The file after which the contents are read; without it they are not among the pages. */
  contentsAfter?: string;
  contents: NavEntry[];
  /** Printed pages that start in the contents. */
  contentsPages: BookPages[number]["starts"];
  resources: Resource[];
}
