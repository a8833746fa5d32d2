import { setImmediate } from "node:timers/promises";
import type { Article } from "../atlas/types.ts";
import { loadCut, type PrintAssets } from "./assets.ts";
import type { BookInput } from "./book.ts";
import { articleJob } from "./book.ts";
import { type Cache, cacheKey } from "./cache.ts";
import { HEAD_FONT, SANS_FONT } from "./furniture.ts";
import { compareLayout, comparePdf, describeLoss, type Loss } from "./gate.ts";
import type { Layout } from "./page/layout.ts";
import type { Printed, Printer, PrintJob } from "./printer.ts";
import { skiaText } from "./skia-text.ts";

/** Raised when the way a document is printed changes in a manner that no other part of the cache key shows. */
const FORMAT = "3";

export interface PressOptions {
  printer: Printer;
  cache: Cache;
  assets: PrintAssets;
  /** Version of browser and Paged.js. */
  engine: string;
  /** How many documents are printed at once. */
  jobs: number;
  /** Hash of the pictures that documents may show. */
  images: string;
  /** Called before a document is printed anew. */
  anew?: () => void;
}

/** Prints documents, each once: from the cache if nothing it depends on has changed, otherwise in the browser. */
export class Press {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** Documents cut into pages anew, by name. */
  readonly printed: string[] = [];

  constructor(private readonly options: PressOptions) {}

  /**
   * @throws Error that names the document if it cannot be printed or if words are lost on the way
   */
  readonly print = async (job: PrintJob): Promise<Printed> => {
    const { cache, assets, engine, images } = this.options;
    const key = cacheKey(
      "page",
      FORMAT,
      assets.hash,
      engine,
      job.html,
      job.html.includes("<img") ? images : "",
    );
    const hit = await cache.get<Layout>(key);
    if (hit) return { pdf: hit.bytes, layout: hit.data };
    this.options.anew?.();
    const result = await this.limited(async () => {
      const fresh = await this.options.printer.print(job);
      const loss = compareLayout(job.html, fresh.layout) ?? (await lossInPdf(fresh));
      if (loss) throw new Error(describeLoss(job.name, loss));
      return fresh;
    });
    this.printed.push(job.name);
    await cache.put(key, result.pdf, result.layout);
    return result;
  };

  private async limited<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.options.jobs) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }
}

/** A full reader is large, and needed only for a file that is written otherwise than the quick one knows. */
async function lossInPdf({ pdf, layout }: Printed): Promise<Loss | undefined> {
  const quick = skiaText(pdf);
  if (quick) return comparePdf(layout, quick);
  const { pdfText } = await import("./pdf-text.ts");
  return comparePdf(layout, await pdfText(pdf));
}

export interface ArticleEvents {
  /** Called after each article. */
  progress?: ((article: Article, done: number, total: number) => void) | undefined;
  /** Given what was printed or found, article by article in their order. */
  each?: (article: Article, printed: Printed) => void;
  /** Called when all are under way; what is printed from then on comes after them. */
  queued?: () => void;
}

/**
 * Prints the given articles, several at once.
 *
 * @throws Error with one line for every article that failed
 */
export async function printArticles(
  press: Press,
  input: Pick<BookInput, "atlas" | "documents">,
  articles: Article[],
  { progress, each, queued }: ArticleEvents = {},
): Promise<Map<string, Printed>> {
  const printed = new Map<string, Printed>();
  const failed = new Map<string, string>();
  let given = 0;
  const print = async (article: Article): Promise<void> => {
    try {
      printed.set(article.slug, await press.print(articleJob(input, article)));
    } catch (error) {
      failed.set(article.slug, (error as Error).message);
      return;
    }
    progress?.(article, printed.size, articles.length);
    for (let next = articles[given]; next && printed.has(next.slug); next = articles[++given])
      each?.(next, printed.get(next.slug)!);
  };
  const printing: Promise<void>[] = [];
  for (const article of articles) {
    printing.push(print(article));
    // The browser sets the first while the last are still being written.
    await setImmediate();
  }
  queued?.();
  await Promise.all(printing);
  const lines = articles.flatMap(({ slug }) => failed.get(slug) ?? []);
  if (lines.length > 0) throw new Error([...new Set(lines)].join("\n"));
  return printed;
}

/** The fonts of running heads, folios and the how-to-cite line. */
export async function loadFurnitureFonts(): Promise<BookInput["fonts"]> {
  const [heads, sans] = await Promise.all([loadCut("alegreya-sans-sc", 500), loadCut("alegreya-sans", 400)]);
  return { [HEAD_FONT]: heads, [SANS_FONT]: sans };
}
