import type { Reader } from "../context.ts";
import { placeOf } from "../place/anchor.ts";
import { foldText } from "../place/text-fragment.ts";
import { neighbourWords, type Passage } from "./quotation.ts";

const FOREIGN = ".note-call, .page-mark, svg, .note-back, .visually-hidden";

/** A range's text without what the reader puts into it. */
function textOf(range: Range): string {
  const copy = range.cloneContents();
  for (const foreign of copy.querySelectorAll(FOREIGN)) foreign.remove();
  // Blocks follow each other without a space in the document.
  for (const block of copy.querySelectorAll("p, li, h2, h3, dd, dt, td, th, figcaption")) block.append(" ");
  return foldText(copy.textContent ?? "").folded.trim();
}

/** What is selected in the article, or undefined. */
export function selectedPassage(main: Element, reader: Reader): Passage | undefined {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const article = main.querySelector("article");
  if (!article?.contains(range.commonAncestorContainer)) return undefined;
  return passageOf(range, main, reader);
}

/** The passage that a range of the article holds, or undefined if it holds no text. */
export function passageOf(range: Range, main: Element, reader: Reader): Passage | undefined {
  const text = textOf(range);
  if (!text) return undefined;
  const start = placeOf(range.startContainer, range.startOffset, main);
  const end = placeOf(range.endContainer, range.endOffset, main);
  const around = (from: Node, fromOffset: number, side: "before" | "after") => {
    const block = (from instanceof Element ? from : from.parentElement)?.closest(
      "p, li, h2, h3, dd, figcaption, td",
    );
    if (!block) return "";
    const rest = document.createRange();
    rest.selectNodeContents(block);
    if (side === "before") rest.setEnd(from, fromOffset);
    else rest.setStart(from, fromOffset);
    return neighbourWords(textOf(rest), side);
  };
  const prefix = around(range.startContainer, range.startOffset, "before");
  const suffix = around(range.endContainer, range.endOffset, "after");
  const first = start && reader.printPage(start);
  const last = end && reader.printPage(end);
  return {
    text,
    ...(start && { block: start.id }),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    ...(prefix && { prefix }),
    ...(suffix && { suffix }),
  };
}
