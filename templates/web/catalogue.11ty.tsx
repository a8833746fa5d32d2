import { renderOnix } from "../../src/site/catalogues/onix.ts";
import { renderOpds1 } from "../../src/site/catalogues/opds1.ts";
import { renderOpds2 } from "../../src/site/catalogues/opds2.ts";
import { renderWebpub } from "../../src/site/catalogues/webpub.ts";
import { CATALOGUES, type Site } from "../../src/site/model.ts";

export const data = {
  pagination: { data: "site.cataloguePaths", size: 1, alias: "path" },
  permalink: ({ path }: { path: string }) => path,
};

/** OPDS 1.2 and 2.0, Readium's manifest and ONIX; OPDS 1.2 of each part too. */
export function render({ site, path }: { site: Site; path: string }) {
  switch (path) {
    case CATALOGUES.opds2:
      return renderOpds2(site);
    case CATALOGUES.webpub:
      return renderWebpub(site);
    case CATALOGUES.onix:
      return renderOnix(site);
    default:
      return renderOpds1(
        site,
        site.parts.find((p) => path.startsWith(p.path)),
      );
  }
}
