import type { Token } from "markdown-it";
import { LONGEST_WORD, longestWord } from "../atlas/text.ts";
import type { Finding } from "./blocks.ts";
import { plainText } from "./ids.ts";

/** More notes than this do not stand at the foot of the page on which their lines are. */
const NOTES = 20;
/** Characters of a cell; a row has to fit on a page. */
const CELL = 3000;

/** Lists and quotations in each other; the parser would leave out what is deeper than a hundred. */
const LEVELS = 6;

/** The first list or quotation that is too deep. */
export function checkDepth(tokens: Token[]): Finding[] {
  let depth = 0;
  for (const { type, map, nesting } of tokens) {
    if (!/^(?:bullet_list|ordered_list|blockquote)_/.test(type)) continue;
    depth += nesting;
    if (depth > LEVELS) {
      return [
        {
          line: map?.[0] ?? 0,
          what: `lists or quotations in more than ${LEVELS} levels`,
          mend: "take some levels out; lines would have no room for words",
        },
      ];
    }
  }
  return [];
}

/**
 * What no page can hold. Paged.js would lose words over it, which the gate finds, but later and without the line.
 *
 * @param around the type of the token that opens what holds the text
 */
export function checkLimits(inline: Token, around: string, line: number): Finding[] {
  const found: Finding[] = [];
  const notes = (inline.children ?? []).filter((t) => t.type === "footnote_ref").length;
  if (notes > NOTES) {
    found.push({
      line,
      what: `${notes} notes in one paragraph, for which no page has room`,
      mend: `split the paragraph, or join notes; ${NOTES} are the most`,
    });
  }
  const text = plainText(inline);
  if (/^t[dh]_open$/.test(around) && text.length > CELL) {
    found.push({
      line,
      what: `a table cell of ${text.length} characters, for which no page has room`,
      mend: `tell it in the text; ${CELL} are the most`,
    });
  }
  if (/^(?:heading|caption|fact|source|td|th)_open$/.test(around) && longestWord(text) > LONGEST_WORD) {
    found.push({
      line,
      what: `a word of ${longestWord(text)} letters in a heading, a caption, a fact or a table`,
      mend: "put spaces or hyphens into it",
    });
  }
  return found;
}
