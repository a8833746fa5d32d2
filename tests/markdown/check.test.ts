import { describe, expect, test } from "vitest";
import { article, check, lineOf } from "../atlas/fixture.ts";

/** A picture that exists. */
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>';
const FILES = { "images/there.svg": SVG, "images/broken.png": "no picture" };

const CASE =
  "::: case Escuela {#case-e}\n- Where: Colombia\n- Since: 1975\n- Who: teachers\n\nThe story.\n:::\n";
const TABLE = "::: table Ways {#tab-w}\n| A | B |\n|---|---|\n| 1 | 2 |\n\nSource: Own.\n:::\n";
const FIGURE = "::: figure A group {#fig-g}\n![People](images/there.svg)\n\nSource: Own.\n:::\n";
const CHART =
  "```chart\ntype: bar\nid: fig-c\ncaption: Cases\nalt: Two bars.\nsource: Own.\ndata:\n  - { label: One, value: 1 }\n  - { label: Two, value: 2 }\n```\n";

/** A body with one fault, a piece of the line that must be named, what must be said of it and how to mend it. */
const FAULTS: [name: string, body: string, at: string, says: RegExp, mends: RegExp][] = [
  [
    "a citation without reference",
    "One.\n\nTwo [@no-2000-work, p. 3].\n",
    "Two",
    /no reference `no-2000-work`/,
    /references\.json/,
  ],
  [
    "… on a later line of a paragraph",
    "One\ntwo\nthree @no-2000-work.\n",
    "three",
    /no reference `no-2000-work`/,
    /correct the key/,
  ],
  [
    "… after a citation over two lines",
    "One [@lee-2014-book;\n@moss-2016-pair] and\nthree [@no-2000-work].\n",
    "three",
    /no reference/,
    /correct the key/,
  ],
  ["… in a table cell", "| A |\n|---|\n| 1 |\n| [@no-2000-work] |\n", "| [@no", /no reference/, /correct/],
  ["… in a heading", "## Deep [@no-2000-work]\n", "## Deep", /no reference/, /correct/],
  ["… in a list", "- one\n- two [@no-2000-work]\n", "- two", /no reference/, /correct/],
  ["… in a note", "Text[^a].\n\n[^a]: Note [@no-2000-work].\n", "[^a]:", /no reference/, /correct/],
  ["… in a caption", TABLE.replace("Ways", "Ways [@no-2000-work]"), "::: table", /no reference/, /correct/],
  ["… in a source line", FIGURE.replace("Own", "[@no-2000-work]"), "Source:", /no reference/, /correct/],
  [
    "… in a fact of a case",
    CASE.replace("1975", "1975 [@no-2000-work]"),
    "- Since",
    /no reference/,
    /correct/,
  ],
  [
    "… in the source of a chart",
    CHART.replace("source: Own.", 'source: "[@no-2000-work]"'),
    "source:",
    /no reference/,
    /correct/,
  ],
  [
    "a citation in capitals",
    "Text [@Lee-2014-Book].\n",
    "Text",
    /citation that cannot be read, `\[@Lee/,
    /\[@family-year-word, p\. 12\]/,
  ],
  [
    "a citation without year",
    "Text [see @lee].\n",
    "Text",
    /citation that cannot be read/,
    /family-year-word/,
  ],
  [
    "a citation whose second work is no key",
    "Text [@lee-2014-book; moss].\n",
    "Text",
    /citation that cannot be read/,
    /family-year-word/,
  ],
  [
    "… with words before it",
    "Text [see @lee-2014-book; moss].\n",
    "Text",
    /citation that cannot be read/,
    /family-year-word/,
  ],
  [
    "a citation that is not closed",
    "Text [@lee-2014-book, p. 3.\n",
    "Text",
    /citation that cannot be read/,
    /family-year-word/,
  ],
  [
    "a citation in the text of a link",
    "See [the @lee2014 book](01-first.md).\n",
    "See",
    /citation that cannot be read/,
    /family-year-word/,
  ],
  [
    "a citation in the sentence that is no key",
    "As @lee2014 says.\n",
    "As",
    /citation that cannot be read, `@lee2014`/,
    /family-year-word/,
  ],

  ["a link to no article", "See [this](07-none.md).\n", "See", /no article 07-none\.md/, /file name/],
  [
    "a link to no heading",
    "See [this](01-first.md#shallow).\n",
    "See",
    /01-first\.md has no heading or block `#shallow`/,
    /\{#id\}/,
  ],
  [
    "a link to no heading here",
    "## Deep\n\nSee [this](#shallow).\n",
    "See",
    /02-case\.md has no heading or block `#shallow`/,
    /correct the id/,
  ],
  ["a link to a file", "See [this](other.pdf).\n", "See", /`other\.pdf` leads nowhere/, /08-scaling\.md/],
  [
    "a link to a page of the site",
    "See [this](/articles/first/).\n",
    "See",
    /leads nowhere/,
    /08-scaling\.md/,
  ],
  ["an address that is none", "See [this](https://).\n", "See", /not an address/, /correct it/],
  [
    "a link with a space in its address",
    "See [this](01 first.md).\n",
    "See",
    /link that cannot be read, `\]\(01`/,
    /without spaces/,
  ],
  [
    "a link that would run a script",
    "See [this](javascript:alert(1)).\n",
    "See",
    /link that cannot be read/,
    /https/,
  ],

  [
    "an image without alt text",
    "![](images/there.svg)\n",
    "![]",
    /image images\/there\.svg has no alt text/,
    /what it shows/,
  ],
  [
    "an image that is not there",
    "Text\n![People](images/none.png)\n",
    "![",
    /no image images\/none\.png/,
    /articles\/images\//,
  ],
  [
    "an image that is no picture",
    "![People](images/broken.png)\n",
    "![",
    /no image images\/broken\.png/,
    /articles\/images\//,
  ],

  ["raw HTML", "One.\n\nTwo <b>bold</b>.\n", "Two", /raw HTML, `<b>`/, /backticks/],
  ["a block of raw HTML", "One.\n\n<div class=x>\n\nTwo.\n", "<div", /raw HTML, `<div class=x>`/, /Markdown/],
  ["raw HTML over two lines", "One <img src=x\nonerror=y>.\n", "One", /raw HTML, `<img/, /Markdown/],
  ["a comment", "One.\n\n<!-- later -->\n", "<!--", /raw HTML, `<!--`/, /Markdown/],
  ["raw HTML in a link", "See [<i>this</i>](01-first.md).\n", "See", /raw HTML, `<i>`/, /Markdown/],
  ["raw HTML in a citation", "See [<i>see</i> @lee-2014-book].\n", "See", /raw HTML, `<i>`/, /Markdown/],
  ["raw HTML in a heading", "## A <br> B\n", "## A", /raw HTML, `<br>`/, /Markdown/],
  ["raw HTML in a caption", TABLE.replace("Ways", "<b>Ways"), "::: table", /raw HTML/, /Markdown/],

  [
    "a fence that is not closed",
    "One.\n\n```\ncode\n",
    "```",
    /the block `{4} is not closed|the block ````` is not closed/,
    /put a line/,
  ],
  ["a fence closed by another mark", "~~~js\ncode\n```\n", "~~~", /block `~~~js` is not closed/, /`~~~`/],
  [
    "a chart that is not closed",
    `One.\n\n${CHART.replace(/```\n$/, "")}`,
    "```chart",
    /block ````chart` is not closed/,
    /put a line/,
  ],
  [
    "a chart that is not closed, with text below",
    `${CHART.replace(/```\n$/, "")}\nMore: text [x].\n\n## End\n`,
    "```chart",
    /not closed/,
    /put a line/,
  ],
  [
    "a case that is not closed",
    CASE.replace(/:::\n$/, ""),
    "::: case",
    /`::: case` block is not closed/,
    /`:::` after its end/,
  ],
  [
    "a case that is not closed before a table",
    `${CASE.replace(/:::\n$/, "")}\n${TABLE}`,
    "::: case",
    /`::: case` block is not closed/,
    /after its end/,
  ],
  ["a `:::` that closes nothing", "One.\n\n:::\n\nTwo.\n", ":::", /`:::` that closes nothing/, /take it out/],
  [
    "a block in a paragraph of text",
    "One.\n::: note X\n",
    "::: note",
    /no block `::: note`/,
    /`::: table`, `::: figure`, `::: case`/,
  ],
  ["a misspelt block alone", "::: tabel Ways\n", "::: tabel", /no block `::: tabel`/, /`::: table`/],

  ["a heading of the first level", "One.\n\n# Title\n", "# Title", /first-level heading/, /begin at `##`/],
  [
    "an underlined heading of the first level",
    "Title\n=====\n\nText.\n",
    "Title",
    /first-level heading/,
    /`##`/,
  ],
  ["a level left out", "One.\n\n### Deep\n", "### Deep", /level 3 under one of level 1/, /level above/],
  ["a heading too deep", "## A\n\n### B\n\n#### C\n", "#### C", /heading of level 4/, /`##` and `###` only/],
  ["a heading without words", "One.\n\n##\n\nTwo.\n", "##", /heading without words/, /take it out/],

  [
    "a figure without source",
    FIGURE.replace("Source: Own.\n", ""),
    "::: figure",
    /figure has no source/,
    /`Source: …`/,
  ],
  [
    "a table without source",
    TABLE.replace("Source: Own.\n", ""),
    "::: table",
    /table has no source/,
    /`Source: …`/,
  ],
  [
    "a figure without picture",
    FIGURE.replace(/!.*\n/, "Words.\n"),
    "::: figure",
    /`::: figure` block holds no picture/,
    /put one in/,
  ],
  [
    "a table block without table",
    TABLE.replace(/\|.*\n/g, ""),
    "::: table",
    /`::: table` block holds no table/,
    /put one in/,
  ],
  ["a table without caption", TABLE.replace(" Ways", ""), "::: table", /has no caption/, /after `::: table`/],
  ["a case without title", CASE.replace(" Escuela", ""), "::: case", /has no title/, /after `::: case`/],
  [
    "a case without one fact",
    CASE.replace("- Since: 1975\n", ""),
    "::: case",
    /no fact `Since`/,
    /`- Since: …`/,
  ],
  [
    "a case with an unknown fact",
    CASE.replace("- Who", "- When: now\n- Who"),
    "::: case",
    /no fact `When`/,
    /Where, Since, Until, Who, Scale/,
  ],
  [
    "a fact without label",
    CASE.replace("- Who", "- Rural\n- Who"),
    "- Rural",
    /fact of the case has no label/,
    /`- Where: …`/,
  ],
  ["a case without story", CASE.replace("The story.\n", ""), "::: case", /no story/, /under its facts/],

  [
    "two headings with one id",
    "## A {#x}\n\nText.\n\n## B {#x}\n",
    "## B",
    /id `x` stands in this article a second time/,
    /another id/,
  ],
  [
    "a table with the id of a heading",
    `## A {#tab-w}\n\n${TABLE}`,
    "::: table",
    /id `tab-w` stands/,
    /another id/,
  ],
  [
    "two charts with one id",
    `${CHART}\n${CHART.replace("Cases", "More")}`,
    "SECOND ```chart",
    /id `fig-c` stands/,
    /another id/,
  ],
  [
    "an id that begins with a digit",
    "## Crisis {#2008-crisis}\n",
    "## Crisis",
    /id `2008-crisis` begins not with a letter/,
    /give another/,
  ],
  [
    "an id of the page around the article",
    "## Sources {#references}\n",
    "## Sources",
    /id `references` is taken/,
    /give another/,
  ],

  ["a call without note", "Text[^a].\n", "Text", /no note `a`/, /add a line `\[\^a\]: …`/],
  [
    "a note that is never called",
    "Text.\n\n[^a]: Note.\n",
    "[^a]:",
    /note `a` is never called/,
    /call it in the text/,
  ],
  [
    "a note called twice",
    "One[^a].\n\nTwo[^a].\n\n[^a]: Note.\n",
    "Two",
    /note called twice/,
    /note of its own/,
  ],
  [
    "a note of two paragraphs",
    "One[^a].\n\n[^a]: Note.\n\n    More.\n",
    "[^a]:",
    /not one paragraph/,
    /one paragraph/,
  ],
  ["a note that is a list", "One[^a].\n\n[^a]: - x\n", "[^a]:", /not one paragraph/, /one paragraph/],
  [
    "two notes with one label",
    "One[^a].\n\n[^a]: Note.\n\n[^a]: Other.\n",
    "Other",
    /note `a` stands here a second time/,
    /label of its own/,
  ],

  [
    "a chart with an unknown key",
    CHART.replace("alt:", "unti: x\nalt:"),
    "unti:",
    /unknown key "unti"/,
    /unit/,
  ],
  [
    "a chart with bad YAML",
    CHART.replace("caption: Cases", "caption: Cases: all"),
    "caption:",
    /YAML cannot be read/,
    /quotes/,
  ],
  [
    "a chart with a value in words",
    CHART.replace("value: 2", "value: two"),
    "label: Two",
    /text "two" stands where a number/,
    /digits/,
  ],
  [
    "a chart without alt text",
    CHART.replace("alt: Two bars.\n", ""),
    "type:",
    /"alt" is missing/,
    /what the chart shows/,
  ],
  [
    "a chart of no known type",
    CHART.replace("type: bar", "type: pie"),
    "type:",
    /type is the text "pie"/,
    /bar, dot, timeline, matrix/,
  ],
];

describe("one fault in a body is one problem, with its line and its mend", () => {
  test.each(FAULTS)("%s", async (_name, body, at, says, mends) => {
    const file = article(`First words.\n\n${body}`);
    const { problems, lines, compiled } = await check({ ...FILES, "02-case.md": file });
    expect(lines.filter((l) => l.startsWith("articles/02-case.md"))).toEqual(lines);
    const found = problems.filter((p) => says.test(p.what));
    expect(found, lines.join("\n")).toHaveLength(1);
    expect(problems, lines.join("\n")).toHaveLength(1);
    expect(found[0]!.mend).toMatch(mends);
    expect(found[0]!.level).toBe("error");
    const second = at.startsWith("SECOND ");
    const line = second ? file.slice(0, file.lastIndexOf(at.slice(7))).split("\n").length : lineOf(file, at);
    expect(found[0]!.line, lines.join("\n")).toBe(line);
    // What is wrong goes into no output.
    expect([...compiled!.documents.keys()]).toEqual(["first"]);
  });

  test("a language without hyphenation", async () => {
    const { lines } = await check({ "02-case.md": article("Teksti.\n", { lang: "fi" }) });
    expect(lines).toEqual([
      "articles/02-case.md:11: no hyphenation patterns for `fi`: use en-GB, en-US, de, fr or es, or add the language",
    ]);
  });

  test("several faults in one body are all reported, in order", async () => {
    const body = `# One\n\nTwo <b> [@no-2000-work] [x](07-none.md).\n\n${FIGURE.replace("Source: Own.\n", "")}`;
    const { problems } = await check({ ...FILES, "02-case.md": article(body) });
    expect(problems.map((p) => p.line).sort((a, b) => a - b)).toEqual([10, 12, 12, 12, 14]);
  });
});

describe("what is sound is not reported", () => {
  test.each([
    ["every block", `${CASE}\n${TABLE}\n${FIGURE}\n${CHART}`],
    ["two blocks of a kind", `${CASE}\n${CASE.replace("case-e", "case-f")}`],
    ["a fence with marks inside", "```\n:::\n<b> [^x] [@no]\n```\n"],
    ["code that looks like markup", "`<b>` and `[^x]` and `[@no]`.\n"],
    [
      "an address by mail and in brackets",
      "Write <me@host.example> or see [site](https://host.example/a_(b)).\n",
    ],
    ["comparisons", "If a < b and c > d, or a<1.\n"],
    [
      "links to headings, blocks and articles",
      `${TABLE}\n## Deep\n\n[a](#deep) [b](#tab-w) [c](01-first.md#deep) [d](./01-first.md)\n`,
    ],
    ["a mail address in the text", "Write to me@host.example please.\n"],
  ])("%s", async (_name, body) => {
    expect((await check({ ...FILES, "02-case.md": article(body) })).lines).toEqual([]);
  });

  test("a link to an article that has errors is not blamed too", async () => {
    const { lines } = await check({
      "02-case.md": article("See [x](03-bad.md), [y](03-bad.md#deep) and [z](04-worse.md#any).\n"),
      "03-bad.md": article("## Deep\n\nText.\n", { date: "never" }),
      "04-worse.md": "no front matter",
    });
    expect(lines.map((l) => l.split(":")[0])).toEqual(["articles/03-bad.md", "articles/04-worse.md"]);
  });
});
