import { pageMetadata } from "../../src/site/metadata.ts";
import { PATHS } from "../../src/site/model.ts";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";

export const data = { permalink: PATHS.notes };

/** The reader's own notes. They are on the device: the page has only the place for them. */
export function render(pageData: PageData) {
  const context = contextOf(pageData);
  const { site } = context;
  const metadata = pageMetadata(site, {
    title: "Notes",
    description: `Your bookmarks, highlights and notes in the ${site.meta.title}, kept in this browser alone.`,
    path: PATHS.notes,
  });
  return (
    <Page context={context} metadata={{ ...metadata, robots: "noindex", jsonLd: [], tags: [] }} kind="notes">
      <header class="page-head">
        <h1>Notes</h1>
        <p class="standfirst">
          Your bookmarks, highlights and notes. They are kept in this browser and sent to nobody: who clears
          the browser’s data loses them, unless they have been exported.
        </p>
      </header>
      <noscript>
        <p>Notes need scripts, which this browser does not run.</p>
      </noscript>
      <div id="notes" class="scripted scripted-page" />
    </Page>
  );
}
