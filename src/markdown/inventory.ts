import type { Token } from "markdown-it";
import type { CiteCluster } from "./bibliography.ts";
import { stripTags } from "./html.ts";
import { articleLink } from "./links.ts";
import { attr, closing } from "./tokens.ts";

/**
 * What an article holds, taken from its Markdown and not from any output: each output is taken stock of in the same
 * manner (src/gate) and compared with it.
 *
 * Texts are as a reader sees them, without the numbers of notes and without what stands in drawings.
 */
export interface Inventory {
  /** Title, subtitle, summary and key points, each a text. */
  front: string[];
  /** Body text in the order of reading, with captions, facts, tables and source lines; without notes. */
  text: string;
  /** Each note. */
  notes: string[];
  headings: string[];
  /** Where links of the body lead, in order, and then those of the notes; see `Link targets`. */
  links: string[];
  /** Keys of the works cited, as often as they are, sorted: a citation of several works sorts them by its style. */
  citations: string[];
  /** Captions of figures, charts and tables with their labels, in order. */
  figures: string[];
  /** Rows and cells of each table, head included. */
  tables: { rows: number; cells: number }[];
  /** Entries of the reference list. */
  references: string[];
}

/** Link targets are site paths, `/articles/scaling/#deep` or `/glossary/#term-practice`, `#id` here, or web addresses. */
type LinkTarget = string;

/** Only what the tokens of one article say; the citations are those that stand in the text. */
export function takeInventory(source: {
  /** Body without its notes, captions labelled. */
  body: Token[];
  /** The tokens of each note. */
  notes: Token[][];
  front: string[];
  /** HTML of each citation by its index. */
  citations: string[];
  references: string[];
  /** Slug of an article by its file name. */
  slugOf: (file: string) => string | undefined;
}): Inventory {
  const { body, notes, front, citations, references, slugOf } = source;
  const links: LinkTarget[] = [];
  const cited: string[] = [];
  const textOf = (tokens: Token[]): string =>
    tokens
      .map((token) => {
        switch (token.type) {
          case "text":
          case "code_inline":
            return token.content;
          case "softbreak":
          case "hardbreak":
            return " ";
          case "citation": {
            const { index, cluster } = token.meta as { index: number; cluster: CiteCluster };
            cited.push(...cluster.items.map((i) => i.id));
            return stripTags(citations[index]!);
          }
          case "link_open": {
            const href = attr(token, "href") ?? "";
            const article = articleLink(href);
            const slug = article && slugOf(article.file);
            links.push(slug ? `/articles/${slug}/${article.hash ? `#${article.hash}` : ""}` : href);
            return "";
          }
          case "term_open":
            links.push(`/glossary/#${(token.meta as { id: string }).id}`);
            return "";
          default:
            return "";
        }
      })
      .join("");

  const parts: string[] = [];
  const headings: string[] = [];
  const figures: string[] = [];
  const tables: Inventory["tables"] = [];
  body.forEach((token, i) => {
    const before = body[i - 1];
    const meta = token.meta as { kind?: string; label?: string } | null;
    if (token.type === "fence" || token.type === "code_block") parts.push(token.content);
    if (token.type === "fact_open") parts.push(meta!.label!);
    if (token.type === "source_open") parts.push("Source");
    if (token.type === "caption_open") parts.push(meta!.kind === "case" ? "Case" : meta!.label!);
    if (token.type === "table_open") {
      const inside = body.slice(i, closing(body, i));
      tables.push({
        rows: inside.filter((t) => t.type === "tr_open").length,
        cells: inside.filter((t) => t.type === "td_open" || t.type === "th_open").length,
      });
    }
    if (token.type !== "inline") return;
    const text = textOf((token.children ?? []).filter((t) => t.type !== "footnote_ref"));
    parts.push(text);
    if (before?.type === "heading_open") headings.push(text);
    if (before?.type === "caption_open") {
      const { kind, label } = before.meta as { kind: string; label?: string };
      if (kind !== "case") figures.push(`${label} ${text}`);
    }
  });
  const noteTexts = notes.map(textOf);
  return {
    front,
    text: parts.join(" "),
    notes: noteTexts,
    headings,
    links,
    citations: cited.sort(),
    figures,
    tables,
    references,
  };
}
