import type { Token } from "markdown-it";
import type { CiteCluster } from "./bibliography.ts";
import { type Finding, KINDS, unclosedFence } from "./blocks.ts";
import { canHyphenate } from "./hyphenate.ts";
import { plainText } from "./ids.ts";
import { checkDepth, checkLimits } from "./limits.ts";
import { articleLink } from "./links.ts";
import type { Parsed } from "./parser.ts";
import { attr, closing, inlines } from "./tokens.ts";

/** What links may point at: the ids of each article, by file name; undefined where a file could not be read. */
export type Anchors = Map<string, ReadonlySet<string> | undefined>;

/** What a body may speak of. */
export interface Known {
  anchors: Anchors;
  /** Paths of pictures that exist, as written (`images/x.jpg`). */
  images: ReadonlySet<string>;
  /** File names of articles that a build leaves out. */
  drafts: ReadonlySet<string>;
  /** Whether references.json has an entry with this id, be it with errors. */
  hasReference: (id: string) => boolean;
}

/**
 * What a reader of one body's tokens can see to be wrong.

 */
export function checkBody(
  { tokens, env }: Parsed,
  source: string,
  at: { file: string; lang: string },
  known: Known,
): Finding[] {
  const found: Finding[] = [...env.findings, ...checkDepth(tokens)];
  const add: Add = (line, what, mend, level) => found.push({ line, what, mend, ...(level ? { level } : {}) });
  const lines = source.split("\n");
  const own = at.file.slice(at.file.lastIndexOf("/") + 1);

  let above = 1;
  let lineAbove = 0;
  tokens.forEach((token, i) => {
    const line = token.map?.[0] ?? 0;
    if (token.map) lineAbove = line;
    if (token.type === "inline") found.push(...checkLimits(token, tokens[i - 1]?.type ?? "", lineAbove));
    if (token.type === "heading_open") {
      const level = Number(token.tag[1]);
      if (level === 1)
        add(line, "a first-level heading in the text", "begin at `##`; the title is in the front matter");
      else if (level > 3) add(line, `a heading of level ${level}`, "use `##` and `###` only");
      else if (level > above + 1)
        add(line, `a heading of level ${level} under one of level ${above}`, "use the level above");
      if (plainText(tokens[i + 1]!).trim() === "")
        add(line, "a heading without words", "write it or take it out");
      above = Math.min(level, 3);
    }
    if (token.type === "fence") {
      const open = unclosedFence(token, lines);
      if (open) found.push(open);
    }
    if (
      token.type === "container_case_open" &&
      tokens[i + 2]?.content &&
      plainText(tokens[i + 2]!).trim() === ""
    )
      add(line, "a case without words in its title", "name it; the index has it under its title");
    if (token.type === "container_case_open") checkCase(tokens.slice(i, closing(tokens, i)), line, add);
    if (token.type === "container_figure_open" || token.type === "container_table_open") {
      const inside = tokens.slice(i, closing(tokens, i));
      const kind = token.type.includes("figure") ? "figure" : "table";
      if (!inside.some((t) => t.type === "source_open")) {
        add(line, `the ${kind} has no source line`, "end the block with a paragraph `Source: …`");
      }
      const content =
        kind === "table" ? inside.some((t) => t.type === "table_open") : images_(inside).length === 1;
      if (!content)
        add(
          line,
          `the \`::: ${kind}\` block holds no ${kind === "table" ? "table" : "picture"}`,
          "put one in",
        );
    }
    if (token.type === "footnote_open") {
      const body = tokens.slice(i + 1, closing(tokens, i)).filter((t) => t.type !== "footnote_anchor");
      if (body.length !== 3 || body[0]!.type !== "paragraph_open") {
        const { label = "" } = token.meta as { label?: string };
        add(
          body[0]?.map?.[0] ?? lineOfNote(lines, label),
          "a note that is not one paragraph",
          "write it as one paragraph",
        );
      }
    }
  });

  const mentionable = mentionableInlines(tokens);
  for (const { inline, children } of inlines(tokens)) {
    let inAddress = false;
    for (const { token, line } of children) {
      if (token.type === "citation") {
        for (const { id, prefix, suffix } of (token.meta as { cluster: CiteCluster }).cluster.items) {
          for (const words of [prefix, suffix]) if (words) checkHtml(words, line, add);
          if (!known.hasReference(id)) {
            add(
              line,
              `there is no reference \`${id}\``,
              "correct the key or add the work to references.json",
            );
          }
        }
      }
      if (token.type === "link_open") {
        inAddress = token.info === "auto";
        checkLink(attr(token, "href") ?? "", line, own, known, add);
      }
      if (token.type === "link_close") inAddress = false;
      if (token.type === "image") {
        const src = attr(token, "src") ?? "";
        if (token.content.trim() === "")
          add(line, `the image ${src} has no alt text`, "say in the brackets what it shows");
        if (!known.images.has(src))
          add(line, `there is no image ${src}`, "put it into articles/images/ or correct the path");
      }
      if (token.type === "mention_open" && !mentionable.has(inline)) {
        add(line, "an index mark in a heading, a caption or a note", "mark the first mention in the text");
      }
      if (token.type === "footnote_ref" && (token.meta as { subId: number }).subId > 0) {
        add(line, "a note called twice", "write a note of its own; on paper each stands at its call");
      }
      if (token.type === "text") {
        checkHtml(token.content, line, add);
        if (!inAddress) checkText(token.content, line, add);
      }
    }
  }
  for (const [key, number] of Object.entries(env.footnotes?.refs ?? {})) {
    if (number !== -1) continue;
    const label = key.replace(/^:/, "");
    add(
      lineOfNote(lines, label),
      `the note \`${label}\` is never called`,
      `call it in the text, [^${label}], or take it out`,
    );
  }
  if (!canHyphenate(at.lang)) {
    add(
      0,
      `no hyphenation patterns for \`${at.lang}\``,
      "use en-GB, en-US, de, fr or es, or add the language",
    );
  }
  return found;
}

/** The line that defines a note, 0-based. */
function lineOfNote(lines: string[], label: string): number {
  return Math.max(
    0,
    lines.findIndex((l) => l.trimStart().startsWith(`[^${label}]:`)),
  );
}

/** Where the index can lead to: running text, tables, and the titles of cases. */
function mentionableInlines(tokens: Token[]): ReadonlySet<Token> {
  const found = new Set<Token>();
  let notes = false;
  tokens.forEach((token, i) => {
    if (token.type === "footnote_block_open") notes = true;
    if (token.type !== "inline" || notes) return;
    const around = tokens[i - 1]?.type ?? "";
    const isTitle = around === "caption_open" && tokens[i - 2]?.type === "container_case_open";
    if (isTitle || /^(?:paragraph|fact|td|th)_open$/.test(around)) found.add(token);
  });
  return found;
}

type Add = (line: number, what: string, mend: string, level?: Finding["level"]) => void;

function images_(tokens: Token[]): Token[] {
  return tokens.flatMap((t) =>
    t.type === "inline" ? (t.children ?? []).filter((c) => c.type === "image") : [],
  );
}

function checkCase(tokens: Token[], line: number, add: Add): void {
  const labels = tokens.filter((t) => t.type === "fact_open").map((t) => (t.meta as { label: string }).label);
  for (const needed of ["Where", "Since", "Who"]) {
    if (!labels.includes(needed))
      add(line, `the case has no fact \`${needed}\``, `add \`- ${needed}: …\` to its list`);
  }
  for (const label of labels) {
    if (!["Where", "Since", "Until", "Who", "Scale"].includes(label)) {
      add(line, `a case has no fact \`${label}\``, "use Where, Since, Until, Who, Scale");
    }
  }
  if (!tokens.some((t) => t.type === "paragraph_open"))
    add(line, "the case has no story", "tell it under its facts");
}

function checkLink(href: string, line: number, own: string, known: Known, add: Add): void {
  if (/^(https?:\/\/|mailto:)/i.test(href)) {
    if (/^https?:/i.test(href) && !URL.canParse(href))
      add(line, `\`${href}\` is not an address`, "correct it");
    return;
  }
  const target = href.startsWith("#") ? { file: own, hash: href.slice(1) } : articleLink(href);
  if (!target) {
    add(
      line,
      `the link \`${href}\` leads nowhere`,
      "link to an article as 08-scaling.md, or to a full web address",
    );
    return;
  }
  const ids = known.anchors.get(target.file);
  if (!known.anchors.has(target.file))
    add(line, `there is no article ${target.file}`, "correct the file name");
  else if (target.hash && ids && !ids.has(target.hash)) {
    add(
      line,
      `${target.file} has no heading or block \`#${target.hash}\``,
      "correct the id or give the heading {#id}",
    );
  } else if (known.drafts.has(target.file) && !known.drafts.has(own)) {
    add(
      line,
      `${target.file} is a draft, which a build leaves out`,
      "finish it or take the link out",
      "warning",
    );
  }
}

function checkHtml(text: string, line: number, add: Add): void {
  const html = /<\/?[a-zA-Z][^>]*>|<\/?[a-zA-Z][\w-]*(?:\s[^>]*)?$|<!--/.exec(text);
  if (html)
    add(
      line,
      `raw HTML, \`${html[0]}\``,
      "write it in Markdown; to show the characters put them in `backticks`",
    );
}

function checkText(text: string, line: number, add: Add): void {
  const note = /\[\^([^\]]+)\]/.exec(text);
  if (note)
    add(line, `there is no note \`${note[1]}\``, `add a line \`[^${note[1]}]: …\` or correct the label`);
  const block = /^:::+\s*(\S*)/.exec(text);
  if (block) {
    add(
      line,
      block[1] ? `there is no block \`::: ${block[1]}\`` : "a `:::` that closes nothing",
      block[1] ? `use ${KINDS.map((k) => `\`::: ${k}\``).join(", ")}` : "take it out or open the block above",
    );
  }
  const mark = /\]\{\.index[^}]*\}?/.exec(text);
  if (mark) {
    add(
      line,
      `an index mark that cannot be read, \`${mark[0]}\``,
      'write [words]{.index} or [words]{.index as="Entry"}, without brackets in the words',
    );
  }
  const link = /\]\(\S*/.exec(text);
  if (link)
    add(
      line,
      `a link that cannot be read, \`${link[0]}\``,
      "write [text](08-scaling.md) or [text](https://…), without spaces in the address",
    );
  const cite = /\[[^\]]*@\S*|(?<![\p{L}\p{N}.])@[A-Za-z][\w-]*/u.exec(text);
  if (cite && !block)
    add(line, `a citation that cannot be read, \`${cite[0]}\``, "write [@family-year-word, p. 12]");
}
