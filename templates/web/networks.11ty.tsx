import { pageMetadata } from "../../src/site/metadata.ts";
import { PATHS } from "../../src/site/model.ts";
import { NetworksList } from "../shared/back-matter.tsx";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";

export const data = {
  pagination: { data: "site.networksPages", size: 1 },
  permalink: PATHS.networks,
};

/** Networks, projects and congresses of the field. */
export function render(pageData: PageData) {
  const context = contextOf(pageData);
  const { site, to } = context;
  const metadata = pageMetadata(site, {
    title: "Networks and initiatives",
    description: "Networks, research projects, congresses and declarations of social innovation research.",
    path: PATHS.networks,
  });
  return (
    <Page context={context} metadata={metadata} kind="networks">
      <header class="page-head">
        <h1>Networks and initiatives</h1>
        <p class="standfirst">
          Who has carried research on social innovation, and policy for it: networks, projects, congresses and
          declarations, with the public pages that say so.
        </p>
      </header>
      <div class="networks">
        <NetworksList networks={site.input.backMatter.networks} target="web" to={to} />
      </div>
    </Page>
  );
}
