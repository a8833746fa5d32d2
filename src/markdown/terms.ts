import type { Token } from "markdown-it";
import type { Term } from "../atlas/types.ts";
import { copyToken } from "./tokens.ts";

/** Finds the terms of a glossary in running text. */
export class TermFinder {
  private readonly words: RegExp | undefined;
  private readonly byForm = new Map<string, Term>();

  constructor(glossary: Term[]) {
    for (const term of glossary)
      for (const form of [term.name, ...term.forms]) this.byForm.set(form.toLowerCase(), term);
    // The longest first, so that a term inside another one does not take its place.
    const forms = [...this.byForm.keys()].sort((a, b) => b.length - a.length);
    const escaped = forms.map((f) => f.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (forms.length > 0)
      this.words = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${escaped.join("|")})(?![\\p{L}\\p{N}-])`, "giu");
  }

  /**
   * Makes the first use of each term in the paragraphs and list items of a body a link to the glossary: tokens
   * `term_open` and `term_close` around the words. Headings, captions, facts, tables, notes and what is a link already
   * are left alone.
   *
   * @returns the terms that were found, in the order of their first use
   */
  link(tokens: Token[]): Term[] {
    const { words } = this;
    if (!words) return [];
    const found = new Set<Term>();
    tokens.forEach((token, i) => {
      if (token.type !== "inline" || tokens[i - 1]?.type !== "paragraph_open") return;
      let links = 0;
      token.children = (token.children ?? []).flatMap((child) => {
        if (child.type === "link_open") links++;
        if (child.type === "link_close") links--;
        if (child.type !== "text" || links > 0) return [child];
        return this.split(child, words, found);
      });
    });
    return [...found];
  }

  private split(text: Token, words: RegExp, found: Set<Term>): Token[] {
    const out: Token[] = [];
    let end = 0;
    for (const m of text.content.matchAll(words)) {
      const term = this.byForm.get(m[0].toLowerCase());
      if (!term || found.has(term)) continue;
      found.add(term);
      out.push(part(text, "text", text.content.slice(end, m.index)));
      const open = part(text, "term_open", "", 1);
      open.meta = { id: term.id };
      out.push(open, part(text, "text", m[0]), part(text, "term_close", "", -1));
      end = m.index + m[0].length;
    }
    if (end === 0) return [text];
    out.push(part(text, "text", text.content.slice(end)));
    return out.filter((t) => t.type !== "text" || t.content !== "");
  }
}

function part(like: Token, type: string, content: string, nesting: -1 | 0 | 1 = 0): Token {
  return Object.assign(copyToken(like), { type, content, nesting, attrs: null, children: null, meta: null });
}
