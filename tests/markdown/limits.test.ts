import { expect, test } from "vitest";
import { article, check } from "../atlas/fixture.ts";

const times = (n: number, make: (i: number) => string) => Array.from({ length: n }, (_, i) => make(i + 1));
const errors = async (body: string, head: Record<string, string> = {}) =>
  (await check({ "08-case.md": article(body, head) })).lines.filter((l) =>
    l.startsWith("articles/08-case.md"),
  );
const notes = (n: number) => times(n, (i) => `[^${i}]: Note.`).join("\n\n");

test("as many notes as stand at the foot of a page, and one more", async () => {
  const calls = (n: number) => times(n, (i) => `word[^${i}]`).join(" ");
  expect(await errors(`${calls(20)}\n\n${notes(20)}\n`)).toEqual([]);
  expect(await errors(`Text.\n\n${calls(21)}\n\n${notes(21)}\n`)).toEqual([
    "articles/08-case.md:12: 21 notes in one paragraph, for which no page has room: split the paragraph, or join notes; 20 are the most",
  ]);
});

test("a cell that is longer than a page, at its row", async () => {
  const table = (cell: string) => `::: table T\n| a | b |\n|---|---|\n| x | ${cell} |\n\nSource: s.\n:::\n`;
  expect(await errors(table("word ".repeat(500)))).toEqual([]);
  expect((await errors(table("word ".repeat(700))))[0]).toMatch(
    /^articles\/08-case\.md:13: a table cell of 3499 /,
  );
});

test("a word that no heading, no caption and no title can set; in the text it is set", async () => {
  const word = "w".repeat(201);
  expect(await errors(`${word}\n\n- ${word}\n`)).toEqual([]);
  expect((await errors(`## A ${word}\n`))[0]).toMatch(/^articles\/08-case\.md:10: a word of 201 letters/);
  expect((await errors("Text.\n", { title: word }))[0]).toMatch(
    /:2: `title` holds a word of more than 200 letters/,
  );
});

test("lists so deep that the parser would leave words out", async () => {
  const list = (n: number) => `${times(n, (i) => `${"  ".repeat(i - 1)}- Level ${i}`).join("\n")}\n`;
  expect(await errors(list(6))).toEqual([]);
  expect(await errors(list(120))).toEqual([
    "articles/08-case.md:16: lists or quotations in more than 6 levels: take some levels out; lines would have no room for words",
  ]);
});

test("a case without words in its title, which the index could not name", async () => {
  const box = "::: case [@lee-2014-book]\n- Where: a\n- Since: b\n- Who: c\n\nStory.\n:::\n";
  expect((await errors(box))[0]).toMatch(/^articles\/08-case\.md:10: a case without words in its title/);
});
