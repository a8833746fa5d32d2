import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { CDPSession, Page } from "playwright-core";
import { launchBrowser } from "../src/print/browser.ts";

/** Reading an article in Chromium whose processor is slowed down four times. Times in ms. */
export interface ReaderFigures {
  /** Largest paint of the first view, on slow 4G (1.6 Mbit/s, 150 ms). */
  largestPaint: number;
  /** Scripts loaded without anyone doing anything, gzip, in bytes. */
  script: number;
  /** Longest time that the main thread was busy at a stretch when a page was turned: the median of eight turns. */
  turn: number;
  /** The same when paged mode was entered. */
  enter: number;
  /** Sum of layout shifts in both modes. */
  shift: number;
  /** First result after the index is warm. */
  search: number;
}

const SLOW = 4;
const TURNS = 8;
const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** @param dist a built site; its longest article is read */
export async function measureReader(dist: string): Promise<ReaderFigures> {
  const book = JSON.parse(readFileSync(join(dist, "book.json"), "utf8")) as {
    articles: { path: string; words: number }[];
  };
  const longest = book.articles.reduce((a, b) => (b.words > a.words ? b : a)).path;
  // As a host serves it: compressed.
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url!, "http://x").pathname);
    try {
      const file = join(dist, path.endsWith("/") ? `${path}index.html` : path);
      const body = readFileSync(file);
      const plain = extname(file) === ".woff2";
      response.writeHead(200, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        ...(plain ? {} : { "content-encoding": "gzip" }),
      });
      response.end(plain ? body : gzipSync(body));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 150,
      downloadThroughput: (1.6 * 1024 * 1024) / 8,
      uploadThroughput: (0.75 * 1024 * 1024) / 8,
    });
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOW });
    let script = 0;
    page.on("response", async (answer) => {
      if (/\.js$/.test(new URL(answer.url()).pathname)) {
        script += gzipSync(await answer.body().catch(() => Buffer.alloc(0))).length;
      }
    });
    await page.addInitScript(() => {
      const seen = { paint: 0, shift: 0 };
      Object.assign(globalThis, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.paint = entry.startTime;
      }).observe({ type: "largest-contentful-paint", buffered: true });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(origin + longest, { waitUntil: "load" });
    await page.waitForTimeout(2500);
    const seen = () =>
      page.evaluate(() => (globalThis as unknown as { seen: { paint: number; shift: number } }).seen);
    const { paint: largestPaint, shift: scrolling } = await seen();
    const atLoad = script;

    const enter = await busiest(cdp, page, () =>
      page.evaluate(() => document.querySelector<HTMLElement>(".tool-mode")!.click()),
    );
    const turns: number[] = [];
    for (let i = 0; i < TURNS; i++) {
      turns.push(
        await busiest(cdp, page, () =>
          page.evaluate(() => document.querySelector<HTMLElement>(".turn-next")!.click()),
        ),
      );
    }
    const turn = turns.sort((a, b) => a - b)[TURNS / 2]!;
    await page.reload();
    await page.waitForTimeout(1500);
    const { shift: paged } = await seen();

    await cdp.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
    await page.keyboard.press("/");
    const words = page.locator("#search-words");
    await words.fill("innovation");
    await page.locator(".search-results > li").first().waitFor();
    const search = await page.evaluate(async () => {
      const results = document.querySelector(".search-results")!;
      const input = document.querySelector<HTMLInputElement>("#search-words")!;
      input.value = "co-operative";
      const start = performance.now();
      // More of the answer before may still be added behind it.
      const before = results.firstElementChild;
      const changed = new Promise<void>((done) => {
        new MutationObserver(() => {
          if (results.firstElementChild && results.firstElementChild !== before) done();
        }).observe(results, { childList: true });
      });
      input.dispatchEvent(new Event("input"));
      await changed;
      return performance.now() - start;
    });
    return { largestPaint, script: atLoad, turn, enter, shift: scrolling + paged, search };
  } finally {
    await browser.close();
    server.close();
  }
}

/** The longest task of the page's main thread while something is done, in ms, from the browser's own trace. */
async function busiest(cdp: CDPSession, page: Page, act: () => Promise<unknown>): Promise<number> {
  const tasks: {
    name: string;
    dur?: number;
    ph: string;
    tid: number;
    pid: number;
    args?: { name?: string };
  }[] = [];
  const collect = ({ value }: { value: unknown[] }) => tasks.push(...(value as typeof tasks));
  cdp.on("Tracing.dataCollected", collect);
  await cdp.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"],
    },
  });
  await act();
  await page.waitForTimeout(300);
  const ended = new Promise<void>((done) => cdp.once("Tracing.tracingComplete", () => done()));
  await cdp.send("Tracing.end");
  await ended;
  cdp.off("Tracing.dataCollected", collect);
  const main = tasks.find((t) => t.ph === "M" && t.args?.name === "CrRendererMain");
  const runs = tasks.filter(
    (t) => t.ph === "X" && t.name === "RunTask" && (!main || (t.tid === main.tid && t.pid === main.pid)),
  );
  return Math.max(0, ...runs.map((t) => (t.dur ?? 0) / 1000));
}
