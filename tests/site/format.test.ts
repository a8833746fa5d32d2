import { expect, test } from "vitest";
import { fileSize, joinNames, keepTogether, longDate, pageRange, roman } from "../../src/site/format.ts";
import { stableId } from "../../src/site/identity.ts";
import { renderManifest, renderRobots, renderSitemap } from "../../src/site/sitemap.ts";
import { makeSite } from "./fixture.ts";

test("numbers and dates as people write them", () => {
  expect([1, 4, 9, 14, 1999].map(roman)).toEqual(["I", "IV", "IX", "XIV", "MCMXCIX"]);
  expect([0, 999, 1000, 212_345, 999_499, 999_500, 3_412_000, 12_600_000].map(fileSize)).toEqual([
    "0 bytes",
    "999 bytes",
    "1 KB",
    "212 KB",
    "999 KB",
    "1.0 MB",
    "3.4 MB",
    "13 MB",
  ]);
  expect(longDate("2026-11-23", "en-GB")).toBe("23 November 2026");
  expect(pageRange({ first: 45, last: 51 })).toBe("45–51");
  expect(pageRange({ first: 45, last: 45 })).toBe("45");
  expect(joinNames(["a", "b", "c"])).toBe("a, b and c");
  expect(keepTogether("Atlas of Social Innovation")).toBe("Atlas of Social\u00a0Innovation");
  expect(keepTogether("South Asia")).toBe("South Asia");
});

test("a stable id is a name-based UUID", () => {
  // RFC 9562's namespace for URLs and version 5, checked against Python's uuid.uuid5(uuid.NAMESPACE_URL, "urn:x/a").
  expect(stableId("urn:x", "a")).toBe("urn:uuid:cd3af62f-d58a-5d83-8ba4-e0f2fb301d4f");
  expect(stableId("urn:x", "a")).not.toBe(stableId("urn:x", "b"));
});

test("the sitemap has every page that is to be found, with its last change", () => {
  const site = makeSite();
  const map = renderSitemap(site);
  const entries = [...map.matchAll(/<loc>(.*?)<\/loc>\s*<lastmod>(.*?)<\/lastmod>/g)].map((m) => [
    m[1],
    m[2],
  ]);
  const of = new Map(entries as [string, string][]);
  expect(of.get("https://host.example/atlas/articles/work/")).toBe("2027-01-05");
  expect(of.get("https://host.example/atlas/articles/care/")).toBe("2026-11-23");
  expect(of.get("https://host.example/atlas/parts/fields/")).toBe("2026-11-23");
  expect(of.get("https://host.example/atlas/")).toBe("2027-01-05");
  expect([...of.keys()]).toContain("https://host.example/atlas/tags/health/");
  expect([...of.keys()]).not.toContain("https://host.example/atlas/tags/africa/");
  expect(map).not.toContain("404");
});

test("robots and manifest", () => {
  const site = makeSite();
  expect(renderRobots(site)).toContain("Sitemap: https://host.example/atlas/sitemap.xml");
  const manifest = JSON.parse(renderManifest(site));
  expect(manifest.icons.every((i: { src: string }) => !i.src.startsWith("/"))).toBe(true);
});
