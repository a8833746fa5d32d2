import type { PageMap } from "../atlas/page-map.ts";
import type { Atlas } from "../atlas/types.ts";
import type { Citation } from "../markdown/cite.ts";
import type { BackMatter, Document, ReferenceEntry } from "../markdown/types.ts";

/** Everything the site is made from. Drafts are already left out of a build. */
export interface SiteInput {
  atlas: Atlas;
  /** By slug; one for every article of `atlas.articles`. */
  documents: Map<string, Document>;
  /** All works cited anywhere, in the order of the style, with the slugs of the articles that cite them. */
  bibliography: (ReferenceEntry & { citedBy: string[] })[];
  /** Glossary, networks, introductions of parts. */
  backMatter: BackMatter;
  /** How to cite each article, by slug. */
  citations: Map<string, Citation>;
  /** How to cite the book. */
  bookCitation: Citation;
  /** Absent in `dev` before anything was printed. */
  pageMap?: PageMap;
  /** Number of the book's last page, back matter included; known after printing. */
  lastFolio?: number;
  /** Bytes of each file in dist/ that print has made, by its path from the site's root, `downloads/articles/x.pdf`. */
  downloads: Map<string, number>;
  mode: "build" | "dev";
}
