const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ESCAPES[c]!);
}

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** The text of a piece of our own HTML: tags out, entities resolved. Not a parser for foreign HTML. */
export function stripTags(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, dec, hex, name) => {
      if (dec) return String.fromCodePoint(Number(dec));
      if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
      return NAMED[name] ?? whole;
    });
}

/** Runs `change` over the text between the tags of a piece of our own HTML. */
export function mapText(html: string, change: (text: string) => string): string {
  return html.replace(/(<[^>]*>)|([^<]+)/g, (_whole, tag, text) => tag ?? change(text));
}
