/**
 * Straight quotes, hyphens for dashes and three dots as an editor types them, made typographic; line breaks are folded.
 * For plain text outside the Markdown: titles, summaries, key points, words in charts. Markdown has its own rule.
 */
export function typeset(text: string): string {
  return text
    .trim()
    .replace(/\s*\n\s*/g, " ")
    .replace(/---/g, "\u2014")
    .replace(/--/g, "\u2013")
    .replace(/\.{3}/g, "\u2026")
    .replace(/'(?=\d0s\b)/g, "\u2019")
    .replace(/(^|[\s([{\u2013\u2014/\u2018])"/g, "$1\u201c")
    .replace(/"/g, "\u201d")
    .replace(/(^|[\s([{\u2013\u2014/\u201c])'/g, "$1\u2018")
    .replace(/'/g, "\u2019");
}
