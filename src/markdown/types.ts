import type { Article, Network, Part, Term } from "../atlas/types.ts";
import type { Inventory } from "./inventory.ts";
import type { Mention } from "./mentions.ts";

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
  /** Cases and organisations that the index is to name, in the order of the text. */
  mentions: Mention[];
  /** Terms of the glossary that the text uses, in the order of their first use, where each is a link to its entry. */
  terms: Term[];
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
  /** What the article holds, from its Markdown: what every output has to hold too. */
  inventory(): Inventory;
}

/** Markdown outside the articles, parsed and checked. */
export interface PassageText {
  words: number;
  /**
   * As HTML: paragraphs.
   *
   * @param to on the web and in the EPUB, the address of a site path as seen from the page that shows the passage
   */
  render(target: Target, to?: (path: string) => string): string;
}

/** What stands in the book beside its articles, ready to be rendered. */
export interface BackMatter {
  glossary: { term: Term; definition: PassageText }[];
  networks: { network: Network; text: PassageText }[];
  /** Introductions of parts, by the part's id. */
  introductions: Map<Part["id"], PassageText>;
}
