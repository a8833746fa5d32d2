/**
 * Runs in the print browser after Paged.js and before printing.
 *
 * Browsers do not paint a space at which a line ends, so that in a PDF the last word of a line and the first of the
 * next would be one (ISO 32000-1, 14.8.2.5, wants them apart). Spaces that are preserved are painted; to preserve just
 * those that show, the others are taken out of the text.
 */
const BLOCKS =
  "p, li, dt, dd, figcaption, td, th, h1, h2, h3, .footnote, .contents a > span, .part-articles a > span";

export function keepSpaces(root: HTMLElement): void {
  const blocks = [...root.querySelectorAll<HTMLElement>(BLOCKS)];
  const heights = blocks.map((block) => block.getBoundingClientRect().height);
  shorten(links(root));
  collapse(root);
  for (const block of blocks) block.classList.add("spaced");
  // A block that would be set otherwise is not worth the spaces.
  const moved = blocks.filter(
    (block, i) => Math.abs(block.getBoundingClientRect().height - heights[i]!) > 0.5,
  );
  for (const block of moved) block.classList.remove("spaced");
}

/** Does to white space what the styles would do (CSS Text 3, 4.1.1). */
function collapse(root: HTMLElement): void {
  const inline = new Map<Element, boolean>();
  const isInline = (element: Element): boolean => {
    const known = inline.get(element) ?? getComputedStyle(element).display.startsWith("inline");
    inline.set(element, known);
    return known;
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const changes: [Text, string][] = [];
  let block: Element | undefined;
  let last: [Text, string] | undefined;
  let afterSpace = true;
  const begin = (next: Element | undefined) => {
    // A block that goes on overleaf does so after this space.
    if (last?.[1].endsWith(" ") && !(block instanceof HTMLElement && block.dataset.splitTo))
      last[1] = last[1].slice(0, -1);
    block = next;
    last = undefined;
    afterSpace = true;
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) {
      if (node instanceof HTMLBRElement) begin(block);
      continue;
    }
    let own = node.parentElement!;
    if (own.closest("svg")) continue;
    while (isInline(own)) own = own.parentElement!;
    if (own !== block) begin(own);
    let text = node.data.replace(/[ \t\r\n]+/g, " ");
    if (afterSpace) text = text.replace(/^ /, "");
    const change: [Text, string] = [node, text];
    changes.push(change);
    if (text === "") continue;
    afterSpace = text.endsWith(" ");
    last = change;
  }
  begin(undefined);
  for (const [node, text] of changes) if (text !== node.data) node.data = text;
}

/** Links with a line under them that go over more than one line. */
function links(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(".article-link")].filter(
    (link) => link.getClientRects().length > 1,
  );
}

/** Ends the line under a link with its words: it would be drawn under the space at the end of a line as well. */
function shorten(broken: HTMLElement[]): void {
  for (const link of broken) {
    const range = document.createRange();
    const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null)
      texts.push(node);
    const bottom = (node: Text, at: number): number => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect().bottom;
    };
    const pieces = texts.map((node) => {
      const parts = node.data.split(/(\s+)/);
      let at = 0;
      const found: { text: string; ends: boolean }[] = [];
      for (const part of parts) {
        const next = at + part.length;
        const ends =
          part.trim() === "" && at > 0 && next < node.length && bottom(node, next) > bottom(node, at - 1) + 4;
        found.push({ text: part, ends });
        at = next;
      }
      return { node, found };
    });
    for (const { node, found } of pieces) {
      const spans: (HTMLElement | string)[] = [];
      for (const { text, ends } of found) {
        const last = spans.at(-1);
        if (ends || !(last instanceof HTMLElement)) {
          const span = document.createElement("span");
          span.className = "article-link";
          span.textContent = text;
          spans.push(ends ? text : span);
        } else last.textContent += text;
      }
      node.replaceWith(...spans);
    }
    link.classList.remove("article-link");
  }
}
