import { type BreakToken, Handler, registerHandlers } from "pagedjs";

/**
 * Where a page ends, Paged.js looks for the rest of the text by its words, from the beginning: of text that repeats
 * itself it takes the first place, goes back and sets the same pages without end. The page's own start tells where.
 */
class TokenRules extends Handler {
  onBreakToken(
    token: BreakToken | undefined,
    overflow: Range,
    rendered: HTMLElement,
  ): BreakToken | undefined {
    const start = this.chunker.pages.find(({ wrapper }) => wrapper === rendered)?.startToken;
    if (!token || !start || !overflow) return undefined;
    const { startContainer, startOffset } = overflow;
    if (token.node !== start.node || !(startContainer instanceof Text)) return undefined;
    if (start.node.textContent?.startsWith(startContainer.data, start.offset)) {
      token.offset = start.offset + startOffset;
    }
    return token;
  }
}

export function registerTokenRules(): void {
  registerHandlers(TokenRules);
}
