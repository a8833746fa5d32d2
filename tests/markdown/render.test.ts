import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import type { Document, Target } from "../../src/markdown/types.ts";
import { article, check, compile, WORKS } from "../atlas/fixture.ts";

const TARGETS: Target[] = ["web", "print", "epub", "feed"];
const dom = (html: string) => parseHTML(`<html><body>${html}</body></html>`).document.body;
const shown = (doc: Document, target: Target) => dom(doc.render(target));
/** What a reader sees of a piece of markup. */
const text = (element: { textContent: string | null } | null) =>
  (element?.textContent ?? "").replaceAll("\u00ad", "").replace(/\s+/g, " ").trim();

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>';

describe("citations", () => {
  const CASES = [
    ["[@lee-2014-book]", "(Lee, 2014)"],
    ["[@lee-2014-book, p. 12]", "(Lee, 2014, p. 12)"],
    ["[@lee-2014-book, pp. 3-5]", "(Lee, 2014, pp. 3–5)"],
    ["[@lee-2014-book, pp. 3--5]", "(Lee, 2014, pp. 3–5)"],
    ["[@lee-2014-book, chap. 2]", "(Lee, 2014, Chapter 2)"],
    ["[see @lee-2014-book]", "(see Lee, 2014)"],
    ["[@lee-2014-book, and elsewhere]", "(Lee, 2014, and elsewhere)"],
    ["[-@lee-2014-book]", "(2014)"],
    ["[@moss-2016-pair]", "(Moss & Nash, 2016)"],
    ["[@moss-2016-pair; @lee-2014-book, p. 3]", "(Lee, 2014, p. 3; Moss & Nash, 2016)"],
    ["@lee-2014-book", "Lee (2014)"],
    ["@lee-2014-book [p. 12]", "Lee (2014, p. 12)"],
    ["@moss-2016-pair", "Moss and Nash (2016)"],
  ] as const;
  // One article with a paragraph for each: formatting citations is slow.
  let all: Promise<Document> | undefined;
  const read = async (target: Target, at: number) => {
    all ??= compile(CASES.map(([written]) => `So it is ${written}, they say.\n`).join("\n"));
    return text(shown(await all, target).querySelectorAll("p")[at]!);
  };

  test.each(CASES.map(([written, set], at) => [written, set, at] as const))(
    "%s",
    async (_written, set, at) => {
      for (const target of TARGETS) expect(await read(target, at)).toBe(`So it is ${set}, they say.`);
    },
  );

  test("each work of a citation is a link to its entry in the reference list", async () => {
    const doc = await compile("So [@moss-2016-pair; @lee-2014-book].\n");
    const links = [...shown(doc, "web").querySelectorAll("a.cite")];
    expect(links.map((a) => [text(a), a.getAttribute("href")])).toEqual([
      ["Lee, 2014", "#ref-lee-2014-book"],
      ["Moss & Nash, 2016", "#ref-moss-2016-pair"],
    ]);
    expect(doc.references.map((r) => r.id)).toEqual(["ref-lee-2014-book", "ref-moss-2016-pair"]);
  });

  test("the reference list is APA, holds what the article cites, and links addresses", async () => {
    const doc = await compile("So [@moss-2016-pair].\n");
    expect(doc.references.map((r) => r.text)).toEqual([
      "Moss, B., & Nash, C. (2016). Two of us. Journal of Pairs, 3, 5–9. https://doi.org/10.1000/pair.1",
    ]);
    const entry = dom(doc.references[0]!.html);
    expect(entry.querySelector("a")!.getAttribute("href")).toBe("https://doi.org/10.1000/pair.1");
    expect(entry.querySelector("i")!.textContent).toBe("Journal of Pairs");
  });

  test("two works of one author and year are told apart within an article, and not across articles", async () => {
    const twin = { ...WORKS[0]!, id: "lee-2014-article", title: "Another thing" };
    const { compiled, lines } = await check({
      "references.json": JSON.stringify([...WORKS, twin]),
      "02-both.md": article("[@lee-2014-book] and [@lee-2014-article].\n"),
      "03-one.md": article("[@lee-2014-book].\n"),
    });
    expect(lines).toEqual([]);
    const read = (slug: string) => text(shown(compiled!.documents.get(slug)!, "web"));
    // In the order of the titles.
    expect(read("both")).toBe("(Lee, 2014b) and (Lee, 2014a).");
    expect(read("one")).toBe("(Lee, 2014).");
    expect(compiled!.bibliography.map((r) => [r.key, r.citedBy])).toEqual([
      ["lee-2014-article", ["both"]],
      ["lee-2014-book", ["first", "both", "one"]],
      ["moss-2016-pair", ["first"]],
    ]);
  });

  test("a mail address and code are no citations", async () => {
    const doc = await compile("Mail me@lee-2014-book.example or `[@lee-2014-book]`.\n");
    expect(doc.references).toEqual([]);
  });
});

describe("notes", () => {
  const BODY = "One[^b] and two[^a].\n\n[^a]: Second *note* [@lee-2014-book].\n\n[^b]: First note.\n";

  test("on screens they are called by number and stand at the end, with a way back", async () => {
    const doc = await compile(BODY);
    for (const target of ["web", "epub", "feed"] as const) {
      const body = shown(doc, target);
      const calls = [...body.querySelectorAll("a[role=doc-noteref]")];
      expect(calls.map((a) => a.getAttribute("href"))).toEqual(["#fn-1", "#fn-2"]);
      // In the EPUB each is a note of its own, for reading systems show it where it is called.
      const notes = [...body.querySelectorAll("section[role=doc-endnotes] li, .notes > [role=doc-footnote]")];
      expect(notes.map((note) => [note.id, text(note).replace(/ ↩.*$|^\d+ /gu, "")])).toEqual([
        ["fn-1", "First note."],
        ["fn-2", "Second note (Lee, 2014)."],
      ]);
      for (const [i, note] of notes.entries()) {
        const back = note.querySelector("a[role=doc-backlink]")!.getAttribute("href")!;
        expect(body.querySelector(back)!.getAttribute("href")).toBe(`#fn-${i + 1}`);
      }
    }
    expect(doc.footnotes).toBe(2);
  });

  test("in print they stand where they are called", async () => {
    const body = shown(await compile(BODY), "print");
    expect(text(body.querySelector("p"))).toBe("OneFirst note. and twoSecond note (Lee, 2014)..");
    expect([...body.querySelectorAll("p > span.footnote")].map((s) => s.id)).toEqual(["fn-1", "fn-2"]);
    expect(body.querySelector("section")).toBeNull();
  });

  test("the text of blocks and headings is without notes", async () => {
    const doc = await compile("## Deep[^a]\n\nText[^b].\n\n[^a]: A note.\n\n[^b]: Other.\n");
    expect(doc.headings.map((h) => [h.text, h.html])).toEqual([["Deep", "Deep"]]);
    expect(doc.blocks.map((b) => b.text)).toEqual(["Deep", "Text."]);
  });

  test("a heading «Notes» of the author's does not take the id of the notes", async () => {
    const body = shown(
      await compile("## Notes\n\nText[^a].\n\n## References\n\nMore.\n\n[^a]: A note.\n"),
      "web",
    );
    const ids = [...body.querySelectorAll("[id]")].map((e) => e.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain("references");
  });
});

describe("links", () => {
  test.each([
    ["web", "../first/#deep"],
    ["print", "https://host.example/atlas/articles/first/#deep"],
    ["epub", "first.xhtml#deep"],
    ["feed", "https://host.example/atlas/articles/first/#deep"],
  ] as const)("to an article, on %s", async (target, href) => {
    const doc = await compile("See [this](01-first.md#deep).\n");
    expect(shown(doc, target).querySelector("a")!.getAttribute("href")).toBe(href);
    expect(doc.linksTo).toEqual(["first"]);
  });

  test("rendering for one output leaves the others as they are", async () => {
    const doc = await compile("## Deep [x](01-first.md)\n\nSee [this](01-first.md) and [here](#deep-x).\n");
    const before = TARGETS.map((t) => doc.render(t));
    expect(
      [...TARGETS]
        .reverse()
        .map((t) => doc.render(t))
        .reverse(),
    ).toEqual(before);
  });

  test("an article links to each other one once, and not to itself", async () => {
    const doc = await compile("[a](01-first.md) [b](01-first.md#deep) [c](08-case.md)\n");
    expect(doc.linksTo).toEqual(["first"]);
  });
});

describe("figures, tables, cases, charts", () => {
  const TABLE =
    "::: table Ways *out* {#tab-w}\n| Way | No |\n|:----|---:|\n| Out | 1 |\n| Up | 2 |\n\nSource: After [@lee-2014-book].\n:::\n";
  const FIGURE = "::: figure A group {#fig-g}\n![People at work](images/there.svg)\n\nSource: Own.\n:::\n";
  const CHART =
    '```chart\ntype: bar\nid: fig-c\ncaption: Cases & more\nalt: Two bars.\nsource: "[@lee-2014-book, p. 2]"\ndata:\n  - { label: One, value: 1 }\n  - { label: Two, value: 2 }\n```\n';
  const CASE =
    '::: case Escuela "Nueva" {#case-e}\n- Where: Colombia\n- Since: 1975\n- Who: teachers\n\nThe story.\n:::\n';
  let made: Promise<Document> | undefined;
  const doc = () => (made ??= makeDoc());
  const makeDoc = () =>
    compile(`${TABLE}\n${FIGURE}\n${CHART}\n${TABLE.replace("tab-w", "tab-v")}\n${CASE}`, {
      "images/there.svg": SVG,
    });

  test("an empty cell stays a cell in print", async () => {
    const doc = await compile("::: table T {#tab-e}\n| | No |\n|---|---|\n| Out | |\n\nSource: Own.\n:::\n");
    expect(doc.render("print").match(/>\u00a0<\/t[hd]>/g)).toHaveLength(2);
    expect(doc.render("web")).not.toContain("\u00a0</t");
  });

  test("are numbered by article, tables and figures each on their own; charts are figures", async () => {
    for (const target of TARGETS) {
      const captions = [...shown(await doc(), target).querySelectorAll("figure")].map((f) => [
        f.id,
        text(f.querySelector("figcaption")),
      ]);
      expect(captions).toEqual([
        ["tab-w", "Table 8.1 Ways out"],
        ["fig-g", "Figure 8.1 A group"],
        ["fig-c", "Figure 8.2 Cases & more"],
        ["tab-v", "Table 8.2 Ways out"],
      ]);
    }
    expect((await doc()).figures).toEqual([
      { id: "tab-w", kind: "table", caption: "Ways out" },
      { id: "fig-g", kind: "figure", caption: "A group" },
      { id: "fig-c", kind: "chart", caption: "Cases & more" },
      { id: "tab-v", kind: "table", caption: "Ways out" },
    ]);
  });

  test("sources stand under them, citations set", async () => {
    const sources = [...shown(await doc(), "web").querySelectorAll("figure > .source")].map(text);
    expect(sources).toEqual([
      "Source After (Lee, 2014).",
      "Source Own.",
      "Source (Lee, 2014, p. 2)",
      "Source After (Lee, 2014).",
    ]);
  });

  test("tables have headers with scope, alignment by class, and nothing has a style attribute", async () => {
    for (const target of TARGETS) {
      const table = shown(await doc(), target).querySelector("#tab-w table")!;
      expect([...table.querySelectorAll("thead th")].map((c) => c.getAttribute("scope"))).toEqual([
        "col",
        "col",
      ]);
      const rows = [...table.querySelectorAll("tbody tr")];
      expect(
        rows.map((r) => [...r.children].map((c) => [c.tagName, c.getAttribute("scope"), text(c)])),
      ).toEqual([
        [
          ["TH", "row", "Out"],
          ["TD", null, "1"],
        ],
        [
          ["TH", "row", "Up"],
          ["TD", null, "2"],
        ],
      ]);
      expect(rows[0]!.children[1]!.className).toBe("align-right");
    }
    expect((await doc()).render("web").replace(/<svg.*?<\/svg>/gs, "")).not.toMatch(/\sstyle=/);
  });

  test("wide tables can be scrolled by keyboard on the web, under their name", async () => {
    const region = shown(await doc(), "web").querySelector("#tab-w [role=region]")!;
    expect([region.getAttribute("tabindex"), region.getAttribute("aria-label")]).toEqual(["0", "Table 8.1"]);
    expect((await doc()).render("print")).not.toContain("tabindex");
  });

  test.each([
    ["web", "../../images/there.svg"],
    ["print", "images/there.svg"],
    ["epub", "../images/there.svg"],
    ["feed", "https://host.example/atlas/images/there.svg"],
  ] as const)("pictures have their address on %s, alt text and size", async (target, src) => {
    const img = shown(await doc(), target).querySelector("#fig-g img")!;
    expect(["src", "alt", "width", "height"].map((a) => img.getAttribute(a))).toEqual([
      src,
      "People at work",
      "40",
      "20",
    ]);
  });

  test("a chart is drawn, but in a feed it is its table", async () => {
    for (const target of ["web", "print", "epub"] as const) {
      expect(shown(await doc(), target).querySelector("#fig-c svg"), target).not.toBeNull();
    }
    const feed = shown(await doc(), "feed").querySelector("#fig-c")!;
    expect(feed.querySelector("svg")).toBeNull();
    expect([...feed.querySelectorAll("tbody tr")].map(text)).toEqual(["One1", "Two2"]);
    expect([...shown(await doc(), "web").querySelectorAll("#fig-c details tbody tr")].map(text)).toEqual([
      "One1",
      "Two2",
    ]);
  });

  test("a case has its title, its facts and its story", async () => {
    const box = shown(await doc(), "web").querySelector("aside#case-e")!;
    expect(text(box.querySelector(`#${box.getAttribute("aria-labelledby")}`))).toBe("Case Escuela “Nueva”");
    expect(
      [...box.querySelectorAll("dl > div")].map((d) => [
        text(d.querySelector("dt")),
        text(d.querySelector("dd")),
      ]),
    ).toEqual([
      ["Where", "Colombia"],
      ["Since", "1975"],
      ["Who", "teachers"],
    ]);
    expect(text(box.querySelector("p:not(.case-title)"))).toBe("The story.");
    expect((await doc()).cases).toEqual([{ id: "case-e", title: "Escuela “Nueva”" }]);
  });
});

describe("typography", () => {
  test("quotes, dashes and points are set; code is left alone", async () => {
    const doc = await compile("It's \"so 'here'\" -- 1990--2000 ... `\"a\" -- 'b'`\n");
    expect(text(shown(doc, "web"))).toBe("It’s “so ‘here’” – 1990–2000 … \"a\" -- 'b'");
  });

  const LONG =
    "## International organisations\n\nInternational organisations [international](https://international.example/organisations) `international`.\n";

  test("soft hyphens only in print, only in running text", async () => {
    const doc = await compile(LONG);
    for (const target of ["web", "epub", "feed"] as const) expect(doc.render(target)).not.toContain("\u00ad");
    const print = shown(doc, "print");
    expect(print.querySelector("p")!.textContent).toMatch(
      /^In\u00adter\u00adna\u00adtion\u00adal or\u00adgan|^\S*\u00ad\S* \S*\u00ad/,
    );
    expect(print.querySelector("h2")!.textContent).not.toContain("\u00ad");
    expect(print.querySelector("code")!.textContent).toBe("international");
    expect(print.querySelector("a[href^=https]")!.getAttribute("href")).toBe(
      "https://international.example/organisations",
    );
    expect(text(print)).toBe(text(shown(doc, "web")));
  });

  test("by language: German is cut as German", async () => {
    const body = "Gesellschaftliche Entwicklungszusammenarbeit.\n";
    const german = (await compile(body, {}, { lang: "de" })).render("print");
    expect(german).toContain("Ge\u00adsell\u00adschaft");
    expect(german).not.toBe((await compile(body)).render("print"));
  });
});

describe("ids", () => {
  const BODY =
    "Start.\n\n## Deep water\n\nOne.\n\n- a\n- b\n\n## Élan & 2020\n\nTwo.\n\n### 2008\n\nThree.\n\n## Deep water\n\nFour.\n";

  test("headings have ids from their words, told apart and never beginning with a digit", async () => {
    const doc = await compile(BODY);
    expect(doc.headings.map((h) => [h.level, h.id, h.text])).toEqual([
      [2, "deep-water", "Deep water"],
      [2, "elan-2020", "Élan & 2020"],
      [3, "s-2008", "2008"],
      [2, "deep-water-2", "Deep water"],
    ]);
  });

  test("blocks have the same ids in every output, each once", async () => {
    const doc = await compile(BODY);
    const ids = doc.blocks.map((b) => b.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const target of TARGETS) {
      const body = shown(doc, target);
      for (const { id, text: words } of doc.blocks)
        expect(text(body.querySelector(`#${id}`)), `${target} ${id}`).toBe(words);
    }
  });

  test("editing a block or another section leaves the ids of a section as they are", async () => {
    const idOf = (doc: Document, words: string) => doc.blocks.find((b) => b.text === words)!.id;
    const before = await compile(BODY);
    const after = await compile(
      BODY.replace("Start.", "Start anew.\n\nMore.\n\n- x\n- y").replace("One.", "Uno.\n\nDue."),
    );
    for (const words of ["Two.", "Three.", "Four."]) expect(idOf(after, words)).toBe(idOf(before, words));
    expect(idOf(after, "Uno.")).toBe(idOf(before, "One."));
  });
});

describe("numbers of a document", () => {
  test("words and minutes", async () => {
    const doc = await compile(`## Two words\n\n${"word ".repeat(658)}\n`);
    expect([doc.words, doc.minutes]).toEqual([660, 3]);
    expect((await compile("Short.\n")).minutes).toBe(1);
  });
});

describe("hostile text is shown, never run", () => {
  const EVIL = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>&`;
  const FORBIDDEN = "script, [onerror], [onclick], [onmouseover], img[src=x], a[href^='javascript'], iframe";

  const harmless = (html: string) => {
    const body = dom(html);
    expect([...body.querySelectorAll(FORBIDDEN)].map((e) => e.outerHTML)).toEqual([]);
    for (const e of body.querySelectorAll("*")) {
      for (const { name, value } of e.attributes) {
        expect(name, e.outerHTML).not.toMatch(/^on/);
        if (/^(href|src)$/.test(name)) expect(value).not.toMatch(/^\s*(javascript|data|vbscript):/i);
      }
    }
    return body;
  };

  test("in references: titles, names, journals, addresses", async () => {
    const evil = {
      id: "evil-2020-work",
      type: "article-journal",
      title: EVIL,
      author: [{ family: EVIL, given: EVIL }],
      issued: { "date-parts": [[2020]] },
      "container-title": EVIL,
      publisher: EVIL,
      URL: `https://x.example/"onmouseover="alert(1)`,
      custom: { confirmed: "https://x.example" },
    };
    const doc = await compile("Text [@evil-2020-work] and @evil-2020-work.\n", {
      "references.json": JSON.stringify([...WORKS, evil]),
    });
    for (const target of TARGETS) harmless(doc.render(target));
    const entry = harmless(doc.references[0]!.html);
    expect(text(entry)).toContain("<script>alert(1)</script>");
  });

  test("in charts, alt texts, captions, code, facts, link titles", async () => {
    const quoted = EVIL.replaceAll("'", "''");
    const chart = `\`\`\`chart\ntype: bar\nid: fig-c\ncaption: Fine\nalt: '${quoted}'\nsource: Own.\nunit: '${quoted}'\ndata:\n  - { label: '${quoted}', value: 1, note: '${quoted}' }\n\`\`\`\n`;
    const doc = await compile(
      `\`${EVIL}\` ![${EVIL}](images/there.svg) [x](https://x.example "${EVIL.replaceAll('"', "")}")\n\n    ${EVIL}\n\n\`\`\`${EVIL.replaceAll("`", "")}\n${EVIL}\n\`\`\`\n\n${chart}`,
      { "images/there.svg": SVG },
    );
    for (const target of TARGETS) {
      const body = harmless(doc.render(target));
      expect(body.querySelector("img")!.getAttribute("alt")).toBe(EVIL);
    }
    for (const { html } of doc.headings) harmless(html);
  });

  test("attributes in braces set an id and nothing else", async () => {
    const doc = await compile(
      "## Deep {#deep onclick=alert(1) .x style=color:red}\n\nText.{onclick=alert(1)}\n",
    );
    const body = harmless(doc.render("web"));
    expect([...body.querySelector("h2")!.attributes].map((a) => a.name)).toEqual(["id"]);
  });
});
