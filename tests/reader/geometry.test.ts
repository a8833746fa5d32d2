import { expect, test } from "vitest";
import { geometry, pageAt, pageCount, pageOffset } from "../../src/reader/paging/geometry.ts";

test("one column: every column is a page", () => {
  const g = geometry(500, 40, 1, 540 * 4 + 20);
  expect(g).toEqual({ column: 500, gap: 40, shown: 1, columns: 5 });
  expect(pageCount(g)).toBe(5);
  expect([0, 499, 540, 1081, 99_999].map((x) => pageAt(x, g))).toEqual([0, 0, 1, 2, 4]);
  expect(pageOffset(3, g)).toBe(1620);
});

test("two columns: a page is a spread, and the last may be half empty", () => {
  const g = geometry(1000, 40, 2, 520 * 2 + 1);
  expect(g.column).toBe(480);
  expect(g.columns).toBe(3);
  expect(pageCount(g)).toBe(2);
  expect(pageAt(520, g)).toBe(0);
  expect(pageAt(1040, g)).toBe(1);
  expect(pageOffset(1, g)).toBe(1040);
});

test("fractions of a pixel do not put a column's start into the column before", () => {
  const g = geometry(333.3, 20.2, 1, 10_000);
  for (let page = 0; page < 20; page++) expect(pageAt(pageOffset(page, g) - 0.4, g)).toBe(page);
});

test("an article without text still has a page", () => {
  expect(pageCount(geometry(500, 40, 1, 0))).toBe(1);
  expect(pageCount(geometry(500, 40, 2, -3))).toBe(1);
});
