import type { MarkdownIt, Token } from "markdown-it";
import type { Atlas } from "../atlas/types.ts";
import { chartTable, renderChart, renderResponsiveChart } from "./charts/index.ts";
import type { ChartSpec } from "./charts/types.ts";
import { escapeHtml, mapText } from "./html.ts";
import { hyphenate } from "./hyphenate.ts";
import { articleLink } from "./links.ts";
import { attr } from "./tokens.ts";
import type { Target } from "./types.ts";

/** What rendering one body needs to know beyond its tokens. */
export interface RenderContext {
  target: Target;
  atlas: Atlas;
  lang: string;
  /** HTML of each citation by its index. */
  citations: string[];
  /** Tokens of each note, without its block, by number from 0. */
  notes: Token[][];
  /** Pixel sizes of images by path as written. */
  images: Map<string, { width: number; height: number }>;
  /** On the web and in the EPUB, the address of a site path as seen from the page; from an article's if there is none. */
  to?: ((path: string) => string) | undefined;
  /** Set while inside a heading or caption, where words are not hyphenated. */
  whole: number;
  /** Set while inside a cell of a table. */
  cell?: boolean;
}

type Env = { ctx: RenderContext };
const ctxOf = (env: unknown) => (env as Env).ctx;

/** Gives the parser's renderer the rules of every output; `env.ctx` says which. */
export function addRenderRules(md: MarkdownIt): void {
  const rules = md.renderer.rules;
  const inlineOf = (tokens: Token[], env: unknown) => md.renderer.render(tokens, md.options, env as never);
  const plain = (tokens: Token[], i: number) => md.renderer.renderToken(tokens, i, md.options);

  const set = (html: string, ctx: RenderContext) =>
    ctx.target === "print"
      ? mapText(html, (t) => cut(ctx.whole === 0 ? hyphenate(t, ctx.lang) : t, ctx))
      : html;
  rules.text = (tokens, i, _o, env) => set(escapeHtml(tokens[i]!.content), ctxOf(env));
  const code = rules.code_inline!;
  rules.code_inline = (tokens, i, options, env, self) => {
    const html = code(tokens, i, options, env, self);
    const ctx = ctxOf(env);
    return ctx.target === "print" ? mapText(html, (t) => cut(t, ctx)) : html;
  };
  rules.citation = (tokens, i, _o, env) => {
    const ctx = ctxOf(env);
    return set(ctx.citations[(tokens[i]!.meta as { index: number }).index]!, ctx);
  };

  rules.link_open = (tokens, i, _o, env) => {
    const ctx = ctxOf(env);
    const token = tokens[i]!;
    const link = articleLink(attr(token, "href") ?? "");
    if (link) {
      const article = ctx.atlas.articles.find((a) => a.file.endsWith(`/${link.file}`))!;
      const hash = link.hash ? `#${link.hash}` : "";
      token.attrSet("href", articleAddress(article.slug, ctx) + hash);
      token.attrSet("class", "article-link");
    }
    return plain(tokens, i);
  };

  rules.term_open = (tokens, i, _o, env) => {
    const { id } = metaOf(tokens[i]!);
    return `<a class="term" href="${escapeHtml(siteAddress("/glossary/", "../glossary.xhtml", ctxOf(env)))}#${id}">`;
  };
  rules.term_close = () => "</a>";

  // Places the index leads to; a feed has no index.
  rules.mention_open = (tokens, i, _o, env) => (ctxOf(env).target === "feed" ? "" : plain(tokens, i));
  rules.mention_close = (tokens, i, _o, env) => (ctxOf(env).target === "feed" ? "" : plain(tokens, i));

  rules.image = (tokens, i, _o, env) => {
    const ctx = ctxOf(env);
    const src = attr(tokens[i]!, "src") ?? "";
    const size = ctx.images.get(src);
    const alt = escapeHtml(tokens[i]!.content);
    const box = size ? ` width="${size.width}" height="${size.height}"` : "";
    const lazy = ctx.target === "web" ? ' loading="lazy" decoding="async"' : "";
    return `<img src="${escapeHtml(imageAddress(src, ctx))}" alt="${alt}"${box}${lazy}>`;
  };

  for (const name of ["td", "th"]) {
    rules[`${name}_open`] = (tokens, i, _o, env) => {
      ctxOf(env).cell = true;
      return plain(tokens, i);
    };
    rules[`${name}_close`] = (tokens, i, _o, env) => {
      ctxOf(env).cell = false;
      return plain(tokens, i);
    };
  }

  rules.heading_open = (tokens, i, _o, env) => {
    ctxOf(env).whole++;
    return plain(tokens, i);
  };
  rules.heading_close = (tokens, i, _o, env) => {
    ctxOf(env).whole--;
    return plain(tokens, i);
  };

  // Figures, tables, charts. A table's or chart's caption stands above it, a picture's below.
  rules.container_table_open = (tokens, i) => `<figure class="table" id="${metaOf(tokens[i]!).id}">\n`;
  rules.container_table_close = () => "</figure>\n";
  rules.container_figure_open = (tokens, i) => `<figure class="figure" id="${metaOf(tokens[i]!).id}">\n`;
  rules.container_figure_close = () => "</figure>\n";
  rules.chart_open = (tokens, i) => `<figure class="chart" id="${metaOf(tokens[i]!).id}">\n`;
  rules.chart_close = () => "</figure>\n";
  rules.chart_svg = (tokens, i, _o, env) => {
    const { spec } = tokens[i]!.meta as { spec: ChartSpec };
    const ctx = ctxOf(env);
    if (ctx.target === "feed") return dataTable(spec);
    const svg =
      ctx.target === "web"
        ? renderResponsiveChart(spec)
        : renderChart(spec, ctx.target === "print" ? "page" : "narrow");
    return ctx.target === "web"
      ? `<div class="chart-body">${svg}</div>\n<details class="chart-data"><summary>Data of this figure</summary><div class="table-scroll" role="region" tabindex="0" aria-label="Data of this figure">${dataTable(spec)}</div></details>\n`
      : `<div class="chart-body">${svg}</div>\n`;
  };

  rules.container_case_open = (tokens, i) => {
    const { id } = metaOf(tokens[i]!);
    return `<aside class="case" id="${id}" aria-labelledby="${id}-title">\n`;
  };
  rules.container_case_close = () => "</aside>\n";

  rules.caption_open = (tokens, i, _o, env) => {
    const ctx = ctxOf(env);
    ctx.whole++;
    const meta = tokens[i]!.meta as { kind: string; label?: string; id?: string };
    if (meta.kind === "case") {
      return `<p class="case-title" id="${meta.id}-title"><span class="case-label">Case</span> <span class="case-name">`;
    }
    return `<figcaption><span class="caption-label">${meta.label}</span> <span class="caption-text">`;
  };
  rules.caption_close = (tokens, i, _o, env) => {
    ctxOf(env).whole--;
    return (tokens[i]!.meta as { kind: string }).kind === "case" ? "</span></p>\n" : "</span></figcaption>\n";
  };
  rules.source_open = (_t, _i, _o, env) => {
    ctxOf(env).whole++;
    return '<p class="source"><span class="source-label">Source</span> ';
  };
  rules.source_close = (_t, _i, _o, env) => {
    ctxOf(env).whole--;
    return "</p>\n";
  };
  rules.facts_open = () => '<dl class="case-facts">\n';
  rules.facts_close = () => "</dl>\n";
  rules.fact_open = (tokens, i, _o, env) => {
    ctxOf(env).whole++;
    return `<div><dt>${escapeHtml((tokens[i]!.meta as { label: string }).label)}</dt> <dd>`;
  };
  rules.fact_close = (_t, _i, _o, env) => {
    ctxOf(env).whole--;
    return "</dd></div>\n";
  };

  rules.table_open = (tokens, i, _o, env) => {
    const name = (tokens[i]!.meta as { name?: string } | null)?.name ?? "Table";
    const table = plain(tokens, i);
    return ctxOf(env).target === "web"
      ? `<div class="table-scroll" role="region" tabindex="0" aria-label="${escapeHtml(name)}">${table}`
      : table;
  };
  rules.table_close = (_t, _i, _o, env) => (ctxOf(env).target === "web" ? "</table></div>\n" : "</table>\n");

  // Notes: at the foot of the printed page (Paged.js takes them from where they are called), else at the end.
  rules.footnote_ref = (tokens, i, _o, env) => {
    const ctx = ctxOf(env);
    const n = noteNumber(tokens[i]!);
    if (ctx.target === "print") {
      const note = inlineOf(ctx.notes[n - 1]!, env);
      return `<span class="footnote" id="fn-${n}">${note}</span>`;
    }
    // A feed reader has no styles to hide words with; an EPUB's reading system may have its own.
    const spoken = ctx.target === "web" ? '<span class="visually-hidden">Note </span>' : "";
    const type = ctx.target === "epub" ? ' epub:type="noteref"' : "";
    return `<sup class="note-call"><a id="fnref-${n}" href="#fn-${n}"${type} role="doc-noteref">${spoken}${n}</a></sup>`;
  };
}

/** The notes section that closes the body on screens. */
export function renderNotes(md: MarkdownIt, ctx: RenderContext): string {
  if (ctx.notes.length === 0 || ctx.target === "print") return "";
  if (ctx.target === "epub") return renderPopUpNotes(md, ctx);
  const items = ctx.notes.map((tokens, i) => {
    const body = md.renderer.render(tokens, md.options, { ctx } as never);
    return `<li id="fn-${i + 1}"><p>${body} <a class="note-back" href="#fnref-${i + 1}" role="doc-backlink" aria-label="Back to note ${i + 1} in the text">↩\uFE0E</a></p></li>`;
  });
  return `<section class="notes" role="doc-endnotes" aria-labelledby="notes">\n<h2 id="notes">Notes</h2>\n<ol>\n${items.join("\n")}\n</ol>\n</section>\n`;
}

/**
 * Notes that reading systems show where they are called (EPUB 3 Structural Semantics Vocabulary, `footnote`). Not
 * `<aside>`, which some then leave out of the page, so that the heading would stand over nothing.
 */
function renderPopUpNotes(md: MarkdownIt, ctx: RenderContext): string {
  const notes = ctx.notes.map((tokens, i) => {
    const body = md.renderer.render(tokens, md.options, { ctx } as never);
    const back = `<a class="note-back" href="#fnref-${i + 1}" epub:type="backlink" role="doc-backlink" aria-label="Back to note ${i + 1} in the text">${i + 1}</a>`;
    return `<div class="note" id="fn-${i + 1}" epub:type="footnote" role="doc-footnote"><p>${back} ${body}</p></div>`;
  });
  return `<section class="notes" epub:type="footnotes" aria-labelledby="notes">\n<h2 id="notes">Notes</h2>\n${notes.join("\n")}\n</section>\n`;
}

/** 1-based number of the note that a `footnote_ref` token calls. */
export function noteNumber(token: Token): number {
  return (token.meta as { id: number }).id + 1;
}

/**
 * In a table, what is long and has no place for a hyphen may be cut anywhere: the styles alone would let the table run
 * out of the page. Elsewhere they suffice, and Paged.js loses its place in a paragraph of many such marks.
 */
function cut(text: string, { cell }: RenderContext): string {
  if (!cell) return text;
  return text.replace(/[^\s<>&;\u00ad-]{40,}/g, (run) => run.replace(/.{10}(?=.{10})/gu, "$&<wbr>"));
}

function metaOf(token: Token): { id: string } {
  return token.meta as { id: string };
}

function articleAddress(slug: string, ctx: RenderContext): string {
  return siteAddress(`/articles/${slug}/`, `${slug}.xhtml`, ctx);
}

/** The address of a page by its site path and its file in the EPUB. */
function siteAddress(path: string, file: string, { target, atlas, to }: RenderContext): string {
  switch (target) {
    case "web":
      return to?.(path) ?? relativeToArticle(path);
    case "epub":
      return to?.(path) ?? file;
    case "print":
    case "feed":
      return `${atlas.meta.url}${path.slice(1)}`;
  }
}

/** From `/articles/<slug>/`. */
function relativeToArticle(path: string): string {
  return path.startsWith("/articles/") ? `..${path.slice("/articles".length)}` : `../..${path}`;
}

function imageAddress(src: string, { target, atlas }: RenderContext): string {
  const path = src.replace(/^\.\//, "");
  switch (target) {
    case "web":
      return `../../${path}`;
    case "epub":
      return `../${path}`;
    case "feed":
      return `${atlas.meta.url}${path}`;
    case "print":
      return path;
  }
}

/** A chart's numbers as a table, for those who want them and where a drawing cannot go. */
function dataTable(spec: ChartSpec): string {
  const { head, rows } = chartTable(spec);
  const cells = (row: string[]) =>
    row
      .map((c, i) => (i === 0 ? `<th scope="row">${escapeHtml(c)}</th>` : `<td>${escapeHtml(c)}</td>`))
      .join("");
  return `<table><thead><tr>${head.map((h) => `<th scope="col">${escapeHtml(h)}</th>`).join("")}</tr></thead><tbody>${rows
    .map((r) => `<tr>${cells(r)}</tr>`)
    .join("")}</tbody></table>`;
}
