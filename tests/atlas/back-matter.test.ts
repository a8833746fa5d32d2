import { expect, test } from "vitest";
import { parseGlossary, parseNetworks, periodOf } from "../../src/atlas/back-matter.ts";
import { formatProblem } from "../../src/atlas/problem.ts";
import { article, check } from "./fixture.ts";

const GLOSSARY = `- term: Social practice
  forms: [social practices]
  definition: >-
    What people do, see [the first](01-first.md).
- term: Scaling
  definition: Growing.
`;
const NETWORKS = `- name: School of Tests
  short: SoT
  kind: Network
  from: 2011
  sources: [https://press.example/school]
  text: It *tests*.
`;

test("terms stand in the order of the alphabet, each with an id", () => {
  const { terms, problems } = parseGlossary("g.yaml", GLOSSARY);
  expect(problems).toEqual([]);
  expect(terms.map((t) => [t.id, t.name, t.forms])).toEqual([
    ["term-scaling", "Scaling", []],
    ["term-social-practice", "Social practice", ["social practices"]],
  ]);
});

test("a term or a word that is defined twice is named with its line", () => {
  const { terms, problems } = parseGlossary(
    "g.yaml",
    `${GLOSSARY}- term: Scaling\n  definition: Again.\n- term: Habit\n  forms: [Social practices]\n  definition: A habit.\n`,
  );
  expect(problems.map(formatProblem)).toEqual([
    "g.yaml:7: `Scaling` is a word for `Scaling` already: define a term once, and give each word to one term",
    "g.yaml:9: `Social practices` is a word for `Social practice` already: define a term once, and give each word to one term",
  ]);
  expect(terms.map((t) => t.name)).toEqual(["Habit", "Scaling", "Social practice"]);
});

test("a network needs a source, and its years in order", () => {
  expect(parseNetworks("n.yaml", NETWORKS).problems).toEqual([]);
  const lines = (source: string) => parseNetworks("n.yaml", source).problems.map(formatProblem);
  expect(lines(NETWORKS.replace("[https://press.example/school]", "[]"))[0]).toMatch(
    /n\.yaml:5: `0\.sources` is empty: name a public page/,
  );
  expect(lines(NETWORKS.replace("from: 2011", "from: 2011\n  until: 2009"))[0]).toMatch(
    /n\.yaml:5: .*is before `from`/,
  );
  expect(lines(NETWORKS + NETWORKS)[0]).toMatch(/n\.yaml:7: `SoT` stands here a second time/);
  expect(lines("name: x")[0]).toMatch(/n\.yaml:1: .*is not a list/);
});

test.each([
  [{ from: 2014, until: 2017 }, "2014–2017"],
  [{ from: 2016, until: 2016 }, "2016"],
  [{ from: 2011 }, "since 2011"],
  [{ until: 2021 }, "until 2021"],
  [{}, ""],
])("the period %j is %s", (network, period) => {
  expect(periodOf(network)).toBe(period);
});

test("what is wrong in a passage is named with file and line", async () => {
  const { lines } = await check({
    "parts/landscape.md": "Look at [nothing](09-nothing.md).\n\n## A heading\n",
    "parts/elsewhere.md": "Words.\n",
    "parts/fields.md": " \n",
    "glossary.yaml": "- term: Habit\n  definition: See [@lee-2014-book] and <b>bold</b>.\n",
    "networks.yaml": NETWORKS.replace("It *tests*.", "It shows ![a](x.png)."),
  });
  expect(lines.map((l) => l.replace(/: [^:]+$/, ""))).toEqual([
    "articles/glossary.yaml:2: raw HTML, `<b>`",
    "articles/glossary.yaml:2: a citation, an index mark or a picture outside the articles",
    "articles/networks.yaml:6: there is no image x.png",
    "articles/networks.yaml:6: a citation, an index mark or a picture outside the articles",
    "articles/parts/elsewhere.md:1: there is no part of this id",
    "articles/parts/fields.md:1: the file is empty",
    "articles/parts/landscape.md:1: there is no article 09-nothing.md",
    "articles/parts/landscape.md:3: something other than paragraphs",
  ]);
});

test("passages are rendered for every output, their links as seen from where they stand", async () => {
  const { lines, compiled } = await check({
    "08-case.md": article("Text.\n"),
    "parts/landscape.md": "It begins with [one](08-case.md) -- and goes on.\n",
    "glossary.yaml": GLOSSARY,
    "networks.yaml": NETWORKS,
  });
  expect(lines).toEqual([]);
  const { introductions, glossary, networks } = compiled!.backMatter;
  const introduction = introductions.get("landscape")!;
  expect(introduction.words).toBe(8);
  expect(introduction.render("web", (path) => `../..${path}`)).toBe(
    '<p>It begins with <a href="../../articles/case/" class="article-link">one</a> – and goes on.</p>\n',
  );
  expect(introduction.render("epub")).toContain('href="case.xhtml"');
  expect(introduction.render("print")).toContain('href="https://host.example/atlas/articles/case/"');
  expect(glossary[1]!.definition.render("web", (p) => `..${p}`)).toContain('href="../articles/first/"');
  expect(networks[0]!.text.render("web")).toBe("<p>It <em>tests</em>.</p>\n");
});

test("terms whose words make the same id have ids of their own", () => {
  const terms = ["C", "C++", "C#"].map((term) => `- { term: "${term}", definition: A language. }`).join("\n");
  const ids = parseGlossary("articles/glossary.yaml", terms).terms.map((t) => t.id);
  expect(ids.sort()).toEqual(["term-c", "term-c-2", "term-c-3"]);
});
