import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { articleDate, bookDate } from "../atlas/dates.ts";
import type { BookPages } from "../atlas/page-map.ts";
import type { Article, Atlas } from "../atlas/types.ts";
import { loadPrintAssets } from "./assets.ts";
import { Binder } from "./binder.ts";
import {
  assembleOffprint,
  type BookInput,
  type BoundBook,
  bindAlone,
  bindBook,
  bookPages,
  type FixedPieces,
  planBook,
  printFixed,
} from "./book.ts";
import { engineVersion } from "./browser.ts";
import { Cache, cacheKey } from "./cache.ts";
import type { Fault } from "./page/layout.ts";
import { Press, type PressOptions, printArticles } from "./press.ts";
import { Printer } from "./printer.ts";

/** Raised when the assembly changes in a manner that no other part of the cache key shows. */
const ASSEMBLY = "5";

export interface RunOptions {
  /** Folder of the cache. */
  cacheDir: string;
  /** Documents printed at once. */
  jobs: number;
  timeout?: number;
  progress?: (article: Article, done: number, total: number) => void;
}

export interface Run {
  pageMap: BoundBook["pageMap"];
  /** The folios of the whole book. */
  bookPages: BookPages;
  /** By path from the root of the site. */
  files: Map<string, Uint8Array>;
  /** Names of the documents that were cut into pages anew. */
  printed: string[];
  /** Pages that a designer would mend, by article. */
  faults: { article: string; fault: Fault }[];
}

/** Path of an offprint from the root of the site. */
export const offprintPath = (slug: string) => `downloads/articles/${slug}.pdf`;
export const BOOK_PATH = "downloads/atlas-of-social-innovation.pdf";

/**
 * Fills the cache with the pages of some articles and does no more: the share of one machine among many.
 *
 * @returns the names of the documents printed anew
 */
export async function printShare(
  input: Pick<BookInput, "atlas" | "documents">,
  articles: Article[],
  options: RunOptions,
) {
  return withPress(input.atlas, options, async (press) => {
    await printArticles(press, input, articles, { progress: options.progress });
    return press.printed;
  });
}

/** One article as an offprint, its pages numbered from `first`, whatever the rest of the book is like. */
export async function printProofOf(
  input: BookInput,
  article: Article,
  first: number,
  options: RunOptions,
): Promise<Uint8Array> {
  return withPress(input.atlas, options, async (press) => {
    const printed = await printArticles(press, input, [article], { progress: options.progress });
    return assembleOffprint(input, bindAlone(input, article, printed.get(article.slug)!, first), article);
  });
}

/** Prints what has changed, binds the book and assembles book and offprints. */
export async function printAll(input: BookInput, options: RunOptions): Promise<Run> {
  const binder = new Binder(input.fonts);
  try {
    return await withPress(
      input.atlas,
      // One page that is new makes the book new.
      { ...options, anew: () => binder.start() },
      (press, cache) => printWith({ input, options, press, cache, binder }),
    );
  } finally {
    await binder.close();
  }
}

async function printWith(tools: {
  input: BookInput;
  options: RunOptions;
  press: Press;
  cache: Cache;
  binder: Binder;
}): Promise<Run> {
  const { input, options, press, cache, binder } = tools;
  const { atlas } = input;
  let fixed: Promise<FixedPieces> | undefined;
  const articles = await printArticles(press, input, atlas.articles, {
    progress: options.progress,
    each: ({ slug }, { pdf }) => binder.offer(slug, pdf),
    queued: () => {
      fixed = printFixed(input, press.print);
      // Where articles fail, they are what is told.
      fixed.catch(() => undefined);
    },
  });
  const book = await bindBook(input, articles, press.print, fixed);
  const kept = async (key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    const hit = await cache.get<null>(key);
    const bytes = hit?.bytes ?? (await make());
    if (!hit) await cache.put(key, bytes, null);
    return bytes;
  };
  const fonts = Object.values(input.fonts).flat();
  const date = bookDate(atlas);
  const state = JSON.stringify([ASSEMBLY, atlas.meta, book.outline, [...book.heads], date.toISOString()]);
  const binding = kept(cacheKey("book", state, ...fonts, ...book.pieces.flatMap((p) => [p.id, p.pdf])), () =>
    binder.finish(planBook(input, book, date), book.pieces),
  );
  // The offprints are made meanwhile; an error of the book is told when its turn comes.
  binding.catch(() => undefined);
  const offprints = new Map<string, Uint8Array>();
  for (const article of atlas.articles) {
    const range = book.pageMap[article.slug]!;
    const own = JSON.stringify([
      ASSEMBLY,
      atlas.meta,
      article,
      range,
      book.heads.get(article.slug),
      input.cite(article, range).apa,
      articleDate(article).toISOString(),
    ]);
    const bytes = await kept(cacheKey("offprint", own, ...fonts, articles.get(article.slug)!.pdf), () =>
      assembleOffprint(input, book, article),
    );
    offprints.set(offprintPath(article.slug), bytes);
  }
  const files = new Map([[BOOK_PATH, await binding], ...offprints]);
  await cache.sweep();
  return {
    pageMap: book.pageMap,
    bookPages: bookPages(book),
    files,
    printed: press.printed,
    faults: atlas.articles.flatMap((a) =>
      articles.get(a.slug)!.layout.faults.map((fault) => ({ article: a.file, fault })),
    ),
  };
}

async function withPress<T>(
  atlas: Atlas,
  options: RunOptions & Pick<PressOptions, "anew">,
  work: (press: Press, cache: Cache) => Promise<T>,
): Promise<T> {
  const assets = await loadPrintAssets();
  const cache = new Cache(options.cacheDir);
  const printer = new Printer({
    assets,
    dir: atlas.dir,
    ...(options.timeout ? { timeout: options.timeout } : {}),
  });
  const press = new Press({
    printer,
    cache,
    assets,
    engine: await engineVersion(),
    jobs: options.jobs,
    images: await hashImages(join(atlas.dir, "images")),
    ...(options.anew ? { anew: options.anew } : {}),
  });
  try {
    return await work(press, cache);
  } finally {
    await printer.close();
  }
}

async function hashImages(dir: string): Promise<string> {
  const names = (await readdir(dir).catch(() => [] as string[])).sort();
  const files = await Promise.all(names.map((n) => readFile(join(dir, n)).catch(() => Buffer.alloc(0))));
  return cacheKey(...names.flatMap((n, i) => [n, files[i]!]));
}
