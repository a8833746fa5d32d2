import type { Article } from "../atlas/types.ts";

/** The outputs an article body is rendered for. */
export type Target = "web" | "print" | "epub" | "feed";

export interface Heading {
  level: 2 | 3;
  id: string;
  /** Plain text. */
  text: string;
  /** Inline HTML. */
  html: string;
}

/** A block that can be pointed at: a paragraph, list item, table, figure … Ids are the same in every output. */
export interface Block {
  id: string;
  /** Plain text without note marks. */
  text: string;
}

export interface ReferenceEntry {
  /** Key in references.json. */
  key: string;
  /** The element id in the article's reference list, `ref-<key>`. */
  id: string;
  /** APA, inline HTML. */
  html: string;
  /** APA, plain text. */
  text: string;
}

/** An article, parsed and checked once, ready to be rendered for every output. */
export interface Document {
  article: Article;
  headings: Heading[];
  blocks: Block[];
  /** The article's reference list in the order of the style. */
  references: ReferenceEntry[];
  /** Slugs of the articles this one links to, each once, in order. */
  linksTo: string[];
  /** Titles and ids of the case boxes. */
  cases: { id: string; title: string }[];
  figures: { id: string; caption: string; kind: "figure" | "table" | "chart" }[];
  footnotes: number;
  /** Words of body text, without references. */
  words: number;
  /** Reading time, at 220 words a minute, at least 1. */
  minutes: number;
  /**
   * The body as HTML for one output: headings from h2, blocks with ids, footnotes and (but for print) the notes
   * section at the end. The reference list is not part of it.
   */
  render(target: Target): string;
}
