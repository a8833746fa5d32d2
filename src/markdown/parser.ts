import MarkdownItClass, { type MarkdownIt, type Token } from "markdown-it";
import attrs from "markdown-it-attrs";
import footnote from "markdown-it-footnote";
import { type BlockEnv, blockPlugin, type Finding } from "./blocks.ts";
import { citationPlugin } from "./citations.ts";
import { blockIdPlugin, headingIdPlugin } from "./ids.ts";
import { mentionPlugin } from "./mentions.ts";

export interface FootnoteEnv {
  footnotes?: {
    /** Label to number; -1 where a note is defined and never called. */
    refs?: Record<string, number>;
    list?: { label?: string; count?: number; tokens?: Token[]; content?: string }[];
  };
}
export interface Parsed {
  tokens: Token[];
  env: BlockEnv & FootnoteEnv;
}

/** The one parser of the project: CommonMark with tables, footnotes, citations, index marks, ids and our blocks; no raw HTML. */
export function createParser(): MarkdownIt {
  const md = new MarkdownItClass({ html: false, typographer: true, linkify: false, quotes: "“”‘’" });
  md.use(attrs as never, { allowedAttributes: ["id"] } as never);
  md.use(footnote as never);
  md.use(citationPlugin);
  md.use(mentionPlugin);
  md.use(blockPlugin);
  md.use(headingIdPlugin);
  md.use(blockIdPlugin);
  return md;
}

/** Tokens of a body and what the rules found wrong on the way. */
export function parseBody(md: MarkdownIt, body: string): Parsed {
  const env: Parsed["env"] = { findings: [] as Finding[] };
  const tokens = md.parse(body, env as never);
  return { tokens, env };
}
