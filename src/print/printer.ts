import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import type { PrintAssets } from "./assets.ts";
import { launchBrowser } from "./browser.ts";
import type { Layout } from "./page/layout.ts";

/** Where the print page lives while it is printed; nothing is ever asked of this host. */
export const PRINT_BASE = "http://atlas.invalid/";

/** A last page less filled than this looks like a mistake. */
const SHORT = 0.16;

/** A document to be cut into pages. */
export interface PrintJob {
  /** How people know it, e.g. `articles/07-scaling.md`. */
  name: string;
  html: string;
}

export interface Printed {
  pdf: Uint8Array;
  layout: Layout;
}

export interface PrinterOptions {
  assets: PrintAssets;
  /** Folder that `images/…` of the documents is found in. */
  dir: string;
  /** Time a document may take, in ms. */
  timeout?: number;
}

/**
 * A print browser. Each document gets a context of its own, so several can be printed at once without stalling each
 * other. A browser that crashes or hangs is started anew and the document tried once more.
 */
export class Printer {
  private browser: Promise<Browser> | undefined;

  constructor(private readonly options: PrinterOptions) {}

  /** @throws Error that names the document when it cannot be printed, twice tried */
  async print(job: PrintJob): Promise<Printed> {
    try {
      return await this.attempt(job);
    } catch (first) {
      if (first instanceof LaunchError) throw first.cause;
      await this.restart();
      try {
        return await this.attempt(job);
      } catch (second) {
        if (second instanceof LaunchError) throw second.cause;
        throw new Error(`${job.name} cannot be printed (tried twice): ${firstLine(second)}`);
      }
    }
  }

  async close(): Promise<void> {
    const browser = await this.browser?.catch(() => undefined);
    this.browser = undefined;
    await browser?.close().catch(() => undefined);
  }

  private async attempt(job: PrintJob): Promise<Printed> {
    this.browser ??= launchBrowser();
    const browser = await this.browser.catch((cause) => {
      this.browser = undefined;
      throw new LaunchError(cause);
    });
    const context = await browser.newContext({ serviceWorkers: "block" });
    const timeout = this.options.timeout ?? 60_000;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no result after ${Math.round(timeout / 1000)} s`)), timeout);
    });
    try {
      return await Promise.race([this.printIn(context, job), limit]);
    } finally {
      clearTimeout(timer);
      // A hung page may not answer; the restart that follows ends it.
      void context.close().catch(() => undefined);
    }
  }

  private async printIn(context: BrowserContext, job: PrintJob): Promise<Printed> {
    const { files, css } = this.options.assets;
    const missing: string[] = [];
    await context.route("**/*", async (route) => {
      const path = decodeURIComponent(new URL(route.request().url()).pathname.slice(1));
      if (!route.request().url().startsWith(PRINT_BASE)) return route.abort();
      if (path === "") return route.fulfill({ contentType: "text/html; charset=utf-8", body: job.html });
      const file = files.get(path);
      if (file) return route.fulfill({ contentType: file.type, body: file.body });
      const image = /^images\/[^/\\]+$/.test(path) ? await readFile(join(this.options.dir, path)).catch(() => undefined) : undefined;
      if (image) return route.fulfill({ body: image, contentType: imageType(path) });
      missing.push(path);
      return route.fulfill({ status: 404, body: "" });
    });
    const page = await context.newPage();
    const crashed = new Promise<never>((_, reject) => {
      page.on("crash", () => reject(new Error("the browser page crashed")));
      page.on("pageerror", (error) => reject(error));
    });
    const work = async (): Promise<Printed> => {
      const paginate = async (tight: boolean) => {
        await page.goto(PRINT_BASE, { waitUntil: "load" });
        return await page.evaluate(([sheet, t]) => window.paginate(sheet, { tight: t }), [css, tight] as const);
      };
      let layout = await paginate(false);
      // A last page of a few lines is worth a second try with smaller references.
      if (layout.pages.length > 1 && layout.lastPage < SHORT) {
        const tight = await paginate(true);
        layout = tight.pages.length < layout.pages.length ? tight : await paginate(false);
      }
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: false });
      if (missing.length > 0) throw new Error(`not found: ${missing.join(", ")}`);
      return { pdf, layout };
    };
    return Promise.race([work(), crashed]);
  }

  private restarting: Promise<void> | undefined;
  private restart(): Promise<void> {
    this.restarting ??= this.close().finally(() => {
      this.restarting = undefined;
    });
    return this.restarting;
  }
}

class LaunchError extends Error {
  constructor(override readonly cause: unknown) {
    super("the browser does not start");
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
}

function imageType(path: string): string {
  const types: Record<string, string> = { svg: "image/svg+xml", jpg: "image/jpeg" };
  const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return types[ending] ?? `image/${ending}`;
}
