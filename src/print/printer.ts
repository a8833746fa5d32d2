import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page, Route } from "playwright-core";
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
  /** Looks at a document in the browser once it is printed. */
  look?: (page: Page, job: PrintJob) => Promise<void>;
}

/** A page forgets what it has held only slowly; after so many documents a new one is opened. */
const DOCUMENTS_A_PAGE = 25;

/** An open print page, ready for the next document. */
interface Desk {
  context: BrowserContext;
  page: Page;
  /** Documents it has set. */
  used: number;
  /** What documents have asked for in vain. */
  missing: string[];
}

/**
 * A print browser. Documents that are printed at the same time have contexts of their own, so that they do not stall
 * each other; a page is used for many, one after the other. A browser that crashes or hangs is started anew and the
 * document tried once more.
 */
export class Printer {
  private browser: Promise<Browser> | undefined;
  private idle: Desk[] = [];
  private restarting: Promise<void> | undefined;
  private closed = false;

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

  /** Ends the browser for good: what is still under way or waits for its turn fails, and starts no other. */
  async close(): Promise<void> {
    this.closed = true;
    await this.end();
  }

  private async end(): Promise<void> {
    const browser = await this.browser?.catch(() => undefined);
    this.browser = undefined;
    this.idle = [];
    await browser?.close().catch(() => undefined);
  }

  private async attempt(job: PrintJob): Promise<Printed> {
    const desk = await this.open();
    const timeout = this.options.timeout ?? 60_000;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no result after ${Math.round(timeout / 1000)} s`)), timeout);
    });
    let failed: ((error: Error) => void) | undefined;
    const broken = new Promise<never>((_, reject) => {
      failed = reject;
    });
    const crash = () => failed?.(new Error("the browser page crashed"));
    const fail = (error: Error) => failed?.(error);
    desk.page.on("crash", crash).on("pageerror", fail);
    try {
      const printed = await Promise.race([this.printOn(desk, job), limit, broken]);
      desk.page.off("crash", crash).off("pageerror", fail);
      this.putBack(desk);
      return printed;
    } catch (error) {
      // What state the page is in nobody knows; a hung one does not even answer.
      void desk.context.close().catch(() => undefined);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private async printOn(desk: Desk, job: PrintJob): Promise<Printed> {
    const { css } = this.options.assets;
    desk.missing.length = 0;
    desk.used++;
    const paginate = (tight: boolean) =>
      desk.page.evaluate(([html, sheet, t]) => window.paginate(html, sheet, { tight: t }), [
        job.html,
        css,
        tight,
      ] as const);
    const toPdf = () =>
      desk.page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: false });
    let layout = await paginate(false);
    let pdf = await toPdf();
    // A last page of a few lines is worth a second try with smaller references.
    if (layout.pages.length > 1 && layout.lastPage < SHORT) {
      const tight = await paginate(true);
      if (tight.pages.length < layout.pages.length) {
        layout = tight;
        pdf = await toPdf();
      }
    }
    await this.options.look?.(desk.page, job);
    if (desk.missing.length > 0) throw new Error(`not found: ${[...new Set(desk.missing)].join(", ")}`);
    return { pdf, layout };
  }

  private async open(): Promise<Desk> {
    if (this.closed) throw new LaunchError(new Error("the printer is closed"));
    const idle = this.idle.pop();
    if (idle) return idle;
    this.browser ??= launchBrowser();
    const browser = await this.browser.catch((cause) => {
      this.browser = undefined;
      throw new LaunchError(cause);
    });
    // Closed while it was starting.
    if (this.closed) {
      await browser.close().catch(() => undefined);
      throw new LaunchError(new Error("the printer is closed"));
    }
    const context = await browser.newContext({ serviceWorkers: "block" });
    const missing: string[] = [];
    await context.route("**/*", (route) => this.answer(route, missing));
    const page = await context.newPage();
    await page.goto(PRINT_BASE, { waitUntil: "load" });
    return { context, page, used: 0, missing };
  }

  private putBack(desk: Desk): void {
    if (desk.used < DOCUMENTS_A_PAGE && this.browser) this.idle.push(desk);
    else void desk.context.close().catch(() => undefined);
  }

  /** Files come from memory and pictures from the articles' folder; nothing is asked of any host. */
  private async answer(route: Route, missing: string[]): Promise<void> {
    const url = route.request().url();
    if (!url.startsWith(PRINT_BASE)) return route.abort();
    const path = decodeURIComponent(new URL(url).pathname.slice(1));
    const file = this.options.assets.files.get(path);
    if (file) return route.fulfill({ contentType: file.type, body: file.body });
    const image = /^images\/[^/\\]+$/.test(path)
      ? await readFile(join(this.options.dir, path)).catch(() => undefined)
      : undefined;
    if (image) return route.fulfill({ body: image, contentType: imageType(path) });
    missing.push(path);
    return route.fulfill({ status: 404, body: "" });
  }

  private restart(): Promise<void> {
    this.restarting ??= this.end().finally(() => {
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
