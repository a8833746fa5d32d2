import type { Site } from "../../src/site/model.ts";

export const data = {
  pagination: { data: "site.citationPaths", size: 1, alias: "path" },
  permalink: ({ path }: { path: string }) => path,
};

/** `citation.bib`, `.ris` and `.json` beside each article, and `atlas.bib`, `.ris` and `.json` for the book. */
export function render({ site, path }: { site: Site; path: string }) {
  return site.citationFile(path);
}
