import type { ComponentChildren } from "preact";
import { markup } from "../../src/markdown/markup.ts";

/** A document for the print browser. `flow` is what Paged.js cuts into pages. */
export function printPage(options: { title: string; lang: string; children: ComponentChildren }): string {
  return `<!doctype html>${markup(
    <html lang={options.lang}>
      <head>
        <meta charset="utf-8" />
        <title>{options.title}</title>
      </head>
      <body>
        <div id="flow">{options.children}</div>
      </body>
    </html>,
  )}`;
}
