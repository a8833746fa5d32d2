/** Marks what is being read: the sentence where the browser can (CSS Custom Highlight API), else the block it is in. */
export function markRange(range: Range | undefined, block: Element | undefined): void {
  for (const old of document.querySelectorAll(".is-read-aloud")) old.classList.remove("is-read-aloud");
  if ("highlights" in CSS) CSS.highlights.delete("listening");
  if (!range || !block) return;
  const words = range.startContainer.nodeType === Node.TEXT_NODE;
  if ("highlights" in CSS && words) CSS.highlights.set("listening", new Highlight(range));
  else block.classList.add("is-read-aloud");
}
