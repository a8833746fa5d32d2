import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { BookInfo } from "../../src/reader/page-data.ts";
import { axe, openSite, type Site } from "./in-browser.ts";

/** A reader picks articles, orders them and makes a PDF. */

const dist = inject("dist");
const book = JSON.parse(readFileSync(join(dist, "book.json"), "utf8")) as BookInfo;
const linking = book.articles.slice(0, 6);
const TITLE = "Course “Ways” <b>& means</b> – Ωμ";
let site: Site;

beforeAll(async () => {
  site = await openSite(dist);
}, 60_000);
afterAll(() => site?.close());

const entries = (page: Page) => page.locator(".selection-list li > a").allTextContents();

test("picked on the cover and on an article, ordered by keys, undone and kept", async () => {
  const { context, wrong } = await site.context({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(site.url);
  const [a, b, c] = book.articles;
  for (const { title } of [a!, b!])
    await page.getByRole("button", { name: `add ${title} to my selection`, exact: true }).click();
  await page.locator(".tool-selection", { hasText: "Selection 2" }).waitFor();
  const added = page.getByRole("button", { name: `added ${b!.title} to my selection`, pressed: true });
  await added.waitFor();

  await page.goto(`${site.url}${c!.path}`);
  await page.locator(".facts").getByRole("button", { name: "Add to my selection" }).click();
  await page.getByRole("button", { name: "My selection 3 articles" }).click();
  await page.locator(".selection-list").waitFor();
  expect(await entries(page)).toEqual([a!.title, b!.title, c!.title]);

  const up = page.getByRole("button", { name: `Up: ${c!.title}` });
  await up.focus();
  await page.keyboard.press("Enter");
  expect(await entries(page)).toEqual([a!.title, c!.title, b!.title]);
  expect(await up.evaluate((e) => e === document.activeElement)).toBe(true);
  await page.keyboard.press("Alt+ArrowUp");
  expect(await entries(page)).toEqual([c!.title, a!.title, b!.title]);
  await page.getByRole("button", { name: `Remove: ${a!.title}` }).click();
  expect(await entries(page)).toEqual([c!.title, b!.title]);
  expect(await axe(page)).toEqual([]);

  await page.reload();
  await page.locator(`.facts [data-pick="${c!.slug}"][aria-pressed="true"]`).waitFor();
  await page.evaluate(() => localStorage.setItem("atlas:selection", "[]"));
  await page.reload();
  await page.getByRole("button", { name: "My selection", exact: true }).click();
  await page.getByText("Nothing is in your selection yet.").waitFor();
  expect(wrong).toEqual([]);
  await context.close();
}, 30_000);

test("a shared link becomes one tagged PDF with the book's page numbers", async () => {
  const { context, wrong } = await site.context({ acceptDownloads: true });
  const page = await context.newPage();
  const loaded: string[] = [];
  page.on("request", (r) => loaded.push(r.url()));
  const order = [...linking].reverse();
  const slugs = [...order.map((a) => a.slug), "no-such-article", "<i>"];
  const address = `${site.url}selection/?a=${encodeURIComponent(slugs.join(","))}&t=${encodeURIComponent(TITLE)}`;
  await page.goto(address);
  const make = page.getByRole("button", { name: "Make the PDF" });
  await make.waitFor();
  expect(await entries(page)).toEqual(order.map((a) => a.title));
  expect(await page.locator(".selection-own-title").textContent()).toBe(TITLE);
  expect(await page.getByText("Left out").textContent()).toContain("no-such-article, <i>");
  expect(loaded.filter((url) => /selection-worker|\.woff$/.test(url))).toEqual([]);

  const waiting = page.waitForEvent("download");
  const start = Date.now();
  await make.click();
  const download = await waiting;
  const took = Date.now() - start;
  // Under 2 s on a machine that does nothing else; tests share it.
  expect(took).toBeLessThan(8000);
  expect(download.suggestedFilename()).toBe("course-ways-b-means-b.pdf");
  await page.getByRole("link", { name: "Open" }).waitFor();
  const file = await download.path();
  const bytes = readFileSync(file);

  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0, disableFontFace: true }).promise;
  const folios = order.flatMap((a) =>
    Array.from({ length: a.last! - a.first! + 1 }, (_, i) => String(a.first! + i)),
  );
  expect(await pdf.getPageLabels()).toEqual(["i", "ii", ...folios]);
  const textOf = async (n: number) => {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    return items
      .map((i) => ("str" in i ? i.str : ""))
      .join(" ")
      .replace(/\s+/g, " ");
  };
  expect(await textOf(1)).toContain(TITLE);
  const contents = await textOf(2);
  for (const a of order) {
    expect(contents).toContain(a.title);
    expect(contents).toMatch(new RegExp(`\\b${a.first}\\b`));
  }

  // The entries of the contents lead to the first page of each article, in order.
  const links = (await (await pdf.getPage(2)).getAnnotations()).filter((x) => x.subtype === "Link");
  const targets = [];
  for (const link of links) {
    const dest = await pdf.getDestination(link.dest);
    targets.push((await pdf.getPageLabels())![await pdf.getPageIndex(dest![0])]);
  }
  expect(targets).toEqual(order.map((a) => String(a.first)));

  const outline = await pdf.getOutline();
  expect(outline.map((o) => o.title)).toEqual([
    "Cover",
    "Contents",
    ...order.map((a) => `${a.number} ${a.title}`),
  ]);
  expect(outline[2]!.items.length).toBeGreaterThan(1);

  // Links between articles that are both here lead inside; none goes on the web to one that is here.
  let inside = 0;
  for (let n = 3; n <= pdf.numPages; n++) {
    for (const link of await (await pdf.getPage(n)).getAnnotations()) {
      if (link.dest) inside++;
      const url = String(link.unsafeUrl ?? link.url ?? "");
      const cited = link.contentsObj?.str === url;
      if (!cited) for (const a of order) expect(url).not.toBe(book.url + a.path);
    }
  }
  expect(inside).toBeGreaterThan(0);

  const tree = JSON.stringify(await (await pdf.getPage(2)).getStructTree());
  for (const role of ["H1", "H2", "TOC", "TOCI", "Link"]) expect(tree).toContain(`"role":"${role}"`);
  const { info, metadata } = await pdf.getMetadata();
  expect((info as { Title: string }).Title).toBe(TITLE);
  expect((info as { Language: string }).Language).toMatch(/^en/);
  expect(metadata.getRaw()).toContain("<pdfuaid:part>1</pdfuaid:part>");
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });

  const copy = `${file}.pdf`;
  writeFileSync(copy, bytes);
  const qpdf = spawnSync("qpdf", ["--check", copy]);
  if (!qpdf.error) expect(qpdf.status).toBe(0);

  await page.getByRole("button", { name: "Make it mine" }).click();
  await page.locator(".tool-selection", { hasText: `Selection ${order.length}` }).waitFor();
  expect(wrong).toEqual([]);
  await context.close();
}, 60_000);

test("what goes wrong is said with the article's name, and can be tried again", async () => {
  const { context } = await site.context({ bypassCSP: true });
  const page = await context.newPage();
  const [first, second] = book.articles;
  await page.goto(`${site.url}selection/?a=${first!.slug},${second!.slug}`);
  const make = page.getByRole("button", { name: "Make the PDF" });
  await make.waitFor();
  expect(await axe(page)).toEqual([]);
  const alert = page.locator(".selection-state");
  const offprint = `**/${second!.offprint!.path}`;
  for (const [answer, said] of [
    [{ status: 404, body: "" }, "not on the server"],
    [{ status: 200, body: "no PDF" }, "damaged"],
    ["abort", "connection"],
  ] as const) {
    await context.route(offprint, (route) => (answer === "abort" ? route.abort() : route.fulfill(answer)));
    await make.click();
    await alert.getByText(said).waitFor();
    expect(await alert.textContent()).toContain(`“${second!.title}”`);
    await context.unroute(offprint);
  }
  const download = page.waitForEvent("download");
  await make.click();
  expect((await download).suggestedFilename()).toBe("atlas-of-social-innovation-selection.pdf");
  expect(await alert.textContent()).toBe("");
  await context.close();
}, 30_000);

test("without script the page says what it needs and leads to the downloads; nowhere is a dead button", async () => {
  const { context } = await site.context({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.url}selection/?a=scaling`);
  expect(await page.getByText("it needs JavaScript").isVisible()).toBe(true);
  expect(await page.locator("main").getByRole("link", { name: "downloads" }).isVisible()).toBe(true);
  for (const path of ["", "downloads/", book.articles[0]!.path]) {
    await page.goto(site.url + path);
    expect(await page.locator(".pick:visible").count()).toBe(0);
  }
  await context.close();
});

test("list and buttons fit a telephone", async () => {
  const { context } = await site.context({ viewport: { width: 320, height: 700 } });
  const page = await context.newPage();
  await page.goto(`${site.url}selection/?a=${linking.map((a) => a.slug).join(",")}`);
  await page.locator(".selection-list").waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.goto(site.url);
  await page.locator(".pick").first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await context.close();
});
