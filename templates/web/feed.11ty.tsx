import { renderAtom } from "../../src/site/feeds/atom.ts";
import { FEED_FILES, type FeedFormat, makeFeed } from "../../src/site/feeds/feed.ts";
import { renderJsonFeed } from "../../src/site/feeds/json.ts";
import { renderRss } from "../../src/site/feeds/rss.ts";
import { partPath, type Site } from "../../src/site/model.ts";

/** One of `Site.feedIds`: the slug of a part, or nothing for the whole Atlas, and a format. */
const parse = (id: string) => {
  const [part, format] = id.split(":");
  return { part: part!, format: format as FeedFormat };
};

export const data = {
  pagination: { data: "site.feedIds", size: 1, alias: "feed" },
  permalink: ({ feed }: { feed: string }) => {
    const { part, format } = parse(feed);
    return `${part ? partPath(part) : "/"}${FEED_FILES[format].file}`;
  },
};

const WRITERS = { rss: renderRss, atom: renderAtom, json: renderJsonFeed };

/** `feed.xml`, `atom.xml` and `feed.json`, of the whole and of each part. */
export function render({ site, feed }: { site: Site; feed: string }) {
  const { part, format } = parse(feed);
  return WRITERS[format](makeFeed(site, part ? site.part(part) : undefined));
}
