import { unzipSync } from "fflate";
import { afterEach, expect, test } from "vitest";
import { markPages } from "../../src/epub/page-marks.ts";
import { makeEpubs } from "../../src/epub/run.ts";
import { direction, toXhtml } from "../../src/epub/xhtml.ts";
import { zipEpub } from "../../src/epub/zip.ts";
import { makeInput } from "../site/fixture.ts";
import { tempDir } from "../temp-dir.ts";

const { TZ, SOURCE_DATE_EPOCH } = process.env;
afterEach(() => {
  process.env.TZ = TZ ?? "";
  if (SOURCE_DATE_EPOCH === undefined) delete process.env.SOURCE_DATE_EPOCH;
});

test("our HTML becomes XML", () => {
  expect(toXhtml('<p>a<br>b<img src="x>y.png" alt="&quot;">&nbsp;&eacute;<hr></p>')).toBe(
    '<p>a<br/>b<img src="x>y.png" alt="&quot;"/>&#160;&amp;eacute;<hr/></p>',
  );
  expect(toXhtml("a\u0007b <br /> &amp; &#38; &#x26;")).toBe("ab <br/> &amp; &#38; &#x26;");
});

test.each([
  ["en-GB", "ltr"],
  ["ar", "rtl"],
  ["he-IL", "rtl"],
  ["arn", "ltr"],
])("%s is written %s", (lang, dir) => {
  expect(direction(lang)).toBe(dir);
});

const starts = (...at: [string, string, number][]) => at.map(([page, id, offset]) => ({ page, id, offset }));

test("pages are marked where they start, the first at the beginning, roman ones too", () => {
  const html = '<section><h1 id="top">T</h1><p id="a">one two</p></section>';
  const marked = markPages(html, starts(["iv", "top", 0], ["v", "a", 4]));
  expect(marked.replace(/<span[^>]*id="page-(\w+)"[^>]*><\/span>/g, "[$1]")).toBe(
    '<section>[iv]<h1 id="top">T</h1><p id="a">one [v]two</p></section>',
  );
  expect(marked).toContain('epub:type="pagebreak" role="doc-pagebreak" aria-label=" v. "');
});

test("a page that starts nowhere in the text is an error", () => {
  expect(() => markPages('<p id="a">x</p>', starts(["1", "a", 0], ["2", "gone", 0]))).toThrow(
    /page 2 \(in gone\)/,
  );
});

test("the container begins with its media type, stored, and is the same in every time zone", () => {
  const files = [{ file: "EPUB/a.xhtml", bytes: "<p/>".repeat(100) }];
  process.env.TZ = "UTC";
  const here = zipEpub(files);
  process.env.TZ = "Pacific/Auckland";
  expect(Buffer.from(zipEpub(files)).equals(Buffer.from(here))).toBe(true);
  // OCF 3.3, 4.3: at byte 30 the file's name, at byte 38 its content.
  expect(Buffer.from(here.subarray(30, 58)).toString("latin1")).toBe("mimetypeapplication/epub+zip");
});

test("the same sources give the same bytes, a date from outside is taken, and links lead where they can", async () => {
  const input = {
    ...makeInput(),
    pages: [{ piece: "scaling", starts: starts(["5", "top", 0], ["6", "p1", 2]) }],
  };
  const made = await makeEpubs(input, await tempDir());
  const again = await makeEpubs(input, await tempDir());
  expect([...made.keys()].sort()).toEqual(
    ["atlas-of-social-innovation", "articles/care", "articles/scaling", "articles/work"]
      .flatMap((name) => [`downloads/${name}.epub`, `downloads/${name}.png`])
      .sort(),
  );
  for (const [path, bytes] of made)
    expect(Buffer.from(bytes).equals(Buffer.from(again.get(path)!)), path).toBe(true);

  const open = (path: string) => {
    const files = unzipSync(made.get(`downloads/${path}.epub`)!);
    return (file: string) => Buffer.from(files[`EPUB/${file}`]!).toString("utf8");
  };
  const book = open("atlas-of-social-innovation");
  expect(book("package.opf")).toContain('<meta property="dcterms:modified">2027-01-05T00:00:00Z</meta>');
  const work = open("articles/work");
  expect(work("package.opf")).toContain(">Work &amp; &quot;play&quot; &lt;at&gt; Şişli</dc:title>");
  expect(work("package.opf")).toMatch(/Ada Example[\s\S]*Bo Sample[\s\S]*group-position[^>]*>2</);
  expect(work("text/work.xhtml")).toContain("https://orcid.org/0000-0002-1825-0097");
  expect(work("text/work.xhtml")).toContain("CC BY-SA 4.0");

  process.env.SOURCE_DATE_EPOCH = "1700000000";
  const dated = unzipSync((await makeEpubs(input, await tempDir())).get("downloads/articles/care.epub")!);
  expect(Buffer.from(dated["EPUB/package.opf"]!).toString()).toContain("2023-11-14T22:13:20Z");
});
