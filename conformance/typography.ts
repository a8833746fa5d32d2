/**
 * `npm run typography [folder]`: sets all articles and counts what a book designer would mend, in the browser that
 * prints them. Prints the numbers and fails where a promise is not kept; `--all` names the places.
 */
import { resolve } from "node:path";
import { readContent } from "../src/build/build.ts";
import { loadPrintAssets, pageScript } from "../src/print/assets.ts";
import { articleJob } from "../src/print/book.ts";
import { Printer } from "../src/print/printer.ts";
import type { Typography } from "./typography-page.ts";

export interface TypographyRow {
  what: string;
  found: number;
  of: number;
  /** Greatest part that is allowed. */
  most: number;
  places: string[];
}

/** @param articles folder of the articles */
export async function measureTypography(articles: string): Promise<TypographyRow[]> {
  const content = await readContent(articles, { strict: true });
  const assets = await loadPrintAssets();
  assets.files.set("page.js", await pageScript("conformance/typography-page.ts"));
  const measured = new Map<string, Typography>();
  const printer = new Printer({
    assets,
    dir: content.atlas.dir,
    look: async (page, job) => {
      measured.set(job.name, await page.evaluate(() => window.measureTypography()));
    },
  });
  try {
    for (const article of content.atlas.articles) await printer.print(articleJob(content, article));
  } finally {
    await printer.close();
  }
  const all = [...measured];
  const pages = all.reduce((sum, [, t]) => sum + t.pages, 0);
  const lines = all.reduce((sum, [, t]) => sum + t.lines, 0);
  const places = (pick: (t: Typography) => (number | { page: number; text: string; factor?: number })[]) =>
    all.flatMap(([name, t]) =>
      pick(t).map((place) =>
        typeof place === "number"
          ? `${name}, page ${place}`
          : `${name}, page ${place.page}: ${place.factor ?? ""} ${place.text}`,
      ),
    );
  const row = (what: string, of: number, most: number, found: string[]): TypographyRow => ({
    what,
    found: found.length,
    of,
    most,
    places: found,
  });
  return [
    row(
      "pages with a widow at their head or an orphan at their foot",
      pages,
      0.01,
      places((t) => [...new Set([...t.widows, ...t.orphans])]),
    ),
    row(
      "pages with a heading in their last three lines",
      pages,
      0,
      places((t) => t.headings),
    ),
    row(
      "pages filled less than 60 %, last pages left out",
      pages,
      0.01,
      places((t) => t.empty),
    ),
    row(
      "rivers: wide spaces above each other in three lines",
      lines,
      0,
      places((t) => t.rivers),
    ),
    row(
      "lines whose spaces are twice as wide as normal",
      lines,
      0.005,
      places((t) => t.loose),
    ),
  ];
}

/** Whether no more was found than is promised. */
export function isKept({ found, of, most }: TypographyRow): boolean {
  return found <= most * of;
}

/** A line of a table: what was counted, how often, and what is promised. */
export function showRow(row: TypographyRow): string {
  const { what, found, of, most } = row;
  const part = ((100 * found) / Math.max(1, of)).toFixed(2);
  return `${isKept(row) ? "  " : "✗ "}${what.padEnd(60)} ${String(found).padStart(5)} of ${String(of).padStart(6)}  ${part.padStart(5)} %  (≤ ${100 * most} %)`;
}

if (process.argv[1] && import.meta.url.endsWith(process.argv[1].split("/").at(-1)!)) {
  const named = process.argv.slice(2).filter((a) => !a.startsWith("--"));
  const rows = await measureTypography(resolve(named[0] ?? "articles"));
  for (const row of rows) {
    console.log(showRow(row));
    if (process.argv.includes("--all")) for (const place of row.places) console.log(`      ${place}`);
  }
  process.exitCode = rows.every(isKept) ? 0 : 1;
}
