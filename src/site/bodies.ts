import type { Document, Target } from "../markdown/types.ts";

const rendered = new WeakMap<Document, Map<Target, string>>();

/** A document's body for one output; the page, the choice of characters and several feeds share one rendering. */
export function body(document: Document, target: Target): string {
  let byTarget = rendered.get(document);
  if (!byTarget) {
    byTarget = new Map();
    rendered.set(document, byTarget);
  }
  let html = byTarget.get(target);
  if (html === undefined) {
    html = document.render(target);
    byTarget.set(target, html);
  }
  return html;
}
