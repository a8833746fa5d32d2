import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Loaded, loadAtlas } from "../../src/atlas/load.ts";
import { formatProblem, type Problem, ProblemsError, sortProblems } from "../../src/atlas/problem.ts";
import { type Compiled, compileAtlas } from "../../src/markdown/compile.ts";
import type { Document } from "../../src/markdown/types.ts";
import { tempDir } from "../temp-dir.ts";

/** A small sound atlas on disk, in which a test replaces or adds files. */

export const BOOK = `title: Atlas of Tests
subtitle: Small things that go wrong
edition: Test edition
lang: en-GB
url: https://host.example/atlas/
publisher: Test Press
year: 2026
id: urn:uuid:6f0d3a52-6f1b-4c0e-9d0e-2b1f6f9a7c11
license: CC-BY-4.0
email: editors@host.example
description: A book for tests.
keywords: [tests]
parts:
  - id: landscape
    title: The landscape
    slug: landscape
    summary: Where things are.
  - id: fields
    title: Fields
    slug: policy-fields
    summary: What they are for.
`;

const confirmed = { custom: { confirmed: "https://catalogue.example/work" } };
export const WORKS = [
  {
    id: "lee-2014-book",
    type: "book",
    title: "Making things grow",
    author: [{ family: "Lee", given: "Ada" }],
    issued: { "date-parts": [[2014]] },
    publisher: "Press",
    ...confirmed,
  },
  {
    id: "moss-2016-pair",
    type: "article-journal",
    title: "Two of us",
    author: [
      { family: "Moss", given: "Bo" },
      { family: "Nash", given: "Cy" },
    ],
    issued: { "date-parts": [[2016]] },
    "container-title": "Journal of Pairs",
    volume: "3",
    page: "5-9",
    DOI: "10.1000/pair.1",
    ...confirmed,
  },
];
export const REFERENCES = JSON.stringify(WORKS, null, 2);

const WORD = "word ";
const HEAD: Record<string, string> = {
  title: "A title",
  part: "landscape",
  summary: WORD.repeat(45).trim(),
  keyPoints: "[Eins., Zwei., Drei.]",
  policyFields: "[]",
  regions: "[]",
  date: "2026-11-23",
};

/** An article file: its body, and front matter keys to replace, add or (undefined) leave out. One key is one line. */
export function article(body: string, head: Record<string, string | undefined> = {}): string {
  const keys = Object.entries({ ...HEAD, ...head }).filter(([, v]) => v !== undefined);
  return `---\n${keys.map(([k, v]) => `${k}: ${v}`).join("\n")}\n---\n${body}`;
}

/** The first article of the sound atlas: it cites every work, so that none is left over. */
export const FIRST = article(
  "Two works say so [@lee-2014-book; @moss-2016-pair].\n\n## Deep\n\nDeep text.\n",
);

type Files = Record<string, string | Uint8Array | undefined>;
/** Writes the sound atlas with the given changes (undefined leaves a file out) and returns the folder `articles`. */
export async function folder(files: Files = {}): Promise<string> {
  const dir = join(await tempDir(), "articles");
  const all: Files = { "atlas.yaml": BOOK, "references.json": REFERENCES, "01-first.md": FIRST, ...files };
  for (const [name, content] of Object.entries(all)) {
    if (content === undefined) continue;
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
  return dir;
}

/** Formatting citations is slow; the same works are cited in all cases. */
const memo = new Map<string, string>();

/** Loads and compiles as every command does. A book that cannot be read at all is its problems. */
export async function check(
  files: Files = {},
  options: { drafts?: boolean } = {},
): Promise<{ problems: Problem[]; lines: string[]; loaded?: Loaded; compiled?: Compiled }> {
  const done = (problems: Problem[]) => ({ problems, lines: sortProblems(problems).map(formatProblem) });
  try {
    const loaded = await loadAtlas(await folder(files), options);
    const compiled = await compileAtlas(loaded, memo);
    return { ...done(compiled.problems), loaded, compiled };
  } catch (error) {
    if (error instanceof ProblemsError) return done(error.problems);
    throw error;
  }
}

/** The document of one sound article, `08-case.md`; fails with its problems if there are any. */
export async function compile(
  body: string,
  files: Files = {},
  head: Record<string, string | undefined> = {},
): Promise<Document> {
  const { compiled, lines } = await check({ "08-case.md": article(body, head), ...files });
  const document = compiled?.documents.get("case");
  if (!document) throw new Error(`the case has problems:\n${lines.join("\n")}`);
  return document;
}

/** 1-based number of the first line of a file that holds a piece of text. */
export function lineOf(file: string, piece: string): number {
  const at = file.split("\n").findIndex((l) => l.includes(piece));
  if (at < 0) throw new Error(`no line holds ${piece}`);
  return at + 1;
}
