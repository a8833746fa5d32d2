import type { MarkdownIt, StateInline, Token } from "markdown-it";
import { slugify } from "../atlas/text.ts";
import { typeset } from "../atlas/typography.ts";
import { plainText } from "./ids.ts";
import { attr, closing } from "./tokens.ts";

/** `[Grameen Bank]{.index}` or `[the bank]{.index as="Grameen Bank"}`; the words may hold a link. */
const MARK =
  /^\[((?:[^[\]]|\[[^[\]]*\](?:\([^()\s]*\))?)+)\]\{\.index(?:\s+as=(?:"([^"]+)"|“([^”]+)”))?\s*\}/;

/** A place where an article tells something of a case or an organisation. */
export interface Mention {
  /** The name under which the index has it; plain text. */
  name: string;
  /** The element id of the place. */
  id: string;
  /** A case is told in a box of its own. */
  kind: "case" | "mention";
}

/**
 * markdown-it plugin: `[words]{.index}` marks a case or an organisation for the index, under its own words or, with
 * `as="…"`, under others. The words stay in the text as they are.
 */
export function mentionPlugin(md: MarkdownIt): void {
  md.inline.ruler.before("link", "mention", (state: StateInline, silent: boolean) => {
    if (state.src[state.pos] !== "[") return false;
    const m = MARK.exec(state.src.slice(state.pos, state.posMax));
    if (!m) return false;
    if (!silent) {
      const open = state.push("mention_open", "span", 1);
      open.meta = { as: m[2] ?? m[3] };
      const { pos, posMax } = state;
      state.pos = pos + 1;
      state.posMax = pos + 1 + m[1]!.length;
      state.md.inline.tokenize(state);
      state.pos = pos;
      state.posMax = posMax;
      state.push("mention_close", "span", -1);
    }
    state.pos += m[0].length;
    return true;
  });
}

/**
 * The mentions of a body in their order. Gives each mark an id made from its name, which holds while the text around
 * it is edited. A case is indexed under its title, or under what is marked in the title.
 */
export function collectMentions(tokens: Token[]): Mention[] {
  const taken = new Map<string, number>();
  const found: Mention[] = [];
  tokens.forEach((token, i) => {
    if (token.type === "container_case_open") {
      const title = tokens[i + 2]!;
      if (!(title.children ?? []).some((t) => t.type === "mention_open")) {
        found.push({ name: plainText(title), id: (token.meta as { id: string }).id, kind: "case" });
      }
    }
    if (token.type !== "inline") return;
    const children = token.children ?? [];
    children.forEach((child, at) => {
      if (child.type !== "mention_open") return;
      const inside = children.slice(at, closing(children, at));
      const { as } = child.meta as { as?: string };
      const name = typeset(as ?? plainText({ children: inside } as Token));
      const base = `ix-${slugify(name)}`;
      const n = (taken.get(base) ?? 0) + 1;
      taken.set(base, n);
      child.attrSet("id", n === 1 ? base : `${base}-${n}`);
      const box = tokens[i - 1]?.type === "caption_open" ? tokens[i - 2] : undefined;
      if (box?.type === "container_case_open") {
        found.push({ name, id: (box.meta as { id: string }).id, kind: "case" });
      } else {
        found.push({ name, id: attr(child, "id")!, kind: "mention" });
      }
    });
  });
  return found;
}
