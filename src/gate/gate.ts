import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { unzipSync } from "fflate";
import type { Atlas } from "../atlas/types.ts";
import type { Memo } from "../markdown/bibliography.ts";
import type { Document } from "../markdown/types.ts";
import { threadScript } from "../print/assets.ts";
import { cacheKey } from "../print/cache.ts";
import { checkPage, checkXhtml, describeFinding, type Expected, type Finding } from "./outputs.ts";
import type { Answer, Order } from "./thread.ts";

/** Raised when the gate looks at more than before. */
const GATE = "1";

/** A file in which an article has to be whole. */
export interface PdfToCheck {
  output: string;
  bytes: Uint8Array;
  /** Ids of its pieces in their order; those of articles are their slugs. */
  pieces: string[];
}

export interface EpubToCheck {
  output: string;
  bytes: Uint8Array;
  /** Path of each article in it, by slug. */
  articles: Map<string, string>;
}

/** An output has lost something of an article: the build must not put it in place of the last one. */
export class LossError extends Error {
  constructor(readonly findings: Finding[]) {
    super(findings.map(describeFinding).join("\n"));
    this.name = "LossError";
  }
}

/**
 * Compares every output with the articles' Markdown: words, headings, links, notes, citations, figures and tables.
 * What was found whole in an earlier build and is the same since is not looked at again.
 */
export class Gate {
  private readonly expected: Map<string, Expected>;
  private readonly root: string;
  /** State of an article, for keys. */
  private readonly states: Map<string, string>;

  constructor(
    atlas: Atlas,
    documents: Map<string, Document>,
    private readonly memo: Memo | undefined,
  ) {
    this.root = atlas.meta.url;
    this.expected = new Map(
      atlas.articles.map(({ slug, file }) => [
        slug,
        { slug, file, inventory: documents.get(slug)!.inventory() },
      ]),
    );
    this.states = new Map(
      [...this.expected].map(([slug, e]) => [slug, cacheKey(JSON.stringify(e), this.root)]),
    );
  }

  /** In a thread of its own, so that the site can be written meanwhile. */
  async checkPdfs(pdfs: PdfToCheck[]): Promise<Finding[]> {
    const keys = pdfs.map(({ bytes, pieces }) => this.key("pdf", pieces, bytes));
    const fresh = pdfs.filter((_, i) => this.memo?.get(keys[i]!) === undefined);
    if (fresh.length === 0) return [];
    const findings = await inThread({ expected: this.expected, root: this.root, pdfs: fresh });
    fresh.forEach((pdf, i) => {
      if (findings[i]!.length === 0) this.memo?.set(keys[pdfs.indexOf(pdf)]!, "");
    });
    return findings.flat();
  }

  /** @param dir the folder of the site */
  async checkPages(dir: string): Promise<Finding[]> {
    const found = await Promise.all(
      [...this.expected.values()].map(async (article) => {
        const html = await readFile(join(dir, "articles", article.slug, "index.html"));
        return this.kept("page", article, html, () => checkPage(article, html.toString("utf8"), this.root));
      }),
    );
    return found.flat();
  }

  checkEpubs(epubs: EpubToCheck[]): Finding[] {
    return epubs.flatMap(({ output, bytes, articles }) => {
      const wanted = new Set(articles.values());
      const files = unzipSync(bytes, { filter: ({ name }) => wanted.has(name) });
      return [...articles].flatMap(([slug, path]) => {
        const article = this.expected.get(slug)!;
        const xhtml = Buffer.from(files[path] ?? []);
        return this.kept("xhtml", article, xhtml, () =>
          checkXhtml(article, output, xhtml.toString("utf8"), this.root),
        );
      });
    });
  }

  /** Only what was found whole is kept. */
  private kept(kind: string, { slug }: Expected, bytes: Uint8Array, check: () => Finding[]): Finding[] {
    const key = this.key(kind, [slug], bytes);
    if (this.memo?.get(key) !== undefined) return [];
    const found = check();
    if (found.length === 0) this.memo?.set(key, "");
    return found;
  }

  private key(kind: string, pieces: string[], bytes: Uint8Array): string {
    return cacheKey("gate", GATE, kind, ...pieces.map((p) => this.states.get(p) ?? p), bytes);
  }
}

async function inThread(order: Order): Promise<Finding[][]> {
  const worker = new Worker(await threadScript("src/gate/thread.ts"), { eval: true, execArgv: [] });
  try {
    return await new Promise((resolve, reject) => {
      worker.on("message", (answer: Answer) => {
        if ("findings" in answer) resolve(answer.findings);
        else reject(answer.error);
      });
      worker.on("error", reject);
      worker.on("exit", () => reject(new Error("the thread of the gate has ended early")));
      worker.postMessage(order);
    });
  } finally {
    await worker.terminate();
  }
}
