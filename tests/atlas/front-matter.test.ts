import { describe, expect, test } from "vitest";
import { isOrcid } from "../../src/atlas/schema.ts";
import { article, check, FIRST, lineOf } from "./fixture.ts";

const BODY = "Text.\n";

/** What is wrong in the front matter, the line that must be named, what must be said of it and how to mend it. */
const CASES: [
  name: string,
  head: Record<string, string | undefined>,
  at: string,
  says: RegExp,
  mends: RegExp,
][] = [
  ["an unknown key", { titel: "x" }, "titel:", /unknown key `titel`/, /spelling|take it out/],
  ["no title", { title: undefined }, "part:", /`title` is missing/, /write the title/],
  ["an empty title", { title: '" "' }, "title:", /`title` is empty/, /write the title/],
  [
    "a part that is not there",
    { part: "lanscape" },
    "part:",
    /no part `lanscape`/,
    /choose from landscape, fields/,
  ],
  [
    "a policy field that is not there",
    { policyFields: "[education, sports]" },
    "policyFields:",
    /"sports" is not a policy field/,
    /choose from education, employment/,
  ],
  ["a policy field twice", { policyFields: "[health, health]" }, "policyFields:", /twice/, /once/],
  ["a region that is not there", { regions: "[europe]" }, "regions:", /"europe" is not a region/, /africa/],
  ["regions that are no list", { regions: "africa" }, "regions:", /not a list/, /regions: \[africa\]/],
  ["two key points", { keyPoints: "[a, b]" }, "keyPoints:", /three/, /write three key points/],
  [
    "a day that is not in the calendar",
    { date: "2026-02-30" },
    "date:",
    /`date` is not a day of the calendar/,
    /2026-11-23/,
  ],
  ["a date in words", { date: "23 November 2026" }, "date:", /not a day/, /2026-11-23/],
  ["a date that is a number", { date: "2026" }, "date:", /is not a date/, /2026-11-23/],
  ["no date", { date: undefined }, "title:", /`date` is not a date/, /2026-11-23/],
  ["a bad date of change", { updated: "2026-13-01" }, "updated:", /`updated` is not a day/, /2026-11-23/],
  [
    "a change before the first date",
    { updated: "2025-01-01" },
    "updated:",
    /earlier than `date`/,
    /correct one/,
  ],
  [
    "an ORCID iD with a wrong check digit",
    { authors: "[{ name: A, orcid: 0000-0002-1825-0098 }]" },
    "authors:",
    /not an ORCID iD/,
    /0000-0002-1825-0097/,
  ],
  [
    "an author without name",
    { authors: "[{ affiliation: A }]" },
    "authors:",
    /name` is missing/,
    /author's name/,
  ],
  [
    "an unknown key of an author",
    { authors: "[{ name: A, mail: x }]" },
    "authors:",
    /unknown key `mail`/,
    /take it out/,
  ],
  [
    "a licence that is not known",
    { license: "GPL" },
    "license:",
    /"GPL" is not a known licence/,
    /CC-BY-4\.0/,
  ],
  ["a language that is no tag", { lang: "English" }, "lang:", /not a language tag/, /en-GB/],
  ["draft neither true nor false", { draft: "perhaps" }, "draft:", /neither true nor false/, /draft: true/],
  [
    "a key twice",
    { summary: `${"word ".repeat(45)}\ntitle: again` },
    "title: again",
    /bad YAML/,
    /correct the line/,
  ],
  ["a colon in the text", { title: "Scaling: a: b" }, "title:", /bad YAML/, /quotation marks/],
  ["a quote that is not closed", { subtitle: '"open' }, "subtitle:", /bad YAML/, /quot/],
  ["text that begins with a star", { subtitle: "*emphasis" }, "subtitle:", /bad YAML/, /begins with `\*`/],
];

describe("front matter: each fault is named with its line and its mend", () => {
  test.each(CASES)("%s", async (_name, head, at, says, mends) => {
    const file = article(BODY, head);
    const { problems, lines } = await check({ "02-case.md": file });
    const found = problems.filter((p) => p.file === "articles/02-case.md");
    expect(lines).toHaveLength(found.length);
    const first = found.find((p) => says.test(p.what));
    expect(first, lines.join("\n")).toBeDefined();
    expect(first!.mend).toMatch(mends);
    expect(first!.level).toBe("error");
    // A key that is missing has no line of its own: the front matter's first stands for it.
    const line =
      head[at.replace(":", "")] === undefined && /missing|not a date/.test(first!.what)
        ? 2
        : lineOf(file, at);
    expect(first!.line).toBe(line);
  });

  test("each fault is one problem, in the form file:line: what: mend", async () => {
    const { lines } = await check({ "02-case.md": article(BODY, { date: "2026-02-30" }) });
    expect(lines).toEqual([
      "articles/02-case.md:8: `date` is not a day of the calendar: write it as 2026-11-23",
    ]);
  });

  test("a summary of another length is a warning and the article is there", async () => {
    const { lines, compiled } = await check({ "02-case.md": article(BODY, { summary: "Too short." }) });
    expect(lines).toEqual(["articles/02-case.md:4: warning: the summary has 2 words: write 40 to 60"]);
    expect(compiled!.documents.has("case")).toBe(true);
  });

  test("the book's licence and language hold where the article names none", async () => {
    const { loaded } = await check({ "02-case.md": article(BODY, { license: "CC0-1.0" }) });
    expect(loaded!.atlas.articles.map((a) => a.license)).toEqual(["CC-BY-4.0", "CC0-1.0"]);
    expect(loaded!.atlas.articles.map((a) => a.lang)).toEqual(["en-GB", "en-GB"]);
  });

  test("the check digit of an ORCID iD, X included", () => {
    expect(isOrcid("0000-0002-1825-0097")).toBe(true);
    expect(isOrcid("0000-0002-1694-233X")).toBe(true);
    expect(isOrcid("0000-0002-1694-2330")).toBe(false);
    expect(isOrcid("0000-0002-1825-0079")).toBe(false);
    expect(isOrcid("0000000218250097")).toBe(false);
  });
});

describe("files", () => {
  const one = async (name: string, content: string | Uint8Array) => (await check({ [name]: content })).lines;

  test("an empty file", async () => {
    expect(await one("02-case.md", "\n \n")).toEqual([
      "articles/02-case.md:1: the file is empty: write the article or delete the file",
    ]);
  });

  test("front matter and no text", async () => {
    expect(await one("02-case.md", article("\n"))).toEqual([
      expect.stringMatching(/^articles\/02-case\.md:9: the article has no text: write it/),
    ]);
  });

  test("a file that is not UTF-8, at the line of the first bad byte", async () => {
    const bytes = Buffer.concat([Buffer.from(article("Fine.\n\nCaf")), Buffer.from([0xe9, 0x0a])]);
    expect(await one("02-case.md", bytes)).toEqual([
      "articles/02-case.md:12: the file is not UTF-8: save it again with the encoding UTF-8",
    ]);
  });

  test("a byte order mark and the line ends of Windows do no harm and leave lines as they are", async () => {
    expect(await one("02-case.md", `\ufeff${article("Fine.\n").replaceAll("\n", "\r\n")}`)).toEqual([]);
    expect(await one("02-case.md", article("Fine.\n\n# No\n").replaceAll("\n", "\r\n"))).toEqual([
      expect.stringMatching(/^articles\/02-case\.md:12: a first-level heading/),
    ]);
  });

  test("no front matter, and one that is not closed", async () => {
    expect(await one("02-case.md", "# Title\n")).toEqual([
      expect.stringMatching(/^articles\/02-case\.md:1: the front matter is missing: begin the file/),
    ]);
    expect(await one("02-case.md", "---\ntitle: x\n\nText\n")).toEqual([
      expect.stringMatching(/^articles\/02-case\.md:1: the front matter is not closed: put a line `---`/),
    ]);
  });

  test.each(["case.md", "2-case.md", "02-Case.md", "02_case.md", "02-case-.md"])(
    "the name %s",
    async (name) => {
      expect(await one(name, article("Text.\n"))).toEqual([
        expect.stringMatching(
          new RegExp(
            `^articles/${name.replace(".", "\\.")}:1: the file name is not a number and a slug: name it like 07-`,
          ),
        ),
      ]);
    },
  );

  test("two files with one number, and two with one slug", async () => {
    expect(await one("01-second.md", article("Text.\n"))).toEqual([
      "articles/01-second.md:1: the number 1 is also that of articles/01-first.md: rename one of the two files",
    ]);
    expect(await one("02-first.md", article("Text.\n"))).toEqual([
      "articles/02-first.md:1: the slug first is also that of articles/01-first.md: rename one of the two files",
    ]);
  });

  test("a number taken by a file that has errors of its own is named in the same pass", async () => {
    expect(await one("01-second.md", article("Text.\n", { date: "never" }))).toEqual([
      expect.stringMatching(/^articles\/01-second\.md:1: the number 1 is also that of/),
      expect.stringMatching(/^articles\/01-second\.md:8: `date` is not a day/),
    ]);
  });

  test("numbers that do not rise through the parts", async () => {
    const { lines } = await check({
      "01-first.md": FIRST.replace("part: landscape", "part: fields"),
      "02-case.md": article("Text.\n"),
    });
    expect(lines).toEqual([
      "articles/01-first.md:1: number 1 of part `fields` comes after number 2 of part `landscape`: renumber the files so that numbers rise through the parts",
    ]);
  });

  test("articles are ordered by number, not by name, and belong to their parts", async () => {
    const { loaded, lines } = await check({
      "100-last.md": article("Text.\n", { part: "fields" }),
      "20-middle.md": article("Text.\n"),
    });
    expect(lines).toEqual([]);
    expect(loaded!.atlas.articles.map((a) => a.slug)).toEqual(["first", "middle", "last"]);
    expect(loaded!.atlas.parts.map((p) => [p.number, p.articles.map((a) => a.slug)])).toEqual([
      [1, ["first", "middle"]],
      [2, ["last"]],
    ]);
  });

  test("drafts are left out unless asked for", async () => {
    const files = { "02-case.md": article("Text.\n", { draft: "true" }) };
    expect([...(await check(files)).compiled!.documents.keys()]).toEqual(["first"]);
    expect([...(await check(files, { drafts: true })).compiled!.documents.keys()]).toEqual(["first", "case"]);
  });

  test("a link from a finished article to a draft is found before the build finds it", async () => {
    const files = {
      "02-case.md": article("[x](03-later.md)\n"),
      "03-later.md": article("Text.\n", { draft: "true" }),
    };
    expect((await check(files)).lines).toEqual([
      "articles/02-case.md:10: there is no article 03-later.md: correct the file name",
    ]);
    expect((await check(files, { drafts: true })).lines).toEqual([
      "articles/02-case.md:10: warning: 03-later.md is a draft, which a build leaves out: finish it or take the link out",
    ]);
  });

  test("README.md and other files are no articles", async () => {
    expect((await check({ "README.md": "# How to write", "notes.txt": "x" })).lines).toEqual([]);
  });

  test("a folder without articles", async () => {
    expect((await check({ "01-first.md": undefined, "references.json": "[]" })).lines).toEqual([
      "articles/:1: there is no article: add one as NN-slug.md",
    ]);
  });
});
