import { FEED_FILES, type FeedFormat } from "../../src/site/feeds/feed.ts";
import { pageMetadata } from "../../src/site/metadata.ts";
import { PATHS } from "../../src/site/model.ts";
import { absoluteUrl } from "../../src/site/urls.ts";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";

export const data = { permalink: PATHS.feeds };

/** What a feed is for, and all of them. */
export function render(pageData: PageData) {
  const context = contextOf(pageData);
  const { site, to } = context;
  const formats = Object.keys(FEED_FILES) as FeedFormat[];
  const rows = [
    { name: "The whole Atlas", folder: "/", part: undefined },
    ...site.parts.map((p) => ({ name: p.part.title, folder: p.path, part: p.part.id })),
  ];
  const metadata = pageMetadata(site, {
    title: "Feeds",
    description: `New and changed articles of the ${site.meta.title} as RSS, Atom and JSON Feed, whole text with the offprint attached.`,
    path: PATHS.feeds,
  });
  return (
    <Page context={context} metadata={metadata} kind="feeds">
      <header class="page-head">
        <h1>Feeds</h1>
        <p class="standfirst">
          A feed tells a feed reader, a library system or a program of your own when an article is new or has
          changed.
        </p>
      </header>
      <div class="prose">
        <p>
          Each entry has the whole text with its notes and references, the policy fields and regions as
          categories, the dates of publication and last change, and the offprint in PDF as its enclosure where
          one has been printed. An entry keeps its identifier even if the Atlas moves to another address, so
          that nothing shows up twice.
        </p>
        <p>
          Give your feed reader the address of this site and it will find the feeds by itself, or copy one
          from the table. The three formats hold the same; take the one your program prefers.
        </p>
      </div>
      <section class="table-scroll" tabindex={0} aria-label="Feeds">
        <table class="feed-table">
          <thead>
            <tr>
              <th scope="col">Feed</th>
              {formats.map((format) => (
                <th key={format} scope="col">
                  {FEED_FILES[format].name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.folder} data-part={row.part}>
                <th scope="row">{row.name}</th>
                {formats.map((format) => (
                  <td key={format}>
                    <a href={to(`${row.folder}${FEED_FILES[format].file}`)} type={FEED_FILES[format].type}>
                      {FEED_FILES[format].file}
                      <span class="visually-hidden">: {row.name}</span>
                    </a>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="address">
        The main feed: <code>{absoluteUrl(site.meta.url, "/feed.xml")}</code>
      </p>
    </Page>
  );
}
