import { CATALOGUES, type Site } from "../model.ts";
import { absoluteUrl } from "../urls.ts";
import { available, OPDS1, OPDS2 } from "./opds1.ts";
import { publicationMetadata, WEBPUB } from "./webpub.ts";
import { articleWork, bookWork, type Work } from "./work.ts";

function publication(site: Site, work: Work): object {
  return {
    metadata: publicationMetadata(work),
    links: [
      ...(work.kind === "book"
        ? [{ rel: "alternate", type: WEBPUB, href: absoluteUrl(site.meta.url, CATALOGUES.webpub) }]
        : []),
      { rel: "alternate", type: "text/html", href: work.home },
      { rel: "license", type: "text/html", href: work.license.url },
      ...work.files.map((f) => ({
        rel: "http://opds-spec.org/acquisition/open-access",
        type: f.type,
        href: f.url,
        size: f.bytes,
      })),
    ],
    ...(work.cover && {
      images: [
        { href: work.cover.url, type: work.cover.type, width: work.cover.width, height: work.cover.height },
      ],
    }),
  };
}

/** An OPDS 2.0 feed: the book, and the articles in a group for each part. */
export function renderOpds2(site: Site): string {
  const { meta } = site;
  const at = (path: string) => absoluteUrl(meta.url, path);
  const groups = site.parts
    .map(({ part, articles }) => ({
      part,
      works: articles.map((a) => articleWork(site, a)).filter(available),
    }))
    .filter(({ works }) => works.length > 0);
  return `${JSON.stringify(
    {
      metadata: {
        title: site.byline,
        subtitle: meta.subtitle,
        modified: `${site.lastChange()}T00:00:00Z`,
        numberOfItems: 1 + groups.reduce((n, g) => n + g.works.length, 0),
      },
      links: [
        { rel: "self", type: OPDS2, href: at(CATALOGUES.opds2) },
        { rel: "alternate", type: OPDS1, href: at(CATALOGUES.opds1) },
        { rel: "alternate", type: "text/html", href: meta.url },
      ],
      publications: [publication(site, bookWork(site))],
      groups: groups.map(({ part, works }) => ({
        metadata: { title: part.title, numberOfItems: works.length },
        publications: works.map((work) => publication(site, work)),
      })),
    },
    null,
    1,
  )}\n`;
}
