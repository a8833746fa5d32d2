import { dateToRfc822, dateToRfc3339 } from "@11ty/eleventy-plugin-rss";
import { escapeHtml } from "../../markdown/html.ts";
import { xml, xmlDocument } from "../xml.ts";
import type { Feed, FeedEntry } from "./feed.ts";

function item(feed: Feed, e: FeedEntry) {
  const creators = e.authors.length > 0 ? e.authors : [feed.publisher];
  return xml(
    "item",
    {},
    xml("title", {}, e.title),
    xml("link", {}, e.url),
    xml("guid", { isPermaLink: "false" }, e.id),
    xml("pubDate", {}, dateToRfc822(e.published)),
    xml("atom:updated", {}, dateToRfc3339(e.updated)),
    creators.map((name) => xml("dc:creator", {}, name)),
    xml("dc:language", {}, e.lang),
    xml("dc:rights", {}, e.rights),
    e.categories.map((name) => xml("category", {}, name)),
    // Readers take it for HTML, in which the text has to be text.
    xml("description", {}, escapeHtml(e.summary)),
    xml("content:encoded", {}, e.content),
    e.enclosure &&
      xml("enclosure", { url: e.enclosure.url, length: e.enclosure.bytes, type: e.enclosure.type }),
  );
}

/** RSS 2.0 (https://www.rssboard.org/rss-specification) with the content, Dublin Core and Atom modules. */
export function renderRss(feed: Feed): string {
  return xmlDocument(
    xml(
      "rss",
      {
        version: "2.0",
        "xmlns:atom": "http://www.w3.org/2005/Atom",
        "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
      },
      xml(
        "channel",
        {},
        xml("title", {}, feed.title),
        xml("link", {}, feed.home),
        xml("atom:link", { href: feed.self.rss, rel: "self", type: "application/rss+xml" }),
        xml("description", {}, feed.description),
        xml("language", {}, feed.lang),
        xml("copyright", {}, feed.rights),
        xml("managingEditor", {}, `${feed.email} (${feed.publisher})`),
        xml("lastBuildDate", {}, dateToRfc822(feed.updated)),
        xml("image", {}, xml("url", {}, feed.icon), xml("title", {}, feed.title), xml("link", {}, feed.home)),
        feed.entries.map((e) => item(feed, e)),
      ),
    ),
  );
}
