import { joinNames } from "../../src/site/format.ts";
import { pageMetadata } from "../../src/site/metadata.ts";
import { PATHS, tagPath } from "../../src/site/model.ts";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";
import { Entries, Locator } from "./components/parts.tsx";

export const data = {
  pagination: { data: "site.tagIds", size: 1, alias: "tag" },
  permalink: ({ tag }: { tag: string }) => tagPath(tag),
};

/** A policy field or a region with its articles. */
export function render(pageData: PageData & { tag: string }) {
  const context = contextOf(pageData);
  const { site, to } = context;
  const view = site.tag(pageData.tag);
  const kind = view.kind === "field" ? "Policy field" : "World region";
  const titles = joinNames(view.articles.map((a) => a.article.title));
  const metadata = pageMetadata(site, {
    title: view.name,
    description: `${view.name} in the ${site.meta.title}: ${titles}.`,
    path: view.path,
    parent: { name: "Fields and regions", path: PATHS.tags },
  });
  return (
    <Page context={context} metadata={metadata} kind="tag">
      <header class="page-head">
        <Locator site={site} here={view.articles} />
        <p class="label">
          <a href={to(PATHS.tags)}>{kind}</a>
        </p>
        <h1>{view.name}</h1>
      </header>
      <Entries context={context} articles={view.articles} showPart />
    </Page>
  );
}
