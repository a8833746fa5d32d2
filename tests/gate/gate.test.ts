import { readFileSync } from "node:fs";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { PDFArray, PDFDict, PDFDocument, PDFName } from "pdf-lib";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { bookInput, type Content, readContent } from "../../src/build/build.ts";
import { Gate } from "../../src/gate/gate.ts";
import { describeFinding, type Finding } from "../../src/gate/outputs.ts";
import { loadPrintAssets } from "../../src/print/assets.ts";
import { assembleOffprint, bindAlone } from "../../src/print/book.ts";
import { Printer } from "../../src/print/printer.ts";
import { articlePage } from "../../templates/print/article.tsx";
import { tempDir } from "../temp-dir.ts";

/** The gate on the real build: nothing is lost, and what is taken away is found. */

const dist = inject("dist");
let content: Content;
let gate: Gate;
let slug: string;
beforeAll(async () => {
  content = await readContent("articles", { strict: true, cache: ".atlas/cache" });
  gate = new Gate(content.atlas, content.documents, undefined);
  // One that has a note, a table and a case.
  slug = content.atlas.articles.find(({ slug }) => {
    const document = content.documents.get(slug)!;
    return document.footnotes > 0 && document.cases.length > 0 && document.inventory().tables.length > 0;
  })!.slug;
});

const bytes = (path: string) => new Uint8Array(readFileSync(join(dist, path)));
const said = (findings: Finding[]) => findings.map(describeFinding);

test("web pages, offprints and EPUBs of the whole atlas are as their articles", async () => {
  const slugs = content.atlas.articles.map((a) => a.slug);
  expect(said(await gate.checkPages(dist))).toEqual([]);
  expect(
    said(
      await gate.checkPdfs(
        slugs.map((s) => ({
          output: "the offprint",
          bytes: bytes(`downloads/articles/${s}.pdf`),
          pieces: [s],
        })),
      ),
    ),
  ).toEqual([]);
  const inside = (some: string[]) => new Map(some.map((s) => [s, `EPUB/text/${s}.xhtml`]));
  expect(
    said(
      gate.checkEpubs([
        {
          output: "the book EPUB",
          bytes: bytes("downloads/atlas-of-social-innovation.epub"),
          articles: inside(slugs),
        },
        { output: "its EPUB", bytes: bytes(`downloads/articles/${slug}.epub`), articles: inside([slug]) },
      ]),
    ),
  ).toEqual([]);
});

describe("what is taken away is found", () => {
  test("a paragraph of a web page", async () => {
    const dir = await tempDir();
    await cp(join(dist, "articles"), join(dir, "articles"), { recursive: true });
    const path = join(dir, "articles", slug, "index.html");
    const html = readFileSync(path, "utf8");
    const paragraph = /<p id="[\w-]+-p2">(.*?)<\/p>/s.exec(html)!;
    await writeFile(path, html.replace(paragraph[0], ""));
    const [found, ...more] = said(await gate.checkPages(dir));
    expect(more).toEqual([]);
    expect(found).toContain(`${content.documents.get(slug)!.article.file}: the web page differs`);
  });

  test("a table's row in an EPUB", () => {
    const path = `EPUB/text/${slug}.xhtml`;
    const files = unzipSync(bytes(`downloads/articles/${slug}.epub`));
    const xhtml = Buffer.from(files[path]!).toString("utf8");
    const rows = [...xhtml.matchAll(/<tr>.*?<\/tr>/gs)];
    files[path] = Buffer.from(xhtml.replace(rows.at(-1)![0], ""));
    const found = gate.checkEpubs([
      { output: "its EPUB", bytes: zipSync(files), articles: new Map([[slug, path]]) },
    ]);
    expect(found.map((f) => f.output)).toEqual(["its EPUB"]);
  });

  test("a note that the PDF has and does not say", async () => {
    const document = await PDFDocument.load(bytes(`downloads/articles/${slug}.pdf`));
    for (const [, object] of document.context.enumerateIndirectObjects()) {
      if (!(object instanceof PDFDict) || object.get(PDFName.of("S")) !== PDFName.of("Note")) continue;
      object.set(PDFName.of("K"), PDFArray.withContext(document.context));
    }
    const found = await gate.checkPdfs([
      { output: "the offprint", bytes: await document.save(), pieces: [slug] },
    ]);
    expect(found.map((f) => f.difference.what)).toEqual(["note 1"]);
  });

  test("a paragraph and a row that do not come to the pages", async () => {
    const input = await bookInput(content);
    const article = content.documents.get(slug)!.article;
    const part = content.atlas.parts.find((p) => p.id === article.part)!;
    const whole = articlePage({ document: content.documents.get(slug)!, part, meta: content.atlas.meta });
    const assets = await loadPrintAssets();
    const printer = new Printer({ assets, dir: content.atlas.dir });
    const offprint = async (html: string) => {
      const printed = await printer.print({ name: slug, html });
      return assembleOffprint(input, bindAlone(input, article, printed, 1), article);
    };
    const paragraph = /<p id="[\w-]+-p2">(.*?)<\/p>/s.exec(whole)![0];
    const row = [...whole.matchAll(/<tr>.*?<\/tr>/gs)].at(-1)![0];
    try {
      for (const lost of [paragraph, row]) {
        const [found, ...more] = await gate.checkPdfs([
          { output: "the offprint", bytes: await offprint(whole.replace(lost, "")), pieces: [slug] },
        ]);
        expect(more).toEqual([]);
        expect(found).toMatchObject({ file: article.file, difference: { what: "words" } });
        const plain = (text: string) => text.replace(/<[^>]*>|\u00ad/g, "").replace(/[^\p{L}\p{N}]/gu, "");
        expect(plain(lost)).toContain(plain(found!.difference.expected).slice(0, 12));
      }
    } finally {
      await printer.close();
    }
  });
});

test("what was found whole is not looked at again", async () => {
  const kept = new Map<string, string>();
  const memo = { get: (k: string) => kept.get(k), set: (k: string, v: string) => void kept.set(k, v) };
  const remembering = new Gate(content.atlas, content.documents, memo);
  const pdf = { output: "the offprint", bytes: bytes(`downloads/articles/${slug}.pdf`), pieces: [slug] };
  await remembering.checkPdfs([pdf]);
  expect(kept.size).toBe(1);
  // Another file under the same name is.
  await remembering.checkPdfs([{ ...pdf, bytes: bytes("downloads/articles/scaling.pdf") }]).then((found) => {
    expect(found.length).toBe(1);
  });
  expect(kept.size).toBe(1);
});
