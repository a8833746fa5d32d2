import { dateToRfc3339 } from "@11ty/eleventy-plugin-rss";
import { stableId } from "../identity.ts";
import { CATALOGUES, type PartView, type Site } from "../model.ts";
import { absoluteUrl } from "../urls.ts";
import { type Xml, xml, xmlDocument } from "../xml.ts";
import { articleWork, bookWork, type Work } from "./work.ts";

/** Media types of the catalogue feeds (OPDS 1.2, 2). */
export const OPDS1 = "application/atom+xml;profile=opds-catalog;kind=acquisition";
export const OPDS2 = "application/opds+json";

/** Link relations (OPDS 1.2, 5.4 and 6). */
const REL = "http://opds-spec.org";

function entry(work: Work): Xml {
  return xml(
    "entry",
    { "xml:lang": work.lang },
    xml("id", {}, work.id),
    xml("title", {}, work.title),
    xml("updated", {}, dateToRfc3339(work.updated)),
    work.authors.map((name) => xml("author", {}, xml("name", {}, name))),
    xml("dc:language", {}, work.lang),
    xml("dc:publisher", {}, work.publisher),
    xml("dc:issued", {}, work.published),
    work.pages !== undefined && xml("dc:extent", {}, `${work.pages} pages`),
    work.within && xml("dc:isPartOf", {}, work.within.id),
    work.subjects.map(({ term, name }) => xml("category", { term, label: name })),
    xml("rights", {}, `${work.license.name}, ${work.license.url}`),
    xml("summary", {}, work.summary),
    work.subtitle !== undefined && xml("content", { type: "text" }, work.subtitle),
    work.cover && [
      xml("link", { rel: `${REL}/image`, type: work.cover.type, href: work.cover.url }),
      xml("link", { rel: `${REL}/image/thumbnail`, type: work.cover.type, href: work.cover.url }),
    ],
    xml("link", { rel: "alternate", type: "text/html", href: work.home }),
    work.files.map((f) =>
      xml("link", { rel: `${REL}/acquisition/open-access`, type: f.type, href: f.url, length: f.bytes }),
    ),
  );
}

/** Nobody can take a work of which no file was made. */
export const available = (work: Work) => work.files.length > 0;

/**
 * An acquisition feed of OPDS 1.2: the book and all articles, or the articles of a part. The parts are facets of the
 * whole.
 */
export function renderOpds1(site: Site, part?: PartView): string {
  const { meta } = site;
  const at = (path: string) => absoluteUrl(meta.url, path);
  const articles = part?.articles ?? site.articles;
  const works = [...(part ? [] : [bookWork(site)]), ...articles.map((a) => articleWork(site, a))].filter(
    available,
  );
  const self = part ? `${part.path}opds.xml` : CATALOGUES.opds1;
  const facets = [
    { title: "All", path: CATALOGUES.opds1 as string, count: site.articles.length, active: !part },
  ].concat(
    site.parts.map((p) => ({
      title: p.part.title,
      path: `${p.path}opds.xml`,
      count: p.articles.length,
      active: p === part,
    })),
  );
  return xmlDocument(
    xml(
      "feed",
      {
        xmlns: "http://www.w3.org/2005/Atom",
        "xmlns:dc": "http://purl.org/dc/terms/",
        "xmlns:opds": "http://opds-spec.org/2010/catalog",
        "xmlns:thr": "http://purl.org/syndication/thread/1.0",
        "xml:lang": meta.lang,
      },
      xml("id", {}, stableId(meta.id, part ? `opds/${part.part.slug}` : "opds")),
      xml("title", {}, part ? `${part.part.title} · ${site.byline}` : site.byline),
      xml("subtitle", {}, part?.part.summary ?? meta.description),
      xml("updated", {}, dateToRfc3339(new Date(`${site.lastChange(articles)}T00:00:00Z`))),
      xml(
        "author",
        {},
        xml("name", {}, meta.publisher),
        xml("uri", {}, meta.url),
        xml("email", {}, meta.email),
      ),
      xml("icon", {}, at(site.assets.icons.find((i) => i.sizes === "144x144")!.path)),
      xml("link", { rel: "self", type: OPDS1, href: at(self) }),
      xml("link", { rel: "start", type: OPDS1, href: at(CATALOGUES.opds1) }),
      part && xml("link", { rel: "up", type: OPDS1, href: at(CATALOGUES.opds1) }),
      xml("link", { rel: "alternate", type: "text/html", href: at(part?.path ?? "/") }),
      !part && xml("link", { rel: "alternate", type: OPDS2, href: at(CATALOGUES.opds2) }),
      facets.map((f) =>
        xml("link", {
          rel: `${REL}/facet`,
          type: OPDS1,
          href: at(f.path),
          title: f.title,
          "opds:facetGroup": "Part",
          "opds:activeFacet": f.active ? "true" : undefined,
          "thr:count": f.count,
        }),
      ),
      works.map(entry),
    ),
  );
}
