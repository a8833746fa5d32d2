import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { pdfText } from "../../src/print/pdf-text.ts";
import { openSite, type Site, withSettings } from "./in-browser.ts";

/** What comes out when a reader prints a page from the browser. */

let site: Site;
beforeAll(async () => {
  site = await openSite(inject("dist"));
}, 60_000);
afterAll(() => site?.close());

const letters = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

let pages: number | undefined;

test.each([
  [{ mode: "scrolling", theme: "light" }, 1440],
  [{ mode: "paged", theme: "dark", size: 150, leading: 200, align: "justify" }, 820],
  [{ mode: "paged", theme: "contrast", face: "sans" }, 360],
] as const)(
  "%o at %i: the whole text, and nothing that the reader puts around it",
  async (settings, width) => {
    const { context } = await site.context({ viewport: { width, height: 800 }, colorScheme: "dark" });
    await withSettings(context, settings);
    const page = await context.newPage();
    await page.goto(`${site.url}articles/scaling/#directions`);
    await page.evaluate(() => document.fonts.ready);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("l");
    await page.locator(".player").waitFor();
    // Before printing: a panel is open, a notice is shown.
    await page.keyboard.press("a");
    await page.locator("dialog.panel").waitFor();
    const blocks = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          ":is(h1, h2, h3, p, li, dt, dd, figcaption, td):not(.toc *, .masthead *, .brief, .facts *, .linked-from *, .colophon *, .chart-data *, .neighbours *, dialog *, .reader-bar *, .reader-foot *, .article-number, .visually-hidden, .citation-files, .citation-files *)",
        ),
      ]
        .filter((e) => document.getElementById("main")!.contains(e))
        .map((e) => {
          const copy = e.cloneNode(true) as Element;
          for (const foreign of copy.querySelectorAll(".visually-hidden, .note-back, svg, .page-mark"))
            foreign.remove();
          return copy.textContent!;
        }),
    );
    expect(blocks.length).toBeGreaterThan(40);
    const sheets = (await pdfText(await page.pdf({ format: "A4" }))).map((sheet) => sheet.trim());
    const printed = letters(sheets.join(" "));
    expect(blocks.map(letters).filter((block) => !printed.includes(block))).toEqual([]);
    for (const foreign of [
      "min left",
      "Go to page",
      "Colours",
      "Quote and cite",
      "← Sentence",
      "In this article",
    ])
      expect([foreign, sheets.join(" ").includes(foreign)]).toEqual([foreign, false]);
    // No sheet is empty but the last one's end; the mode does not change how many there are.
    expect(sheets.every((sheet) => sheet.length > 200)).toBe(true);
    pages ??= sheets.length;
    // Another face takes another room.
    if (!("face" in settings)) expect(sheets.length).toBe(pages);

    await page.emulateMedia({ media: "print" });
    const look = await page.evaluate(() => {
      const main = document.getElementById("main")!;
      const style = getComputedStyle(main);
      const { color } = getComputedStyle(document.querySelector(".prose p")!);
      const { backgroundColor } = getComputedStyle(document.body);
      const wide = [...main.querySelectorAll("*")].filter(
        (e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1,
      );
      return {
        color,
        backgroundColor,
        columns: style.columnCount,
        overflow: style.overflow,
        marks: [...main.querySelectorAll(".page-mark")].filter(
          (e) => getComputedStyle(e, "::before").content !== "none",
        ).length,
        wide: wide.map((e) => e.outerHTML.slice(0, 80)),
        shown: [...document.querySelectorAll(".scripted, dialog, .notice, .player, .page-end, .skip")].filter(
          (e) => e.getBoundingClientRect().height > 0,
        ).length,
      };
    });
    expect(look).toEqual({
      color: "rgb(0, 0, 0)",
      backgroundColor: "rgb(255, 255, 255)",
      columns: "auto",
      overflow: "visible",
      marks: 0,
      wide: width < 500 ? expect.any(Array) : [],
      shown: 0,
    });
    await context.close();
  },
);
