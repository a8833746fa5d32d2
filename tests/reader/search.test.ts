import { expect, test } from "vitest";
import { excerptParts, toHit } from "../../src/reader/search/engine.ts";

test("an excerpt is text with marks, and never markup", () => {
  expect(excerptParts("a <mark>b</mark> &lt;img src=x&gt; &amp;amp; <b>c</b>")).toEqual([
    { text: "a ", marked: false },
    { text: "b", marked: true },
    { text: " <img src=x> &amp; <b>c</b>", marked: false },
  ]);
});

test("a hit names section, block and printed page of where its words are", () => {
  const hit = toHit({
    url: "/articles/scaling/",
    meta: { title: "Scaling", number: "8", part: "landscape" },
    anchors: [
      { element: "span", id: "page-50", location: 0 },
      { element: "h1", id: "main", location: 0 },
      { element: "h2", id: "deep", location: 40 },
      { element: "p", id: "deep-p1", location: 41 },
      { element: "span", id: "page-51", location: 60 },
      { element: "p", id: "deep-p2", location: 90 },
    ],
    sub_results: [
      { title: "Scaling", url: "/articles/scaling/", excerpt: "x", locations: [3] },
      { title: "Deep", url: "/articles/scaling/#deep", excerpt: "y", locations: [70, 95] },
    ],
  });
  expect(hit).toMatchObject({ path: "articles/scaling/", number: "8" });
  expect(hit.passages[0]).toMatchObject({ section: "", page: 50 });
  expect(hit.passages[0]!.block).toBeUndefined();
  expect(hit.passages[1]).toMatchObject({ section: "Deep", block: "deep-p1", page: 51 });
});
