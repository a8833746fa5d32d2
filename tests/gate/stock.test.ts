import { describe, expect, test } from "vitest";
import { elementWith, stockOfHtml } from "../../src/gate/html.ts";
import { compare, linkTarget } from "../../src/gate/stock.ts";
import type { Inventory } from "../../src/markdown/inventory.ts";
import { article, compile } from "../atlas/fixture.ts";

const ROOT = "https://host.example/atlas/";
const BASE = `${ROOT}articles/case/`;
const target = (href: string) => linkTarget(href, BASE, ROOT);

const BODY = `Opening words [@lee-2014-book, p. 3] with a note[^n] and a [link](01-first.md#deep).

## The *deep* part {#deep}

- One item
- Another <https://web.example/a_b>

::: table Two things {#tab-two}
| A | B |
|---|---|
| one | two |
| three | |

Source: @moss-2016-pair.
:::

::: case A case {#case-a}
- Where: Here
- Since: 1999
- Who: Somebody

It is told.
:::

\`\`\`chart
type: bar
id: fig-x
caption: Bars
alt: Two bars.
source: Own count.
data:
  - { label: Ten, value: 10 }
  - { label: Four, value: 4 }
\`\`\`

The end.

[^n]: A note with a [link below](#deep).
`;

const made = compile(BODY);
const inventory = async () => (await made).inventory();
/** What a page of the given body holds, with the rest of the article around it. */
async function stock(change: (html: string) => string = (html) => html) {
  const document = await made;
  const { front, references } = await inventory();
  const html = change(document.render("web"));
  const around = [...front.map((t) => `<p>${t}</p>`), html, ...references.map((t) => `<li>${t}</li>`)];
  return { ...stockOfHtml(html, target), text: stockOfHtml(around.join("\n"), target).text };
}
const links = async () =>
  (await inventory()).links.map((l) => target(l.startsWith("/") ? ROOT + l.slice(1) : l));
const difference = async (change?: (html: string) => string) =>
  compare(await inventory(), await links(), await stock(change));

test("an inventory is what the Markdown says", async () => {
  const { text, ...rest } = await inventory();
  expect(text).toBe(
    "Opening words (Lee, 2014, p.\u00a03) with a note and a link. The deep part One item Another " +
      "https://web.example/a_b Table 8.1 Two things A B one two three  Source Moss and Nash (2016). " +
      "Case A case Where Here Since 1999 Who Somebody It is told. Figure 8.1 Bars Source Own count. The end.",
  );
  expect(rest).toMatchObject({
    front: ["A title", expect.stringMatching(/^word word/), "Eins.", "Zwei.", "Drei."],
    notes: ["A note with a link below."],
    headings: ["The deep part"],
    links: ["/articles/first/#deep", "https://web.example/a_b", "#deep"],
    citations: ["lee-2014-book", "moss-2016-pair"],
    figures: ["Table 8.1 Two things", "Figure 8.1 Bars"],
    tables: [{ rows: 3, cells: 6 }],
  } satisfies Partial<Inventory>);
});

test.each(["web", "epub"] as const)("what %s is made of it is the same", async (output) => {
  const html = (await made).render(output);
  const { front, references } = await inventory();
  const around = `${front.join(" ")} ${html} ${references.join(" ")}`;
  const resolve = (href: string) => target(href.replace(/^([\w-]+)\.xhtml/, "../$1/"));
  const found = { ...stockOfHtml(html, resolve), text: stockOfHtml(around, resolve).text };
  expect(compare(await inventory(), await links(), found)).toBeUndefined();
});

describe("planted losses are found and named", () => {
  const LOSSES: [name: string, change: (html: string) => string, what: string, expected: string][] = [
    [
      "a paragraph",
      (h) => h.replace(/<p id="case-a-[^>]*>.*?<\/p>|<p id="[^"]*">It is told\.<\/p>/, ""),
      "words",
      "It is told.",
    ],
    ["a word", (h) => h.replace("Opening words", "Opening"), "words", "words (Lee"],
    ["a list item", (h) => h.replace(/<li[^>]*>One item<\/li>/, ""), "words", "One item"],
    ["a heading that is set as text", (h) => h.replace(/<(\/?)h2/g, "<$1p"), "a heading", "The deep part"],
    ["a note", (h) => h.replace(/<li id="fn-1">.*?<\/li>/s, ""), "note 1", "A note with"],
    ["the end of a note", (h) => h.replace("link below</a>.", "link</a>."), "note 1", "below."],
    [
      "a link",
      (h) => h.replace(/<a href="\.\.\/first\/#deep"[^>]*>(.*?)<\/a>/, "$1"),
      "a link",
      "/articles/first/#deep",
    ],
    ["where a link leads", (h) => h.replace("first/#deep", "first/"), "a link", "/articles/first/#deep"],
    ["a link in a note", (h) => h.replace('<a href="#deep">', "<a>"), "a link", "/articles/case/#deep"],
    ["a citation", (h) => h.replace('href="#ref-lee-2014-book"', ""), "a citation", "lee-2014-book"],
    [
      "an empty row of a table",
      (h) => h.replace('<tr>\n<th scope="row">three</th>\n<td></td>\n</tr>', "<p>three</p>"),
      "table 1",
      "3 rows with 6 cells",
    ],
    ["a drawing", (h) => h.replace(/<svg.*?<\/svg>/gs, ""), "figures with an alternative text", "1"],
    [
      "the words for a drawing",
      (h) => h.replace(/(<svg[^>]*) aria-label="[^"]*"| aria-labelledby="[^"]*"/g, "$1"),
      "figures with an alternative text",
      "1",
    ],
  ];
  test.each(LOSSES)("%s", async (_name, change, what, expected) => {
    const found = await difference(change);
    expect(found?.what).toBe(what);
    expect(found!.expected).toContain(expected);
  });

  test("words that were never written", async () => {
    expect(await difference((h) => h.replace("The end.", "Not the end."))).toMatchObject({
      what: "words",
      expected: "The end.",
    });
  });
});

test("what an output puts around the text for its own ends does not count", async () => {
  expect(
    await difference((h) =>
      h
        .replace("Opening", '<span class="page-mark" data-page="3">3</span>Opening')
        .replace("<p ", '<span role="doc-pagebreak" id="page-9">9</span><p '),
    ),
  ).toBeUndefined();
});

test("an element is found whole among others of its name", () => {
  const html = '<div class="a"><div class="x prose y"><div>in</div><br/></div></div><div>out</div>';
  expect(elementWith(html, "class", "prose")).toBe('<div class="x prose y"><div>in</div><br/></div>');
  expect(elementWith(html, "class", "pros")).toBeUndefined();
});

test("an article without anything has an inventory too", async () => {
  const { text, notes, tables } = (
    await compile("Words.\n", { "01-first.md": article("Two [@lee-2014-book; @moss-2016-pair].\n") })
  ).inventory();
  expect([text, notes, tables]).toEqual(["Words.", [], []]);
});
