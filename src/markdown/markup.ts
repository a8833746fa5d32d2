import type { VNode } from "preact";
import { renderToStaticMarkup } from "preact-render-to-string";

/** A tag; in it, what stands in quotation marks. */
const TAG = /<[a-zA-Z](?:[^">]|"[^"]*")*>/g;

/**
 * A template as markup in which a `>` always ends a tag. Preact leaves it in attributes as it is, which HTML allows;
 * but whoever looks at our own pages (page marks, index, gates) would take it for the end of the tag.
 */
export function markup(template: VNode): string {
  return renderToStaticMarkup(template).replace(TAG, (tag) => tag.replace(/>(?!$)/g, "&gt;"));
}
