import { dateToRfc3339 } from "@11ty/eleventy-plugin-rss";
import { cleanText } from "../xml.ts";
import type { Feed, FeedEntry } from "./feed.ts";

const item = (e: FeedEntry) => ({
  id: e.id,
  url: e.url,
  title: e.title,
  summary: e.summary,
  content_html: cleanText(e.content),
  image: e.image,
  date_published: dateToRfc3339(e.published),
  date_modified: dateToRfc3339(e.updated),
  language: e.lang,
  authors: e.authors.length > 0 ? e.authors.map((name) => ({ name })) : undefined,
  tags: e.categories,
  attachments: e.enclosure && [
    { url: e.enclosure.url, mime_type: e.enclosure.type, size_in_bytes: e.enclosure.bytes, title: e.title },
  ],
});

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function renderJsonFeed(feed: Feed): string {
  return `${JSON.stringify(
    {
      version: "https://jsonfeed.org/version/1.1",
      title: feed.title,
      home_page_url: feed.home,
      feed_url: feed.self.json,
      description: feed.description,
      icon: feed.icon,
      language: feed.lang,
      authors: [{ name: feed.publisher }],
      items: feed.entries.map(item),
    },
    null,
    1,
  )}\n`;
}
