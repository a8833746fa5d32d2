import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PageMap } from "../atlas/page-map.ts";
import { printAll, printProofOf, printShare } from "../print/run.ts";
import { type BuildOptions, bookInput, readContent, saveMemo } from "./build.ts";

/** Prints book, offprints and page map into the output folder and leaves the rest of it as it is. */
export async function printDownloads(options: BuildOptions): Promise<number> {
  options.stage?.("Printing");
  const content = await readContent(options.articles, { strict: true, cache: options.cache });
  const run = await printAll(await bookInput(content), runOptions(options));
  await saveMemo(content);
  for (const [path, bytes] of run.files) await replace(join(options.out, path), bytes);
  await replace(join(options.out, "page-map.json"), `${JSON.stringify(run.pageMap)}\n`);
  return run.files.size;
}

/** Prints every N-th article, counted from the I-th, into the cache; neighbours in length then go to all machines. */
export async function printShareOf(shard: { index: number; of: number }, options: BuildOptions) {
  const content = await readContent(options.articles, { strict: true, cache: options.cache });
  const share = content.atlas.articles.filter((_, i) => i % shard.of === shard.index - 1);
  const printed = await printShare(content, share, runOptions(options));
  await saveMemo(content);
  return { share: share.length, printed: printed.length };
}

/**
 * One article as a proof: numbered as in the last build, from 1 if there was none.
 *
 * @returns the path of the PDF
 * @throws Error if there is no article with that slug
 */
export async function printProof(slug: string, options: BuildOptions): Promise<string> {
  const content = await readContent(options.articles, { strict: true, drafts: true, cache: options.cache });
  const article = content.atlas.articles.find((a) => a.slug === slug);
  if (!article) {
    const known = content.atlas.articles.map((a) => a.slug).join(", ");
    throw new Error(`there is no article ${slug}: choose from ${known}`);
  }
  const lastMap = await readPageMap(options.out);
  const first = lastMap?.[slug]?.first ?? 1;
  const pdf = await printProofOf(await bookInput(content), article, first, runOptions(options));
  const path = join(dirname(options.cache), "proof", `${slug}.pdf`);
  await replace(path, pdf);
  return path;
}

/** The page map of the last build, if there was one. */
export async function readPageMap(out: string): Promise<PageMap | undefined> {
  try {
    return JSON.parse(await readFile(join(out, "page-map.json"), "utf8")) as PageMap;
  } catch {
    return undefined;
  }
}

function runOptions(options: BuildOptions) {
  return {
    cacheDir: join(options.cache, "print"),
    jobs: options.jobs,
    ...(options.timeout ? { timeout: options.timeout } : {}),
    ...(options.progress ? { progress: options.progress } : {}),
  };
}

async function replace(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, content);
  await rename(aside, path);
}
