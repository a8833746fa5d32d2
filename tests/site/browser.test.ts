import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import packaged from "@sparticuz/chromium";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sirv from "sirv";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../../src/print/browser.ts";
import { axe } from "./in-browser.ts";

/** A real build in a real browser, served under a path prefix for which it was not made. */

const dist = inject("dist");
const PREFIX = "/some/where";
const article = JSON.parse(readFileSync(`${dist}/feed.json`, "utf8")).items[0].url.match(
  /articles\/[^/]+\/$/,
)[0] as string;
const PAGES = ["", article, "parts/landscape/", "about/", "references/", "downloads/", "tags/", "feeds/"];

let server: Server;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  const serve = sirv(dist, { dev: true });
  server = createServer((request, response) => {
    if (!request.url!.startsWith(`${PREFIX}/`)) {
      response.writeHead(404).end();
      return;
    }
    request.url = request.url!.slice(PREFIX.length);
    serve(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // vitest has no import.meta.resolve, by which the printer finds the packaged shell.
  if (process.platform === "linux") process.env.ATLAS_CHROMIUM ??= await packaged.executablePath();
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Opens a page and gives what went wrong on the way: messages, failed or foreign requests. */
async function open(
  context: BrowserContext,
  path: string,
): Promise<{ page: Page; wrong: string[]; bytes: Map<string, number> }> {
  const page = await context.newPage();
  const wrong: string[] = [];
  const bytes = new Map<string, number>();
  page.on("console", (m) => wrong.push(`${m.type()}: ${m.text()}`));
  page.on("pageerror", (e) => wrong.push(String(e)));
  page.on("request", (r) => {
    if (!r.url().startsWith(origin + PREFIX)) wrong.push(`asks for ${r.url()}`);
  });
  page.on("response", async (r) => {
    if (r.status() >= 400) wrong.push(`${r.status()} ${r.url()}`);
    bytes.set(r.url(), (await r.body().catch(() => Buffer.alloc(0))).length);
  });
  await page.addInitScript(() => {
    (globalThis as unknown as { shift: number }).shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        (globalThis as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(`${origin}${PREFIX}/${path}`, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready);
  // What was painted last is reported with the frame after it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return { page, wrong, bytes };
}

describe.each([
  [320, "light", PAGES],
  [820, "dark", PAGES.slice(0, 3)],
  [1440, "light", PAGES.slice(0, 3)],
] as const)("%i px, %s", (width, colorScheme, paths) => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: false });
  });
  afterAll(() => context.close());

  test.each(paths)("/%s works under a prefix, is still and stays in its width", async (path) => {
    const { page, wrong, bytes } = await open(context, path);
    expect(wrong).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await page.evaluate(() => (globalThis as unknown as { shift: number }).shift)).toBe(0);
    const fonts = [...bytes].filter(([url]) => url.endsWith(".woff2"));
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.reduce((sum, [, n]) => sum + n, 0)).toBeLessThanOrEqual(120_000);
    await page.close();
  });
});

// The structure is the same by day and by night; the colours are not.
test.each([
  ["light", undefined],
  ["dark", ["color-contrast", "link-in-text-block"]],
] as const)(
  "axe finds nothing (%s)",
  async (colorScheme, rules) => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      colorScheme,
      bypassCSP: true,
    });
    const found: string[] = [];
    for (const path of PAGES) {
      const { page } = await open(context, path);
      const violations = await axe(page, rules && [...rules]);
      found.push(...violations.map((v) => `/${path} ${v}`));
      await page.close();
    }
    await context.close();
    expect(found).toEqual([]);
  },
  60_000,
);

test.each(["", article])("/%s: when the fonts come late, nothing moves much", async (path) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await context.route("**/*.woff2", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  const { page } = await open(context, path);
  // On a machine without any of the fonts that the stand-ins are made from there is nothing to measure.
  const standIn = await page.evaluate(() =>
    new FontFace(
      "probe",
      'local("Times New Roman"), local("Liberation Serif"), local("Nimbus Roman"), local("Tinos")',
    )
      .load()
      .then(() => true)
      .catch(() => false),
  );
  const shift = await page.evaluate(() => (globalThis as unknown as { shift: number }).shift);
  await context.close();
  if (standIn) expect(shift).toBe(0);
});

test("the first key leads past the running head, and focus can be seen", async () => {
  const context = await browser.newContext({ viewport: { width: 820, height: 900 } });
  const { page } = await open(context, article);
  await page.keyboard.press("Tab");
  const skip = page.locator(".skip");
  expect(await skip.evaluate((e) => e === document.activeElement && e.getBoundingClientRect().top >= 0)).toBe(
    true,
  );
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
  await page.keyboard.press("Tab");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineWidth);
  expect(outline).toBe("2px");
  await context.close();
});

test("wide tables scroll inside their frame, not the page", async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
  const { page } = await open(context, "downloads/");
  const frame = await page
    .locator(".table-scroll")
    .first()
    .evaluate((e) => [e.scrollWidth, e.clientWidth]);
  expect(frame[0]).toBeGreaterThan(frame[1]!);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await context.close();
});

test.each([true, false])(
  "on a phone the running head takes two lines, and every name in it can be reached (script: %s)",
  async (javaScriptEnabled) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled });
    for (const path of ["", "about/", article]) {
      const page = await context.newPage();
      await page.goto(`${origin}${PREFIX}/${path}`);
      const links = page.locator(".masthead :is(a, button):visible");
      const names = await links.allInnerTexts();
      expect(names.map((name) => name.trim())).toContain("About");
      const tops = await links.evaluateAll((all) =>
        all.map((e) => Math.round((e.getBoundingClientRect().top + e.getBoundingClientRect().bottom) / 20)),
      );
      expect(new Set(tops).size).toBe(path === "" ? 1 : 2);
      for (const link of await links.all()) {
        // The focus brings it to be seen, at least its beginning; a push brings all of it.
        await link.focus();
        const focused = (await link.boundingBox())!;
        expect([focused.x > -1, focused.x + 24 <= 360]).toEqual([true, true]);
        await link.evaluate((e) => e.scrollIntoView({ inline: "nearest", block: "nearest" }));
        const { x, width } = (await link.boundingBox())!;
        expect([x > -1, x + width < 361]).toEqual([true, true]);
      }
      await page.close();
    }
    await context.close();
  },
);

test("the 404 page is whole at any depth of its own site", async () => {
  // Its links start at the root for which the site was built, so it is served there.
  const prefix = new URL(
    /<loc>([^<]+)<\/loc>/.exec(readFileSync(`${dist}/sitemap.xml`, "utf8"))![1]!,
  ).pathname.replace(/\/$/, "");
  const serve = sirv(dist, { dev: true });
  const host = createServer((request, response) => {
    request.url = request.url!.startsWith(prefix) ? request.url!.slice(prefix.length) || "/" : request.url!;
    serve(request, response, () => {
      response.writeHead(404, { "content-type": "text/html" }).end(readFileSync(`${dist}/404.html`));
    });
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  const page = await browser.newPage();
  const failed: string[] = [];
  page.on("response", (r) => {
    if (r.status() >= 400) failed.push(r.url());
  });
  const address = `http://127.0.0.1:${(host.address() as AddressInfo).port}${prefix}/no/such/page/`;
  await page.goto(address, { waitUntil: "networkidle" });
  expect(failed).toEqual([address]);
  expect(await page.locator("h1").textContent()).toBeTruthy();
  await page.locator(".contents-list a").first().click();
  await page.waitForURL(/\/articles\//);
  expect(await page.locator("article h1").count()).toBe(1);
  await page.close();
  host.close();
});
