import { Handler, registerHandlers } from "pagedjs";

/**
 * Where a page may end, beyond what CSS columns decide for Paged.js: a heading, a caption or the facts of a case
 * never stand last, and a box is not opened on a page that has no room for anything in it.
 */
class BreakRules extends Handler {
  /** Called by Paged.js with what does not fit; a range that begins earlier takes more to the next page. */
  onOverflow(
    overflow: Range | undefined,
    rendered: HTMLElement,
    _bounds: DOMRect,
    layout: PageLayout,
  ): Range | undefined {
    if (!overflow) return undefined;
    const first = firstMoved(overflow);
    const start = first ?? this.movedForWidow(overflow, rendered, layout);
    if (!start) return wholeWord(overflow);
    if (start instanceof Range) return wholeWord(start) ?? start;
    const moved = earliest(start, rendered);
    if (moved === first || !hasContentBefore(moved, rendered)) return undefined;
    const range = document.createRange();
    range.setStartBefore(moved);
    range.setEndAfter(rendered.lastChild!);
    return range;
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
      text.data = whole.endsWith("\u00ad") ? `${whole.slice(0, -1)}-` : whole;
      element.classList.remove("pagedjs_hyphen");
    }
  }
}

/** A word that hyphenation would cut at the foot of a page goes over whole; undefined where none is cut. */
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
  return whole;
}

/** What we use of Paged.js's layout of a page. */
interface PageLayout {
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
    (before.textContent ?? "").trim() === "" &&
    !(before instanceof Element && before.matches("img, svg, hr"))
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
