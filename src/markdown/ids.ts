import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { slugify } from "../atlas/text.ts";
import type { BlockEnv } from "./blocks.ts";
import { attr } from "./tokens.ts";

/** Text of an inline token as read, without marks, notes and markup. Citations are not known here. */
export function plainText(inline: Token): string {
  return (inline.children ?? [])
    .map((t) => {
      if (t.type === "text" || t.type === "code_inline") return t.content;
      if (t.type === "softbreak" || t.type === "hardbreak") return " ";
      return "";
    })
    .join("");
}

/** Ids that the templates and the notes need on the same page. */
const RESERVED = /^(?:top|main|flow|notes|references|(?:at|fn|fnref|ix|ref|page|note)-.*)$/;
/** Paged.js and CSS cannot find an id that begins with a digit. */
const USABLE = /^[A-Za-z][\w-]*$/;

/** Headings without an id of their own get one from their words. */
export function headingIdPlugin(md: MarkdownIt): void {
  md.core.ruler.push("heading_ids", (state: StateCore) => {
    const used = new Set<string>();
    state.tokens.forEach((token, i) => {
      if (token.type !== "heading_open") return;
      const given = attr(token, "id");
      if (given) {
        used.add(given);
        return;
      }
      const words = slugify(plainText(state.tokens[i + 1]!));
      const base = RESERVED.test(words) ? `s-${words}` : words;
      let id = base;
      for (let n = 2; used.has(id); n++) id = `${base}-${n}`;
      used.add(id);
      token.attrSet("id", id);
    });
  });
}

const ADDRESSABLE = new Set([
  "paragraph_open",
  "list_item_open",
  "blockquote_open",
  "table_open",
  "fence",
  "code_block",
]);

/**
 * Blocks get an id from their section and their place in it, `scaling-deep-p3`: the same in every output, and
 * unchanged when words in the block or other sections are edited. Notes, which move, have ids of their own.
 */
export function blockIdPlugin(md: MarkdownIt): void {
  md.core.ruler.push("block_ids", (state: StateCore) => {
    const env = state.env as unknown as BlockEnv;
    const taken = new Map<string, number>();
    const claim = (id: string, line: number) => {
      const fault = !USABLE.test(id)
        ? "begins not with a letter or holds more than letters, digits and hyphens"
        : RESERVED.test(id)
          ? "is taken by the page around the article"
          : undefined;
      if (fault) env.findings.push({ line, what: `the id \`${id}\` ${fault}`, mend: "give another, {#…}" });
      if (taken.has(id)) {
        env.findings.push({
          line,
          what: `the id \`${id}\` stands in this article a second time`,
          mend: "give one of the two another id, {#…}",
        });
      }
      taken.set(id, line);
    };
    let section = "start";
    let count = 0;
    let inNotes = false;
    for (const token of state.tokens) {
      const line = token.map?.[0] ?? 0;
      if (token.type === "footnote_block_open") inNotes = true;
      if (inNotes) continue;
      if (token.type === "heading_open") {
        section = attr(token, "id")!;
        count = 0;
        claim(section, line);
        continue;
      }
      const meta = token.meta as { id?: string } | null;
      if (/^(container_\w+|chart)_open$/.test(token.type) && meta?.id) claim(meta.id, line);
      if (!ADDRESSABLE.has(token.type) || token.hidden) continue;
      if (!attr(token, "id")) token.attrSet("id", `${section}-p${++count}`);
      claim(attr(token, "id")!, line);
    }
  });
}
