import { basename } from "node:path";
import type { MarkdownIt, Token } from "markdown-it";
import type { ArticleText } from "../atlas/article.ts";
import { readImages } from "../atlas/images.ts";
import type { Loaded } from "../atlas/load.ts";
import type { Problem } from "../atlas/problem.ts";
import type { Article, Atlas } from "../atlas/types.ts";
import { type Prose, paragraphsOf } from "./bar.ts";
import { Bibliography, type CiteCluster, type Memo } from "./bibliography.ts";
import { type Anchors, checkBody, type Known } from "./check.ts";
import { stripTags } from "./html.ts";
import { takeInventory } from "./inventory.ts";
import { articleLink } from "./links.ts";
import { collectMentions } from "./mentions.ts";
import { createParser, type Parsed, parseBody } from "./parser.ts";
import { PassageReader } from "./passages.ts";
import { addRenderRules, type RenderContext, renderNotes } from "./render.ts";
import { TermFinder } from "./terms.ts";
import { attr, closing, copyToken, inlines } from "./tokens.ts";
import type { BackMatter, Block, Document, Heading, ReferenceEntry, Target } from "./types.ts";

/** Words a reader takes in a minute (Brysbaert 2019 found 238 for non-fiction; notes and figures take time too). */
const WORDS_PER_MINUTE = 220;

export interface Compiled {
  /** By slug. */
  documents: Map<string, Document>;
  /** All works cited anywhere, with the slugs of the articles that cite them; made when first asked for. */
  readonly bibliography: (ReferenceEntry & { citedBy: string[] })[];
  backMatter: BackMatter;
  problems: Problem[];
  /** The paragraphs of all documents, for `checkBar`. */
  prose: Prose[];
}

/**
 * Parses and checks the bodies of all articles, each once. Citations are set when a document is first asked for.
 *
 * @param memo citations of earlier builds, for formatting them is most of the work
 * @returns documents only of articles without errors of their own; every problem, those of loading included
 */
export async function compileAtlas(
  { atlas, problems: loadProblems, referenceLines, broken }: Loaded,
  memo?: Memo,
): Promise<Compiled> {
  const md = createParser();
  addRenderRules(md);
  const problems: Problem[] = [...loadProblems];
  const images = await readImages(atlas.dir);
  const parse = <T extends ArticleText>(text: T) => ({ text, parsed: parseBody(md, text.body) });
  const articles = atlas.articles.map(parse);
  const all = [...articles, ...broken.texts.map(parse)];
  const anchors: Anchors = new Map<string, ReadonlySet<string> | undefined>([
    ...broken.articles.map((name) => [name, undefined] as const),
    ...all.map(({ text, parsed }) => [fileName(text), idsOf(parsed.tokens)] as const),
  ]);
  const known: Known = {
    anchors,
    images: new Set(images.keys()),
    drafts: new Set(atlas.articles.filter((a) => a.draft).map(fileName)),
    hasReference: (id) =>
      atlas.references.has(id) || broken.references === "all" || broken.references.has(id),
  };
  const sound = new Set<ArticleText>();
  for (const { text, parsed } of all) {
    const findings = checkBody(parsed, text.body, text, known);
    for (const { line, level = "error", ...words } of findings) {
      problems.push({ file: text.file, line: text.bodyLine + line, ...words, level });
    }
    if (findings.every((f) => f.level === "warning")) sound.add(text);
  }
  const cited = new Set(all.flatMap(({ parsed }) => [...citedKeys(parsed.tokens)]));
  for (const [id, line] of referenceLines) {
    if (cited.has(id)) continue;
    problems.push({
      file: `${basename(atlas.dir)}/references.json`,
      line,
      what: `nobody cites \`${id}\``,
      mend: "cite it or take it out",
      level: "warning",
    });
  }

  const passages = new PassageReader(md, atlas, known);
  const backMatter: BackMatter = {
    glossary: atlas.glossary.map((term) => ({ term, definition: passages.read(term.definition) })),
    networks: atlas.networks.map((network) => ({ network, text: passages.read(network.text) })),
    introductions: new Map(
      atlas.parts.flatMap(({ id, introduction }) =>
        introduction ? [[id, passages.read(introduction)] as const] : [],
      ),
    ),
  };
  problems.push(...passages.problems);

  const finder = new TermFinder(atlas.glossary);
  const bibliography = new Bibliography(atlas.references, memo);
  const citedBy = new Map<string, string[]>();
  const documents = new Map<string, Document>();
  const prose: Prose[] = [];
  for (const { text: article, parsed } of articles) {
    const keys = citedKeys(parsed.tokens);
    for (const key of keys) citedBy.set(key, [...(citedBy.get(key) ?? []), article.slug]);
    const whole =
      [...keys].every((k) => atlas.references.has(k)) && linksOf(parsed.tokens, atlas).every(Boolean);
    if (sound.has(article) && whole) {
      const make = () => compileBody(md, parsed, { atlas, article, bibliography, finder, images });
      const document = whenAsked(article, make);
      documents.set(article.slug, document);
      prose.push({ document, paragraphs: paragraphsOf(parsed.tokens, article.bodyLine) });
    }
  }
  let list: Compiled["bibliography"] | undefined;
  return {
    documents,
    prose,
    backMatter,
    get bibliography() {
      list ??= bibliography.list([...citedBy.keys()]).map((r) => ({ ...r, citedBy: citedBy.get(r.key)! }));
      return list;
    },
    problems,
  };
}

/** A document that is made when something of it is first asked for: the first is printed before the last is made. */
function whenAsked(article: Article, make: () => Document): Document {
  let made: Document | undefined;
  const document = () => {
    made ??= make();
    return made;
  };
  return {
    article,
    get headings() {
      return document().headings;
    },
    get blocks() {
      return document().blocks;
    },
    get references() {
      return document().references;
    },
    get linksTo() {
      return document().linksTo;
    },
    get cases() {
      return document().cases;
    },
    get mentions() {
      return document().mentions;
    },
    get terms() {
      return document().terms;
    },
    get figures() {
      return document().figures;
    },
    get footnotes() {
      return document().footnotes;
    },
    get words() {
      return document().words;
    },
    get minutes() {
      return document().minutes;
    },
    render: (target) => document().render(target),
    inventory: () => document().inventory(),
  };
}

function compileBody(
  md: MarkdownIt,
  { tokens }: Parsed,
  context: {
    atlas: Atlas;
    article: Document["article"];
    bibliography: Bibliography;
    finder: TermFinder;
    images: RenderContext["images"];
  },
): Document {
  const { atlas, article, images } = context;
  const clusters: CiteCluster[] = [];
  for (const { children } of inlines(tokens)) {
    for (const { token } of children) {
      if (token.type !== "citation") continue;
      const meta = token.meta as { cluster: CiteCluster; index?: number };
      meta.index = clusters.push(meta.cluster) - 1;
    }
  }
  const { citations, references } = context.bibliography.cite(clusters);

  const split = tokens.findIndex((t) => t.type === "footnote_block_open");
  const bodyTokens = split < 0 ? tokens : tokens.slice(0, split);
  const notes = split < 0 ? [] : noteTokens(tokens.slice(split));
  shapeTables(bodyTokens);
  const mentions = collectMentions(bodyTokens);
  const terms = context.finder.link(bodyTokens);
  const figures = labelFigures(bodyTokens, article.number);

  /** Pages, feeds, fonts and cache keys all ask for the same few. */
  const rendered = new Map<Target, string>();
  const ctx = (target: Target): RenderContext => ({
    target,
    atlas,
    lang: article.lang,
    citations,
    notes,
    images,
    whole: 0,
  });
  const text = (inline: Token) =>
    stripTags(md.renderer.render(childrenWithoutNotes(inline), md.options, { ctx: ctx("web") } as never));
  const words = [...inlines(tokens)].reduce((n, { inline }) => n + countWords(text(inline)), 0);
  const linksTo = new Set(
    linksOf(tokens, atlas).flatMap((a) => (a && a.slug !== article.slug ? [a.slug] : [])),
  );
  return {
    article,
    headings: bodyTokens.flatMap((t, i): Heading[] =>
      t.type === "heading_open"
        ? [
            {
              level: Number(t.tag[1]) as 2 | 3,
              id: attr(t, "id")!,
              text: text(bodyTokens[i + 1]!),
              html: md.renderer.render(childrenWithoutNotes(bodyTokens[i + 1]!), md.options, {
                ctx: ctx("web"),
              } as never),
            },
          ]
        : [],
    ),
    blocks: blocksOf(bodyTokens, text),
    references,
    linksTo: [...linksTo],
    cases: bodyTokens.flatMap((t, i) =>
      t.type === "container_case_open"
        ? [{ id: (t.meta as { id: string }).id, title: text(bodyTokens[i + 2]!) }]
        : [],
    ),
    mentions,
    terms,
    figures: figures.map(({ id, kind, caption }) => ({ id, kind, caption: text(caption) })),
    footnotes: notes.length,
    words,
    minutes: Math.max(1, Math.round(words / WORDS_PER_MINUTE)),
    render: (target) => {
      const known = rendered.get(target);
      if (known !== undefined) return known;
      const c = ctx(target);
      // Rules may set attributes on tokens, so each rendering works on copies.
      const body =
        md.renderer.render(bodyTokens.map(copyToken), md.options, { ctx: c } as never) + renderNotes(md, c);
      const html = target === "print" ? fillCells(body) : body;
      rendered.set(target, html);
      return html;
    },
    inventory: () =>
      takeInventory({
        body: bodyTokens,
        notes,
        front: [article.title, article.subtitle ?? "", article.summary, ...article.keyPoints].filter(Boolean),
        citations,
        references: references.map((r) => r.text),
        slugOf: (file) => atlas.articles.find((a) => fileName(a) === file)?.slug,
      }),
  };
}

/** Chromium's PDFs have no cell where nothing stands, and their rows would differ in length. */
function fillCells(html: string): string {
  return html.replace(/(<t[hd]\b[^>]*>)\s*(<\/t[hd]>)/g, "$1\u00a0$2");
}

function childrenWithoutNotes(inline: Token): Token[] {
  return (inline.children ?? []).filter((t) => t.type !== "footnote_ref").map(copyToken);
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
}

function citedKeys(tokens: Token[]): Set<string> {
  const keys = new Set<string>();
  for (const { children } of inlines(tokens)) {
    for (const { token } of children) {
      if (token.type !== "citation") continue;
      for (const item of (token.meta as { cluster: CiteCluster }).cluster.items) keys.add(item.id);
    }
  }
  return keys;
}

/** The articles that a body links to, in order; undefined for those that are not in the atlas. */
function linksOf(tokens: Token[], atlas: Atlas): (Article | undefined)[] {
  return [...inlines(tokens)].flatMap(({ children }) =>
    children.flatMap(({ token }) => {
      const link = token.type === "link_open" ? articleLink(attr(token, "href") ?? "") : undefined;
      return link ? [atlas.articles.find((a) => fileName(a) === link.file)] : [];
    }),
  );
}

function fileName({ file }: { file: string }): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

function idsOf(tokens: Token[]): Set<string> {
  return new Set(
    tokens
      .flatMap((t) => [attr(t, "id"), (t.meta as { id?: unknown } | null)?.id])
      .filter((id) => typeof id === "string"),
  );
}

/** The inline tokens of each note, in order of their numbers. */
function noteTokens(tokens: Token[]): Token[][] {
  return tokens.flatMap((t, i) =>
    t.type === "footnote_open"
      ? [
          tokens
            .slice(i, closing(tokens, i))
            .find((x) => x.type === "inline")
            ?.children?.filter((c) => c.type !== "footnote_anchor") ?? [],
        ]
      : [],
  );
}

/** Row headers, and alignment as classes: a strict Content-Security-Policy forbids the style attributes. */
function shapeTables(tokens: Token[]): void {
  let inHead = false;
  let first = false;
  tokens.forEach((token, i) => {
    if (token.type === "thead_open") inHead = true;
    if (token.type === "thead_close") inHead = false;
    if (token.type === "tr_open") first = true;
    // A header that says nothing heads nothing.
    const isEmpty = token.type === "th_open" && tokens[i + 1]?.content.trim() === "";
    if (token.type === "th_open" && !isEmpty) token.attrSet("scope", "col");
    if (isEmpty) token.tag = tokens[i + 2]!.tag = "td";
    const align = /^text-align:\s*(\w+)$/.exec(attr(token, "style") ?? "");
    if (align) {
      token.attrs = token.attrs!.filter(([name]) => name !== "style");
      token.attrSet("class", `align-${align[1]}`);
    }
    if (!inHead && first && token.type === "td_open") {
      token.tag = "th";
      token.attrSet("scope", "row");
    }
    if (!inHead && first && token.type === "td_close") {
      token.tag = "th";
      first = false;
    }
  });
}

/** Numbers figures and tables by article, «Figure 8.1», and tells the caption tokens their labels. */
function labelFigures(tokens: Token[], article: number) {
  const count = { figure: 0, table: 0 };
  const found: { id: string; kind: "figure" | "table" | "chart"; caption: Token }[] = [];
  tokens.forEach((token, i) => {
    const open = /^(?:container_)?(table|figure|chart|case)_open$/.exec(token.type);
    if (!open || !token.meta || tokens[i + 1]?.type !== "caption_open") return;
    const kind = open[1] as "table" | "figure" | "chart" | "case";
    const { id } = token.meta as { id: string };
    const caption = tokens[i + 1]!;
    if (kind === "case") {
      caption.meta = { kind, id };
      tokens[i + 3]!.meta = { kind };
      return;
    }
    const series = kind === "table" ? "table" : "figure";
    const label = `${series === "table" ? "Table" : "Figure"} ${article}.${++count[series]}`;
    caption.meta = { kind, label, id };
    tokens[i + 3]!.meta = { kind };
    const table =
      kind === "table" && tokens.slice(i, closing(tokens, i)).find((t) => t.type === "table_open");
    if (table) table.meta = { name: label };
    found.push({ id, kind, caption: tokens[i + 2]! });
  });
  return found;
}

function blocksOf(tokens: Token[], text: (inline: Token) => string): Block[] {
  return tokens.flatMap((token, i): Block[] => {
    const id = attr(token, "id");
    if (!id || token.nesting < 0 || token.type === "inline") return [];
    if (token.nesting === 0) return [{ id, text: token.content }];
    const inside = tokens.slice(i, closing(tokens, i)).filter((t) => t.type === "inline");
    return [{ id, text: inside.map(text).join(" ") }];
  });
}
