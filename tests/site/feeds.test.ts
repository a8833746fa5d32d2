import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { expect, test } from "vitest";
import { renderAtom } from "../../src/site/feeds/atom.ts";
import { makeFeed } from "../../src/site/feeds/feed.ts";
import { renderJsonFeed } from "../../src/site/feeds/json.ts";
import { renderRss } from "../../src/site/feeds/rss.ts";
import { stableId } from "../../src/site/identity.ts";
import { cleanText, escapeXml } from "../../src/site/xml.ts";
import { META, makeSite } from "./fixture.ts";

const site = makeSite();
const feed = makeFeed(site);

test("newest change first, then the order of the book", () => {
  expect(feed.entries.map((e) => e.url.split("/").at(-2))).toEqual(["work", "scaling", "care"]);
  expect(feed.updated.toISOString()).toBe("2027-01-05T00:00:00.000Z");
});

test("RSS 2.0 reads back whole", () => {
  const rss = parseRssFeed(renderRss(feed));
  expect(rss.title).toBe("Atlas of Social Innovation, Reader edition");
  expect(rss.link).toBe("https://host.example/atlas/");
  expect(rss.language).toBe("en-GB");
  expect(rss.atom?.links?.[0]).toMatchObject({ href: "https://host.example/atlas/feed.xml", rel: "self" });
  expect(rss.lastBuildDate).toBe("Tue, 05 Jan 2027 00:00:00 +0000");
  const [work, scaling] = rss.items!;
  expect(work!.title).toBe('Work & "play" <at> Şişli');
  expect(work!.dc?.creators).toEqual(["Ada Example", "Bo Sample"]);
  expect(work!.pubDate).toBe("Mon, 23 Nov 2026 00:00:00 +0000");
  expect(work!.enclosures).toBeUndefined();
  expect(scaling!.dc?.creators).toEqual(["Atlas of Social Innovation, Reader edition"]);
  expect(scaling!.guid).toMatchObject({ isPermaLink: false, value: stableId(META.id, "articles/scaling") });
  expect(scaling!.categories?.map((c) => c.name)).toEqual([
    "The landscape",
    "Education and lifelong learning",
    "South Asia",
  ]);
  expect(scaling!.content?.encoded).toContain('<a href="https://host.example/atlas/articles/work/">');
  expect(scaling!.content?.encoded).toContain("Text ]]&gt; of scaling &amp; more");
  expect(scaling!.content?.encoded).toContain("<h2>References</h2>");
  expect(scaling!.enclosures).toEqual([
    {
      url: "https://host.example/atlas/downloads/articles/scaling.pdf",
      length: 212_345,
      type: "application/pdf",
    },
  ]);
});

test("Atom 1.0 reads back whole", () => {
  const atom = parseAtomFeed(renderAtom(feed));
  expect(atom.links?.map((l) => [l.rel, l.href])).toEqual([
    ["self", "https://host.example/atlas/atom.xml"],
    ["alternate", "https://host.example/atlas/"],
  ]);
  expect(atom.updated).toBe("2027-01-05T00:00:00Z");
  const [work, scaling] = atom.entries!;
  expect(work).toMatchObject({ published: "2026-11-23T00:00:00Z", updated: "2027-01-05T00:00:00Z" });
  expect(work!.authors?.map((a) => a.name)).toEqual(["Ada Example", "Bo Sample"]);
  expect(scaling!.authors?.map((a) => a.name)).toEqual(["Atlas of Social Innovation, Reader edition"]);
  expect(scaling!.links?.find((l) => l.rel === "enclosure")).toMatchObject({
    href: "https://host.example/atlas/downloads/articles/scaling.pdf",
    length: 212_345,
    type: "application/pdf",
  });
  expect(scaling!.id).toBe(stableId(META.id, "articles/scaling"));
  expect(JSON.stringify(scaling!.content)).toContain("of scaling");
});

test("JSON Feed 1.1 reads back whole", () => {
  const json = parseJsonFeed(renderJsonFeed(feed));
  expect(json.feed_url).toBe("https://host.example/atlas/feed.json");
  const [work, scaling] = json.items!;
  expect(work!.title).toContain('& "play" <at>');
  expect(work!.authors).toEqual([{ name: "Ada Example" }, { name: "Bo Sample" }]);
  expect(scaling!.authors).toBeUndefined();
  expect(scaling!.attachments?.[0]).toMatchObject({ size_in_bytes: 212_345, mime_type: "application/pdf" });
  expect(scaling!.tags).toContain("South Asia");
  expect(scaling!.content_html).toContain("https://host.example/atlas/articles/care/");
});

test("a part has its own feed, with the same entry ids", () => {
  const part = makeFeed(site, site.part("fields"));
  expect(part.entries.map((e) => e.title)).toEqual(["Care"]);
  expect(part.self.atom).toBe("https://host.example/atlas/parts/fields/atom.xml");
  expect(part.id).not.toBe(feed.id);
  expect(part.entries[0]!.id).toBe(feed.entries[2]!.id);
});

test("ids do not depend on the address", () => {
  const input = makeSite().input;
  const moved = makeSite({ atlas: { ...input.atlas, meta: { ...META, url: "https://elsewhere.example/" } } });
  expect(makeFeed(moved).entries.map((e) => e.id)).toEqual(feed.entries.map((e) => e.id));
  expect(feed.id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("XML holds only what XML can", () => {
  expect(cleanText("a\u0000b\u000Bc\uD800d\uFFFEe\tf\u{1F600}")).toBe("abcde\tf\u{1F600}");
  expect(escapeXml(`<a b="c">'&`)).toBe("&lt;a b=&quot;c&quot;&gt;&#39;&amp;");
});

test("a summary in RSS, which readers take for HTML, is text there", () => {
  const { input } = makeSite();
  const [first, ...others] = input.atlas.articles;
  const articles = [{ ...first!, summary: "<script>1</script> & more" }, ...others];
  const hostile = makeFeed(makeSite({ atlas: { ...input.atlas, articles } }));
  const item = parseRssFeed(renderRss(hostile)).items!.find((i) => i.title === first!.title);
  expect(item!.description).toBe("&lt;script&gt;1&lt;/script&gt; &amp; more");
});
