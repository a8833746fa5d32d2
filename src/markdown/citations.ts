import type { CiteItem } from "citeproc";
import type { MarkdownIt, StateInline } from "markdown-it";
import type { CiteCluster } from "./bibliography.ts";

const KEY = /[a-z][a-z0-9]*(?:-[a-z0-9]+)+/;
/** `[…]` that holds an `@key` at its start, after a space, a semicolon or the minus that hides the author. */
const BRACKET = new RegExp(`^\\[((?:[^\\[\\]]*?[\\s;])?-?@${KEY.source}[^\\[\\]]*)\\]`);
const NARRATIVE = new RegExp(
  `^@(${KEY.source})(?:\\s\\[(pp?\\.[^\\]@]*|chaps?\\.[^\\]@]*|sec\\.[^\\]@]*)\\])?`,
);
/** Locator labels of CSL 1.0.2, appendix IV, as authors abbreviate them. */
const LABELS: [RegExp, string][] = [
  [/^pp?\.\s*/, "page"],
  [/^chaps?\.\s*/, "chapter"],
  [/^secs?\.\s*|^§+\s*/, "section"],
  [/^figs?\.\s*/, "figure"],
  [/^tables?\s+/, "table"],
  [/^vols?\.\s*/, "volume"],
  [/^paras?\.\s*/, "paragraph"],
  [/^n\.\s*/, "note"],
];

/** The citation in brackets, `see @a, pp. 3-5; -@b`, without the brackets; undefined if a piece names no work. */
export function parseCitation(inner: string): CiteItem[] | undefined {
  const items = inner.split(";").map((piece): CiteItem | undefined => {
    const m = new RegExp(`^(.*?)(-?)@(${KEY.source})(.*)$`, "s").exec(piece.trim());
    if (!m) return undefined;
    const [, prefix, hide, id, rest] = m as unknown as [string, string, string, string, string];
    const item: CiteItem = { id };
    if (prefix.trim()) item.prefix = `${prefix.trim()} `;
    if (hide) item["suppress-author"] = true;
    const after = rest.replace(/\s+/g, " ").replace(/^,\s*/, "").trim();
    const label = LABELS.find(([re]) => re.test(after));
    if (label) {
      item.label = label[1];
      item.locator = after.replace(label[0], "").replace(/--/g, "-");
    } else if (after) {
      item.suffix = `, ${after}`;
    }
    return item;
  });
  return items.every((i) => i !== undefined) ? items : undefined;
}

/** markdown-it plugin: `[@key, p. 12; see @other]`, `[-@key]` and `@key` in the sentence become `citation` tokens. */
export function citationPlugin(md: MarkdownIt): void {
  md.inline.ruler.before("link", "citation", (state: StateInline, silent: boolean) => {
    const rest = state.src.slice(state.pos, state.posMax);
    if (rest[0] === "[") {
      const m = BRACKET.exec(rest);
      if (!m || rest[m[0].length] === "(") return false;
      const items = parseCitation(m[1]!);
      // One that cannot be read stays as it was written, whole, for the check to find.
      if (!silent && !items) state.push("text", "", 0).content = m[0];
      if (!silent && items) push(state, m[0], { items, narrative: false });
      state.pos += m[0].length;
      return true;
    }
    if (rest[0] !== "@" || /[\w[]/.test(state.src[state.pos - 1] ?? "")) return false;
    const m = NARRATIVE.exec(rest);
    if (!m) return false;
    if (!silent)
      push(state, m[0], { items: parseCitation(m[2] ? `@${m[1]}, ${m[2]}` : `@${m[1]}`)!, narrative: true });
    state.pos += m[0].length;
    return true;
  });
}

function push(state: StateInline, source: string, cluster: CiteCluster): void {
  const token = state.push("citation", "", 0);
  token.content = source;
  token.meta = { cluster, offset: state.pos };
}
