import { CATALOGUES, PATHS, type Site } from "../model.ts";
import { absoluteUrl } from "../urls.ts";
import { bookWork, type Work } from "./work.ts";

/** Media type of a Readium Web Publication Manifest. */
export const WEBPUB = "application/webpub+json";

interface Link {
  href: string;
  title?: string;
  type?: string;
  rel?: string;
  children?: Link[];
  [more: string]: unknown;
}

/** What reading apps are told of a work: the metadata of Readium's manifest, which OPDS 2.0 shares. */
export function publicationMetadata(work: Work): object {
  return {
    "@type": work.kind === "book" ? "http://schema.org/Book" : "http://schema.org/ScholarlyArticle",
    identifier: work.id,
    title: work.title,
    ...(work.subtitle && { subtitle: work.subtitle }),
    language: work.lang,
    author: work.authors.map((name) => ({ name })),
    publisher: { name: work.publisher },
    published: work.published,
    modified: work.updated.toISOString().replace(".000Z", "Z"),
    description: work.summary,
    subject: work.subjects.map(({ term, name }) => (term === name ? { name } : { name, code: term })),
    ...(work.pages !== undefined && { numberOfPages: work.pages }),
    ...(work.within && {
      belongsTo: {
        collection: { name: work.within.title, identifier: work.within.id, position: work.within.position },
      },
    }),
  };
}

/**
 * A Readium Web Publication Manifest of the site, so that reading apps can open the Atlas from its address. Addresses
 * are relative to the manifest, but for its own.
 */
export function renderWebpub(site: Site): string {
  const { meta, assets } = site;
  const work = bookWork(site);
  const here = (path: string) => (path === "/" ? "./" : path.slice(1));
  const page = (path: string, title: string): Link => ({ href: here(path), type: "text/html", title });
  const back = site.backPages.map((p) => page(p.path, p.title));
  const cover = site.bookCover && work.cover;
  const resources: Link[] = [
    ...(cover && site.bookCover
      ? [
          {
            rel: "cover",
            href: here(site.bookCover.path),
            type: cover.type,
            width: cover.width,
            height: cover.height,
          },
        ]
      : []),
    { href: here(assets.stylesheet), type: "text/css" },
    ...Object.values(assets.scripts).map((path) => ({ href: here(path), type: "text/javascript" })),
    ...[...assets.files.keys()]
      .filter((file) => file.endsWith(".woff2"))
      .sort()
      .map((href) => ({ href, type: "font/woff2" })),
    page(PATHS.about, "About"),
  ];
  return `${JSON.stringify(
    {
      "@context": "https://readium.org/webpub-manifest/context.jsonld",
      metadata: {
        ...publicationMetadata(work),
        readingProgression: "ltr",
        accessibility: {
          accessMode: ["textual", "visual"],
          accessModeSufficient: ["textual", ["textual", "visual"]],
          feature: [
            "alternativeText",
            "displayTransformability",
            "pageBreakMarkers",
            "pageNavigation",
            "readingOrder",
            "structuralNavigation",
            "tableOfContents",
          ],
          hazard: ["none"],
        },
      },
      links: [
        { rel: "self", type: WEBPUB, href: absoluteUrl(meta.url, CATALOGUES.webpub) },
        { rel: "license", type: "text/html", href: work.license.url },
        ...work.files.map((f) => ({ rel: "alternate", type: f.type, href: f.url })),
      ],
      readingOrder: [
        { ...page(PATHS.cover, meta.title), rel: "contents" },
        ...site.parts.flatMap((p) => [
          page(p.path, p.part.title),
          ...p.articles.map((a) => page(a.path, a.article.title)),
        ]),
        ...back,
      ],
      resources,
      toc: [
        ...site.parts.map((p) => ({
          href: here(p.path),
          title: p.part.title,
          children: p.articles.map((a) => ({
            href: here(a.path),
            title: a.article.title,
            children: a.document.headings
              .filter((h) => h.level === 2)
              .map((h) => ({ href: `${here(a.path)}#${h.id}`, title: h.text })),
          })),
        })),
        ...back.map(({ href, title }) => ({ href, title })),
      ],
      // Collection role of Readium's EPUB extension.
      pageList: site.articles.flatMap((a) =>
        a.breaks.map(({ page: folio }) => ({ href: `${here(a.path)}#page-${folio}`, title: String(folio) })),
      ),
    },
    null,
    1,
  )}\n`;
}
