import type { Site } from "../../src/site/model.ts";
import { renderManifest } from "../../src/site/sitemap.ts";

export const data = { permalink: "/manifest.json" };

export function render({ site }: { site: Site }) {
  return renderManifest(site);
}
