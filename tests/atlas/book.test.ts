import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadAtlas } from "../../src/atlas/load.ts";
import { tempDir } from "../temp-dir.ts";
import { article, BOOK, check, lineOf, REFERENCES, WORKS } from "./fixture.ts";

test("the sound atlas has no problem", async () => {
  const { lines, compiled } = await check();
  expect(lines).toEqual([]);
  expect([...compiled!.documents.keys()]).toEqual(["first"]);
});

describe("atlas.yaml", () => {
  const lines = async (book: string | Uint8Array | undefined) => (await check({ "atlas.yaml": book })).lines;

  test("is not there", async () => {
    expect(await lines(undefined)).toEqual([
      "articles/atlas.yaml:1: the file is missing: put it back; it names the book and its parts",
    ]);
  });

  test("the folder is not there", async () => {
    await expect(loadAtlas(join(await tempDir(), "nowhere"))).rejects.toThrow(
      /nowhere\/:1: the folder cannot be read: name the folder/,
    );
  });

  test("bad YAML, at its line", async () => {
    const book = BOOK.replace("edition: Test edition", 'edition: "Test edition');
    expect((await lines(book))[0]).toMatch(/^articles\/atlas\.yaml:\d+: bad YAML, .+: correct the line/);
    expect((await lines(BOOK.replace("Test edition", "a: b"))).join()).toMatch(
      new RegExp(`atlas\\.yaml:${lineOf(BOOK, "edition:")}: bad YAML`),
    );
  });

  test("not UTF-8", async () => {
    expect(
      await lines(Buffer.concat([Buffer.from("title: x\nsubtitle: "), Buffer.from([0xe9, 10])])),
    ).toEqual(["articles/atlas.yaml:2: the file is not UTF-8: save it again with the encoding UTF-8"]);
  });

  test.each([
    ["an unknown key", "edition:", "edtion: x\nedition:", "edtion:", /unknown key `edtion`/],
    [
      "an address without slash",
      "atlas/\n",
      "atlas\n",
      "url:",
      /does not end with a slash.*https:\/\/example/,
    ],
    ["an address that is none", "https://host.example/atlas/", "host", "url:", /not a web address/],
    ["a year in words", "year: 2026", "year: soon", "year:", /not a year.*2026/],
    ["no URN", "id: urn:uuid:", "id: ", "id:", /not a URN/],
    ["a licence", "CC-BY-4.0", "CC", "license:", /"CC" is not a known licence.*CC-BY-4\.0/],
    ["an e-mail address", "editors@host.example", "editors", "email:", /not an e-mail address/],
    [
      "a part's unknown key",
      "    slug: landscape",
      "    color: x\n    slug: landscape",
      "color:",
      /unknown key `color`/,
    ],
    ["a part's id", "id: landscape", "id: The Landscape", "id: The", /is not an id.*small letters/],
  ])("%s", async (_name, from, to, at, says) => {
    const book = BOOK.replace(from, to);
    const found = await lines(book);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^articles/atlas\\.yaml:${lineOf(book, at)}: `));
    expect(found[0]).toMatch(says);
  });

  test("several faults are reported together", async () => {
    const found = await lines(BOOK.replace("year: 2026", "year: x").replace("publisher: Test Press\n", ""));
    expect(found).toHaveLength(2);
  });

  test("two parts with one id, with one slug", async () => {
    expect(await lines(BOOK.replace("slug: policy-fields", "slug: landscape"))).toEqual([
      "articles/atlas.yaml:1: two parts have the slug `landscape`: give each its own",
    ]);
  });
});

describe("references.json", () => {
  const lines = async (source: string | Uint8Array | undefined) =>
    (await check({ "references.json": source })).lines;

  test("is not there: one problem, and none for each citation", async () => {
    expect(await lines(undefined)).toEqual([
      expect.stringMatching(/^articles\/references\.json:1: the file is missing: put it back.*`\[\]`$/),
    ]);
  });

  test("a comma too many, at its line; the citations are not blamed", async () => {
    const bad = REFERENCES.replace('"publisher": "Press",', '"publisher": "Press",,');
    const found = await lines(bad);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(
      new RegExp(`^articles/references\\.json:${lineOf(bad, ",,")}: bad JSON, .+: correct it; every entry`),
    );
  });

  test.each([
    [
      "a bare word",
      REFERENCES.replace('"2014"', "x").replace('"type": "book"', '"type": book'),
      '"type": book',
    ],
    ["a missing comma", REFERENCES.replace('"type": "book",', '"type": "book"'), '"title": "Making'],
    ["a string over two lines", REFERENCES.replace("Making things", "Making\nthings"), '"Making'],
  ])("%s, at its line", async (_name, bad, at) => {
    expect((await lines(bad)).map((l) => l.split(": ")[0])).toEqual([
      `articles/references.json:${lineOf(bad, at)}`,
    ]);
  });

  test("an end that is missing", async () => {
    const cut = REFERENCES.slice(0, REFERENCES.lastIndexOf("]"));
    expect((await lines(cut))[0]).toMatch(
      new RegExp(`^articles/references\\.json:${cut.split("\n").length}: bad JSON`),
    );
  });

  test("is no list", async () => {
    expect(await lines("{}")).toEqual([
      "articles/references.json:1: the file is not a list: write [ { … }, { … } ]",
    ]);
  });

  test("not UTF-8, and a byte order mark", async () => {
    expect(await lines(Buffer.from([0x5b, 0x0a, 0xff, 0x5d]))).toEqual([
      "articles/references.json:2: the file is not UTF-8: save it again with the encoding UTF-8",
    ]);
    expect(await lines(`\ufeff${REFERENCES}`)).toEqual([]);
  });

  const [lee, moss] = WORKS as unknown as [Record<string, unknown>, Record<string, unknown>];
  test.each([
    ["no confirmation", { ...lee, custom: undefined }, /`custom` is missing: add the address/],
    [
      "an address that confirms nothing",
      { ...lee, custom: { confirmed: "yes" } },
      /has no address: name a public page/,
    ],
    ["no title", { ...lee, title: undefined }, /`title` is missing: write the work's title/],
    ["no type", { ...lee, type: undefined }, /`type` is missing: write the CSL type/],
    ["authors as text", { ...lee, author: "Ada Lee" }, /not a list of names: write/],
    ["an author as text", { ...lee, author: ["Ada Lee"] }, /`author\.0` is not a name: write/],
    ["a DOI with its resolver", { ...lee, DOI: "https://doi.org/10.1/x" }, /not a DOI: write it without/],
    [
      "an address that is no web address",
      { ...lee, URL: "javascript:alert(1)" },
      /not a web address: write it with/,
    ],
  ])("%s, at the line of the entry, and its citations are not blamed", async (_name, entry, says) => {
    const source = JSON.stringify([moss, entry], null, 2);
    const found = await lines(source);
    expect(found).toHaveLength(1);
    // The entry begins at the brace above its id.
    expect(found[0]).toMatch(
      new RegExp(`^articles/references\\.json:${lineOf(source, '"lee-2014-book"') - 1}: \`lee-2014-book\``),
    );
    expect(found[0]).toMatch(says);
  });

  test("an id of another form, and none", async () => {
    const named = { ...lee, id: "Lee2014" };
    const nameless = { ...moss, id: undefined };
    const { lines: found } = await check({
      "references.json": JSON.stringify([named, nameless], null, 2),
      "01-first.md": article("Text.\n"),
    });
    expect(found).toEqual([
      expect.stringMatching(
        /:2: `Lee2014`: `id` is not of the form family-year-word: use small ASCII letters/,
      ),
      expect.stringMatching(/: `entry 2`: `id` is missing: write family-year-word/),
    ]);
  });

  test("a work twice", async () => {
    const source = JSON.stringify([lee, moss, lee], null, 2);
    const [found] = await lines(source);
    const line = source.slice(0, source.lastIndexOf('"id"')).split("\n").length - 1;
    expect(found).toBe(
      `articles/references.json:${line}: \`lee-2014-book\` stands here a second time: keep one of the two`,
    );
  });

  test("a work that nobody cites is a warning at its line", async () => {
    const source = JSON.stringify([lee, moss, { ...lee, id: "lee-2020-idle" }], null, 2);
    expect(await lines(source)).toEqual([
      `articles/references.json:${lineOf(source, "lee-2020-idle") - 1}: warning: nobody cites \`lee-2020-idle\`: cite it or take it out`,
    ]);
  });

  test("a work that only a broken article cites is not called idle", async () => {
    const source = JSON.stringify([lee, moss, { ...lee, id: "lee-2020-idle" }], null, 2);
    const { lines: found } = await check({
      "references.json": source,
      "02-case.md": article("Text [@lee-2020-idle].\n", { date: "never" }),
    });
    expect(found).toEqual([expect.stringMatching(/^articles\/02-case\.md:8: `date`/)]);
  });
});

test("faults in many files are all reported in one pass, in the order of files and lines", async () => {
  const { lines } = await check({
    "02-case.md": article("# One\n\nText [@no-2000-work].\n", { titel: "x", date: "never" }),
    "03-other.md": article("See [x](02-case.md), [y](09-none.md) and ![](images/none.png).\n"),
    "04-empty.md": "",
    "references.json": JSON.stringify([...WORKS, { id: "x-2000-y" }], null, 2),
  });
  const at = lineOf(JSON.stringify([...WORKS, { id: "x-2000-y" }], null, 2), "x-2000-y") - 1;
  expect(lines.map((l) => l.replace(/^articles\/([^:]+:\d+): (.{0,40}).*$/s, "$1 $2"))).toEqual([
    "02-case.md:8 `date` is not a day of the calendar: wri",
    "02-case.md:9 unknown key `titel`: correct its spellin",
    "02-case.md:11 a first-level heading in the text: begin",
    "02-case.md:13 there is no reference `no-2000-work`: co",
    "03-other.md:10 there is no article 09-none.md: correct ",
    "03-other.md:10 the image images/none.png has no alt tex",
    "03-other.md:10 there is no image images/none.png: put i",
    "04-empty.md:1 the file is empty: write the article or ",
    ...["type", "title", "custom"].map((k) =>
      expect.stringContaining(`references.json:${at} \`x-2000-y\`: \`${k}\` is mi`),
    ),
  ]);
});
