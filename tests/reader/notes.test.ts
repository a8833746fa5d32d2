import { describe, expect, test } from "vitest";
import { fromAnnotations, ImportError, toAnnotations } from "../../src/reader/notes/annotations.ts";
import { locate, quoteOf, sameText, wholeWords, wordsFrom } from "../../src/reader/notes/locate.ts";
import { escapeMarkdown, groupNotes, toMarkdown } from "../../src/reader/notes/markdown.ts";
import { mergeNotes, type Note, pageWords, parseNote } from "../../src/reader/notes/model.ts";
import { openNotebook } from "../../src/reader/notes/notebook.ts";
import type { BookArticle, PageArticle } from "../../src/reader/page-data.ts";
import { openStore } from "../../src/reader/store.ts";

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const note = (n: number, more: Partial<Note> = {}): Note => ({
  id: uuid(n),
  slug: "scaling",
  kind: "highlight",
  colour: "yellow",
  created: "2026-11-24T10:00:00.000Z",
  changed: "2026-11-24T10:00:00.000Z",
  anchor: {
    start: { id: "start-p1", offset: 3 },
    end: { id: "start-p1", offset: 20 },
    quote: { exact: "rural schools, with", prefix: "had 17,948", suffix: "800,000 pupils" },
  },
  pages: { first: 50, last: 50 },
  ...more,
});
const book = { title: "Atlas of Social Innovation", url: "https://host.example/atlas/" };

function memory(limit = Number.POSITIVE_INFINITY): Storage & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > limit) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage & { kept: Map<string, string> };
}

describe("a note", () => {
  test("is taken with its known parts alone", () => {
    expect(parseNote({ ...note(1), more: "x" })).toEqual(note(1));
  });
  test.each<[string, unknown]>([
    ["null", null],
    ["a list", []],
    ["a foreign id", { ...note(1), id: "<img src=x>" }],
    ["a slug that leads elsewhere", { ...note(1), slug: "../../evil" }],
    ["an unknown kind", { ...note(1), kind: "constructor" }],
    ["a colour that is style", { ...note(1), colour: "red;x:url(y)" }],
    ["a date that is none", { ...note(1), changed: "2026-99-24T10:00:00Z" }],
    ["a negative offset", { ...note(1), anchor: { ...note(1).anchor, start: { id: "a", offset: -1 } } }],
    [
      "no quotation",
      { ...note(1), anchor: { ...note(1).anchor, quote: { exact: " ", prefix: "", suffix: "" } } },
    ],
    ["too long a text", { ...note(1), text: "x".repeat(20_001) }],
    ["a note without text", { ...note(1), kind: "note" }],
    ["pages backwards", { ...note(1), pages: { first: 3, last: 2 } }],
  ])("is refused: %s", (_, value) => {
    expect(parseNote(value)).toBeTypeOf("string");
  });
  test("of the same id wins if it is newer", () => {
    const newer = note(1, { text: "new", changed: "2026-11-25T10:00:00Z" });
    expect(mergeNotes([note(1), note(2)], [newer, note(3)])).toEqual({
      notes: [newer, note(2), note(3)],
      fresh: 1,
      newer: 1,
    });
    expect(mergeNotes([newer], [note(1)])).toEqual({ notes: [newer], fresh: 0, newer: 0 });
  });
  test("tells its printed pages", () => {
    expect(pageWords({ first: 50, last: 50 })).toBe("p. 50");
    expect(pageWords({ first: 50, last: 51 })).toBe("pp. 50–51");
    expect(pageWords(undefined)).toBeUndefined();
  });
});

describe("a passage", () => {
  const text = "The first house stood here.\nThe second house stood\n there. Nobody knew the third house.";
  const said = (span: { from: number; to: number } | undefined) => span && text.slice(span.from, span.to);
  const quote = (exact: string, prefix = "", suffix = "") => ({ exact, prefix, suffix });

  test("is found by the words around it, and by those on one side when the others have changed", () => {
    expect(locate(text, quote("house", "The second", "stood there."))!.from).toBe(text.indexOf("house", 20));
    expect(locate(text, quote("house", "The second", "lay there"))!.from).toBe(text.indexOf("house", 20));
    expect(locate(text, quote("house", "the fourth", "stood there."))!.from).toBe(text.indexOf("house", 20));
  });
  test("is found without them only if there is but one", () => {
    expect(said(locate(text, quote("stood there.", "x", "y")))).toBe("stood\n there.");
    expect(locate(text, quote("house", "x", "y"))).toBeUndefined();
    expect(locate(text, quote("not a word of it"))).toBeUndefined();
  });
  test("that is long may have changed inside, but not grown out of all measure", () => {
    const words = "one two three four five six seven eight nine ten eleven twelve thirteen";
    const changed = words.replace("seven", "7,5 and more");
    expect(locate(`A ${changed} Z`, quote(words))).toEqual({ from: 2, to: 2 + changed.length });
    expect(locate(words.replace("seven", "seven ".repeat(200)), quote(words))).toBeUndefined();
  });
  test("is widened to whole words, and quoted with three words on either side", () => {
    const span = wholeWords(text, { from: 5, to: 12 })!;
    expect(said(span)).toBe("first house");
    expect(quoteOf(text, span)).toEqual({ exact: "first house", prefix: "The", suffix: "stood here. The" });
    expect(wholeWords(text, { from: 27, to: 28 })).toBeUndefined();
    expect(said(wordsFrom(text, 27, 3))).toBe("The second house");
    expect(wordsFrom("  ", 0)).toBeUndefined();
  });
  test("says the same whatever its white space and soft hyphens", () => {
    expect(sameText("house\u00adhold and\n more", "household and more")).toBe(true);
    expect(sameText("house", "House")).toBe(false);
  });
});

describe("the notebook", () => {
  test("keeps notes, and what it does not understand", () => {
    const storage = memory();
    storage.kept.set("atlas:notes", JSON.stringify([note(1), { later: true }]));
    const notebook = openNotebook(openStore(() => storage));
    let changes = 0;
    notebook.onChange(() => changes++);
    notebook.put(note(2));
    notebook.put(note(1, { text: "x" }));
    notebook.remove(uuid(2));
    expect(notebook.all()).toEqual([note(1, { text: "x" })]);
    expect(JSON.parse(storage.kept.get("atlas:notes")!)).toEqual([note(1, { text: "x" }), { later: true }]);
    expect(changes).toBe(3);
    expect(notebook.kept).toBe(true);
  });
  test.each([
    ["full", () => memory(10)],
    [
      "forbidden",
      (): Storage => {
        throw new DOMException("no", "SecurityError");
      },
    ],
  ])("holds notes for the visit where storage is %s, and says so once", (_, open) => {
    let refused = 0;
    const notebook = openNotebook(openStore(open), () => refused++);
    notebook.put(note(1));
    notebook.put(note(2));
    expect(notebook.of("scaling")).toHaveLength(2);
    expect([notebook.kept, refused]).toEqual([false, 1]);
  });
  test("starts empty over damage", () => {
    const storage = memory();
    storage.kept.set("atlas:notes", '{"not": "a list"}');
    expect(openNotebook(openStore(() => storage)).all()).toEqual([]);
  });
});

describe("export and import", () => {
  const notes = [
    note(1),
    note(2, { kind: "note", text: 'Read "<script>" again', colour: "rose", pages: undefined }),
    note(3, { kind: "bookmark", slug: "work" }),
  ];
  const json = (value = notes) => toAnnotations(value, book, "2026-11-24T12:00:00Z", uuid(9));

  test("as Web Annotations, and back", () => {
    const collection = JSON.parse(json());
    expect(collection).toMatchObject({ type: "AnnotationCollection", total: 3 });
    expect(collection.first.items[0]).toMatchObject({
      id: `urn:uuid:${uuid(1)}`,
      motivation: "highlighting",
      target: {
        source: "https://host.example/atlas/articles/scaling/",
        selector: [
          { type: "TextQuoteSelector", exact: "rural schools, with", prefix: "had 17,948" },
          {
            type: "RangeSelector",
            startSelector: {
              value: "start-p1",
              refinedBy: { type: "TextPositionSelector", start: 3, end: 3 },
            },
          },
        ],
      },
    });
    expect(fromAnnotations(json())).toEqual(notes.map((n) => JSON.parse(JSON.stringify(n))));
  });
  test.each([
    ["not JSON", "{", /not JSON/],
    ["something else", '{"type":"FeatureCollection"}', /no notes of the Atlas/],
    ["null", "null", /no notes of the Atlas/],
    ["deeply nested", `${"[".repeat(50_000)}${"]".repeat(50_000)}`, /no notes|damaged/],
    ["one damaged note among good ones", json().replace(uuid(2), "2"), /Note 2 .* no UUID/],
    ["a source elsewhere", json().replace("/articles/work/", "/articles/../x/"), /Note 3 .* no article/],
  ])("a file is refused whole: %s", (_, text, message) => {
    expect(() => fromAnnotations(text)).toThrow(ImportError);
    expect(() => fromAnnotations(text)).toThrow(message);
  });
  test("as Markdown, by article in the order of the book, with citations, and nothing becomes markup", () => {
    const article = (slug: string, title: string) => ({ slug, title }) as BookArticle;
    const groups = groupNotes(
      [...notes, note(4, { slug: "gone" })],
      [article("work", "Work *and* play"), article("scaling", "Scaling")],
    );
    expect(groups.map((g) => g.slug)).toEqual(["work", "scaling", "gone"]);
    const cite = {
      apa: { reference: "Atlas. (2026). Scaling.", inText: "(Atlas, 2026, %p)" },
    } as PageArticle["cite"];
    const text = toMarkdown(
      groups,
      book,
      (slug) => (slug === "scaling" ? ({ cite } as PageArticle) : undefined),
      "24 November 2026",
    );
    expect(text).toContain("## Work \\*and\\* play");
    expect(text).toContain("> “rural schools, with” (Atlas, 2026, p. 50)");
    expect(text).toContain("> “rural schools, with” (p. 50)");
    expect(text).toContain('Read "\\<script\\>" again');
    expect(text).toContain("<https://host.example/atlas/articles/scaling/>");
  });
  test("escapes what would begin a block", () => {
    expect(escapeMarkdown("# a\n- b\n1. c\n2.5 d")).toBe("\\# a\n\\- b\n1\\. c\n2.5 d");
  });
});
