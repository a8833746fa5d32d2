import { PDFContext, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRef } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { applyEdits, artifactEdits, scanContent } from "../../src/print/pdf/content.ts";
import { asciiName, Directory } from "../../src/print/pdf/destinations.ts";
import { folio, numberPages, roman } from "../../src/print/pdf/labels.ts";
import { xmp } from "../../src/print/pdf/metadata.ts";
import { arrayOf, decimal, dictOf, literal, text } from "../../src/print/pdf/objects.ts";
import { buildSfnt } from "../../src/print/pdf/sfnt.ts";
import { nameTree, numberTree, readNameTree } from "../../src/print/pdf/trees.ts";

const bytes = (value: string) => Uint8Array.from(value, (c) => c.charCodeAt(0));
const marked = (content: string, tagged: string[] = []) => {
  const source = bytes(content);
  const { unmarked } = scanContent(source, (key) => tagged.includes(key));
  return String.fromCharCode(...applyEdits(source, artifactEdits(unmarked)));
};

describe("scanContent", () => {
  it.each([
    ["a path, from its first point", "1 0 0 rg 0 0 5 5 re f", "1 0 0 rg /Artifact BMC\n0 0 5 5 re f\nEMC"],
    [
      "paths in a row as one",
      "0 0 m 1 1 l S 2 w 0 0 m 1 2 l S",
      "/Artifact BMC\n0 0 m 1 1 l S 2 w 0 0 m 1 2 l S\nEMC",
    ],
    ["text, inside its text object", "BT /F 9 Tf (a) Tj ET", "BT /F 9 Tf /Artifact BMC\n(a) Tj\nEMC ET"],
    ["not what is marked", "/P <</MCID 3>>BDC BT (a) Tj ET EMC", "/P <</MCID 3>>BDC BT (a) Tj ET EMC"],
    ["not what is an artifact", "/Artifact BMC 0 0 1 1 re f EMC", "/Artifact BMC 0 0 1 1 re f EMC"],
    ["not what a property list names", "/P /MC0 BDC (a) Tj EMC", "/P /MC0 BDC (a) Tj EMC"],
    [
      "a span that is neither",
      "/Span <</ActualText (fi)>> BDC (x) Tj EMC",
      "/Span <</ActualText (fi)>> BDC /Artifact BMC\n(x) Tj\nEMC EMC",
    ],
    [
      "not a span in real content",
      "/P <</MCID 0>> BDC /Span <</ActualText (f)>> BDC (x) Tj EMC (y) Tj EMC",
      "/P <</MCID 0>> BDC /Span <</ActualText (f)>> BDC (x) Tj EMC (y) Tj EMC",
    ],
    ["not a clip", "0 0 5 5 re W* n", "0 0 5 5 re W* n"],
    [
      "an operator in a string is none",
      "/P <</MCID 0>> BDC (EMC \\) ( f ) ) Tj EMC",
      "/P <</MCID 0>> BDC (EMC \\) ( f ) ) Tj EMC",
    ],
    ["nor in a comment", "% f\n0 0 m", "% f\n0 0 m"],
    [
      "an image in line",
      "BI /W 1 /H 1 ID \u0080 EIx\u0001 EI Q",
      "/Artifact BMC\nBI /W 1 /H 1 ID \u0080 EIx\u0001 EI\nEMC Q",
    ],
    ["a form without tags", "/X1 Do", "/Artifact BMC\n/X1 Do\nEMC"],
    ["not a form with tags", "/X2 Do", "/X2 Do"],
  ])("marks %s", (_, before, after) => {
    expect(marked(before, ["X2"])).toBe(after);
  });

  it("lists ids", () => {
    expect(
      scanContent(bytes("/P<</MCID 0 >>BDC EMC /H1 <</Lang(de)/MCID 12>> BDC EMC"), () => false).ids,
    ).toEqual([0, 12]);
  });
});

describe("numberPages", () => {
  const run = (...pieces: Parameters<typeof numberPages>[0]) =>
    numberPages(pieces).map(({ blank, pages }) => [
      blank ? `(${folio(blank)})` : "",
      pages.map((page) => `${folio(page)}${page.side[0]}`).join(" "),
    ]);

  it("counts by style, goes on in it, and puts blank pages on the left", () => {
    expect(
      run(
        { id: "cover", pages: 1, numbering: "none" },
        { id: "front", pages: 3, numbering: "roman", recto: true },
        { id: "one", pages: 3, numbering: "arabic", recto: true, firstPage: 1 },
        { id: "two", pages: 2, numbering: "arabic", recto: true },
        { id: "three", pages: 1, numbering: "arabic" },
        { id: "back", pages: 1, numbering: "roman" },
      ),
    ).toEqual([
      ["", "r"],
      ["()", "ir iiv iiir"],
      ["(iv)", "1r 2v 3r"],
      ["(4)", "5r 6v"],
      ["", "7r"],
      ["", "vr"],
    ]);
  });

  it("lets an offprint begin on the left", () => {
    expect(run({ id: "a", pages: 2, numbering: "arabic", firstPage: 58 })).toEqual([["", "58v 59r"]]);
  });

  it("writes roman numerals", () => {
    expect([1, 4, 9, 14, 40, 49, 90, 444, 1994].map(roman)).toEqual([
      "i",
      "iv",
      "ix",
      "xiv",
      "xl",
      "xlix",
      "xc",
      "cdxliv",
      "mcmxciv",
    ]);
  });
});

describe("trees", () => {
  it("are balanced, with limits, and hold what was put in", () => {
    const context = PDFContext.create();
    const entries = new Map(Array.from({ length: 5000 }, (_, i) => [(i * 7919) % 5000, PDFNumber.of(i)]));
    const root = context.lookup(numberTree(context, entries), PDFDict);
    const find = (node: PDFDict, key: number, depth: number): [PDFObject, number] | undefined => {
      const nums = arrayOf(context, node.get(PDFName.of("Nums")))?.asArray();
      if (nums) {
        const at = nums.findIndex((item, i) => i % 2 === 0 && (item as PDFNumber).asNumber() === key);
        return at < 0 ? undefined : [nums[at + 1]!, depth];
      }
      for (const ref of arrayOf(context, node.get(PDFName.of("Kids")))!.asArray()) {
        const kid = dictOf(context, ref)!;
        const [low, high] = arrayOf(context, kid.get(PDFName.of("Limits")))!
          .asArray()
          .map((limit) => (limit as PDFNumber).asNumber());
        if (key >= low! && key <= high!) return find(kid, key, depth + 1);
      }
      return undefined;
    };
    for (const [key, value] of entries) expect(find(root, key, 0)).toEqual([value, 2]);
    expect(root.has(PDFName.of("Limits"))).toBe(false);
  });

  it("are read as they were written, in the order of bytes", () => {
    const context = PDFContext.create();
    const names = ["b", "a(1)", "a\\", "Z", ...Array.from({ length: 100 }, (_, i) => `n${i}`)];
    const tree = nameTree(context, new Map(names.map((key) => [key, PDFRef.of(1)])));
    expect(readNameTree(context, dictOf(context, tree)).map(([key]) => key)).toEqual([...names].sort());
  });
});

describe("Directory", () => {
  const directory = new Directory([
    {
      id: "a",
      href: "https://h/a/",
      start: "a",
      names: new Map([
        ["x", "a/x"],
        ["%C3%BC", "a/%C3%BC"],
        ["a/y", "a/y"],
      ]),
    },
    { id: "b", start: "b", names: new Map() },
  ]);

  it.each<[string, unknown]>([
    ["https://h/a/", { piece: "a", fragment: undefined }],
    ["https://h/a", { piece: "a", fragment: undefined }],
    ["https://h/a/index.html#x", { piece: "a", fragment: "x" }],
    ["https://h/a/#:~:text=foo", { piece: "a", fragment: undefined }],
    ["https://h/a/#x:~:text=foo", { piece: "a", fragment: "x" }],
    ["https://h/a/?p=5", undefined],
    ["https://h/ab/", undefined],
    ["mailto:a@h", undefined],
  ])("knows %s", (uri, expected) => {
    expect(directory.address(uri)).toEqual(expected);
  });

  it("finds places by name, decoded or as an earlier assembly named them", () => {
    expect(["x", "%C3%BC", "ü", "y", "z", "%"].map((name) => directory.place("a", name))).toEqual([
      "a/x",
      "a/%C3%BC",
      "a/%C3%BC",
      "a/y",
      undefined,
      undefined,
    ]);
  });

  it("writes names in ASCII", () => {
    expect(asciiName("a b/ü-😀")).toBe("a%20b/%C3%BC-%F0%9F%98%80");
  });
});

describe("objects", () => {
  it("escape strings and write numbers without exponents", () => {
    expect(String(literal("a(b\\)"))).toBe("(a\\(b\\\\\\))");
    expect(String(text("é"))).toBe("<FEFF00E9>");
    expect([0.1 + 0.2, 1e-9, -1e-9, 12, 100, -3.25].map(decimal)).toEqual([
      "0.3",
      "0",
      "0",
      "12",
      "100",
      "-3.25",
    ]);
  });

  it("leave out of XMP what XML cannot hold", () => {
    const packet = xmp({ title: "a\u0000<b>&\ud800c😀", authors: [], lang: "en", date: new Date(0) });
    expect(packet).toContain(">a&lt;b&gt;&amp;c😀<");
  });
});

describe("buildSfnt", () => {
  it("refuses cubic curves", () => {
    const outline = { commands: [{ command: "bezierCurveTo", args: [0, 0, 1, 1, 2, 2] }] };
    expect(() => buildSfnt([{ advance: 1, outline }], { unitsPerEm: 1000, ascent: 1, descent: 1 })).toThrow(
      /TrueType/,
    );
  });
});
