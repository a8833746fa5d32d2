import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { startServer } from "../../src/build/serve.ts";
import type { OfflineManifest } from "../../src/reader/offline/manifest.ts";
import { axe, openSite, type Site } from "./in-browser.ts";

/** Reading the real atlas without a connection, in a real browser. The site is a copy: it gets a second build. */

let site: Site;
const folder = mkdtempSync(path.join(tmpdir(), "atlas-offline-"));
const dist = path.join(folder, "dist");
beforeAll(async () => {
  cpSync(inject("dist"), dist, { recursive: true });
  site = await openSite(dist);
}, 60_000);
afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

const manifest = () => JSON.parse(readFileSync(path.join(dist, "offline.json"), "utf8")) as OfflineManifest;

/** A page that the worker has taken over. */
async function open(context: BrowserContext, where: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(site.url + where);
  await controlled(page);
  return page;
}
const controlled = (page: Page) =>
  page.waitForFunction(() =>
    navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null),
  );

async function keepPanel(page: Page) {
  // The reader's own way is the list of tools, on an article.
  await page.locator(".reader-bar .tool-more").click();
  await page.getByRole("button", { name: "Keep offline" }).click();
  await page.locator(".keep-row button").first().waitFor();
}
const rowSays = (page: Page, row: string, words: string) =>
  page.waitForFunction(
    ([row, words]) =>
      document.querySelector(`[data-row="${row}"] .keep-facts`)?.textContent?.startsWith(words!) ?? false,
    [row, words],
  );
const keptNames = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("atlas-kept:")));

test("an article that is kept is read without a connection; what is not is said, with what there is", async () => {
  const { context } = await site.context({ bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await open(context, "articles/scaling/");
  await keepPanel(page);
  expect(await page.locator('[data-row="article"] .keep-facts').innerText()).toMatch(
    /^Not kept: \d+\sKB to fetch/,
  );
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Keep: This article" }).click();
  await rowSays(page, "article", "Kept, ");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Remove");
  await page.keyboard.press("Escape");
  await site.connect(context, false);
  await page.reload();
  expect(await page.locator("h1").innerText()).toContain("Scaling");
  // Styled, and with its tools.
  expect(await page.locator(".reader-bar").evaluate((e) => getComputedStyle(e).position)).toBe("sticky");
  await page.locator(".reader-bar .tool-settings").click();
  await page.locator(".panel-settings").waitFor();

  await page.goto(`${site.url}articles/resilience/?p=3`);
  expect(page.url()).toBe(`${site.url}offline/?from=articles%2Fresilience%2F%3Fp%3D3`);
  await page.locator(".offline-list a").first().waitFor();
  expect(await page.locator("#offline-kept").innerText()).toContain("Scaling");
  expect(await page.locator("#offline-again a").getAttribute("href")).toBe(
    `${site.url}articles/resilience/?p=3`,
  );
  expect(await axe(page)).toEqual([]);
  await page.locator(".offline-list a").first().click();
  await page.waitForURL("**/articles/scaling/");
  await site.connect(context, true);
  await context.close();
});

test("a page that was visited is there again without a connection", async () => {
  const { context } = await site.context();
  const page = await open(context, "articles/scaling/");
  await page.goto(`${site.url}articles/resilience/`);
  await site.connect(context, false);
  await page.reload();
  expect(await page.locator("h1").innerText()).toContain("Resilience");
  await page.goto(`${site.url}articles/scaling/`);
  expect(await page.locator("h1").innerText()).toContain("Scaling");
  await site.connect(context, true);
  await context.close();
});

test("the whole book: search without a connection, a broken cache heals, an update comes whole", async () => {
  const { context } = await site.context();
  const page = await open(context, "articles/scaling/");
  await keepPanel(page);
  await page.getByRole("button", { name: "Keep: The whole book" }).click();
  await rowSays(page, "book", "Kept, ");
  const names = await keptNames(page);
  expect(names).toHaveLength(1);
  expect(names[0]).toContain(manifest().build);

  await site.connect(context, false);
  await page.goto(`${site.url}articles/resilience/`);
  await page.keyboard.press("/");
  await page.locator("#search-words").fill("uddevalla");
  await page.waitForFunction(() =>
    document.querySelector(".search-title")?.textContent?.includes("Innovation at work"),
  );
  await page.goto(`${site.url}references/`);
  expect(await page.locator("h1").innerText()).toBe("References");
  await site.connect(context, true);

  // One page is gone, one is damaged: the next visit mends both.
  await page.evaluate(async (name) => {
    const cache = await caches.open(name!);
    const all = (await cache.keys()).filter((r) => /\/articles\/[^/]+\/$/.test(r.url));
    await cache.delete(all[0]!);
    await cache.put(all[1]!, new Response("damaged"));
    localStorage.removeItem("atlas:kept-looked-at");
  }, names[0]);
  await page.reload();
  await page.waitForFunction(() =>
    document.querySelector("#atlas-notice")?.textContent?.includes("whole again"),
  );
  expect(
    await page.evaluate(async (name) => {
      const cache = await caches.open(name!);
      const texts = await Promise.all((await cache.matchAll()).map((answer) => answer.text()));
      return texts.includes("damaged");
    }, names[0]),
  ).toBe(false);

  // A new build, of which one file has not arrived yet: everything stays as it was.
  const next = manifest();
  const renew = (slug: string) => {
    const file = path.join(dist, "articles", slug, "index.html");
    const html = readFileSync(file, "utf8").replace(/<h1([^>]*)>/, "<h1$1>Renewed: ");
    writeFileSync(file, html);
    const entry = next.articles[slug]!.find(([p]) => p === `articles/${slug}/`)!;
    entry[1] = Buffer.byteLength(html);
    entry[2] = createHash("sha256").update(html).digest("hex");
  };
  renew("scaling");
  renew("resilience");
  next.build = "0123456789abcdef";
  const late = next.articles.germany!.find(([p]) => p === "articles/germany/")!;
  const [, , rightHash] = late;
  late[2] = "0".repeat(64);
  writeFileSync(path.join(dist, "offline.json"), JSON.stringify(next));
  await Promise.all([page.waitForResponse(/articles\/germany\/$/), page.reload()]);
  await page.waitForTimeout(400);
  expect(await keptNames(page)).toEqual(names);
  await site.connect(context, false);
  await page.goto(`${site.url}articles/scaling/`);
  expect(await page.locator("h1").innerText()).not.toContain("Renewed");
  await site.connect(context, true);
  // Now it has.
  late[2] = rightHash;
  writeFileSync(path.join(dist, "offline.json"), JSON.stringify(next));
  await page.goto(`${site.url}about/`);
  await page.waitForFunction(() =>
    document.querySelector("#atlas-notice")?.textContent?.includes("brought up to date"),
  );
  const after = await keptNames(page);
  expect(after).toHaveLength(1);
  expect(after[0]).toContain(next.build);
  await site.connect(context, false);
  for (const slug of ["scaling", "resilience"]) {
    await page.goto(`${site.url}articles/${slug}/`);
    expect(await page.locator("h1").innerText()).toContain("Renewed");
  }
  await site.connect(context, true);

  // And away with it.
  await keepPanel(page);
  await page.getByRole("button", { name: "Remove: The whole book" }).click();
  await rowSays(page, "book", "Not kept");
  expect(await keptNames(page)).toEqual([]);
  await context.close();
});

test("fetching can be stopped; a full or forbidden storage is said", async () => {
  const { context } = await site.context();
  const page = await open(context, "articles/scaling/");
  await context.route("**/search/**", () => new Promise(() => undefined));
  await keepPanel(page);
  await page.getByRole("button", { name: "Keep: The whole book" }).click();
  await page.locator(".keep-job progress").waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.waitForFunction(() =>
    document.querySelector(".panel-error")?.textContent?.startsWith("Stopped"),
  );
  expect(await keptNames(page)).toEqual([]);
  await page.evaluate(() => {
    Cache.prototype.put = () => Promise.reject(new DOMException("no room", "QuotaExceededError"));
  });
  await page.getByRole("button", { name: "Keep: This article" }).click();
  await page.waitForFunction(() => document.querySelector(".panel-error")?.textContent?.includes("no room"));
  await context.close();

  const forbidden = await site.context();
  await forbidden.context.addInitScript(() => {
    Object.defineProperty(window, "caches", {
      get() {
        throw new DOMException("no", "SecurityError");
      },
    });
  });
  const other = await forbidden.context.newPage();
  await other.goto(`${site.url}articles/scaling/`);
  await other.locator(".reader-bar .tool-more").click();
  await other.getByRole("button", { name: "Keep offline" }).click();
  await other.waitForFunction(() =>
    document.querySelector(".panel-keep")?.textContent?.includes("storage is blocked"),
  );
  await forbidden.context.close();
});

test("the command’s server lets nobody keep an old worker", async () => {
  const { server, url } = await startServer(dist, 0);
  try {
    for (const file of ["sw.js", "offline.json"]) {
      const answer = await fetch(url + file);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("cache-control")).toBe("no-cache");
    }
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test("the site can be installed as an app", () => {
  const app = JSON.parse(readFileSync(path.join(dist, "manifest.json"), "utf8")) as {
    id: string;
    display: string;
    icons: { sizes: string; purpose?: string; src: string }[];
    shortcuts: { url: string }[];
  };
  expect(app).toMatchObject({ start_url: "./", scope: "./", display: "standalone" });
  for (const sizes of ["192x192", "512x512"]) expect(app.icons.some((i) => i.sizes === sizes)).toBe(true);
  expect(app.icons.some((i) => i.purpose === "maskable")).toBe(true);
  for (const { url } of app.shortcuts) readFileSync(path.join(dist, url, "index.html"));
});
