import { pageMetadata } from "../../src/site/metadata.ts";
import { PATHS } from "../../src/site/model.ts";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";

export const data = { permalink: PATHS.selection };

/** The reader's own selection, or one that somebody has shared; src/reader/selection/page.ts fills it. */
export function render(pageData: PageData) {
  const context = contextOf(pageData);
  const { site, to } = context;
  const metadata = pageMetadata(site, {
    title: "My selection",
    description: `Articles of the ${site.meta.title} that a reader has picked, as one PDF.`,
    path: PATHS.selection,
  });
  return (
    <Page
      context={context}
      metadata={{ ...metadata, robots: "noindex", jsonLd: [], tags: [] }}
      kind="selection"
    >
      <header class="page-head">
        <h1>My selection</h1>
        <p class="standfirst">
          Articles picked from the Atlas, in an order of one’s own, as one PDF: with cover and contents, and
          with the page numbers of the book, so that they can be cited.
        </p>
      </header>
      <section class="selection scripted scripted-page" aria-label="Articles" />
      <div class="selection-without prose">
        <p>
          This page puts the PDF together in your browser, and for that it needs JavaScript, which is switched
          off here or did not arrive. Every article is also there as a PDF of its own, and all of them as the
          book: <a href={to(PATHS.downloads)}>downloads</a>.
        </p>
      </div>
    </Page>
  );
}
