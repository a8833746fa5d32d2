import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { axe, openSite, type Site, withSettings } from "./in-browser.ts";

/** Notes, references and articles shown in place, in a real browser. */

const dist = inject("dist");
const path = "articles/scaling/";
let site: Site;
beforeAll(async () => {
  site = await openSite(dist);
}, 60_000);
afterAll(() => site?.close());

const preview = (page: Page) => page.locator(".preview");
const idle = (page: Page) => page.waitForTimeout(500);

test("a pointer that rests on a reference sees it, can move into it, and Escape puts it away; nothing moves", async () => {
  const { context, wrong } = await site.context({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(site.url + path);
  await idle(page);
  const cite = page.locator(".prose a.cite").first();
  await cite.scrollIntoViewIfNeeded();
  await idle(page);
  const before = await cite.boundingBox();
  await cite.hover();
  await preview(page).waitFor();
  const id = (await cite.getAttribute("href"))!.slice(1);
  const full = (await page.locator(`[id="${id}"]`).innerText()).trim();
  expect(await preview(page).innerText()).toContain(full);
  expect(await cite.boundingBox()).toEqual(before);
  const box = (await preview(page).boundingBox())!;
  expect(box.y >= before!.y + before!.height || box.y + box.height <= before!.y).toBe(true);
  await page.mouse.move(box.x + 40, box.y + 30, { steps: 4 });
  await page.waitForTimeout(500);
  expect(await preview(page).isVisible()).toBe(true);
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await preview(page).count()).toBe(0);
  await cite.hover();
  await preview(page).waitFor();
  await page.mouse.move(5, 500);
  await preview(page).waitFor({ state: "detached" });
  expect(wrong).toEqual([]);
  await context.close();
});

test("in pages the focus shows a note and an article; the focus stays, and turning puts it away", async () => {
  const { context, wrong } = await site.context();
  await withSettings(context, { mode: "paged" });
  const page = await context.newPage();
  await page.goto(site.url + path);
  await idle(page);
  const focus = async (selector: string) => {
    await page.keyboard.press("Tab");
    await page.locator(selector).first().focus();
    await preview(page).waitFor();
    await page.waitForFunction(
      () => !document.querySelector(".preview")?.textContent?.includes("Being fetched"),
    );
    return preview(page).innerText();
  };
  const link = page.locator(".prose .article-link").first();
  const slug = /articles\/([^/]+)\//.exec(await link.evaluate((a: HTMLAnchorElement) => a.href))![1];
  const { articles } = JSON.parse(readFileSync(`${dist}/book.json`, "utf8")) as {
    articles: { slug: string; title: string; summary: string }[];
  };
  const told = articles.find((a) => a.slug === slug)!;
  const text = await focus(".prose .article-link");
  expect(text).toContain(told.title);
  expect(text).toContain(told.summary.slice(0, 40));
  expect(await link.evaluate((a) => a === document.activeElement && a.getAttribute("aria-describedby"))).toBe(
    "preview",
  );
  const note = await focus("[role=doc-noteref]");
  const full = (await page.locator("#fn-1 p").innerText()).replace(/\s*↩.*$/s, "").trim();
  expect(note.replace(/\s+/g, " ")).toContain(full.replace(/\s+/g, " "));
  await page.keyboard.press("End");
  await preview(page).waitFor({ state: "detached" });
  expect(wrong).toEqual([]);
  await context.close();
});

test("on a phone the first tap shows it at the foot, the link in it and the second tap lead there", async () => {
  const { context } = await site.context({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    bypassCSP: true,
  });
  const page = await context.newPage();
  await page.goto(site.url + path);
  await idle(page);
  const link = page.locator(".prose .article-link").first();
  await link.scrollIntoViewIfNeeded();
  await idle(page);
  await link.tap();
  await preview(page).waitFor();
  expect(page.url()).toContain(path);
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Close" }).tap();
  await preview(page).waitFor({ state: "detached" });
  await link.tap();
  await preview(page).waitFor();
  await Promise.all([page.waitForURL(/what-social-innovation-is/), page.locator(".preview-go").tap()]);
  await context.close();
});

test("a term of the glossary shows its definition; what cannot be fetched is said", async () => {
  const { context } = await site.context();
  await context.route("**/glossary/", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: '<dl><div id="practice"><dt>Practice</dt><dd>What is done.</dd></div></dl>',
    }),
  );
  await context.route("**/book.json", (route) => route.abort());
  const page = await context.newPage();
  await page.goto(site.url + path);
  await idle(page);
  await page.evaluate(() => {
    const a = document.createElement("a");
    a.href = "../../glossary/#practice";
    a.id = "term";
    a.textContent = "practice";
    document.querySelector(".prose p")!.prepend(a);
  });
  await page.locator("#term").scrollIntoViewIfNeeded();
  await page.locator("#term").hover();
  await preview(page).waitFor();
  await page.waitForFunction(() =>
    document.querySelector(".preview")?.textContent?.includes("What is done."),
  );
  await page.keyboard.press("Escape");
  await page.locator(".prose .article-link").first().hover();
  await page.waitForFunction(() =>
    document.querySelector(".preview")?.textContent?.includes("could not be fetched"),
  );
  await context.close();
});
