import { FEED_FILES, type FeedFormat } from "../../src/site/feeds/feed.ts";
import { roman } from "../../src/site/format.ts";
import { pageMetadata } from "../../src/site/metadata.ts";
import { partPath } from "../../src/site/model.ts";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";
import { Entries, Locator } from "./components/parts.tsx";

export const data = {
  pagination: { data: "site.partSlugs", size: 1, alias: "slug" },
  permalink: ({ slug }: { slug: string }) => partPath(slug),
};

/** A part with all its articles. */
export function render(pageData: PageData & { slug: string }) {
  const context = contextOf(pageData);
  const { site, to } = context;
  const view = site.part(pageData.slug);
  const { part, path } = view;
  const introduction = site.input.backMatter.introductions.get(part.id);
  const metadata = pageMetadata(site, { title: part.title, description: part.summary, path, part: view });
  return (
    <Page context={context} metadata={metadata} kind="part" part={part.id}>
      <header class="page-head">
        <Locator site={site} here={view.articles} />
        <p class="label">Part {roman(part.number)}</p>
        <h1>{part.title}</h1>
        <p class="standfirst">{part.summary}</p>
      </header>
      {introduction && (
        <div class="prose" dangerouslySetInnerHTML={{ __html: introduction.render("web", to) }} />
      )}
      <Entries context={context} articles={view.articles} />
      <p class="page-foot">
        Follow this part by feed:{" "}
        {(Object.keys(FEED_FILES) as FeedFormat[]).map((format, i) => (
          <span key={format}>
            {i > 0 && ", "}
            <a href={to(`${path}${FEED_FILES[format].file}`)}>{FEED_FILES[format].name}</a>
          </span>
        ))}
        .
      </p>
    </Page>
  );
}
