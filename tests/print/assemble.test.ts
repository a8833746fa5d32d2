import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
} from "pdf-lib";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import { type AssembleOptions, Assembly, assemble, type Piece } from "../../src/print/assemble.ts";
import { scanContent } from "../../src/print/pdf/content.ts";

const host = "https://atlas.example/";
const printed: Record<string, Uint8Array> = {};
let dir = "";
const SWITCHES = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const require = createRequire(import.meta.url);
const fontFile = (family: string, name: string): Uint8Array =>
  new Uint8Array(readFileSync(require.resolve(`@fontsource/${family}/files/${name}`)));
const sans = fontFile("alegreya-sans", "alegreya-sans-latin-400-normal.woff");
const sansExt = fontFile("alegreya-sans", "alegreya-sans-latin-ext-400-normal.woff");
const smallCaps = fontFile("alegreya-sans-sc", "alegreya-sans-sc-latin-400-normal.woff2");

const page = (body: string): string => `<!doctype html><html lang="en-GB"><head><title>t</title><style>
  @page { size: 120mm 160mm; margin: 15mm } body { font: 10pt/1.4 serif; background: #fffdf8 }
  h2 { break-before: page; border-bottom: 1px solid } h2::before { content: "§ " } .half { opacity: .5 }
  </style></head><body>${body}</body></html>`;

const article = (id: string, other: string, words: string): string =>
  page(`<div hidden><a href="#method"></a><a href="#änd"></a></div><main><article><h1>Title ${id}</h1>
  <p aria-hidden="true">Hidden ornament <a href="https://hidden.example/">x</a></p>
  <p>${words} <a href="${host}articles/${other}/">whole</a>, <a href="${host}articles/${other}/#method">method</a>,
  <a href="${host}articles/${other}/#nowhere">nowhere</a>, <a href="${host}articles/${id}/">self</a>,
  <a href="#method">inside</a>, <a href="${host}articles/gone/#x">not in the book</a>,
  <a href="https://example.org/a(b)?q=1">web</a>.</p>
  <ul><li>One <b>bold</b></li><li><p>Two</p><ol><li>Nested</li></ol></li></ul>
  <h2 id="method">Method ${id}</h2>
  <table><caption>Cap</caption><thead><tr><th id="c1" scope="col">A</th><th id="c2" scope="col">B</th></tr></thead>
  <tbody><tr><th id="r1" headers="c1" scope="row">x</th><td headers="c2 r1">1</td></tr></tbody></table>
  <dl><dt>Where</dt><dd>There</dd></dl><p>See <a href="#method" role="doc-noteref">1</a></p>
  <div><li>Item without a list</li></div>
  <figure><svg role="img" aria-label="A chart" width="90" height="30"><rect width="80" height="20" fill="#1f4e79"/></svg>
  <figcaption>The figure</figcaption></figure>  <div class="half"><p>Half transparent ${id}</p></div><p id="änd" lang="de">Schlusswort</p></article></main>
  <aside>Aside of ${id}</aside>`);

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "assemble-"));
  const shell = (await import("@sparticuz/chromium")).default;
  const browser = await chromium.launch({
    executablePath: await shell.executablePath(),
    args: SWITCHES,
  });
  try {
    const tab = await browser.newPage();
    const sources = {
      cover: page(`<h1>Cover</h1>`),
      front: page(
        `<h1>Contents</h1><p><a href="${host}articles/alpha/">Alpha</a></p><h2>List of figures</h2>`,
      ),
      alpha: article("alpha", "beta", "Words of alpha."),
      beta: article("beta", "alpha", "Words of beta."),
    };
    for (const [id, html] of Object.entries(sources)) {
      await tab.setContent(html);
      const options = { preferCSSPageSize: true, tagged: true, outline: true, printBackground: true };
      printed[id] = new Uint8Array(await tab.pdf(options));
    }
    await tab.setContent(page("<p>No tags</p>"));
    printed.untagged = new Uint8Array(await tab.pdf({ tagged: false }));
  } finally {
    await browser.close();
  }
}, 120_000);

afterAll(() => {
  if (dir) rmSync(dir, { recursive: true });
});

const metadata: AssembleOptions["metadata"] = {
  title: 'Atlas & "Öther" <things>',
  authors: ["Ada Author", "Bo (Ö) Writer"],
  subject: "What it is about",
  keywords: ["one", "two"],
  lang: "en-GB",
  rights: { text: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" },
  identifier: "urn:example:atlas",
  source: host,
  publisher: "Press",
  date: new Date("2026-11-23T10:20:30.400Z"),
};

const black: [number, number, number] = [0, 0, 0];

function furniture(context: Parameters<NonNullable<AssembleOptions["furniture"]>>[0]) {
  const { folio, side, width, height } = context;
  return {
    texts: folio
      ? [
          {
            text: `Folio ${folio}`,
            font: "sans",
            size: 9,
            color: black,
            x: side === "recto" ? width - 40 : 40,
            y: 20,
            align: side === "recto" ? ("right" as const) : ("left" as const),
          },
          {
            text: `AVATAR of ${context.piece} Č`,
            font: "sc",
            size: 8,
            color: black,
            x: width / 2,
            y: height - 25,
            align: "center" as const,
            tracking: 0.4,
          },
        ]
      : [],
    rules: folio
      ? [{ x1: 40, y1: height - 30, x2: width - 40, y2: height - 30, width: 0.25, color: black }]
      : [],
  };
}

const piece = (id: string, more: Partial<Piece> = {}): Piece => ({
  id,
  pdf: printed[id]!,
  href: `${host}articles/${id}/`,
  numbering: "arabic",
  ...more,
});

const notice = (id: string) => ({
  piece: id,
  page: 0,
  lines: [
    {
      text: "Cite as: Somebody (2026).",
      font: "sans",
      size: 7,
      color: black,
      x: 40,
      y: 40,
      align: "left" as const,
    },
    {
      text: `${host}articles/${id}/`,
      font: "sans",
      size: 7,
      color: black,
      x: 40,
      y: 31,
      align: "left" as const,
    },
  ],
  link: {
    rect: [40, 29, 200, 38] as [number, number, number, number],
    uri: `${host}articles/${id}/`,
    contents: "This article on the web",
  },
});

const bookOptions = (): AssembleOptions => ({
  pieces: [
    { id: "cover", pdf: printed.cover!, numbering: "none" },
    { id: "front", pdf: printed.front!, numbering: "roman", recto: true },
    piece("alpha", { recto: true, firstPage: 1 }),
    piece("beta", { recto: true }),
  ],
  outline: [
    { title: "Contents", piece: "front" },
    {
      title: "Part Ä",
      piece: "alpha",
      open: true,
      children: [
        {
          title: "Alpha",
          piece: "alpha",
          children: [{ title: "Method of alpha", piece: "alpha", dest: "method" }],
        },
        { title: "Beta (b)", piece: "beta", children: [{ title: "Lost", piece: "beta", dest: "lost" }] },
      ],
    },
  ],
  fonts: { sans, sc: [smallCaps, sansExt] },
  furniture,
  notices: [notice("beta")],
  metadata,
});

const offprintOptions = (id: string, firstPage: number): AssembleOptions => ({
  pieces: [piece(id, { firstPage })],
  outline: [{ title: `Title ${id}`, piece: id, children: [{ title: "Method", piece: id, dest: "method" }] }],
  fonts: { sans, sc: [smallCaps, sansExt] },
  furniture,
  notices: [notice(id)],
  metadata: { ...metadata, title: `Title ${id}` },
});

const n = (value: string) => PDFName.of(value);

/** Reads a result the way a viewer does. */
class Reader {
  private constructor(readonly doc: PDFDocument) {}

  static async open(pdf: Uint8Array): Promise<Reader> {
    return new Reader(await PDFDocument.load(pdf, { updateMetadata: false }));
  }

  get catalog(): PDFDict {
    return this.doc.catalog;
  }

  get(value: PDFObject | undefined): PDFObject | undefined {
    return value instanceof PDFRef ? this.doc.context.lookup(value) : value;
  }

  dict(value: PDFObject | undefined): PDFDict {
    const found = this.get(value);
    if (!(found instanceof PDFDict)) throw new Error(`not a dictionary: ${found}`);
    return found;
  }

  list(value: PDFObject | undefined): PDFObject[] {
    const found = this.get(value);
    return found instanceof PDFArray ? found.asArray() : [];
  }

  string(value: PDFObject | undefined): string | undefined {
    const found = this.get(value);
    return found instanceof PDFString || found instanceof PDFHexString || found instanceof PDFName
      ? found.decodeText()
      : undefined;
  }

  /** Entries of a name or number tree; checks order and limits on the way. */
  tree(root: PDFObject | undefined, leaf: "Nums" | "Names"): [string | number, PDFObject][] {
    const keyOf = (value: PDFObject): string | number =>
      leaf === "Nums" ? (this.get(value) as PDFNumber).asNumber() : this.string(value)!;
    const entries: [string | number, PDFObject][] = [];
    const visit = (node: PDFDict) => {
      const before = entries.length;
      const items = this.list(node.get(n(leaf)));
      for (let i = 0; i < items.length; i += 2) entries.push([keyOf(items[i]!), items[i + 1]!]);
      for (const kid of this.list(node.get(n("Kids")))) visit(this.dict(kid));
      const limits = this.list(node.get(n("Limits")));
      if (limits.length > 0) {
        expect(limits.map(keyOf)).toEqual([entries[before]![0], entries[entries.length - 1]![0]]);
      }
    };
    visit(this.dict(root));
    for (let i = 1; i < entries.length; i++) expect(entries[i]![0] > entries[i - 1]![0]).toBe(true);
    return entries;
  }

  /** Named destinations as physical page index. */
  destinations(): Map<string, number> {
    const indexOf = new Map(this.doc.getPages().map((p, i) => [p.ref, i]));
    const names = this.tree(this.dict(this.catalog.get(n("Names"))).get(n("Dests")), "Names");
    return new Map(names.map(([key, value]) => [String(key), indexOf.get(this.list(value)[0] as PDFRef)!]));
  }

  links(index: number): { uri?: string; dest?: string; contents?: string; dict: PDFDict }[] {
    return this.list(this.doc.getPage(index).node.get(n("Annots")))
      .map((ref) => this.dict(ref))
      .filter((dict) => dict.get(n("Subtype")) === n("Link"))
      .map((dict) => {
        const action = this.dict(dict.get(n("A")));
        const uri = this.string(action.get(n("URI")));
        const dest = this.string(action.get(n("D")));
        const contents = this.string(dict.get(n("Contents")));
        return { dict, ...(uri && { uri }), ...(dest && { dest }), ...(contents && { contents }) };
      });
  }

  content(index: number): string {
    const held = this.get(this.doc.getPage(index).node.get(n("Contents")));
    const streams =
      held instanceof PDFArray ? held.asArray().map((ref) => this.get(ref)) : held ? [held] : [];
    return streams.map((stream) => latin1(decodePDFRawStream(stream as PDFRawStream).decode())).join("\n");
  }

  /** Structure elements in reading order, with depth and own kids. */
  elements(): { ref: PDFRef; dict: PDFDict; depth: number; kids: PDFObject[] }[] {
    const root = this.dict(this.catalog.get(n("StructTreeRoot")));
    const found: { ref: PDFRef; dict: PDFDict; depth: number; kids: PDFObject[] }[] = [];
    const kidsOf = (dict: PDFDict): PDFObject[] => {
      const k = this.get(dict.get(n("K")));
      return k instanceof PDFArray ? k.asArray() : k ? [dict.get(n("K"))!] : [];
    };
    const visit = (ref: PDFObject, parent: PDFObject, depth: number) => {
      if (!(ref instanceof PDFRef)) return;
      const dict = this.dict(ref);
      expect(dict.get(n("P"))).toBe(parent);
      const kids = kidsOf(dict);
      found.push({ ref, dict, depth, kids });
      for (const kid of kids) visit(kid, ref, depth + 1);
    };
    for (const kid of kidsOf(root)) visit(kid, this.catalog.get(n("StructTreeRoot"))!, 0);
    return found;
  }

  types(): string[] {
    return this.elements().map(({ dict, depth }) => `${"  ".repeat(depth)}${this.string(dict.get(n("S")))}`);
  }
}

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

/** Runs one of Debian's tools on a PDF, or skips the test where it is not installed. */
function tool(context: TestContext, name: string, args: string[], pdf: Uint8Array): string {
  const file = join(dir, "checked.pdf");
  writeFileSync(file, pdf);
  const result = spawnSync(name, [...args.map((arg) => (arg === "FILE" ? file : arg))], { encoding: "utf8" });
  if (result.error && "code" in result.error && result.error.code === "ENOENT") {
    context.skip(`${name} is not installed (apt-get install qpdf poppler-utils)`);
  }
  expect(result.stderr.replace(/^Syntax Warning: May not be a PDF file.*\n/, "")).toBe("");
  expect(result.status).toBe(0);
  return result.stdout;
}

describe("the book", () => {
  let built: Awaited<ReturnType<typeof assemble>>;
  let reader: Reader;
  beforeAll(async () => {
    built = await assemble(bookOptions());
    reader = await Reader.open(built.pdf);
  });

  it("numbers pages, starts pieces on the right and counts blank pages", () => {
    // cover, blank, i–ii, 1–2, 3–4
    expect(built.pieces).toEqual({
      cover: { firstFolio: "", lastFolio: "", firstIndex: 0, lastIndex: 0 },
      front: { firstFolio: "i", lastFolio: "ii", firstIndex: 2, lastIndex: 3 },
      alpha: { firstFolio: "1", lastFolio: "2", firstIndex: 4, lastIndex: 5 },
      beta: { firstFolio: "3", lastFolio: "4", firstIndex: 6, lastIndex: 7 },
    });
    expect(reader.doc.getPageCount()).toBe(8);
    expect(reader.content(1)).toBe("");
    const labels = reader.tree(reader.catalog.get(n("PageLabels")), "Nums");
    expect(labels.map(([key, value]) => [key, String(value).replace(/\s+/g, "")])).toEqual([
      [0, "<<>>"],
      [2, "<</S/r/St1>>"],
      [4, "<</S/D/St1>>"],
    ]);
  });

  it("keeps every element under one Document, a Part for each piece", () => {
    const elements = reader.elements();
    expect(
      elements.filter(({ depth }) => depth === 0).map(({ dict }) => reader.string(dict.get(n("S")))),
    ).toEqual(["Document"]);
    const parts = elements.filter(({ depth }) => depth === 1);
    expect(parts.map(({ dict }) => reader.string(dict.get(n("S"))))).toEqual([
      "Part",
      "Part",
      "Part",
      "Part",
    ]);
    expect(parts.map(({ dict }) => reader.string(dict.get(n("T"))))).toEqual([
      undefined,
      "Contents",
      "Part Ä",
      "Beta (b)",
    ]);
    const count = (type: string) => elements.filter(({ dict }) => dict.get(n("S")) === n(type)).length;
    expect(count("H1")).toBe(4);
    expect(count("H2")).toBe(3);
    expect(count("Table")).toBe(2);
    expect(count("LI")).toBe(8);
    expect(count("LBody")).toBe(8);
    expect(count("NonStruct")).toBe(0);
    const figures = elements.filter(({ dict }) => dict.get(n("S")) === n("Figure"));
    expect(figures.map(({ dict }) => reader.string(dict.get(n("Alt"))))).toEqual(["A chart", "A chart"]);
    const roles = reader.dict(reader.dict(reader.catalog.get(n("StructTreeRoot"))).get(n("RoleMap")));
    expect(reader.string(roles.get(n("Aside")))).toBe("Div");
    expect(elements.some(({ dict }) => reader.string(dict.get(n("Lang"))) === "de")).toBe(true);
  });

  it("has a parent tree that agrees with the structure tree", () => {
    const root = reader.dict(reader.catalog.get(n("StructTreeRoot")));
    const parents = new Map(reader.tree(root.get(n("ParentTree")), "Nums"));
    expect([...parents.keys()]).toEqual([...parents.keys()].map((_, i) => i));
    expect(reader.get(root.get(n("ParentTreeNextKey")))).toEqual(PDFNumber.of(parents.size));
    const pages = new Set<PDFObject>(reader.doc.getPages().map((p) => p.ref));
    const used = new Set<number>();
    let contents = 0;
    const keyOf = (dict: PDFDict, key: string) => (dict.get(n(key)) as PDFNumber | undefined)?.asNumber();
    for (const { ref, dict, kids } of reader.elements()) {
      for (const item of kids) {
        const kid = reader.get(item);
        if (item instanceof PDFRef && (kid as PDFDict).has(n("S"))) continue;
        if (kid instanceof PDFDict && kid.get(n("Type")) === n("OBJR")) {
          expect(pages.has(kid.get(n("Pg"))!)).toBe(true);
          const key = keyOf(reader.dict(kid.get(n("Obj"))), "StructParent")!;
          expect(parents.get(key)).toBe(ref);
          used.add(key);
          continue;
        }
        const mcid = kid instanceof PDFNumber ? kid.asNumber() : keyOf(kid as PDFDict, "MCID")!;
        const owner = kid instanceof PDFNumber ? dict : (kid as PDFDict);
        const page = owner.get(n("Pg")) ?? dict.get(n("Pg"));
        expect(pages.has(page!)).toBe(true);
        const stream = kid instanceof PDFDict ? reader.get(kid.get(n("Stm"))) : undefined;
        const holder = stream instanceof PDFStream ? stream.dict : reader.dict(page);
        const key = keyOf(holder, "StructParents")!;
        expect(reader.list(parents.get(key))[mcid]).toBe(ref);
        used.add(key);
        contents++;
      }
    }
    expect(contents).toBeGreaterThan(60);
    expect(used.size).toBe(parents.size);
  });

  it("mends what Chromium leaves outside of the rules", () => {
    const elements = reader.elements();
    const byRef = new Map(elements.map(({ ref, dict }) => [ref, reader.string(dict.get(n("S")))]));
    for (const { dict, kids } of elements) {
      const type = reader.string(dict.get(n("S")));
      const parent = byRef.get(dict.get(n("P")) as PDFRef);
      if (type === "LI") expect(parent).toBe("L");
      if (type === "Lbl" || type === "LBody") expect(parent).toBe("LI");
      const held = kids.map((kid) => reader.get(kid));
      const holds = held.some((kid) => kid instanceof PDFDict && kid.get(n("Type")) === n("OBJR"));
      if (holds) expect(type).toBe("Link");
      // Text is in something that is read as a paragraph, not in what only groups.
      const hasContent = held.some((kid) => kid instanceof PDFNumber);
      if (type === "Document" || type === "Part") expect(hasContent).toBe(false);
    }
  });

  it("says of content in a form that it is there", () => {
    const held = reader.elements().flatMap(({ kids }) => kids.map((kid) => reader.get(kid)));
    const forms = held
      .map((kid) => (kid instanceof PDFDict ? reader.get(kid.get(n("Stm"))) : undefined))
      .filter((form): form is PDFRawStream => form instanceof PDFRawStream);
    expect(forms.length).toBe(2);
    for (const form of forms) {
      expect(form.dict.has(n("StructParents"))).toBe(true);
      expect(latin1(decodePDFRawStream(form).decode())).toContain("/MCID");
    }
  });

  it("gives ids and the headers of cells names of their own", () => {
    const root = reader.dict(reader.catalog.get(n("StructTreeRoot")));
    const ids = new Map(reader.tree(root.get(n("IDTree")), "Names"));
    expect([...ids.keys()].some((id) => String(id).startsWith("alpha/"))).toBe(true);
    let headers = 0;
    for (const { ref, dict } of reader.elements()) {
      const id = reader.string(dict.get(n("ID")));
      if (id !== undefined) expect(ids.get(id)).toBe(ref);
      const a = reader.get(dict.get(n("A")));
      for (const attributes of a instanceof PDFArray ? a.asArray() : [a]) {
        const held = reader.get(attributes);
        if (!(held instanceof PDFDict)) continue;
        for (const header of reader.list(held.get(n("Headers")))) {
          expect(ids.has(reader.string(header)!)).toBe(true);
          headers++;
        }
      }
    }
    expect(headers).toBeGreaterThan(0);
  });

  it("carries named destinations under the piece's name", () => {
    expect(Object.fromEntries(reader.destinations())).toEqual({
      alpha: 4,
      "alpha/%C3%A4nd": 5,
      "alpha/method": 5,
      beta: 6,
      "beta/%C3%A4nd": 7,
      "beta/method": 7,
      cover: 0,
      front: 2,
    });
  });

  it("turns addresses of other pieces into places and leaves the rest", () => {
    const [hidden, whole, method, nowhere, self, inside, gone, web] = reader.links(4).map((link) => ({
      target: link.uri ?? link.dest,
      contents: link.contents,
    }));
    expect(hidden).toEqual({ target: "https://hidden.example/", contents: "https://hidden.example/" });
    expect(whole).toEqual({ target: "beta", contents: "Beta (b), p. 3" });
    expect(method).toEqual({ target: "beta/method", contents: "Page 4" });
    expect(nowhere).toEqual({ target: "beta", contents: "Beta (b), p. 3" });
    expect(self).toEqual({ target: "alpha", contents: "Part Ä, p. 1" });
    expect(inside).toEqual({ target: "alpha/method", contents: "Method of alpha, p. 2" });
    expect(gone?.target).toBe(`${host}articles/gone/#x`);
    expect(web).toEqual({ target: "https://example.org/a(b)?q=1", contents: "https://example.org/a(b)?q=1" });
    expect(reader.links(2).map((link) => link.dest)).toEqual(["alpha"]);
    expect(built.missing).toEqual([
      { from: "outline", piece: "beta", dest: "lost" },
      { from: "link", piece: "beta", dest: "nowhere" },
      { from: "link", piece: "alpha", dest: "nowhere" },
    ]);
  });

  it("makes every link part of the tree, describes it, and tabs by structure", () => {
    for (let i = 0; i < reader.doc.getPageCount(); i++) {
      const links = reader.links(i);
      for (const { contents, dict } of links) {
        expect(contents).toBeTruthy();
        expect(dict.has(n("StructParent"))).toBe(true);
        expect(dict.has(n("Dest"))).toBe(false);
      }
      if (links.length > 0) expect(reader.doc.getPage(i).node.get(n("Tabs"))).toBe(n("S"));
    }
  });

  it("builds the outline with counts of what is open", () => {
    const outlines = reader.dict(reader.catalog.get(n("Outlines")));
    const read = (node: PDFDict): unknown[] => {
      const items: unknown[] = [];
      for (let at = node.get(n("First")), before: PDFObject | undefined; at; ) {
        const item = reader.dict(at);
        expect(item.get(n("Prev"))).toBe(before);
        const count = (item.get(n("Count")) as PDFNumber | undefined)?.asNumber();
        const kids = item.has(n("First")) ? read(item) : [];
        items.push([reader.string(item.get(n("Title"))), reader.string(item.get(n("Dest"))), count, kids]);
        before = at;
        if (!item.has(n("Next"))) expect(node.get(n("Last"))).toBe(at);
        at = item.get(n("Next"));
      }
      return items;
    };
    expect(read(outlines)).toEqual([
      ["Contents", "front", undefined, []],
      [
        "Part Ä",
        "alpha",
        2,
        [
          ["Alpha", "alpha", -1, [["Method of alpha", "alpha/method", undefined, []]]],
          ["Beta (b)", "beta", -1, [["Lost", "beta", undefined, []]]],
        ],
      ],
    ]);
    expect(outlines.get(n("Count"))).toEqual(PDFNumber.of(4));
    expect(reader.catalog.get(n("PageMode"))).toBe(n("UseOutlines"));
  });

  it("says what it is, in XMP and Info alike", () => {
    const packet = reader.get(reader.catalog.get(n("Metadata"))) as PDFRawStream;
    const xmp = new TextDecoder().decode(packet.contents);
    for (const part of [
      '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Atlas &amp; &quot;Öther&quot; &lt;things&gt;</rdf:li>',
      "<dc:creator><rdf:Seq><rdf:li>Ada Author</rdf:li><rdf:li>Bo (Ö) Writer</rdf:li></rdf:Seq></dc:creator>",
      '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">What it is about</rdf:li>',
      "<dc:subject><rdf:Bag><rdf:li>one</rdf:li><rdf:li>two</rdf:li></rdf:Bag></dc:subject>",
      "<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>",
      '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">CC BY 4.0</rdf:li>',
      "<dc:publisher><rdf:Bag><rdf:li>Press</rdf:li></rdf:Bag></dc:publisher>",
      "<dc:identifier>urn:example:atlas</dc:identifier>",
      `<dc:source>${host}</dc:source>`,
      "<xmpRights:WebStatement>https://creativecommons.org/licenses/by/4.0/</xmpRights:WebStatement>",
      "<xmp:CreateDate>2026-11-23T10:20:30Z</xmp:CreateDate>",
      "<xmp:ModifyDate>2026-11-23T10:20:30Z</xmp:ModifyDate>",
      "<pdfuaid:part>1</pdfuaid:part>",
    ]) {
      expect(xmp).toContain(part);
    }
    expect(reader.doc.getTitle()).toBe(metadata.title);
    expect(reader.doc.getAuthor()).toBe("Ada Author; Bo (Ö) Writer");
    expect(reader.doc.getSubject()).toBe("What it is about");
    expect(reader.doc.getKeywords()).toBe("one, two");
    expect(reader.doc.getCreationDate()?.toISOString()).toBe("2026-11-23T10:20:30.000Z");
    expect(xmp).toContain(`<pdf:Producer>${reader.doc.getProducer()}</pdf:Producer>`);
    expect(reader.string(reader.catalog.get(n("Lang")))).toBe("en-GB");
    expect(String(reader.catalog.get(n("MarkInfo")))).toMatch(/Marked true/);
    expect(String(reader.catalog.get(n("ViewerPreferences")))).toMatch(/DisplayDocTitle true/);
  });

  it("draws furniture as kerned artifacts, on numbered pages only", () => {
    const drawn = reader.content(4).split(/^Q$/m).at(-2)!;
    expect(drawn).toContain("/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC");
    expect(drawn).toContain("/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC");
    expect(drawn).toContain("/Artifact <</Type /Layout>> BDC");
    // AV is a kerning pair: the array has numbers between the glyphs.
    expect(drawn).toMatch(/\[<[0-9a-f]+>[\d.]+<[0-9a-f]+>/);
    expect(drawn).toContain("0.4 Tc");
    expect(reader.content(0)).not.toContain("Pagination");
  });

  it("embeds each font once, as a subset without hinting", () => {
    const names = reader.doc.context
      .enumerateIndirectObjects()
      .map(([, object]) => object)
      .filter(
        (object): object is PDFDict =>
          object instanceof PDFDict && object.get(n("Type")) === n("FontDescriptor"),
      )
      .map((dict) => reader.string(dict.get(n("FontName")))!)
      .filter((name) => name.includes("Alegreya"));
    expect(names.map((name) => name.replace(/^[A-Z]{6}\+/, "")).sort()).toEqual([
      "AlegreyaSans-Regular",
      "AlegreyaSans-Regular",
      "AlegreyaSansSC-Regular",
    ]);
  });

  it("puts a notice into the tree at the end of its piece", () => {
    const types = reader.types();
    expect(types.slice(-2)).toEqual(["    P", "      Link"]);
    const [paragraph, link] = reader.elements().slice(-2);
    expect(paragraph!.kids.length).toBe(2);
    expect(link!.kids.length).toBe(2);
    const added = reader.links(6).at(-1)!;
    expect(added.uri).toBe(`${host}articles/beta/`);
    expect(added.contents).toBe("This article on the web");
    const drawn = reader.content(6);
    const ids = scanContent(new TextEncoder().encode(drawn), () => true).ids;
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("leaves nothing that is neither content nor artifact", () => {
    for (let i = 0; i < reader.doc.getPageCount(); i++) {
      const bytes = Uint8Array.from(reader.content(i), (c) => c.charCodeAt(0));
      const resources = reader.doc.getPage(i).node.Resources();
      const objects = resources?.lookupMaybe(n("XObject"), PDFDict);
      const tagged = (key: string) => {
        const form = objects?.lookup(n(key));
        return form instanceof PDFRawStream && form.dict.has(n("StructParents"));
      };
      expect(scanContent(bytes, tagged).unmarked).toEqual([]);
    }
    expect(reader.content(4)).toContain("/Artifact BMC");
  });

  it("has no object that nothing refers to", () => {
    const context = reader.doc.context;
    const seen = new Set<PDFObject>();
    const visit = (value: PDFObject | undefined) => {
      if (!value || seen.has(value)) return;
      seen.add(value);
      if (value instanceof PDFRef) visit(context.lookup(value));
      else if (value instanceof PDFArray) value.asArray().forEach(visit);
      else if (value instanceof PDFDict) value.values().forEach(visit);
      else if (value instanceof PDFStream) visit(value.dict);
    };
    visit(context.trailerInfo.Root);
    visit(context.trailerInfo.Info);
    const orphans = context
      .enumerateIndirectObjects()
      .filter(([ref, object]) => {
        const type = object instanceof PDFStream ? object.dict.get(n("Type")) : undefined;
        return !seen.has(ref) && type !== n("ObjStm") && type !== n("XRef");
      })
      .map(([ref, object]) => `${ref} ${String(object).slice(0, 80)}`);
    expect(orphans).toEqual([]);
  });

  it("is the same bytes for the same input, and another file for another", async () => {
    const again = await assemble(bookOptions());
    expect(Buffer.compare(again.pdf, built.pdf)).toBe(0);
    const other = await Reader.open(
      (await assemble({ ...bookOptions(), metadata: { ...metadata, title: "Other" } })).pdf,
    );
    expect(String(other.doc.context.trailerInfo.ID)).not.toBe(String(reader.doc.context.trailerInfo.ID));
  });

  it("passes qpdf --check", (context) => {
    expect(tool(context, "qpdf", ["--check", "FILE"], built.pdf)).toMatch(
      /No syntax or stream encoding errors/,
    );
  });

  it("is read by poppler: tagged, with text in order, furniture not in the tags", (context) => {
    expect(tool(context, "pdfinfo", ["FILE"], built.pdf)).toMatch(/Tagged:\s+yes[\s\S]*Pages:\s+8/);
    const tags = tool(context, "pdfinfo", ["-struct-text", "FILE"], built.pdf);
    expect(tags).toMatch(
      /Part "Contents"[\s\S]*H1[\s\S]*"Title alpha"[\s\S]*Part "Beta \(b\)"[\s\S]*"Title beta"/,
    );
    expect(tags).toContain('"Cite as: Somebody (2026). "');
    expect(tags).not.toMatch(/Folio|AVATAR|Hidden ornament/);
    const text = tool(context, "pdftotext", ["-f", "7", "-l", "7", "FILE", "-"], built.pdf);
    expect(text).toContain("Folio 3");
    expect(text.replace(/\s/g, "")).toContain("AVATARofbetaČ");
  });
});

describe("in a browser", () => {
  it("makes the same pages, with nothing but what a browser has", async () => {
    const bundle = await build({
      entryPoints: [fileURLToPath(new URL("../../src/print/assemble.ts", import.meta.url))],
      bundle: true,
      format: "iife",
      globalName: "atlas",
      platform: "browser",
      write: false,
    });
    const encode = (value: Uint8Array) => Buffer.from(value).toString("base64");
    const shell = (await import("@sparticuz/chromium")).default;
    const browser = await chromium.launch({ executablePath: await shell.executablePath(), args: SWITCHES });
    try {
      const tab = await browser.newPage();
      await tab.setContent("<p>Selection</p>");
      await tab.addScriptTag({ content: bundle.outputFiles[0]!.text });
      const result = await tab.evaluate(
        async ([alpha, beta, font, address]) => {
          const decode = (value: string) => Uint8Array.from(atob(value), (c) => c.charCodeAt(0));
          // biome-ignore lint/suspicious/noExplicitAny: the bundle's global
          const made = await (globalThis as any).atlas.assemble({
            pieces: [
              { id: "alpha", pdf: decode(alpha!), href: `${address}articles/alpha/`, numbering: "arabic" },
              { id: "beta", pdf: decode(beta!), href: `${address}articles/beta/`, numbering: "arabic" },
            ],
            outline: [{ title: "Alpha", piece: "alpha" }],
            fonts: { sans: decode(font!) },
            furniture: (p: { folio: string }) => ({
              texts: [
                { text: p.folio, font: "sans", size: 9, color: [0, 0, 0], x: 20, y: 20, align: "left" },
              ],
              rules: [],
            }),
            metadata: { title: "Selection", authors: [], lang: "en", date: new Date(0) },
          });
          let binary = "";
          for (const byte of made.pdf) binary += String.fromCharCode(byte);
          return btoa(binary);
        },
        [encode(printed.alpha!), encode(printed.beta!), encode(smallCaps), host],
      );
      const reader = await Reader.open(new Uint8Array(Buffer.from(result, "base64")));
      expect(reader.doc.getPageCount()).toBe(4);
      expect(reader.types().filter((type) => type.trim() === "H1").length).toBe(2);
      expect(reader.links(0)[1]!.dest).toBe("beta");
      expect(reader.content(3)).toContain("Pagination");
    } finally {
      await browser.close();
    }
  }, 60_000);
});

describe("an offprint", () => {
  it("keeps addresses, points its own inward, and has the book's numbers", async () => {
    const built = await assemble(offprintOptions("beta", 57));
    const reader = await Reader.open(built.pdf);
    expect(built.pieces.beta).toEqual({ firstFolio: "57", lastFolio: "58", firstIndex: 0, lastIndex: 1 });
    expect(reader.types().slice(0, 2)).toEqual(["Document", "  Art"]);
    expect([...reader.destinations().keys()]).toEqual(["%C3%A4nd", "beta", "method"]);
    expect(reader.links(0).map((link) => link.uri ?? `#${link.dest}`)).toEqual([
      "https://hidden.example/",
      `${host}articles/alpha/`,
      `${host}articles/alpha/#method`,
      `${host}articles/alpha/#nowhere`,
      "#beta",
      "#method",
      `${host}articles/gone/#x`,
      "https://example.org/a(b)?q=1",
      `${host}articles/beta/`,
    ]);
  });

  it("can be assembled again into a selection, where links become places", async () => {
    const [alpha, beta] = await Promise.all([
      assemble(offprintOptions("alpha", 3)),
      assemble(offprintOptions("beta", 57)),
    ]);
    const built = await assemble({
      pieces: [
        piece("alpha", { pdf: alpha.pdf, firstPage: 3 }),
        piece("beta", { pdf: beta.pdf, firstPage: 57 }),
      ],
      outline: [
        { title: "Alpha", piece: "alpha", children: [{ title: "Method", piece: "alpha", dest: "method" }] },
        { title: "Beta", piece: "beta" },
      ],
      fonts: {},
      metadata,
    });
    const reader = await Reader.open(built.pdf);
    expect(built.missing.map(({ dest }) => dest)).toEqual(["nowhere", "nowhere"]);
    const links = reader.links(0).map(({ uri, dest, contents }) => [uri ?? `#${dest}`, contents]);
    expect(links.slice(1, 4)).toEqual([
      ["#beta", "Beta, p. 57"],
      ["#beta/method", "Page 58"],
      ["#beta", "Beta, p. 57"],
    ]);
    expect(links.at(-1)).toEqual([`${host}articles/alpha/`, "This article on the web"]);
    expect(reader.types().filter((type) => type.trim() === "H1").length).toBe(2);
    // The offprints' own folios and notices are still there, drawn once.
    expect(reader.content(0).match(/Pagination/g)?.length).toBe(2);
  });
});

describe("what cannot be assembled", () => {
  const only = (pieces: Piece[], more: Partial<AssembleOptions> = {}) =>
    assemble({ pieces, outline: [], fonts: {}, metadata, ...more });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ["nothing", () => only([]), /nothing to assemble/],
    [
      "not a PDF",
      () => only([piece("alpha", { pdf: new Uint8Array([1, 2, 3]) })]),
      /Piece "alpha" is not a PDF/,
    ],
    [
      "no tags",
      () => only([piece("alpha", { pdf: printed.untagged! })]),
      /Piece "alpha" has no tags.*tagged: true/,
    ],
    ["the same id twice", () => only([piece("alpha"), piece("alpha")]), /Two pieces have the id "alpha"/],
    [
      "an even page on the right",
      () => only([piece("alpha", { recto: true, firstPage: 2 })]),
      /would be 2: give it/,
    ],
    ["page 0", () => only([piece("alpha", { firstPage: 0 })]), /firstPage is 0: give a whole number/],
    [
      "an outline entry without piece",
      () => only([piece("alpha")], { outline: [{ title: "T", piece: "x" }] }),
      /Outline entry "T": there is no piece "x"/,
    ],
    [
      "a notice without page",
      () => only([piece("alpha")], { notices: [{ ...notice("alpha"), page: 9 }] }),
      /no page 9/,
    ],
    [
      "a font that is not given",
      () => only([piece("alpha")], { notices: [notice("alpha")] }),
      /no font "sans" for "Cite as.*fonts given are none/,
    ],
    [
      "a character that no font has",
      () =>
        only([piece("alpha")], {
          furniture: (p) => furniture({ ...p, piece: "水" }),
          fonts: { sans, sc: smallCaps },
        }),
      /Font "sc" has no "水"/,
    ],
    [
      "a font that is none",
      () => only([piece("alpha")], { fonts: { sans: new Uint8Array([1, 2, 3, 4]) } }),
      /Font "sans" cannot be read/,
    ],
  ])("%s", async (_, run, message) => {
    await expect(run()).rejects.toThrow(message);
  });
});

describe("pieces that come one by one", () => {
  const fonts = { sans: [sans, sansExt], sc: [smallCaps, sansExt] };

  it("stand in the order of the file, whatever order they came in", async () => {
    const assembly = await Assembly.open(fonts, true);
    for (const id of ["beta", "alpha"]) await assembly.add({ id, pdf: printed[id]! });
    const pieces = [piece("alpha", { firstPage: 1 }), piece("beta")];
    const late = await assembly.finish({ pieces, outline: [], furniture, metadata });
    const whole = await assemble({ pieces, outline: [], fonts, furniture, metadata });
    expect(late.pieces).toEqual(whole.pieces);
    expect(late.missing).toEqual(whole.missing);
    expect((await PDFDocument.load(late.pdf)).getPageCount()).toBe(
      (await PDFDocument.load(whole.pdf)).getPageCount(),
    );
  });

  it("are missed by name", async () => {
    const assembly = await Assembly.open(fonts, true);
    await assembly.add({ id: "alpha", pdf: printed.alpha! });
    const finish = async () =>
      assembly.finish({ pieces: [piece("alpha"), piece("beta")], outline: [], metadata });
    await expect(finish()).rejects.toThrow('"beta"');
  });
});
