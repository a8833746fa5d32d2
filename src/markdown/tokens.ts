import type { Token } from "markdown-it";

/** An attribute as text; undefined where the token has none. */
export function attr(token: Token, name: string): string | undefined {
  const value = token.attrGet(name);
  return value === null ? undefined : String(value);
}

/** A token with attributes and children of its own, for rules that write into them. */
export function copyToken(token: Token): Token {
  const twin = Object.assign(Object.create(Object.getPrototypeOf(token)), token) as Token;
  twin.attrs = token.attrs?.map(([k, v]) => [k, v] as [string, string]) ?? null;
  twin.children = token.children?.map(copyToken) ?? null;
  return twin;
}

/** Index of the token that closes the one at `open`. */
export function closing(tokens: Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    depth += tokens[i]!.nesting;
    if (depth === 0) return i;
  }
  return tokens.length - 1;
}

/** Every inline token with its children and the line each begins on, 0-based in the body. */
export function* inlines(
  tokens: Token[],
): Generator<{ inline: Token; children: { token: Token; line: number }[] }> {
  let above = 0;
  for (const inline of tokens) {
    if (inline.map) above = inline.map[0];
    if (inline.type !== "inline") continue;
    // The cells of a table have no place of their own: it is that of their row.
    let line = above;
    const children = (inline.children ?? []).map((token) => {
      const at = { token, line };
      if (token.type === "softbreak" || token.type === "hardbreak") line++;
      if (token.type === "citation" || token.type === "image") line += token.content.split("\n").length - 1;
      return at;
    });
    yield { inline, children };
  }
}
