import { FOLDER } from "../epub/bind.ts";
import { articleEpubPath, BOOK_EPUB_PATH } from "../epub/run.ts";
import { articleFile } from "../epub/sections.ts";
import { Gate, LossError } from "../gate/gate.ts";
import { BOOK_PATH, offprintPath, type Run } from "../print/run.ts";
import type { Content } from "./build.ts";

/**
 * Watches that a build leaves every article whole in every output.
 *
 * The PDFs are looked at as soon as they are there, in a thread of their own; `finish` waits for them, looks at the
 * rest and throws a `LossError` that names every loss.
 */
export function watchOutputs(
  { atlas, documents, memo }: Content,
  run: Run,
): { finish(dir: string, epubs: Map<string, Uint8Array>): Promise<void> } {
  const gate = new Gate(atlas, documents, memo);
  const pdfs = gate.checkPdfs([
    { output: "the book PDF", bytes: run.files.get(BOOK_PATH)!, pieces: run.bookPages.map((p) => p.piece) },
    ...atlas.articles.map(({ slug }) => ({
      output: "the offprint",
      bytes: run.files.get(offprintPath(slug))!,
      pieces: [slug],
    })),
  ]);
  // An error of what is done meanwhile is told first.
  pdfs.catch(() => undefined);
  const inside = (slugs: string[]) =>
    new Map(slugs.map((slug) => [slug, `${FOLDER}/${articleFile(slug)}`] as const));
  return {
    async finish(dir, epubs) {
      const slugs = atlas.articles.map((a) => a.slug);
      const findings = [
        ...gate.checkEpubs([
          { output: "the book EPUB", bytes: epubs.get(BOOK_EPUB_PATH)!, articles: inside(slugs) },
          ...slugs.map((slug) => ({
            output: "its EPUB",
            bytes: epubs.get(articleEpubPath(slug))!,
            articles: inside([slug]),
          })),
        ]),
        ...(await gate.checkPages(dir)),
        ...(await pdfs),
      ];
      if (findings.length > 0) throw new LossError(findings);
    },
  };
}
