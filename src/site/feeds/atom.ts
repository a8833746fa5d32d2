import { dateToRfc3339 } from "@11ty/eleventy-plugin-rss";
import { xml, xmlDocument } from "../xml.ts";
import type { Feed, FeedEntry } from "./feed.ts";

const person = (name: string) => xml("author", {}, xml("name", {}, name));

function entry(feed: Feed, e: FeedEntry) {
  return xml(
    "entry",
    { "xml:lang": e.lang },
    xml("id", {}, e.id),
    xml("title", {}, e.title),
    xml("link", { rel: "alternate", type: "text/html", href: e.url }),
    e.enclosure &&
      xml("link", {
        rel: "enclosure",
        type: e.enclosure.type,
        href: e.enclosure.url,
        length: e.enclosure.bytes,
        title: e.title,
      }),
    xml("published", {}, dateToRfc3339(e.published)),
    xml("updated", {}, dateToRfc3339(e.updated)),
    (e.authors.length > 0 ? e.authors : [feed.publisher]).map(person),
    e.categories.map((term) => xml("category", { term })),
    xml("rights", {}, e.rights),
    xml("summary", {}, e.summary),
    xml("content", { type: "html" }, e.content),
  );
}

/** Atom 1.0 (RFC 4287). */
export function renderAtom(feed: Feed): string {
  return xmlDocument(
    xml(
      "feed",
      { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": feed.lang },
      xml("id", {}, feed.id),
      xml("title", {}, feed.title),
      xml("subtitle", {}, feed.description),
      xml("link", { rel: "self", type: "application/atom+xml", href: feed.self.atom }),
      xml("link", { rel: "alternate", type: "text/html", href: feed.home }),
      xml("updated", {}, dateToRfc3339(feed.updated)),
      xml("author", {}, xml("name", {}, feed.publisher), xml("email", {}, feed.email)),
      xml("icon", {}, feed.icon),
      xml("rights", {}, feed.rights),
      feed.entries.map((e) => entry(feed, e)),
    ),
  );
}
