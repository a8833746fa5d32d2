import { count } from "../../src/site/format.ts";
import { pageMetadata } from "../../src/site/metadata.ts";
import { PATHS } from "../../src/site/model.ts";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";

export const data = { permalink: PATHS.references };

/** All works cited anywhere in the book, with the articles that cite them. */
export function render(pageData: PageData) {
  const context = contextOf(pageData);
  const { site, to } = context;
  const metadata = pageMetadata(site, {
    title: "References",
    description: `The ${count(site.works.length, "work")} cited in the ${site.meta.title}, with the articles that cite them.`,
    path: PATHS.references,
  });
  return (
    <Page context={context} metadata={metadata} kind="references">
      <header class="page-head">
        <h1>References</h1>
        <p class="standfirst">
          The {count(site.works.length, "work")} cited in this book. Under each stand the articles that cite
          it and the public page where its authors, year and title were confirmed.
        </p>
      </header>
      <ul class="bibliography">
        {site.works.map((work) => (
          <li key={work.key} id={work.id}>
            <p dangerouslySetInnerHTML={{ __html: work.html }} />
            <p class="cited-by">
              Cited in{" "}
              {work.citedBy.map((view, i) => (
                <span key={view.path}>
                  {i > 0 && ", "}
                  <a href={to(`${view.path}#${work.id}`)} data-part={view.article.part}>
                    {view.article.title}
                  </a>
                </span>
              ))}
              {work.confirmed && (
                <>
                  <span class="sep"> · </span>
                  <a class="confirmed" href={work.confirmed}>
                    confirmed at {new URL(work.confirmed).hostname.replace(/^www\./, "")}
                  </a>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
