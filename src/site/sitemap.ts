import { changed, PATHS, type Site } from "./model.ts";
import { absoluteUrl, rootUrl } from "./urls.ts";
import { xml, xmlDocument } from "./xml.ts";

/** Site paths of all pages that are to be found, each with the day of its last change. */
export function sitePages(site: Site): { path: string; changed: string }[] {
  const all = site.lastChange();
  return [
    { path: PATHS.cover, changed: all },
    ...site.articles.map((a) => ({ path: a.path, changed: changed(a) })),
    ...site.parts.map((p) => ({ path: p.path, changed: site.lastChange(p.articles) })),
    ...[
      PATHS.about,
      ...new Set([PATHS.references, ...site.backPages.map((p) => p.path)]),
      PATHS.downloads,
      PATHS.tags,
      PATHS.feeds,
    ].map((path) => ({ path, changed: all })),
    ...site.usedTags.map((t) => ({ path: t.path, changed: site.lastChange(t.articles) })),
  ];
}

/** A sitemap (https://www.sitemaps.org/protocol.html). */
export function renderSitemap(site: Site): string {
  return xmlDocument(
    xml(
      "urlset",
      { xmlns: "http://www.sitemaps.org/schemas/sitemap/0.9" },
      sitePages(site).map((page) =>
        xml(
          "url",
          {},
          xml("loc", {}, absoluteUrl(site.meta.url, page.path)),
          xml("lastmod", {}, page.changed),
        ),
      ),
    ),
  );
}

/** Everyone may read everything (RFC 9309). */
export function renderRobots(site: Site): string {
  return `User-agent: *\nDisallow:\n\nSitemap: ${absoluteUrl(site.meta.url, "/sitemap.xml")}\n`;
}

/** The web application manifest; its addresses are relative to itself. */
export function renderManifest(site: Site): string {
  return `${JSON.stringify(
    {
      name: site.byline,
      short_name: site.meta.title,
      description: site.meta.description,
      lang: site.meta.lang,
      dir: "ltr",
      // Counted from the host's root, unlike the addresses below: several atlases may live on one host.
      id: rootUrl(site.meta.url, "/"),
      start_url: "./",
      scope: "./",
      display: "standalone",
      display_override: ["minimal-ui", "standalone"],
      categories: ["books", "education"],
      background_color: "#fffdf8",
      theme_color: "#fffdf8",
      icons: site.assets.icons
        .filter((i) => i.sizes !== "180x180")
        .map(({ path, sizes, type, purpose }) => ({ src: path.slice(1), sizes, type, purpose })),
      shortcuts: [
        { name: "Fields and regions", url: PATHS.tags.slice(1) },
        { name: "Downloads", url: PATHS.downloads.slice(1) },
        { name: "What is kept offline", url: PATHS.offline.slice(1) },
      ],
    },
    null,
    1,
  )}\n`;
}
