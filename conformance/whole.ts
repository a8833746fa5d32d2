import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BACK_MATTER } from "../src/atlas/back-matter.ts";
import { type Content, readContent } from "../src/build/build.ts";
import { FOLDER } from "../src/epub/bind.ts";
import { articleEpubPath, BOOK_EPUB_PATH } from "../src/epub/run.ts";
import { articleFile } from "../src/epub/sections.ts";
import { Gate } from "../src/gate/gate.ts";
import { describeFinding } from "../src/gate/outputs.ts";
import { BOOK_PATH, offprintPath } from "../src/print/run.ts";
import type { Finding } from "./findings.ts";

/** The gate over all that lies in dist/, nothing taken as known: every article in all five of its outputs. */
export async function judgeWhole(dist: string, articles: string): Promise<Finding[]> {
  const content = await readContent(articles, { strict: true, cache: ".atlas/cache" });
  const gate = new Gate(content.atlas, content.documents, undefined);
  const slugs = content.atlas.articles.map((a) => a.slug);
  const bytes = (path: string) => new Uint8Array(readFileSync(join(dist, path)));
  const inside = (some: string[]) => new Map(some.map((s) => [s, `${FOLDER}/${articleFile(s)}`] as const));
  const found = [
    ...(await gate.checkPages(dist)),
    ...(await gate.checkPdfs([
      { output: "the book PDF", bytes: bytes(BOOK_PATH), pieces: piecesOf(content) },
      ...slugs.map((s) => ({ output: "the offprint", bytes: bytes(offprintPath(s)), pieces: [s] })),
    ])),
    ...gate.checkEpubs([
      { output: "the book EPUB", bytes: bytes(BOOK_EPUB_PATH), articles: inside(slugs) },
      ...slugs.map((s) => ({
        output: "its EPUB",
        bytes: bytes(articleEpubPath(s)),
        articles: inside([s]),
      })),
    ]),
  ];
  return found.map((f) => ({ file: f.file, what: describeFinding(f) }));
}

/** The pieces of the book in their order. */
function piecesOf({ atlas, bibliography, backMatter, documents }: Content): string[] {
  const there = {
    networks: backMatter.networks.length > 0,
    glossary: backMatter.glossary.length > 0,
    references: bibliography.length > 0,
    index: [...documents.values()].some((d) => d.mentions.length > 0),
  };
  return [
    "cover",
    "imprint",
    "contents",
    ...atlas.parts
      .filter((p) => p.articles.length > 0)
      .flatMap((p) => [`part-${p.id}`, ...p.articles.map((a) => a.slug)]),
    ...(Object.keys(BACK_MATTER) as (keyof typeof BACK_MATTER)[]).filter((id) => there[id]),
  ];
}
