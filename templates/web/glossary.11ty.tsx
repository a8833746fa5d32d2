import { count } from "../../src/site/format.ts";
import { pageMetadata } from "../../src/site/metadata.ts";
import { PATHS } from "../../src/site/model.ts";
import { GlossaryList } from "../shared/back-matter.tsx";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";

export const data = {
  pagination: { data: "site.glossaryPages", size: 1 },
  permalink: PATHS.glossary,
};

/** The terms of the book, where the articles' first use of each leads to. */
export function render(pageData: PageData) {
  const context = contextOf(pageData);
  const { site, to } = context;
  const { glossary } = site.input.backMatter;
  const metadata = pageMetadata(site, {
    title: "Glossary",
    description: `${count(glossary.length, "term")} of the ${site.meta.title}, each defined once.`,
    path: PATHS.glossary,
  });
  return (
    <Page context={context} metadata={metadata} kind="glossary">
      <header class="page-head">
        <h1>Glossary</h1>
        <p class="standfirst">
          {count(glossary.length, "term")}, each defined once. In the articles the first use of a term leads
          here.
        </p>
      </header>
      <GlossaryList glossary={glossary} target="web" to={to} />
    </Page>
  );
}
