import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { axe, openSite, type Site, withSettings } from "./in-browser.ts";

/** Bookmarks, highlights and notes in a real browser. */

let site: Site;
beforeAll(async () => {
  site = await openSite(inject("dist"));
}, 60_000);
afterAll(() => site?.close());

const SECOND = "#directions-p1";

/** Selects the first sentence of a block, as by dragging. */
async function select(page: Page, block = SECOND): Promise<string> {
  return page.evaluate((block) => {
    const text = document.querySelector(block)!.firstChild as Text;
    const range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(text, text.data.indexOf(".") + 1);
    document.getSelection()!.removeAllRanges();
    document.getSelection()!.addRange(range);
    return range.toString().replace(/\s+/g, " ");
  }, block);
}
const painted = (page: Page, colour: string) =>
  page.evaluate(
    (name) => [...(CSS.highlights.get(name) ?? [])].map((r) => String(r).replace(/\s+/g, " ")),
    `note-${colour}`,
  );
const kept = (page: Page) =>
  page.evaluate(
    () => JSON.parse(localStorage.getItem("atlas:notes") ?? "[]") as { kind: string; text?: string }[],
  );
const layout = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".prose > *")].map((e) => {
      const { x, y, width, height } = e.getBoundingClientRect();
      return [x, y, width, height].map(Math.round).join();
    }),
  );

test("a passage is highlighted by keyboard, opened by a click, given a note, listed, deleted and brought back", async () => {
  const { context, wrong } = await site.context({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${site.url}articles/scaling/#directions`);
  await page.waitForTimeout(300);
  const before = await layout(page);
  const words = await select(page);
  const toolbar = page.getByRole("region", { name: "Selected passage" });
  await toolbar.waitFor();
  await page.waitForFunction(() =>
    /Passage selected/.test(document.getElementById("atlas-status")!.textContent!),
  );
  // Links in the margin that the sticky bar half covers count as too small; the toolbar's own are measured below.
  expect((await axe(page)).filter((found) => !found.startsWith("target-size"))).toEqual([]);
  // Escape closes it and leaves the selection; another selection brings it back.
  await page.keyboard.press("Escape");
  expect(await toolbar.count()).toBe(0);
  await page.evaluate(() => document.getSelection()!.removeAllRanges());
  await select(page);
  await toolbar.waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  expect(await page.evaluate(() => document.activeElement!.getAttribute("aria-label"))).toBe(
    "Highlight in green",
  );
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => CSS.highlights.has("note-green"));
  expect(await painted(page, "green")).toEqual([words]);
  expect(await toolbar.count()).toBe(0);
  expect(await layout(page)).toEqual(before);

  // A click opens it; what is written is kept however the panel closes.
  const at = await page.evaluate((block) => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(block)!.firstChild!);
    const { x, y } = range.getClientRects()[0]!;
    return { x: x + 20, y: y + 8 };
  }, SECOND);
  await page.mouse.click(at.x, at.y);
  const panel = page.getByRole("dialog", { name: "Highlight" });
  await panel.waitFor();
  expect(await panel.locator("blockquote").innerText()).toContain(words);
  expect(await axe(page)).toEqual([]);
  await panel.getByLabel("Rose").check();
  await panel.getByRole("textbox", { name: "Note" }).fill("<img src=x onerror=alert(1)> to check");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => localStorage.getItem("atlas:notes")!.includes("to check"));
  expect(await painted(page, "rose")).toEqual([words]);
  expect(await kept(page)).toMatchObject([{ kind: "note", text: "<img src=x onerror=alert(1)> to check" }]);

  // The panel of this article's notes.
  await page.keyboard.press("n");
  const notes = page.getByRole("dialog", { name: "Notes in this article" });
  await notes.waitFor();
  expect(await notes.locator(".note-text").innerText()).toBe("<img src=x onerror=alert(1)> to check");
  expect(await notes.locator(".note-facts").innerText()).toMatch(/Note\s*p\. \d+/);
  expect(await axe(page)).toEqual([]);
  await notes.getByRole("button", { name: /^Delete note/ }).click();
  expect(await kept(page)).toEqual([]);
  await notes.getByRole("button", { name: "Undo" }).click();
  expect(await kept(page)).toHaveLength(1);
  await notes.getByRole("button", { name: words, exact: true }).click();
  expect(await notes.count()).toBe(0);

  // After a reload it is there again.
  await page.reload();
  await page.waitForFunction(() => CSS.highlights.has("note-rose"));
  // That something is written to it is seen before it is opened; without colour too.
  expect(await painted(page, "written")).toEqual([words]);
  expect(await painted(page, "rose")).toEqual([words]);
  expect(wrong).toEqual([]);
  await context.close();
});

test("a bookmark is set and taken away where one reads, in pages", async () => {
  const { context, wrong } = await site.context();
  await withSettings(context, { mode: "paged" });
  const page = await context.newPage();
  await page.goto(`${site.url}articles/scaling/`);
  const button = page.locator(".reader-bar .tool-bookmark");
  await page.waitForFunction(() => document.querySelector(".tool-bookmark")!.hasAttribute("aria-pressed"));
  expect(await button.getAttribute("aria-pressed")).toBe("false");
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(300);
  await page.keyboard.press("b");
  await page.waitForFunction(
    () => document.querySelector(".tool-bookmark")!.getAttribute("aria-pressed") === "true",
  );
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(
    () => document.querySelector(".tool-bookmark")!.getAttribute("aria-pressed") === "false",
  );
  await page.keyboard.press("n");
  await page.locator(".note-jump").click();
  await page.waitForFunction(
    () => document.querySelector(".tool-bookmark")!.getAttribute("aria-pressed") === "true",
  );
  await page.keyboard.press("b");
  await page.waitForFunction(
    () => document.querySelector(".tool-bookmark")!.getAttribute("aria-pressed") === "false",
  );
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction(
    () => document.querySelector(".tool-bookmark")!.getAttribute("aria-pressed") === "true",
  );
  expect(await kept(page)).toMatchObject([{ kind: "bookmark" }]);
  expect(wrong).toEqual([]);
  await context.close();
});

/** Notes as the tests put them on the device before a page runs. */
const stored = (quote: string, start: string, offset = 0, id = 1) => ({
  id: `00000000-0000-4000-8000-00000000000${id}`,
  slug: "scaling",
  kind: "highlight",
  colour: "blue",
  created: "2026-11-24T10:00:00.000Z",
  changed: "2026-11-24T10:00:00.000Z",
  anchor: {
    start: { id: start, offset },
    end: { id: start, offset: offset + quote.length },
    quote: { exact: quote, prefix: "", suffix: "" },
  },
});

test("after a correction a passage is found by its words, or kept as lost; without the browser's highlights too", async () => {
  for (const api of [true, false]) {
    const { context } = await site.context();
    const quote = "Escuela Nueva, or New School";
    await context.addInitScript(
      ([value, api]) => {
        localStorage.setItem("atlas:notes", value as string);
        if (!api) delete (CSS as { highlights?: unknown }).highlights;
      },
      [
        // In the block but elsewhere; in another block; nowhere.
        JSON.stringify([
          stored(quote, "start-p1", 3, 1),
          stored("was set out in Canada", "gone-p7", 0, 2),
          stored("words that nobody wrote", "start-p1", 0, 3),
        ]),
        api,
      ] as const,
    );
    const page = await context.newPage();
    await page.goto(`${site.url}articles/scaling/`);
    const text = await page.evaluate(() => document.querySelector(".prose")!.textContent);
    if (api) {
      await page.waitForFunction(() => CSS.highlights.has("note-blue"));
      expect(await painted(page, "blue")).toEqual([quote, "was set out in Canada"]);
    } else {
      await page.locator("mark.note-mark-blue").first().waitFor();
      expect(await page.locator("mark.note-mark-blue").allInnerTexts()).toEqual([
        quote,
        "was set out in Canada",
      ]);
    }
    await page.keyboard.press("n");
    await page.getByRole("heading", { name: "Lost in a correction" }).waitFor();
    const lost = page.locator(".note-list").last();
    expect(await lost.locator("blockquote").allInnerTexts()).toEqual(["words that nobody wrote"]);
    for (let left = 3; left > 0; left--) {
      const gone = page
        .locator(".panel")
        .getByRole("button", { name: /^Delete/ })
        .first();
      await gone.click();
    }
    expect(await kept(page)).toEqual([]);
    // Nothing is left behind.
    expect(await page.locator("mark").count()).toBe(0);
    expect(await page.evaluate(() => document.querySelector(".prose")!.textContent)).toBe(text);
    expect(
      await page.evaluate(() => document.querySelector("#directions-p1")!.firstChild!.textContent!.length),
    ).toBeGreaterThan(60);
    await context.close();
  }
});

test("all notes on a page: by article, filtered, exported, deleted, imported; a damaged file changes nothing", async () => {
  const { context, wrong } = await site.context({ bypassCSP: true, acceptDownloads: true });
  const page = await context.newPage();
  await page.goto(`${site.url}notes/`);
  await page.getByText("There are none yet").waitFor();
  expect(await axe(page)).toEqual([]);
  const notes = [
    { ...stored("Escuela Nueva, or New School", "start-p1"), pages: { first: 50, last: 50 } },
    { ...stored("Another thing", "start-p1", 0, 2), kind: "note", text: "To be read again", colour: "green" },
  ];
  await page.evaluate((v) => localStorage.setItem("atlas:notes", v), JSON.stringify(notes));
  await page.reload();
  await page.locator(".note-entry").first().waitFor();
  expect(await page.locator(".note-group h2 a").getAttribute("href")).toBe("../articles/scaling/");
  expect(await axe(page)).toEqual([]);
  await page.getByLabel("Words").fill("again");
  await page.getByText("1 of 2 notes.").waitFor();
  await page.getByLabel("Words").fill("");
  const file = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name, exact: true }).click(),
    ]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  };
  const markdown = await file("Export as Markdown");
  expect(markdown.name).toMatch(/^atlas-notes-\d{4}-\d\d-\d\d\.md$/);
  expect(markdown.text).toMatch(/> “Escuela Nueva, or New School” \(.*2026, p\. 50\)/);
  const json = await file("Export as JSON");
  expect(JSON.parse(json.text)).toMatchObject({ type: "AnnotationCollection", total: 2 });

  await page.getByRole("button", { name: "Delete all" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete all" }).click();
  await page.getByText("There are none yet").waitFor();
  const choose = (text: string) =>
    page
      .locator("input[type=file]")
      .setInputFiles({ name: "notes.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await choose(json.text.replace("highlighting", "evil"));
  await page
    .getByText("Note 1 in the file is damaged: its kind is not known. Nothing was changed.")
    .waitFor();
  expect(await kept(page)).toEqual([]);
  await choose(json.text);
  await page.getByText("Imported: 2 new").first().waitFor();
  expect(await kept(page)).toEqual(notes);
  expect(await page.locator(".panel-error").innerText()).toBe("");

  // From here to the passage.
  await page.getByRole("link", { name: "Escuela Nueva" }).click();
  await page.waitForFunction(() => CSS.highlights?.has("note-blue"));
  expect(new URL(page.url()).search).toBe("?p=50");
  expect(wrong).toEqual([]);
  await context.close();
});

test("where storage is forbidden notes hold for the visit, and it is said", async () => {
  const { context } = await site.context();
  await context.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const page = await context.newPage();
  await page.goto(`${site.url}articles/scaling/`);
  await page.keyboard.press("b");
  await page.locator(".notice", { hasText: "they hold until you leave" }).waitFor();
  await page.keyboard.press("n");
  await page.locator(".panel .note-warning").waitFor();
  expect(await page.locator(".panel .note-entry").count()).toBe(1);
  await context.close();
});

test("by touch the toolbar stands at the foot, within 320 pixels", async () => {
  const { context } = await site.context({
    viewport: { width: 320, height: 640 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await page.goto(`${site.url}articles/scaling/#directions`);
  await page.waitForTimeout(500);
  await select(page);
  const bar = page.getByRole("region", { name: "Selected passage" });
  await bar.waitFor();
  const box = (await bar.boundingBox())!;
  expect(Math.round(box.y + box.height)).toBe(640);
  for (const item of await bar.getByRole("button").all()) {
    const { x, width, height } = (await item.boundingBox())!;
    expect([x >= 0, x + width <= 320, width >= 24, height >= 24]).toEqual([true, true, true, true]);
  }
  await bar.getByRole("button", { name: "Note", exact: true }).tap();
  await page
    .getByRole("dialog", { name: "New note" })
    .getByRole("textbox", { name: "Note" })
    .fill("On the way");
  await page.getByRole("button", { name: "Keep" }).tap();
  // A tap is told to the page a moment after it is over.
  await expect.poll(() => kept(page)).toMatchObject([{ kind: "note", text: "On the way" }]);
  await context.close();
});
