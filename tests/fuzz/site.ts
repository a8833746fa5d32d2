import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { VNode } from "preact";
import type { PageMap } from "../../src/atlas/page-map.ts";
import type { Content } from "../../src/build/build.ts";
import { siteInput } from "../../src/build/build.ts";
import type { Site } from "../../src/site/model.ts";
import { htmlPage } from "../../src/site/tsx-templates.ts";
import { makeSite } from "../site/fixture.ts";

interface Template {
  data: {
    permalink: string | ((data: Record<string, unknown>) => string);
    pagination?: { data: string; alias?: string };
  };
  render(data: Record<string, unknown>): string | VNode;
}

const TEMPLATES = resolve("templates/web");
const templates: Template[] = await Promise.all(
  (await readdir(TEMPLATES)).filter((f) => f.endsWith(".11ty.tsx")).map((f) => import(`${TEMPLATES}/${f}`)),
);

/** Every article of the content on one printed page after the other, with all downloads. */
export function siteOf(content: Content, problems: string[] = []): Site {
  const pageMap: PageMap = {};
  const downloads = new Map<string, number>();
  content.atlas.articles.forEach(({ slug }, i) => {
    pageMap[slug] = {
      first: 2 * i + 3,
      last: 2 * i + 4,
      breaks: [{ page: 2 * i + 3, id: "top", offset: 0 }],
    };
    for (const ending of ["pdf", "epub", "png"]) downloads.set(`downloads/articles/${slug}.${ending}`, 1000);
  });
  for (const ending of ["pdf", "epub", "png"])
    downloads.set(`downloads/atlas-of-social-innovation.${ending}`, 1000);
  return makeSite(siteInput(content, "build", pageMap, downloads), problems);
}

/** All that Eleventy would write, by site path: the templates are run as it runs them, but in this process. */
export function pagesOf(site: Site): Map<string, string> {
  const files = new Map<string, string>();
  for (const { data, render } of templates) {
    const { pagination, permalink } = data;
    const items = pagination
      ? (site[pagination.data.replace("site.", "") as keyof Site] as string[])
      : [undefined];
    for (const item of items) {
      const page: Record<string, unknown> = {
        site,
        ...(pagination?.alias ? { [pagination.alias]: item } : {}),
      };
      const url = typeof permalink === "string" ? permalink : permalink(page);
      const content = render({ ...page, page: { url } });
      files.set(url, typeof content === "string" ? content : htmlPage(content));
    }
  }
  return files;
}
