import { expect, test } from "vitest";
import { insertPageMarks } from "../../src/markdown/page-marks.ts";

const mark = (page: number) => `[${page}]`;
const at = (page: number, id: string, offset: number) => ({ page, id, offset });

test("a mark stands before a block that begins a page, and at its character in one that goes on", () => {
  const html = '<p id="a">One two</p>\n<h2 id="b">Three</h2><p id="c">Four <em>five</em> six</p>';
  expect(insertPageMarks(html, [at(2, "a", 4), at(3, "b", 0), at(4, "c", 7)], mark)).toBe(
    '<p id="a">One [2]two</p>\n[3]<h2 id="b">Three</h2><p id="c">Four <em>fi[4]ve</em> six</p>',
  );
});

test("entities are one character; soft hyphens, numbers of notes and drawings are none", () => {
  const html =
    '<p id="a">A&amp;B\u00adC<sup class="note-call"><a href="#n">12</a></sup>D<svg><text>xxx</text></svg>EF</p>';
  expect(insertPageMarks(html, [at(2, "a", 5)], mark)).toBe(html.replace("EF", "[2]EF"));
});

test("in lists and tables a mark stands inside the text", () => {
  const html = '<ul><li id="a">One</li></ul><table id="t"><tr><td>x</td><td>yz</td></tr></table>';
  expect(insertPageMarks(html, [at(2, "a", 0), at(3, "t", 2)], mark)).toBe(
    '<ul><li id="a">[2]One</li></ul><table id="t"><tr><td>x</td><td>y[3]z</td></tr></table>',
  );
});

test("two pages in one block; an offset past the end is its end; a block that is not here is left out", () => {
  const html = '<p id="a">abcdef</p>';
  expect(insertPageMarks(html, [at(2, "a", 2), at(3, "a", 4), at(4, "zz", 0)], mark)).toBe(
    '<p id="a">ab[2]cd[3]ef</p>',
  );
  expect(insertPageMarks(html, [at(2, "a", 99)], mark)).toBe('<p id="a">abcdef[2]</p>');
});

test("the mark does not end a line before a space", () => {
  expect(insertPageMarks('<p id="a">one\ntwo</p>', [at(2, "a", 3)], mark)).toBe('<p id="a">one\n[2]two</p>');
});

test("text is never changed", () => {
  const html = '<p id="a">a &lt;b&gt; <a href="x">y &amp; z</a></p><img id="i" alt="q"><p id="b">é😀é</p>';
  const marked = insertPageMarks(html, [at(2, "a", 5), at(3, "b", 2)], (p) => `<i data-p="${p}"></i>`);
  expect(marked.replace(/<i data-p="\d"><\/i>/g, "")).toBe(html);
  expect(marked.match(/data-p/g)).toHaveLength(2);
});
