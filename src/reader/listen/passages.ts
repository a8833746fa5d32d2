import { citationBrackets, type Span, speakable, splitSentences } from "./sentences.ts";

/** A point in the document. */
export interface Point {
  node: Node;
  offset: number;
}

/** What is read in one go and marked while it is. */
export interface Sentence {
  /** The block it stands in. */
  block: Element;
  /** The words for the voice. */
  spoken: string;
  /** BCP 47. */
  lang: string;
  start: Point;
  end: Point;
  /** Where the character of `spoken` with this index stands. */
  point(index: number): Point;
}

/** Never read: ways through the page, sources, notes and their numbers, references, marks and drawings. */
const UNREAD =
  ".toc, .notes, .references, .how-to-cite, .linked-from, .facts, .brief, .byline, .article-head > .label, .article-number, .locator, .source, .chart-data, .page-mark, .note-call, .note-back, .visually-hidden, [aria-hidden='true'], svg, img, button, script, style";
const BLOCKS = new Set(
  "ARTICLE ASIDE BLOCKQUOTE DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HGROUP LI OL P PRE SECTION TABLE UL".split(
    " ",
  ),
);
/** Said in place of what has no words of its own, and what joins a label to what it labels. */
const TABLE = "The table is not read aloud.";
const LABELS = "dl > div > dt, .case-label, .caption-label";

/** A block's text while it is gathered: text of the document, and words put in between. */
class Text {
  text = "";
  readonly cites: Span[] = [];
  private readonly runs: { start: number; node: globalThis.Text }[] = [];

  constructor(readonly block: Element) {}

  add(node: globalThis.Text): void {
    this.runs.push({ start: this.text.length, node });
    this.text += node.data;
  }

  put(words: string): void {
    this.text += words;
  }

  /** The point of a character; of one that was put in, the end of the text before it. */
  point(index: number): Point {
    const run = this.runs.findLast((r) => r.start <= index) ?? this.runs[0];
    if (!run) return { node: this.block, offset: 0 };
    return { node: run.node, offset: Math.max(0, Math.min(index - run.start, run.node.data.length)) };
  }
}

/**
 * The sentences of an article in the order of reading: title, summary and key points, the text. Figures are read by
 * caption and description; tables are announced by their caption and passed over; numbers of notes, notes, sources and
 * references are not read.
 *
 * @param options.citations reads citations in brackets as well
 */
export function sentencesOf(article: Element, lang: string, options: { citations: boolean }): Sentence[] {
  const sentences: Sentence[] = [];
  const finish = (text: Text) => {
    const brackets = options.citations ? [] : citationBrackets(text.text, text.cites);
    const { spoken, at } = speakable(text.text, brackets);
    const language = text.block.closest("[lang]")?.getAttribute("lang") || lang;
    for (const { from, to } of splitSentences(spoken, language)) {
      const words = spoken.slice(from, to);
      if (!/[\p{L}\p{N}]/u.test(words)) continue;
      const end = text.point(at[to - 1]!);
      sentences.push({
        block: text.block,
        spoken: words,
        lang: language,
        start: text.point(at[from]!),
        end: { ...end, offset: Math.min(end.offset + 1, (end.node as globalThis.Text).data?.length ?? 0) },
        point: (index) => text.point(at[Math.min(from + index, to - 1)]!),
      });
    }
  };
  /** Words that stand for an element: the whole element is marked. */
  const instead = (element: Element, words: string) => {
    const language = element.closest("[lang]")?.getAttribute("lang") || lang;
    const parent = element.parentNode!;
    const index = [...parent.childNodes].indexOf(element);
    const start = { node: parent, offset: index };
    for (const { from, to } of splitSentences(words, language)) {
      sentences.push({
        block: element,
        spoken: words.slice(from, to),
        lang: language,
        start,
        end: { node: parent, offset: index + 1 },
        point: () => start,
      });
    }
  };

  const inline = (node: Node, into: Text) => {
    if (node.nodeType === 3) into.add(node as globalThis.Text);
    if (node.nodeType !== 1 || (node as Element).matches(UNREAD)) return;
    const from = into.text.length;
    for (const child of node.childNodes) inline(child, into);
    const element = node as Element;
    if (element.matches("a.cite")) into.cites.push({ from, to: into.text.length });
    if (element.matches(LABELS)) into.put(element.matches(".caption-label") ? "." : ":");
  };
  const flow = (element: Element) => {
    if (element.matches(UNREAD)) return;
    if (element.matches(".table-scroll, table")) return instead(element, TABLE);
    if (element.matches(".chart-body")) return picture(element);
    let text = new Text(element);
    for (const child of element.childNodes) {
      const isElement = child.nodeType === 1;
      // A fact of a case: its name and what it is, in one.
      if (isElement && BLOCKS.has((child as Element).tagName) && !element.matches("dl > div")) {
        finish(text);
        text = new Text(element);
        flow(child as Element);
      } else if (isElement && (child as Element).matches("img")) picture(child as Element);
      else inline(child, text);
    }
    finish(text);
  };
  const picture = (element: Element) => {
    const image = element.matches("img") ? element : element.querySelector("svg[aria-label], img[alt]");
    const words = image?.getAttribute("alt") || image?.getAttribute("aria-label");
    if (words) instead(element, words);
  };
  flow(article);
  return sentences;
}
