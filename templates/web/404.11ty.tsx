import { notFoundMetadata } from "../../src/site/metadata.ts";
import { PATHS } from "../../src/site/model.ts";
import type { Context, PageData } from "./components/context.ts";
import { Page } from "./components/page.tsx";
import { ContentsList } from "./components/parts.tsx";

export const data = { permalink: PATHS.notFound };

/** Served for any address that leads nowhere, at any depth: its links start at the root of the host. */
export function render({ site, page }: PageData) {
  const context: Context = { site, url: page.url, to: (path) => site.fromRoot(path) };
  return (
    <Page context={context} metadata={notFoundMetadata(site)} kind="not-found">
      <header class="page-head">
        <p class="label">404</p>
        <h1>Off the map</h1>
        <p class="standfirst">
          There is no page at this address. It may have been mistyped, or the page may never have been here:
          addresses of articles do not change.
        </p>
      </header>
      {site.parts.map((view) => (
        <section
          key={view.path}
          class="contents-part"
          data-part={view.part.id}
          aria-labelledby={`part-${view.part.id}`}
        >
          <div class="contents-head">
            <h2 id={`part-${view.part.id}`}>
              <a href={context.to(view.path)}>{view.part.title}</a>
            </h2>
          </div>
          <ContentsList context={context} articles={view.articles} />
        </section>
      ))}
    </Page>
  );
}
