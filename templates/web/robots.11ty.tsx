import type { Site } from "../../src/site/model.ts";
import { renderRobots } from "../../src/site/sitemap.ts";

export const data = { permalink: "/robots.txt" };

export function render({ site }: { site: Site }) {
  return renderRobots(site);
}
