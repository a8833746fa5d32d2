import { count, pageRange } from "../../src/site/format.ts";
import { pageMetadata } from "../../src/site/metadata.ts";
import { PATHS } from "../../src/site/model.ts";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";

export const data = {
  pagination: { data: "site.indexPages", size: 1 },
  permalink: PATHS.index,
};

/** Cases and organisations with the places that tell of them. */
export function render(pageData: PageData) {
  const context = contextOf(pageData);
  const { site, to } = context;
  const entries = site.index.flatMap((l) => l.entries);
  const cases = entries.filter((e) => e.locators.some((l) => l.kind === "case")).length;
  const metadata = pageMetadata(site, {
    title: "Index of cases and organisations",
    description: `${entries.length} cases and organisations told in the ${site.meta.title}, with their places and printed pages.`,
    path: PATHS.index,
  });
  return (
    <Page context={context} metadata={metadata} kind="index">
      <header class="page-head">
        <h1>Index of cases and organisations</h1>
        <p class="standfirst">
          {count(entries.length, "name")}, {cases} of them told as a case. Each link leads to the very place;
          the numbers are the printed pages.
        </p>
      </header>
      <nav class="index-letters" aria-label="Letters">
        <ul>
          {site.index.map(({ letter }) => (
            <li key={letter}>
              <a href={`#letter-${letter}`}>{letter}</a>
            </li>
          ))}
        </ul>
      </nav>
      {site.index.map(({ letter, entries }) => (
        <section key={letter} class="index-letter" aria-labelledby={`letter-${letter}`}>
          <h2 id={`letter-${letter}`}>{letter}</h2>
          <ul>
            {entries.map((entry) => (
              <li key={entry.id} id={entry.id}>
                <span class="index-name">{entry.name}</span>
                <ul>
                  {entry.locators.map(({ slug, id, kind, first, last }) => {
                    const view = site.article(slug);
                    return (
                      <li key={`${slug}#${id}`} data-part={view.article.part}>
                        <a href={to(`${view.path}#${id}`)}>{view.article.title}</a>
                        {kind === "case" && <span class="index-kind"> case</span>}
                        {first !== undefined && last !== undefined && (
                          <span class="index-page">
                            , {first === last ? "p." : "pp."}&nbsp;{pageRange({ first, last })}
                          </span>
                        )}
                      </li>
                    );
                  })}
                </ul>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}
