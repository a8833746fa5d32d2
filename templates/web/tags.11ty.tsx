import { pageMetadata } from "../../src/site/metadata.ts";
import { PATHS, type TagView } from "../../src/site/model.ts";
import type { Context, PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";

export const data = { permalink: PATHS.tags };

function TagIndex({
  context: { to },
  id,
  title,
  tags,
}: {
  context: Context;
  id: string;
  title: string;
  tags: TagView[];
}) {
  return (
    <section class="tag-index" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <dl>
        {tags.map((tag) => (
          <div key={tag.id}>
            <dt>{tag.articles.length > 0 ? <a href={to(tag.path)}>{tag.name}</a> : tag.name}</dt>
            <dd>
              {tag.articles.length === 0 && <span class="none">no article yet</span>}
              {tag.articles.map((view, i) => (
                <span key={view.path}>
                  {i > 0 && ", "}
                  <a href={to(view.path)} data-part={view.article.part}>
                    {view.article.title}
                  </a>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** All policy fields and regions, as the index of a book has them. */
export function render(pageData: PageData) {
  const context = contextOf(pageData);
  const { site } = context;
  const metadata = pageMetadata(site, {
    title: "Fields and regions",
    description: `The articles of the ${site.meta.title} by policy field and by region of the world.`,
    path: PATHS.tags,
  });
  return (
    <Page context={context} metadata={metadata} kind="tags">
      <header class="page-head">
        <h1>Fields and regions</h1>
        <p class="standfirst">
          The seven policy fields and thirteen world regions of the SI-DRIVE mapping, with the articles that
          deal with them.
        </p>
      </header>
      <TagIndex context={context} id="fields" title="Policy fields" tags={site.fields} />
      <TagIndex context={context} id="regions" title="World regions" tags={site.regions} />
    </Page>
  );
}
