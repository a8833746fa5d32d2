import type { Site } from "../../src/site/model.ts";
import { renderSitemap } from "../../src/site/sitemap.ts";

export const data = { permalink: "/sitemap.xml" };

export function render({ site }: { site: Site }) {
  return renderSitemap(site);
}
