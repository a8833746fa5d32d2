import { describe, expect, test } from "vitest";
import { absoluteUrl, relativeUrl, rootUrl } from "../../src/site/urls.ts";

describe("relativeUrl", () => {
  test.each([
    ["/", "/", "./"],
    ["/", "/about/", "about/"],
    ["/", "/feed.xml", "feed.xml"],
    ["/about/", "/", "../"],
    ["/articles/scaling/", "/", "../../"],
    ["/articles/scaling/", "/articles/scaling/", "./"],
    ["/articles/scaling/", "/articles/scaling/citation.bib", "citation.bib"],
    ["/articles/scaling/", "/articles/work/", "../work/"],
    ["/articles/scaling/", "/articles/work/#deep", "../work/#deep"],
    ["/articles/scaling/", "/assets/a.css?x=/y/z", "../../assets/a.css?x=/y/z"],
    ["/404.html", "/about/", "about/"],
    ["/parts/a/", "/parts/ab/", "../ab/"],
  ])("from %s to %s", (from, to, expected) => {
    expect(relativeUrl(from, to)).toBe(expected);
    // The browser's own resolution leads to the same place under any prefix.
    for (const prefix of ["", "/atlas", "/a/b"]) {
      const base = `https://h.example${prefix}${from}`;
      expect(new URL(expected, base).href).toBe(`https://h.example${prefix}${to}`);
    }
  });
});

test("absolute addresses keep the path prefix", () => {
  expect(absoluteUrl("https://h.example/atlas/", "/about/")).toBe("https://h.example/atlas/about/");
  expect(rootUrl("https://h.example/atlas/", "/about/#x")).toBe("/atlas/about/#x");
  expect(rootUrl("https://h.example/", "/")).toBe("/");
});
