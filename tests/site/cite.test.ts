import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { axe, openSite, type Site, withSettings } from "./in-browser.ts";

/** Quoting and citing in a real browser. */

let site: Site;
beforeAll(async () => {
  site = await openSite(inject("dist"));
}, 60_000);
afterAll(() => site?.close());

test("a selected passage is quoted with its printed page, in three styles, and its link opens on it", async () => {
  const { context, wrong } = await site.context({ bypassCSP: true });
  await withSettings(context, { mode: "paged" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  await page.goto(`${site.url}articles/scaling/#deep`);
  await page.waitForTimeout(300);
  const { words, printed } = await page.evaluate(() => {
    const p = document.querySelector("#deep ~ p")!;
    const text = p.firstChild as Text;
    const range = document.createRange();
    range.setStart(text, 0);
    range.setEnd(text, text.data.indexOf(".") + 1);
    document.getSelection()!.removeAllRanges();
    document.getSelection()!.addRange(range);
    const marks = [...document.querySelectorAll<HTMLElement>(".page-mark")].filter(
      (m) => m.compareDocumentPosition(p) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    return { words: range.toString().replace(/\s+/g, " "), printed: marks.at(-1)!.dataset.page };
  });
  await page.mouse.move(700, 10);
  await page.locator(".reader-bar .tool-cite").click();
  const text = (label: string) =>
    page
      .locator(".cite-item", { has: page.getByRole("heading", { name: label, exact: true }) })
      .locator(".cite-text")
      .innerText();
  expect(await text("Quotation")).toBe(
    `“${words}” (Atlas of Social Innovation, Reader edition, 2026, p. ${printed})`,
  );
  expect(await axe(page)).toEqual([]);
  await page.getByLabel("Chicago").check();
  expect(await text("Quotation")).toMatch(new RegExp(`Reader edition 2026, ${printed}\\)$`));
  expect(await text("Reference")).toMatch(/^Atlas of Social Innovation, Reader edition\. 2026\. “Scaling/);
  await page.getByRole("button", { name: "Copy: Quotation" }).click();
  await page.locator(".notice:not([hidden])").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await text("Quotation"));
  const link = await text("Link to the passage");
  expect(link).toContain(`?p=${printed}#`);

  const other = await context.newPage();
  await other.goto(link);
  await other.waitForFunction(() => CSS.highlights.has("passage"));
  const marked = await other.evaluate(() => {
    const [range] = [...CSS.highlights.get("passage")!] as Range[];
    const rect = range!.getBoundingClientRect();
    return {
      text: range!.toString().replace(/\s+/g, " "),
      seen: rect.left >= 0 && rect.left < innerWidth && rect.top > 0,
    };
  });
  expect(marked).toEqual({ text: words, seen: true });
  // The style is remembered; without a selection the article is cited.
  await other.locator(".reader-bar .tool-cite").focus();
  await other.keyboard.press("Enter");
  expect(await other.getByLabel("Chicago").isChecked()).toBe(true);
  expect(await other.getByRole("heading", { name: "Quotation", exact: true }).count()).toBe(0);
  expect(wrong).toEqual([]);
  await context.close();
});

test("where copying is not allowed the text is selected instead; a passage that is gone is said", async () => {
  const { context } = await site.context();
  await context.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: () => Promise.reject(new Error("no")) },
    });
  });
  const page = await context.newPage();
  await page.goto(`${site.url}articles/scaling/#:~:text=words%20that%20are%20nowhere`);
  await page.waitForFunction(() => /revised/.test(document.getElementById("atlas-notice")!.textContent!));
  await page.locator(".reader-bar .tool-cite").click();
  await page.getByRole("button", { name: "Copy: Reference", exact: true }).click();
  await page.waitForFunction(() => document.getSelection()!.toString().startsWith("Atlas of Social"));
  await context.close();
});
