import type { MarkdownIt, StateCore, Token } from "markdown-it";
import container from "markdown-it-container";
import type { Problem } from "../atlas/problem.ts";
import { slugify } from "../atlas/text.ts";
import { parseChart } from "./charts/parse.ts";
import { closing } from "./tokens.ts";

/** The blocks that open with `:::` and their kind. */
export const KINDS = ["table", "figure", "case"] as const;
export type Kind = (typeof KINDS)[number];

/** A finding inside the body: 0-based line of the body. */
export interface Finding {
  line: number;
  what: string;
  mend: string;
  /** An error unless it says otherwise. */
  level?: Problem["level"];
}

/** What the rules leave in markdown-it's `env`. */
export interface BlockEnv {
  findings: Finding[];
}

const HEAD = /^(table|figure|case)(?:\s+(.*?))?\s*(?:\{#([^\s{}]+)\})?\s*$/;

/**
 * markdown-it plugin for `::: table|figure|case Title {#id}` and ```chart blocks. Before inline parsing it turns
 * titles, captions, source lines and case facts into tokens of their own, so that citations and links in them are
 * read, checked and rendered like all others.
 */
export function blockPlugin(md: MarkdownIt): void {
  for (const kind of KINDS) {
    md.use(container as never, kind, {
      validate: (info: string) => info.trim().split(/\s/)[0] === kind,
    } as never);
  }
  md.core.ruler.before("inline", "atlas_blocks", shapeBlocks);
}

/** The finding that a fenced block has no end; undefined if it has. */
export function unclosedFence(token: Token, lines: string[]): Finding | undefined {
  const fence = token.markup;
  const [line, end] = token.map ?? [0, 0];
  if (end - line >= 2 && (lines[end - 1] ?? "").trim().startsWith(fence)) return undefined;
  return {
    line,
    what: `the block \`${fence}${token.info.trim()}\` is not closed`,
    mend: `put a line \`${fence}\` after its end`,
  };
}

function shapeBlocks(state: StateCore): void {
  const env = state.env as unknown as BlockEnv;
  const lines = state.src.split("\n");
  const out: Token[] = [];
  const make = (
    type: string,
    tag: string,
    nesting: -1 | 0 | 1,
    line: number,
    meta?: Record<string, unknown>,
  ): Token => {
    const token = new state.Token(type, tag, nesting);
    token.block = true;
    token.map = [line, line + 1];
    if (meta) token.meta = meta;
    return token;
  };
  const inline = (content: string, line: number): Token => {
    const token = make("inline", "", 0, line);
    token.content = content;
    token.children = [];
    return token;
  };
  const wrapped = (type: string, content: string, line: number, meta?: Record<string, unknown>) => [
    make(`${type}_open`, "", 1, line, meta),
    inline(content, line),
    make(`${type}_close`, "", -1, line),
  ];

  let inCase = 0;
  const notes = new Set<string>();
  /** The blocks around the current token. */
  const around: { kind: string; line: number; close: number; reported: boolean }[] = [];
  const unclosed = (block: (typeof around)[number]) => {
    if (block.reported) return;
    block.reported = true;
    env.findings.push({
      line: block.line,
      what: `the \`::: ${block.kind}\` block is not closed`,
      mend: "put a line `:::` after its end",
    });
  };
  for (let i = 0; i < state.tokens.length; i++) {
    const token = state.tokens[i]!;
    const line = token.map?.[0] ?? 0;
    const opened = /^container_(table|figure|case)_open$/.exec(token.type);
    if (opened) {
      const head = HEAD.exec(token.info.trim());
      const kind = opened[1] as Kind;
      const title = head?.[2] ?? "";
      const close = token.map?.[1] ?? line + 1;
      const block = { kind, line, close, reported: false };
      if (!/^\s*:::+\s*$/.test(lines[close] ?? "") && !/^\s*:::+\s*$/.test(lines[close - 1] ?? "")) {
        unclosed(block);
      }
      // A block that ends where one inside it ends has no end of its own.
      for (const outer of around) if (outer.close === close) unclosed(outer);
      around.push(block);
      if (title === "") {
        env.findings.push({
          line,
          what: `the \`::: ${kind}\` block has no ${kind === "case" ? "title" : "caption"}`,
          mend: `write it after \`::: ${kind}\``,
        });
      }
      const id =
        head?.[3] ?? `${kind === "table" ? "tab" : kind === "figure" ? "fig" : "case"}-${slugify(title)}`;
      token.meta = { kind, id };
      out.push(token, ...wrapped("caption", title, line, { kind }));
      if (kind === "case") inCase++;
      // A picture's caption stands below it, those of tables and charts above: see the renderer.
      continue;
    }
    if (token.type === "footnote_reference_open") {
      const { label } = token.meta as { label: string };
      const at = state.tokens[i + 1]?.map?.[0] ?? 0;
      if (notes.has(label)) {
        env.findings.push({
          line: at,
          what: `the note \`${label}\` stands here a second time`,
          mend: "give it a label of its own",
        });
      }
      notes.add(label);
    }
    if (/^container_\w+_close$/.test(token.type)) around.pop();
    if (token.type === "container_case_close") inCase--;
    if (
      token.type === "bullet_list_open" &&
      inCase > 0 &&
      state.tokens[i - 1]?.type === "container_case_open"
    ) {
      const end = closing(state.tokens, i);
      out.push(make("facts_open", "", 1, line));
      for (const item of state.tokens.slice(i, end).filter((t) => t.type === "inline")) {
        const at = item.map?.[0] ?? line;
        const fact = /^(\w[\w ]*?):\s+(.+)$/s.exec(item.content);
        if (!fact) {
          env.findings.push({
            line: at,
            what: "a fact of the case has no label",
            mend: "write `- Where: …`",
          });
          continue;
        }
        out.push(...wrapped("fact", fact[2]!, at, { label: fact[1] }));
      }
      out.push(make("facts_close", "", -1, line));
      i = end;
      continue;
    }
    if (token.type === "paragraph_open" && token.level > 0) {
      const text = state.tokens[i + 1]!;
      const next = state.tokens[i + 3];
      if (/^Source:\s/.test(text.content) && /^container_(table|figure)_close$/.test(next?.type ?? "")) {
        out.push(...wrapped("source", text.content.replace(/^Source:\s+/, ""), text.map?.[0] ?? line));
        i += 2;
        continue;
      }
    }
    if (token.type === "fence" && token.info.trim().split(/\s/)[0] === "chart") {
      const open = unclosedFence(token, lines);
      if (open) {
        // What follows was taken for data, so its faults are none of the chart's.
        env.findings.push(open);
        continue;
      }
      const { spec, problems } = parseChart(token.content);
      for (const p of problems) env.findings.push({ ...p, line: line + 1 + p.line });
      if (spec) {
        const at = (key: string) =>
          line +
          1 +
          Math.max(
            0,
            token.content.split("\n").findIndex((l) => l.startsWith(key)),
          );
        out.push(
          make("chart_open", "", 1, line, { id: spec.id, spec }),
          ...wrapped("caption", spec.caption, at("caption:"), { kind: "chart" }),
          make("chart_svg", "", 0, line, { spec }),
          ...wrapped("source", spec.source, at("source:")),
          make("chart_close", "", -1, line),
        );
      }
      continue;
    }
    out.push(token);
  }
  state.tokens = out;
}
