import { escapeHtml } from "../markdown/html.ts";
import type { ArticleView, Site } from "./model.ts";
import { markedBody, pageMark } from "./page-marks.ts";

/** Folder of the search's index, from the site's root. */
const FOLDER = "search";

/** Not looked for: drawings, the numbers of notes, and what only points elsewhere. */
const EXCLUDED = ["svg", ".note-call", ".note-back", ".chart-data", ".visually-hidden"];

/**
 * An article as Pagefind reads it (https://pagefind.app/docs/indexing/): its text with headings, blocks and printed
 * pages as anchors, and what one can filter by.
 */
export function searchDocument(view: ArticleView): string {
  const { article, part } = view;
  const mark = (attribute: "filter" | "meta", name: string, value: string | number) =>
    `<i data-pagefind-${attribute}="${name}[data-value]" data-value="${escapeHtml(String(value))}"></i>`;
  return [
    `<!doctype html><html lang="en"><body data-pagefind-body>`,
    mark("meta", "number", article.number),
    mark("meta", "part", article.part),
    ...(view.pages ? [mark("meta", "pages", view.pages)] : []),
    mark("filter", "part", part.title),
    ...view.tags.map((tag) => mark("filter", tag.kind, tag.name)),
    view.firstPage === undefined ? "" : pageMark(view.firstPage),
    `<h1 id="main">${escapeHtml(article.title)}</h1>`,
    article.subtitle ? `<p>${escapeHtml(article.subtitle)}</p>` : "",
    `<p>${escapeHtml(article.summary)}</p>`,
    ...article.keyPoints.map((point) => `<p>${escapeHtml(point)}</p>`),
    markedBody(view),
    `</body></html>`,
  ].join("\n");
}

/**
 * The search index of all articles, by path from the site's root.
 *
 * @throws Error with Pagefind's own words if an article cannot be indexed
 */
export async function indexArticles(site: Site): Promise<Map<string, Uint8Array>> {
  const pagefind = await import("pagefind");
  const { index, errors } = await pagefind.createIndex({
    forceLanguage: "en",
    excludeSelectors: EXCLUDED,
  });
  if (!index) throw new Error(`the search index: ${errors.join(", ")}`);
  try {
    const added = await Promise.all(
      site.articles.map(async (view) => {
        // The address as seen from the site's root; the browser puts its own root before it.
        const { errors } = await index.addHTMLFile({ url: view.path, content: searchDocument(view) });
        return errors.map((e) => `${view.article.file}: ${e}`);
      }),
    );
    if (added.flat().length > 0) throw new Error(`the search index: ${added.flat().join("\n")}`);
    const { files } = await index.getFiles();
    // Its own interface is not used.
    const wanted = files.filter(
      ({ path }) => !/(?:ui|component-ui|highlight|playground)[^/]*\.(?:js|css)$/.test(path),
    );
    return new Map(wanted.map(({ path, content }) => [`${FOLDER}/${path}`, content]));
  } finally {
    await index.deleteIndex();
    await pagefind.close();
  }
}
