import { expect, test } from "vitest";
import type { PageContext } from "../../src/print/assemble.ts";
import { citeLines, furniture, MEASURE, shorten } from "../../src/print/furniture.ts";

const HEADS = new Map([
  ["scaling", { verso: "Atlas of Tests", recto: "Scaling", opening: [0] }],
  ["cover", { verso: "", recto: "", opening: [], bare: true }],
]);
const page = (over: Partial<PageContext>): PageContext =>
  ({
    piece: "scaling",
    indexInPiece: 1,
    folio: "58",
    side: "verso",
    width: 442.2,
    height: 663.3,
    ...over,
  }) as PageContext;
const place = furniture(HEADS);
const texts = (over: Partial<PageContext>) => place(page(over)).texts;

test("a left-hand page has its folio at the left outside and the book's title beside it", () => {
  const [folio, head] = texts({ side: "verso" });
  expect([folio!.text, folio!.align, head!.text, head!.align]).toEqual([
    "58",
    "left",
    "Atlas of Tests",
    "left",
  ]);
  expect(head!.x).toBeGreaterThan(folio!.x);
  expect(head!.y).toBe(folio!.y);
});

test("a right-hand page is its mirror image, with the article's title", () => {
  const [folio, head] = texts({ side: "recto", folio: "59" });
  const [left] = texts({ side: "verso" });
  expect([folio!.text, folio!.align, head!.text]).toEqual(["59", "right", "Scaling"]);
  expect(head!.x).toBeLessThan(folio!.x);
  expect(folio!.x).toBeCloseTo(442.2 - left!.x);
});

test("an opening page has its folio at the foot and no running head", () => {
  const found = texts({ indexInPiece: 0 });
  expect(found.map((t) => [t.text, t.kind])).toEqual([["58", "Footer"]]);
  expect(found[0]!.y).toBeLessThan(663.3 / 4);
});

test("nothing stands on bare pages, on unknown pieces and where there is no folio", () => {
  expect(texts({ piece: "cover" })).toEqual([]);
  expect(texts({ piece: "none" })).toEqual([]);
  expect(texts({ folio: "" })).toEqual([]);
});

test("a head too long for the line ends after a whole word", () => {
  const long = "What social innovation is and how it came to be told apart from all the rest";
  const short = shorten(long);
  expect(short.length).toBeLessThanOrEqual(58);
  expect(short).toMatch(/…$/);
  expect(long.startsWith(`${short.slice(0, -1)} `)).toBe(true);
  expect(shorten("Short enough")).toBe("Short enough");
  expect(shorten("x".repeat(80))).toHaveLength(30);
});

test("the lines of a citation stand under one another inside the text block and on the page", () => {
  const lines = citeLines(["one", "two", "three"]);
  expect(lines.map((l) => l.text)).toEqual(["one", "two", "three"]);
  expect(lines[1]!.y).toBeLessThan(lines[0]!.y);
  expect(lines[2]!.y).toBeGreaterThan(0);
  expect(lines[0]!.x + MEASURE).toBeCloseTo(442.2 - lines[0]!.x);
});
