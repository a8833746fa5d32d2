import { offlineMetadata } from "../../src/site/metadata.ts";
import { PATHS } from "../../src/site/model.ts";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";

export const data = { permalink: PATHS.offline };

/** Shown by the service worker for a page that is not on the device; src/reader/offline/page.ts lists what is. */
export function render(pageData: PageData) {
  const context = contextOf(pageData);
  const { site, to } = context;
  return (
    <Page context={context} metadata={offlineMetadata(site)} kind="offline">
      <header class="page-head">
        <p class="label">Offline</p>
        <h1>What is at hand</h1>
        <p class="standfirst">
          Without a connection only what has been kept or visited can be read. Everything else is there again
          as soon as you are connected.
        </p>
        <p id="offline-again" />
      </header>
      <div id="offline-kept">
        <p>
          <a href={to(PATHS.cover)}>The cover</a> leads to all articles.
        </p>
      </div>
      <p class="scripted">
        <button type="button" class="button" data-command="keep" aria-haspopup="dialog">
          What is kept
        </button>
      </p>
    </Page>
  );
}
