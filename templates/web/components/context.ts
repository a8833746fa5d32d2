import type { Site } from "../../../src/site/model.ts";

/** What every template gets: the site, the page's own path, and the way from here to any site path. */
export interface Context {
  site: Site;
  url: string;
  to: (path: string) => string;
}

/** What Eleventy hands to a template. */
export interface PageData {
  site: Site;
  page: { url: string };
}
