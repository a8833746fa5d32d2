import type { Context } from "../context.ts";
import { findRange, parseTextDirective } from "./text-fragment.ts";

/**
 * Shows the passage that the address names: turns to it and marks it, where the browser can (CSS Custom Highlight API),
 * until the first click.
 */
export function showPassage({ reader, notify }: Context, url: string): void {
  const directive = parseTextDirective(url);
  const article = document.querySelector("#main article");
  if (!directive || !reader || !article) return;
  const range = findRange(article, directive);
  if (!range) {
    notify("The passage in the link is not in this article any more; it may have been revised.");
    return;
  }
  reader.goTo(range);
  if (!("highlights" in CSS)) return;
  CSS.highlights.set("passage", new Highlight(range));
  document.addEventListener("click", () => CSS.highlights.delete("passage"), { once: true });
}
