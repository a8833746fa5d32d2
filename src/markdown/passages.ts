import type { MarkdownIt, Token } from "markdown-it";
import type { Problem } from "../atlas/problem.ts";
import type { Atlas, Passage } from "../atlas/types.ts";
import { checkBody, type Known } from "./check.ts";
import { plainText } from "./ids.ts";
import { parseBody } from "./parser.ts";
import type { RenderContext } from "./render.ts";
import { copyToken, inlines } from "./tokens.ts";
import type { PassageText, Target } from "./types.ts";

/** Blocks that a passage may hold. */
const ALLOWED = /^(?:paragraph_(?:open|close)|inline)$/;

/** Reads the Markdown outside the articles: paragraphs with emphasis and links, without citations and blocks. */
export class PassageReader {
  readonly problems: Problem[] = [];

  constructor(
    private readonly md: MarkdownIt,
    private readonly atlas: Atlas,
    private readonly known: Known,
  ) {}

  read({ file, line, markdown }: Passage): PassageText {
    const { md, atlas } = this;
    const parsed = parseBody(md, markdown);
    const { tokens } = parsed;
    const add = (at: number, what: string, mend: string, level: Problem["level"] = "error") =>
      this.problems.push({ file, line: line + at, what, mend, level });
    for (const finding of checkBody(parsed, markdown, { file, lang: atlas.meta.lang }, this.known)) {
      add(finding.line, finding.what, finding.mend, finding.level);
    }
    const foreign = tokens.find((t) => !ALLOWED.test(t.type));
    if (foreign) add(foreign.map?.[0] ?? 0, "something other than paragraphs", "write paragraphs only");
    for (const { children } of inlines(tokens)) {
      const cited = children.find(({ token }) => /^(?:citation|mention_open|image)$/.test(token.type));
      if (cited) {
        add(
          cited.line,
          "a citation, an index mark or a picture outside the articles",
          "put it into an article",
        );
      }
    }
    const words = tokens
      .filter((t) => t.type === "inline")
      .reduce((n, t) => n + plainText(t).split(/\s+/).filter(Boolean).length, 0);
    return {
      words,
      render: (target, to) =>
        md.renderer.render(tokens.map(bare), md.options, {
          ctx: passageContext(atlas, target, to),
        } as never),
    };
  }
}

function passageContext(atlas: Atlas, target: Target, to?: (path: string) => string): RenderContext {
  return {
    target,
    atlas,
    lang: atlas.meta.lang,
    citations: [],
    notes: [],
    images: new Map(),
    to,
    whole: 0,
  };
}

/** Without the ids of blocks: several passages stand on one page. */
function bare(token: Token): Token {
  return Object.assign(copyToken(token), { attrs: null });
}
