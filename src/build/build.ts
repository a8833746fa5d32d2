import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { loadAtlas } from "../atlas/load.ts";
import type { PageMap, PageRange } from "../atlas/page-map.ts";
import { type Problem, ProblemsError } from "../atlas/problem.ts";
import type { Article, AtlasMeta } from "../atlas/types.ts";
import type { Memo } from "../markdown/bibliography.ts";
import { type Citation, citeArticle, citeBook } from "../markdown/cite.ts";
import { type Compiled, compileAtlas } from "../markdown/compile.ts";
import type { BookInput } from "../print/book.ts";
import { cacheKey } from "../print/cache.ts";
import { loadFurnitureFonts } from "../print/press.ts";
import { printAll, type Run } from "../print/run.ts";
import type { SiteInput } from "../site/types.ts";
import { checkGlyphs } from "./glyphs.ts";
import { FileMemo } from "./memo.ts";
import { Staging } from "./staging.ts";
import { LastBuild } from "./unchanged.ts";
import { watchOutputs } from "./whole.ts";

/** Where a build reads and writes. */
export interface Places {
  /** Folder of the articles. */
  articles: string;
  /** Folder that the build leaves its files in. */
  out: string;
  /** Folder of everything that is kept between builds. */
  cache: string;
}

export interface BuildOptions extends Places {
  jobs: number;
  /** Time a document may take in the browser, in ms. */
  timeout?: number;
  progress?: (article: Article, done: number, total: number) => void;
  /** Called as each stage begins. */
  stage?: (name: string) => void;
}

export interface Report {
  articles: number;
  pages: number;
  /** Documents that were cut into pages anew. */
  printed: string[];
  warnings: Problem[];
  faults: Run["faults"];
}

/** The atlas, read and checked. */
export type Content = Compiled & {
  atlas: BookInput["atlas"];
  /** Formatted citations of earlier builds; save it when all have been asked for. */
  memo?: FileMemo | undefined;
};

/**
 * Reads and checks all articles.
 *
 * @param options.cache folder that keeps formatted citations between builds
 * @throws ProblemsError if `strict` and there is an error, or in any case if there is no book to speak of
 */
export async function readContent(
  dir: string,
  options: { strict: boolean; drafts?: boolean; cache?: string },
): Promise<Content> {
  const memo = options.cache ? await FileMemo.open(join(options.cache, "citations.json")) : undefined;
  const glyphs = checkGlyphs(dir, memo);
  // A folder that is not there is told of below.
  glyphs.catch(() => undefined);
  const loaded = await loadAtlas(dir, options.drafts ? { drafts: true } : {});
  const compiled = await compileAtlas(loaded, memo);
  const problems = [...compiled.problems, ...(await glyphs)];
  if (options.strict && problems.some((p) => p.level === "error")) throw new ProblemsError(problems);
  return {
    documents: compiled.documents,
    problems,
    prose: compiled.prose,
    backMatter: compiled.backMatter,
    get bibliography() {
      return compiled.bibliography;
    },
    atlas: loaded.atlas,
    memo,
  };
}

/**
 * Reads, checks, prints, writes the site, and puts the result in place of the last one. Where nothing it depends on has
 * changed and the output is as it was left, that is all it finds out.
 */
export async function build(options: BuildOptions): Promise<Report> {
  const stage = options.stage ?? (() => undefined);
  const last = await LastBuild.open(options);
  const known = await last.report();
  if (known) return known;
  stage("Reading the articles");
  const content = await readContent(options.articles, { strict: true, cache: options.cache });
  const staging = await Staging.open(options.out);
  const discard = () => staging.discard();
  const interrupted = () => process.exit(130);
  process.once("exit", discard);
  process.once("SIGINT", interrupted);
  process.once("SIGTERM", interrupted);
  try {
    stage("Printing");
    const run = await printAll(await bookInput(content), {
      cacheDir: join(options.cache, "print"),
      jobs: options.jobs,
      ...(options.timeout ? { timeout: options.timeout } : {}),
      ...(options.progress ? { progress: options.progress } : {}),
    });
    for (const [path, bytes] of run.files) await write(join(staging.dir, path), bytes);
    await write(join(staging.dir, "page-map.json"), `${JSON.stringify(run.pageMap)}\n`);
    const watch = watchOutputs(content, run);
    stage("Writing the EPUBs");
    const sizes = new Map([...run.files].map(([path, bytes]) => [path, bytes.length]));
    const site = {
      ...siteInput(content, "build", run.pageMap, sizes),
      lastFolio: Number(run.bookPages.at(-1)?.starts.at(-1)?.page),
    };
    const { makeEpubs } = await import("../epub/run.ts");
    const epubs = await makeEpubs({ ...site, pages: run.bookPages }, join(options.cache, "epub"));
    for (const [path, bytes] of epubs) {
      await write(join(staging.dir, path), bytes);
      sizes.set(path, bytes.length);
    }
    stage("Writing the site");
    const { buildSite } = await import("../site/build.ts");
    await buildSite(site, staging.dir);
    stage("Comparing the outputs with the articles");
    await watch.finish(staging.dir, epubs);
    await staging.commit();
    await saveMemo(content);
    const report: Report = {
      articles: content.atlas.articles.length,
      pages: Math.max(0, ...Object.values(run.pageMap).map((r) => r.last)),
      printed: run.printed,
      warnings: content.problems,
      faults: run.faults,
    };
    await last.remember(report);
    return report;
  } finally {
    process.off("exit", discard);
    process.off("SIGINT", interrupted);
    process.off("SIGTERM", interrupted);
    staging.discard();
  }
}

/** Keeps the citations for the next build; a cache that cannot be written costs time, not the build. */
export async function saveMemo({ memo }: Content): Promise<void> {
  await memo?.save().catch(() => undefined);
}

/** What print needs of the content. */
export async function bookInput(content: Content): Promise<BookInput> {
  const { atlas, documents, backMatter, memo } = content;
  return {
    atlas,
    documents,
    backMatter,
    get bibliography() {
      return content.bibliography;
    },
    cite: (article, pages) => citation(article, atlas.meta, pages, memo),
    bookCitation: bookCitation(atlas.meta, memo),
    fonts: await loadFurnitureFonts(),
  };
}

/** What the site needs of the content. */
export function siteInput(
  { atlas, documents, bibliography, backMatter, memo }: Content,
  mode: SiteInput["mode"],
  pageMap: PageMap | undefined,
  downloads: Map<string, number>,
): SiteInput {
  return {
    atlas,
    documents,
    bibliography,
    backMatter,
    citations: new Map(atlas.articles.map((a) => [a.slug, citation(a, atlas.meta, pageMap?.[a.slug], memo)])),
    bookCitation: bookCitation(atlas.meta, memo),
    ...(pageMap ? { pageMap } : {}),
    downloads,
    mode,
  };
}

/** How to cite an article: formatting it takes longer than asking whether that was done before. */
function citation(
  article: Article,
  meta: AtlasMeta,
  pages: Pick<PageRange, "first" | "last"> | undefined,
  memo: Memo | undefined,
): Citation {
  const key = cacheKey(
    "citation 3",
    JSON.stringify([{ ...article, body: "" }, meta, pages?.first, pages?.last]),
  );
  return remembered(key, memo, () => citeArticle(article, meta, pages));
}

function bookCitation(meta: AtlasMeta, memo: Memo | undefined): Citation {
  return remembered(cacheKey("book citation 2", JSON.stringify(meta)), memo, () => citeBook(meta));
}

function remembered(key: string, memo: Memo | undefined, make: () => Citation): Citation {
  const known = memo?.get(key);
  if (known !== undefined) return JSON.parse(known) as Citation;
  const made = make();
  memo?.set(key, JSON.stringify(made));
  return made;
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
