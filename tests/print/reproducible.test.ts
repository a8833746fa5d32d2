import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bookInput, readContent } from "../../src/build/build.ts";
import { printAll } from "../../src/print/run.ts";

test("the same texts give the same bytes, with nothing kept from the last time", async () => {
  const content = await readContent("articles", { strict: true });
  // One with tables, notes and cases, one with a figure.
  const few = ["scaling", "mapping-the-field"];
  const kept = content.atlas.articles.filter((a) => few.includes(a.slug));
  expect(kept.length).toBe(2);
  const parts = content.atlas.parts.map((part) => ({
    ...part,
    articles: part.articles.filter((a) => few.includes(a.slug)),
  }));
  const input = await bookInput({
    ...content,
    bibliography: [],
    backMatter: { glossary: [], networks: [], introductions: new Map() },
    atlas: { ...content.atlas, articles: kept, parts },
  });
  const runs: Map<string, Uint8Array>[] = [];
  // Several at once in the second, so that the browser has another past.
  for (const jobs of [1, 3]) {
    const cacheDir = await mkdtemp(join(tmpdir(), "atlas-same-"));
    try {
      runs.push((await printAll(input, { cacheDir, jobs })).files);
    } finally {
      await rm(cacheDir, { recursive: true });
    }
  }
  const [once, again] = runs as [Map<string, Uint8Array>, Map<string, Uint8Array>];
  expect([...again.keys()]).toEqual([...once.keys()]);
  expect(once.size).toBe(3);
  for (const [path, bytes] of once) expect(Buffer.compare(bytes, again.get(path)!), path).toBe(0);
});
