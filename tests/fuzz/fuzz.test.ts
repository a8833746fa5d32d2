import fc from "fast-check";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { Content } from "../../src/build/build.ts";
import { toXhtml } from "../../src/epub/xhtml.ts";
import { checkPage, checkXhtml, describeFinding } from "../../src/gate/outputs.ts";
import { bare } from "../../src/gate/stock.ts";
import type { Target } from "../../src/markdown/types.ts";
import { compareLayout } from "../../src/print/gate.ts";
import { articleBody } from "../../templates/epub/article.tsx";
import { articlePage } from "../../templates/print/article.tsx";
import { article as articleFile, check } from "../atlas/fixture.ts";
import { atlas, chaos } from "./hostile.ts";
import { expectSound, htmlInFeed, inspectFragment, inspectHtml, inspectXml } from "./inspect.ts";
import { pagesOf, siteOf } from "./site.ts";

// The same documents each time, so that a red test is red for everyone, and it says the seed. `ATLAS_FUZZ=10` looks at
// ten times as many, and others each time.
const more = Number(process.env.ATLAS_FUZZ ?? 0);
const run = (numRuns: number) => ({
  seed: more ? Date.now() % 0x7fffffff : 2026,
  numRuns: numRuns * Math.max(1, more),
  // A failure is made smaller for so long at most.
  interruptAfterTimeLimit: more ? 3_600_000 : 45_000,
  markInterruptAsFailure: true,
});

const TARGETS: Target[] = ["web", "print", "epub", "feed"];
/** Generous: what hangs takes for ever. */
const LIMIT = 10_000;

async function timed<T>(what: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await what();
  expect(performance.now() - start, "ms").toBeLessThan(LIMIT);
  return result;
}

/** As `readContent` gives it, without the look at glyphs. */
async function contentOf(files: Record<string, string | Uint8Array>) {
  const { compiled, loaded, lines, problems } = await check(files);
  const errors = lines.filter((l) => !/^\S+:\d+: warning: /.test(l));
  const content =
    compiled && loaded
      ? ({ ...compiled, bibliography: compiled.bibliography, atlas: loaded.atlas } as Content)
      : undefined;
  return { content, lines, errors, problems };
}

test("whatever stands in an article, every problem is told with place and mend, and nothing runs", async () => {
  await fc.assert(
    fc.asyncProperty(chaos, async (body) => {
      const { content, lines, problems } = await timed(() =>
        contentOf({ "02-second.md": articleFile(body) }),
      );
      const length = articleFile(body).split("\n").length;
      for (const p of problems) {
        expect(p.what, JSON.stringify(p)).not.toBe("");
        expect(p.mend, JSON.stringify(p)).not.toBe("");
        expect(p.line).toBeGreaterThan(0);
        if (p.file.endsWith("02-second.md")) expect(p.line, JSON.stringify(p)).toBeLessThanOrEqual(length);
      }
      const document = content?.documents.get("second");
      // Either it is right, or somebody is told why not.
      if (!document) expect(lines.some((l) => l.includes("02-second.md"))).toBe(true);
      for (const target of document ? TARGETS : []) {
        const html = document!.render(target);
        expectSound(inspectFragment(html), target);
        if (target === "epub") expectSound(inspectXml(`<x xmlns:epub="e">${toXhtml(html)}</x>`), target);
      }
      if (document) {
        const text = bare(
          inspectFragment(document.render("feed").replace(/<sup class="note-call">.*?<\/sup>/g, "")).text,
        );
        expect(text).toContain(bare(document.inventory().text));
      }
    }),
    run(250),
  );
});

test("an atlas with an attack in every field: all outputs hold the words as words", async () => {
  await fc.assert(
    fc.asyncProperty(atlas, async (files) => {
      const { content, errors } = await timed(() => contentOf(files));
      expectSound({ faults: errors }, "check");
      const { atlas: book, documents } = content!;
      const site = siteOf(content!, errors);
      const pages = await timed(async () => pagesOf(site));
      const root = book.meta.url;
      for (const [path, text] of pages) {
        if (path.endsWith("/") || path.endsWith(".html")) {
          expectSound(inspectHtml(text), path);
        } else if (path.endsWith(".xml")) {
          expectSound(inspectXml(text), path);
          for (const html of htmlInFeed(text)) expectSound(inspectFragment(html), path);
        } else if (path.endsWith(".json")) JSON.parse(text);
      }
      for (const article of book.articles) {
        const document = documents.get(article.slug)!;
        const expected = { slug: article.slug, file: article.file, inventory: document.inventory() };
        const page = pages.get(`/articles/${article.slug}/`)!;
        expectSound({ faults: checkPage(expected, page, root).map(describeFinding) }, "the gate");
        const part = book.parts.find((p) => p.id === article.part)!;
        const citation = site.article(article.slug).citation;
        const xhtml = toXhtml(articleBody({ document, part, citation }));
        expectSound(inspectXml(`<x xmlns:epub="e">${xhtml}</x>`), "the EPUB");
        expectSound(
          { faults: checkXhtml(expected, "the EPUB", xhtml, root).map(describeFinding) },
          "the gate",
        );
        const print = articlePage({ document, part, meta: book.meta });
        const printed = inspectHtml(print);
        expectSound(printed, "print");
        // What a reader sees, told by a parser and not by the gate's own look at the markup.
        const seen = {
          page: inspectHtml(page).text,
          xhtml: inspectXml(`<x xmlns:epub="e">${xhtml}</x>`).text,
          print: printed.text,
        };
        for (const [output, text] of Object.entries(seen)) {
          const all = bare(text);
          for (const words of [
            ...expected.inventory.front,
            ...article.authors.map((a) => a.name + a.affiliation),
            ...document.references.map((r) => r.text),
          ]) {
            expect(all, `${output} of ${article.file}`).toContain(bare(words));
          }
        }
        const flow = /<div id="flow">(.*)<\/div><\/body>/s.exec(print)![1]!;
        const { notes, text } = notesApart(flow);
        const loss = compareLayout(print, { pages: [{ text, notes }], floats: [] } as never);
        if (loss) throw new Error(`the gate of print: ${JSON.stringify(loss)}`);
      }
      for (const [path, words] of [
        [
          "/",
          [
            book.meta.title,
            book.meta.subtitle,
            book.meta.edition,
            ...book.articles.map((a) => a.title),
            ...book.parts.map((p) => p.title),
          ],
        ],
        ["/glossary/", book.glossary.map((t) => t.name)],
        ["/networks/", book.networks.flatMap((n) => [n.name, n.short!, n.kind, n.place!, n.partners!])],
        ["/references/", content!.bibliography.map((r) => r.text)],
      ] as const) {
        const page = pages.get(path);
        if (words.length === 0) continue;
        const all = bare(inspectHtml(page!).text);
        for (const w of words) expect(all, path).toContain(bare(w));
      }
    }),
    run(20),
  );
});

/** The text of the flow and that of its notes, as the paginated document would have them. */
function notesApart(flow: string): { text: string; notes: string } {
  const { document } = parseHTML(`<!doctype html><html><body>${flow}</body></html>`);
  const notes = [...document.querySelectorAll(".footnote")].map((n) => {
    n.remove();
    return n.textContent;
  });
  return { text: document.body.textContent ?? "", notes: notes.join(" ") };
}
