import { Handler, registerHandlers } from "pagedjs";
import { floats } from "./floats.ts";
import { LINE } from "./prepare.ts";

/** What a line of text has on average, and by how much each may become wider, in px. */
const SPACES_A_LINE = 9;
const WIDEST = 3;

/**
 * Where a page may end, beyond what CSS columns decide for Paged.js: a heading, a caption or the facts of a case
 * never stand last, and a box is not opened on a page that has no room for anything in it.
 */
class BreakRules extends Handler {
  /**
   * Paged.js means to keep what follows a heading with it, but takes the paragraph after a box for one that follows,
   * and moves the whole box. What belongs together is our affair, below.
   */
  afterParsed(parsed: DocumentFragment): void {
    for (const { dataset } of parsed.querySelectorAll<HTMLElement>("[data-previous-break-after='avoid']"))
      delete dataset.previousBreakAfter;
  }

  /** Called by Paged.js with what does not fit; a range that begins earlier takes more to the next page. */
  onOverflow(
    overflow: Range | undefined,
    rendered: HTMLElement,
    bounds: DOMRect,
    layout: PageLayout,
  ): Range | null | undefined {
    if (!overflow) return undefined;
    const first = firstMoved(overflow);
    const taken = first && floats.take(first, rendered, layout, this.chunker.source);
    // Nothing runs over for now: more of the document is to come.
    if (taken === "wait") return null;
    if (taken === "moved") {
      const again = layout.findOverflow(rendered, bounds);
      const range = this.onOverflow(again, rendered, bounds, layout);
      return range === undefined ? (again ?? null) : range;
    }
    const start = first ?? this.movedForWidow(overflow, rendered, layout);
    let range: Range | undefined;
    if (!start) range = wholeWord(overflow);
    else if (start instanceof Range) range = wholeWord(start) ?? start;
    else {
      const moved = earliest(start, rendered);
      if (moved !== first && hasContentBefore(moved, rendered)) range = from(moved, rendered);
    }
    const heading = lowHeading(range ?? overflow, rendered);
    return heading && hasContentBefore(heading, rendered) ? from(heading, rendered) : range;
  }

  onPageLayout(page: HTMLElement): void {
    const { pages } = this.chunker;
    const at = pages.findIndex(({ wrapper }) => wrapper === page);
    floats.place(page, pages[at - 1]?.wrapper);
  }

  /**
   * A paragraph of which a single line would go over takes another line with it, or goes over whole if a single line
   * would stay. CSS cannot see to it here, because Paged.js breaks a page before the paragraph is complete.
   */
  private movedForWidow(
    overflow: Range,
    rendered: HTMLElement,
    layout: PageLayout,
  ): Range | Node | undefined {
    const paragraph = overflow.startContainer.parentElement?.closest<HTMLElement>("p, li, dd");
    if (!paragraph || !rendered.contains(paragraph)) return undefined;
    const rest = remainingText(layout.createBreakToken(overflow, rendered, this.chunker.source), paragraph);
    if (rest === undefined || lineCount(rest, paragraph) !== 1) return undefined;
    const kept = document.createRange();
    kept.setStart(paragraph, 0);
    kept.setEnd(overflow.startContainer, overflow.startOffset);
    const lines = lineTops(kept);
    // A paragraph that came over from the page before needs no second line at its foot.
    const least = paragraph.dataset.splitFrom ? 1 : 2;
    if (lines.length - 1 < least)
      return lines.length < 3 && !paragraph.dataset.splitFrom ? paragraph : undefined;
    const at = startOfLine(kept, lines.at(-1)!);
    if (!at) return undefined;
    const range = document.createRange();
    range.setStart(at.node, at.offset);
    range.setEndAfter(rendered.lastChild!);
    return range;
  }

  /**
   * Paged.js ends a word that it cuts with a hyphen: after a soft hyphen, which then would show as well, and in an
   * address, where none belongs.
   */
  afterOverflowRemoved(_removed: Node, rendered: HTMLElement): void {
    for (const element of rendered.querySelectorAll(".pagedjs_hyphen")) {
      const text = element.lastChild;
      if (!(text instanceof Text) || !text.data.endsWith("-")) continue;
      const whole = text.data.slice(0, -1);
      text.data = whole.replace(/\u00ad$/, "");
      element.classList.remove("pagedjs_hyphen");
      // As generated content, for the word goes on overleaf and has no hyphen for who reads it by ear.
      if (text.data !== whole) element.classList.add("cut-word");
    }
  }
}

/** All that is laid out from a node on. */
function from(node: Node, rendered: HTMLElement): Range {
  const range = document.createRange();
  range.setStartBefore(node);
  range.setEndAfter(rendered.lastChild!);
  return range;
}

/** A heading in the last three lines of what stays on the page, or the first of several. */
function lowHeading(moved: Range, rendered: HTMLElement): Element | undefined {
  const headings = [...rendered.querySelectorAll("h2, h3")].filter((h) => moved.comparePoint(h, 0) < 0);
  let heading = headings.at(-1);
  if (!heading) return undefined;
  const kept = document.createRange();
  kept.setStartAfter(heading);
  kept.setEnd(moved.startContainer, moved.startOffset);
  const own = heading.getBoundingClientRect();
  const bottom = [...kept.getClientRects()]
    .filter((r) => r.width > 0 && r.left < own.right)
    .reduce((lowest, r) => Math.max(lowest, r.bottom), own.bottom);
  if (bottom - own.bottom > 3 * LINE - 4) return undefined;
  for (let before = previousContent(heading); before instanceof Element && headings.includes(before); ) {
    heading = before;
    before = previousContent(heading);
  }
  return heading;
}

/**
 * A word that hyphenation would cut at the foot of a page goes over whole, unless that would make holes in the line;
 * undefined where none is cut.
 */
function wholeWord(range: Range): Range | undefined {
  const { startContainer, startOffset } = range;
  if (!(startContainer instanceof Text)) return undefined;
  const { data } = startContainer;
  if (!/^[\p{L}\u00ad]/u.test(data.slice(startOffset))) return undefined;
  // Scripts without spaces have no words to keep whole.
  const start = data
    .slice(0, startOffset)
    .search(/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\u00ad]+$/u);
  if (start <= 0) return undefined;
  const whole = range.cloneRange();
  whole.setStart(startContainer, start);
  const part = document.createRange();
  part.setStart(startContainer, start);
  part.setEnd(startContainer, startOffset);
  const paragraph = startContainer.parentElement!.closest<HTMLElement>("p, li, dd");
  const wide = part.getBoundingClientRect().width / SPACES_A_LINE > WIDEST;
  return paragraph && wide && data[startOffset - 1] === "\u00ad" ? undefined : whole;
}

/** What we use of Paged.js's layout of a page. */
interface PageLayout {
  element: HTMLElement;
  findOverflow(rendered: HTMLElement, bounds: DOMRect): Range | undefined;
  createBreakToken(
    overflow: Range,
    rendered: HTMLElement,
    source: Node,
  ): { node: Node; offset: number } | undefined;
}

/** Text of the source paragraph from the break on, without notes; undefined if the break lies elsewhere. */
function remainingText(
  token: { node: Node; offset: number } | undefined,
  paragraph: HTMLElement,
): string | undefined {
  if (!token || !(token.node instanceof Text)) return undefined;
  const source = token.node.parentElement?.closest<HTMLElement>(`[data-ref="${paragraph.dataset.ref}"]`);
  if (!source) return undefined;
  const range = document.createRange();
  range.setStart(token.node, token.offset);
  range.setEnd(source, source.childNodes.length);
  const fragment = range.cloneContents();
  for (const note of fragment.querySelectorAll("[data-note]")) note.remove();
  return fragment.textContent ?? "";
}

/** Lines that a text takes at the width and in the type of a paragraph. */
function lineCount(text: string, like: HTMLElement): number {
  const probe = like.cloneNode(false) as HTMLElement;
  probe.removeAttribute("id");
  probe.textContent = text;
  probe.style.cssText = `position:absolute;visibility:hidden;text-indent:0;width:${like.getBoundingClientRect().width}px`;
  like.parentElement!.append(probe);
  const range = document.createRange();
  range.selectNodeContents(probe);
  const lines = lineTops(range).length;
  probe.remove();
  return lines;
}

/** Distance of each line of a range from the top, in order. */
function lineTops(range: Range): number[] {
  const tops: number[] = [];
  for (const r of range.getClientRects()) {
    if (r.width > 0 && !tops.some((t) => Math.abs(t - r.bottom) < r.height / 2)) tops.push(r.bottom);
  }
  return tops;
}

/** The first character of a range that stands on the line with the given bottom. */
function startOfLine(range: Range, bottom: number): { node: Text; offset: number } | undefined {
  const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  const one = document.createRange();
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    for (let offset = 0; offset < node.data.length; offset++) {
      one.setStart(node, offset);
      one.setEnd(node, offset + 1);
      const r = one.getBoundingClientRect();
      if (r.width > 0 && Math.abs(r.bottom - bottom) < r.height / 2) return { node, offset };
    }
  }
  return undefined;
}

/** The node that would come first on the next page; undefined where a text is cut in its middle. */
function firstMoved(range: Range): Node | undefined {
  const { startContainer, startOffset } = range;
  if (startContainer.nodeType === Node.TEXT_NODE) {
    const before = (startContainer.textContent ?? "").slice(0, startOffset);
    return before.trim() === "" ? startContainer : undefined;
  }
  return startContainer.childNodes[startOffset] ?? undefined;
}

/** The node before which the page should end, so that nothing that belongs to `node` is left behind. */
function earliest(node: Node, root: HTMLElement): Node {
  let at = node;
  for (;;) {
    const before = previousContent(at);
    if (!before && at.parentNode && at.parentNode !== root) {
      at = at.parentNode;
    } else if (before instanceof Element && keepsWithNext(before)) {
      at = before;
    } else {
      return at;
    }
  }
}

function previousContent(node: Node): Node | undefined {
  let before = node.previousSibling;
  while (
    before &&
    (((before.textContent ?? "").trim() === "" &&
      !(before instanceof Element && before.matches("img, svg, hr"))) ||
      // A figure that came from the page before is not what the text follows.
      (before instanceof Element && before.matches(".floated")))
  ) {
    before = before.previousSibling;
  }
  return before ?? undefined;
}

/** Paged.js takes `break-after` out of the styles and leaves it as an attribute. */
function keepsWithNext(element: Element): boolean {
  return element.matches("[data-break-after='avoid'], h1, h2, h3, figcaption");
}

function hasContentBefore(node: Node, root: HTMLElement): boolean {
  for (let at: Node | null = node; at && at !== root; at = at.parentNode) {
    if (previousContent(at)) return true;
  }
  return false;
}

/** Makes Paged.js follow our rules; once per document. */
export function registerBreakRules(): void {
  registerHandlers(BreakRules);
}
