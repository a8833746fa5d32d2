import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { axe, openSite, type Site } from "./in-browser.ts";

/** Searching the real atlas in a real browser. */

const dist = inject("dist");
let site: Site;
beforeAll(async () => {
  site = await openSite(dist);
}, 60_000);
afterAll(() => site?.close());

test("the slash opens it; hits come with context and printed page, by keyboard, and lead to their block", async () => {
  const { context, wrong } = await site.context();
  const page = await context.newPage();
  await page.goto(`${site.url}articles/scaling/`);
  await page.keyboard.press("/");
  await page.locator("#search-words").waitFor();
  await page.keyboard.type("uddevalla");
  const first = page.locator(".search-results > li").first();
  await page.waitForFunction(() =>
    document.querySelector(".search-title")?.textContent?.includes("Innovation at work"),
  );
  expect(await first.locator("mark").first().innerText()).toMatch(/uddevalla/i);
  const printed = Number((await first.locator(".entry-page").first().innerText()).replace(/\D/g, ""));
  const { first: from, last: to } = (
    JSON.parse(readFileSync(`${dist}/page-map.json`, "utf8")) as Record<
      string,
      { first: number; last: number }
    >
  )["innovation-at-work"]!;
  expect(printed).toBeGreaterThanOrEqual(from);
  expect(printed).toBeLessThanOrEqual(to);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const target = (await page.evaluate(() => (document.activeElement as HTMLAnchorElement).hash)).slice(1);
  expect(target).not.toBe("");
  await Promise.all([page.waitForURL("**/innovation-at-work/**"), page.keyboard.press("Enter")]);
  expect(await page.locator(`[id="${target}"]`).count()).toBe(1);
  expect(wrong).toEqual([]);
  await context.close();
});

test("filters narrow down and count; nothing found and no index are said", async () => {
  const { context } = await site.context({ bypassCSP: true, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(site.url);
  await page.locator(".site-tools .tool-search").click();
  const input = page.locator("#search-words");
  await input.fill("care");
  await page.waitForFunction(() =>
    /^\d+ articles?$/.test(document.querySelector(".panel-state")!.textContent!),
  );
  const count = async () => Number.parseInt(await page.locator(".panel-state").innerText(), 10);
  const all = await count();
  await page.locator(".search-filters summary").click();
  const box = page.getByLabel(/Health and social care/);
  const promised = Number(/\d+$/.exec((await page.locator("label", { has: box }).innerText()).trim())![0]);
  expect(promised).toBeLessThan(all);
  await box.check();
  await page.waitForFunction(
    (n) => Number.parseInt(document.querySelector(".panel-state")!.textContent!, 10) === n,
    promised,
  );
  expect(await axe(page)).toEqual([]);
  await input.fill("xylophonic");
  await page.waitForFunction(() =>
    document.querySelector(".panel-state")!.textContent!.startsWith("Nothing was found"),
  );
  await context.close();

  const broken = await site.context();
  await broken.context.route("**/search/**", (route) => route.abort());
  const other = await broken.context.newPage();
  await other.goto(site.url);
  await other.keyboard.press("/");
  await other.waitForFunction(() =>
    document.querySelector(".panel-state")?.textContent?.includes("could not be fetched"),
  );
  await broken.context.close();
});
