import { readFileSync } from "node:fs";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { PageMap } from "../../src/atlas/page-map.ts";
import { pdfText } from "../../src/print/pdf-text.ts";
import { axe, openSite, type Site, withSettings } from "./in-browser.ts";

/** Reading an article in a real browser, in both modes. */

const dist = inject("dist");
const map = JSON.parse(readFileSync(`${dist}/page-map.json`, "utf8")) as PageMap;
/** The article with the most pages, and so the most of everything. */
const [slug, range] = Object.entries(map).sort(([, a], [, b]) => b.last - b.first - (a.last - a.first))[0]!;
const path = `articles/${slug}/`;
const SIZES = [
  [360, 740],
  [820, 1180],
  [1440, 900],
] as const;

let site: Site;
beforeAll(async () => {
  site = await openSite(dist);
}, 60_000);
afterAll(() => site?.close());

async function open(
  settings: object = { mode: "paged" },
  options: BrowserContextOptions & { at?: string } = {},
) {
  const { at = path, ...rest } = options;
  const { context, wrong } = await site.context(rest);
  await withSettings(context, settings);
  const page = await context.newPage();
  await page.goto(site.url + at);
  await settled(page);
  return { context, page, wrong };
}

/** Moves are shown within two frames; what the browser scrolls by itself a little later. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(260);
}

const place = (page: Page) => page.locator(".place-words").innerText();
const pageNumber = async (page: Page) => Number(/Page (\d+) of/.exec(await place(page))?.[1]);
const pageCount = async (page: Page) => Number(/Page \d+ of (\d+)/.exec(await place(page))?.[1]);
const press = async (page: Page, key: string) => {
  await page.keyboard.press(key);
  await settled(page);
};
/** Whether an element, or any part of it, is to be seen. */
const seen = (page: Page, selector: string) =>
  page.evaluate((s) => {
    const main = document.getElementById("main")!.getBoundingClientRect();
    return [...document.querySelector(s)!.getClientRects()].some(
      (r) => r.right > main.left && r.left < main.right && r.bottom > 0 && r.top < innerHeight,
    );
  }, selector);

describe.each(SIZES)("in pages at %i × %i", (width, height) => {
  const viewport = { width, height };

  test("every page is whole: no text is cut off, none is lost", async () => {
    const { context, page, wrong } = await open({ mode: "paged" }, { viewport });
    const pages = await pageCount(page);
    expect(pages).toBeGreaterThan(3);
    const cut = await page.evaluate(() => {
      const main = document.getElementById("main")!;
      const box = main.getBoundingClientRect();
      const style = getComputedStyle(main);
      const pad = Number.parseFloat(style.paddingLeft);
      const gap = Number.parseFloat(style.columnGap);
      const shown = Number(style.columnCount) || 1;
      const column = (main.clientWidth - 2 * pad - gap * (shown - 1)) / shown;
      const bad: string[] = [];
      const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (
          !node.textContent?.trim() ||
          node.parentElement!.closest(".visually-hidden, svg, .toc, caption, details:not([open])")
        )
          continue;
        const r = document.createRange();
        r.selectNodeContents(node);
        for (const rect of r.getClientRects()) {
          if (rect.width < 1) continue;
          const x = rect.left - box.left - pad + main.scrollLeft;
          const inColumn = x - Math.floor((x + 2) / (column + gap)) * (column + gap);
          const scrolls = node.parentElement!.closest(".is-wide");
          if (!scrolls && (inColumn < -14 || inColumn + rect.width > column + 14))
            bad.push(`wide: ${node.textContent!.trim().slice(0, 40)}`);
          if (!scrolls && (rect.top < box.top - 1 || rect.bottom > box.bottom + 1))
            bad.push(`low: ${node.textContent!.trim().slice(0, 40)}`);
        }
      }
      return bad;
    });
    expect(cut).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await press(page, "End");
    expect(await pageNumber(page)).toBe(pages);
    expect(await seen(page, ".neighbours")).toBe(true);
    expect(wrong).toEqual([]);
    await context.close();
  });

  test("Tab never leaves the page that is shown, and the page is never between two", async () => {
    const { context, page } = await open({ mode: "paged" }, { viewport });
    const parted: string[] = [];
    let last = "";
    for (let i = 0; i < 150; i++) {
      await page.keyboard.press("Tab");
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      const at = await page.evaluate(() => {
        const e = document.activeElement!;
        const main = document.getElementById("main")!;
        const style = getComputedStyle(main);
        const pad = Number.parseFloat(style.paddingLeft);
        const step = main.clientWidth - 2 * pad + Number.parseFloat(style.columnGap);
        const off = main.scrollLeft % step;
        return {
          what: e.outerHTML.slice(0, 90),
          body: e === document.body,
          seen: [...e.getClientRects()].some(
            (r) => r.right > 0 && r.left < innerWidth && r.bottom > 0 && r.top < innerHeight,
          ),
          between: Math.min(off, step - off) > 2,
        };
      });
      if (at.body) break;
      if (!at.seen || at.between) parted.push(`${at.between ? "between pages: " : ""}${at.what}`);
      last = at.what;
    }
    expect(parted).toEqual([]);
    // It went through the whole article, to the last link of it.
    expect(last).toContain(range === Object.values(map).at(-1) ? "prev" : "next");
    await context.close();
  });
});

test("keys, buttons, wheel and taps turn; the focus goes to what is shown, and the page is said", async () => {
  const { context, page } = await open();
  await press(page, "ArrowRight");
  expect(await pageNumber(page)).toBe(2);
  const focused = () =>
    page.evaluate(() => {
      const main = document.getElementById("main")!.getBoundingClientRect();
      const e = document.activeElement!;
      const [first] = e.getClientRects();
      return e.closest("article") !== null && first!.left >= main.left - 1 && first!.left < main.right;
    });
  expect(await focused()).toBe(true);
  await page.waitForFunction(() =>
    /^Page 2 of \d+/.test(document.getElementById("atlas-status")!.textContent!),
  );
  for (const [key, n] of [
    ["PageDown", 3],
    ["Space", 4],
    ["Shift+Space", 3],
    ["PageUp", 2],
    ["ArrowLeft", 1],
  ] as const) {
    await press(page, key);
    expect([key, await pageNumber(page)]).toEqual([key, n]);
  }
  await page.locator(".turn-next").click();
  await settled(page);
  expect(await pageNumber(page)).toBe(2);
  expect(await focused()).toBe(true);
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, 120);
  await settled(page);
  expect(await pageNumber(page)).toBe(3);
  await page.waitForTimeout(300);
  await page.mouse.wheel(0, -120);
  await settled(page);
  expect(await pageNumber(page)).toBe(2);
  await context.close();
});

test("a tap at the side turns, a tap in the middle brings the tools, a swipe turns, a link stays a link", async () => {
  const { context, page } = await open(
    { mode: "paged" },
    { viewport: { width: 360, height: 740 }, hasTouch: true },
  );
  await page.touchscreen.tap(345, 400);
  await settled(page);
  expect(await pageNumber(page)).toBe(2);
  const hidden = () => page.evaluate(() => document.documentElement.dataset.bar === "hidden");
  expect(await hidden()).toBe(true);
  const [x, y] = await page.evaluate(() => {
    for (let y = 200; y < 600; y += 7) {
      const at = document.elementFromPoint(180, y);
      if (at?.closest("p") && !at.closest("a, button")) return [180, y] as const;
    }
    throw new Error("nothing but links");
  });
  await page.touchscreen.tap(x, y);
  await settled(page);
  expect(await hidden()).toBe(false);
  expect(await pageNumber(page)).toBe(2);
  await page.touchscreen.tap(15, 400);
  await settled(page);
  expect(await pageNumber(page)).toBe(1);
  const swipe = (from: number, to: number) =>
    page.evaluate(
      ([from, to]) => {
        const target = document.elementFromPoint(from!, 300)!;
        const fire = (type: string, x: number) =>
          target.dispatchEvent(
            new PointerEvent(type, {
              pointerId: 5,
              isPrimary: true,
              pointerType: "touch",
              button: 0,
              clientX: x,
              clientY: 300,
              bubbles: true,
            }),
          );
        fire("pointerdown", from!);
        fire("pointerup", to!);
      },
      [from, to] as const,
    );
  await swipe(300, 100);
  await settled(page);
  expect(await pageNumber(page)).toBe(2);
  await swipe(100, 300);
  await settled(page);
  expect(await pageNumber(page)).toBe(1);
  await context.close();
});

test("the place survives sizes, rotation, type, mode and reload", async () => {
  const { context, page } = await open();
  await press(page, "ArrowRight");
  await press(page, "ArrowRight");
  const word = await page.evaluate(() => {
    const main = document.getElementById("main")!;
    const left = main.getBoundingClientRect().left + Number.parseFloat(getComputedStyle(main).paddingLeft);
    const block = [...main.querySelectorAll(":is(p, li)[id]")].find((p) => {
      const rects = p.getClientRects();
      return rects.length > 0 && rects[0]!.left >= left - 1;
    })!;
    return block.id;
  });
  const check = async (what: string) =>
    expect([what, await seen(page, `[id="${word}"]`)]).toEqual([what, true]);
  for (const [width, height] of [...SIZES, [740, 360], [1440, 900]] as const) {
    await page.setViewportSize({ width, height });
    await settled(page);
    // The first line of the page is the same; the block may begin on the page after it where pages are small.
    if (width >= 820) await check(`${width} × ${height}`);
  }
  const before = await place(page);
  await press(page, "m");
  expect(await page.evaluate(() => document.documentElement.dataset.mode)).toBe("scrolling");
  await check("scrolling");
  await press(page, "m");
  expect(await place(page)).toBe(before);
  await page.reload();
  await settled(page);
  expect(await place(page)).toBe(before);
  await page.locator(".notice button").click();
  await settled(page);
  expect(await pageNumber(page)).toBe(1);
  await context.close();
});

test("a window too low for pages scrolls, as at 400 % zoom, and goes back to pages when there is room", async () => {
  const { context, page } = await open({ mode: "paged" }, { viewport: { width: 320, height: 256 } });
  const mode = () => page.evaluate(() => document.documentElement.dataset.mode);
  expect(await mode()).toBe("scrolling");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await press(page, "m");
  await press(page, "m");
  expect(await page.locator(".notice").innerText()).toContain("no room for pages");
  await page.setViewportSize({ width: 820, height: 1180 });
  await settled(page);
  expect(await mode()).toBe("paged");
  await page.setViewportSize({ width: 820, height: 300 });
  await settled(page);
  expect(await mode()).toBe("scrolling");
  await context.close();
});

test("links, printed pages and passages in the address open on their page", async () => {
  const { context, page } = await open();
  const heading = page.locator(".prose > h2").last();
  const id = (await heading.getAttribute("id"))!;
  const text = await page.locator(`[id="${id}"] ~ p`).first().innerText();
  const opens = async (at: string, selector: string) => {
    await page.goto("about:blank");
    await page.goto(site.url + path + at);
    await settled(page);
    // A passage is looked for by the browser itself, after the page has loaded.
    if (at.includes(":~:")) await page.waitForTimeout(400);
    expect([at, await seen(page, selector)]).toEqual([at, true]);
    expect([at, await pageNumber(page)]).not.toEqual([at, 1]);
  };
  await opens(`#${id}`, `[id="${id}"]`);
  await opens(`?p=${range.last - 1}`, `#page-${range.last - 1}`);
  const words = encodeURIComponent(text.split(/\s+/).slice(0, 5).join(" ")).replaceAll("-", "%2D");
  await opens(`#:~:text=${words}`, `[id="${id}"] ~ p`);
  // A link in the text, and the way back.
  const before = await place(page);
  const cite = page.locator(".prose a.cite").last();
  const target = (await cite.getAttribute("href"))!;
  await cite.evaluate((a: HTMLElement) => a.click());
  await settled(page);
  expect(await seen(page, `[id="${target.slice(1)}"]`)).toBe(true);
  await page.goBack();
  await settled(page);
  expect(await place(page)).toBe(before);
  await context.close();
});

test("the end of an article leads into the next, and its beginning back to the end", async () => {
  const slugs = Object.keys(map);
  const { context, page } = await open({ mode: "paged" }, { at: `articles/${slugs[0]}/` });
  await press(page, "End");
  await Promise.all([page.waitForURL(`**/articles/${slugs[1]}/`), page.keyboard.press("ArrowRight")]);
  await settled(page);
  expect(await pageNumber(page)).toBe(1);
  await Promise.all([page.waitForURL(`**/articles/${slugs[0]}/`), page.keyboard.press("ArrowLeft")]);
  await settled(page);
  expect(await pageNumber(page)).toBe(await pageCount(page));
  await press(page, "Home");
  await press(page, "ArrowLeft");
  expect(await page.locator(".notice").innerText()).toContain("beginning of the book");
  await context.close();
});

test("the printed pages in the margin begin with the words that the PDF's pages begin with", async () => {
  const { context, page } = await open({ mode: "scrolling" });
  const marks = await page.evaluate(() => {
    const main = document.getElementById("main")!;
    return [...main.querySelectorAll<HTMLElement>(".page-mark")].slice(1).map((mark) => {
      const range = document.createRange();
      range.setStartAfter(mark);
      range.setEndAfter(main);
      const copy = range.cloneContents();
      for (const e of copy.querySelectorAll(".note-call, svg, .chart-data")) e.remove();
      return { page: Number(mark.dataset.page), text: copy.textContent!.slice(0, 400) };
    });
  });
  expect(marks.map((m) => m.page)).toEqual(
    Array.from({ length: range.last - range.first }, (_, i) => range.first + 1 + i),
  );
  const captions = await page
    .locator(".prose figcaption")
    .evaluateAll((all) => all.map((caption) => caption.textContent ?? ""));
  const pdf = await pdfText(readFileSync(`${dist}/downloads/articles/${slug}.pdf`));
  const letters = (text: string) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
  for (const mark of marks) {
    const printed = letters(pdf[mark.page - range.first]!);
    const at = printed.indexOf(letters(mark.text).slice(0, 24));
    // Before it there is nothing but the running head and the folio, or a figure that stands at the head of the page.
    const before = printed.slice(0, Math.max(0, at));
    const figure = captions.some((caption) => before.slice(0, 120).includes(letters(caption).slice(0, 24)));
    expect([mark.page, at >= 0 && (at < 90 || figure)]).toEqual([mark.page, true]);
  }
  await context.close();
});

test("go to page: of the book, in this article and in another", async () => {
  const { context, page } = await open();
  const goTo = async (n: number) => {
    await page.locator(".reader-place").click();
    const input = page.locator(".panel-page input").first();
    await input.fill(String(n));
    await page.keyboard.press("Enter");
  };
  await goTo(range.last - 1);
  await page.locator(".panel-page").waitFor({ state: "detached" });
  await settled(page);
  expect(await seen(page, `#page-${range.last - 1}`)).toBe(true);
  await goTo(9999);
  await page.waitForFunction(() =>
    document.querySelector(".panel-error")!.textContent!.includes("are on pages"),
  );
  await page.keyboard.press("Escape");
  const [other, pages] = Object.entries(map).find(([s]) => s !== slug)!;
  await goTo(pages.first);
  await page.waitForURL(`**/articles/${other}/?p=${pages.first}`);
  await context.close();
});

describe("settings", () => {
  test("are seen at once, and before the first paint of the next page, without a flash", async () => {
    const { context, page, wrong } = await open({});
    await page.locator(".reader-bar .tool-settings").click();
    await page.getByLabel("Sepia").check();
    await page.getByLabel("Atkinson Hyperlegible").check();
    await page.getByRole("button", { name: "Text size: more" }).click();
    const look = () =>
      page.evaluate(() => {
        const body = getComputedStyle(document.body);
        return [
          body.backgroundColor,
          body.fontFamily.split(",")[0],
          Math.round(Number.parseFloat(body.fontSize) * 10),
        ];
      });
    const chosen = await look();
    expect(chosen.slice(0, 2)).toEqual(["rgb(243, 233, 211)", '"Atkinson Hyperlegible Next"']);
    await page.addInitScript(() => {
      requestAnimationFrame(() => {
        (globalThis as unknown as { first: string }).first = getComputedStyle(
          document.documentElement,
        ).getPropertyValue("--paper");
      });
    });
    await page.goto(`${site.url}about/`);
    expect(await look()).toEqual(chosen);
    expect(await page.evaluate(() => (globalThis as unknown as { first: string }).first)).toBe("#f3e9d3");
    expect(wrong).toEqual([]);
    await context.close();
  });

  test("letters can be switched off; the slash stays", async () => {
    const { context, page } = await open({ mode: "paged", keys: false });
    await press(page, "m");
    expect(await page.evaluate(() => document.documentElement.dataset.mode)).toBe("paged");
    await context.close();
  });
});

describe("when things are missing", () => {
  test("a storage that is forbidden: everything works, nothing is kept", async () => {
    const { context, wrong } = await site.context();
    await context.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("forbidden", "SecurityError");
        },
      });
    });
    const page = await context.newPage();
    await page.goto(site.url + path);
    await settled(page);
    await press(page, "m");
    await press(page, "ArrowRight");
    expect(await pageNumber(page)).toBe(2);
    await page.locator(".reader-bar .tool-settings").focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Dark").check();
    expect(await page.locator(".notice").innerText()).toContain("does not let the page keep settings");
    expect(wrong).toEqual([]);
    await context.close();
  });

  test.each(["boot", "reader"])(
    "without %s.js the article is there, scrolling, without dead controls",
    async (name) => {
      const { context } = await site.context();
      await withSettings(context, { mode: "paged" });
      await context.route(`**/assets/${name}.*.js`, (route) => route.abort());
      const page = await context.newPage();
      await page.goto(site.url + path);
      await settled(page);
      expect(await page.locator(".reader-bar").isVisible()).toBe(false);
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(4000);
      expect(await page.evaluate(() => getComputedStyle(document.getElementById("main")!).columnCount)).toBe(
        "auto",
      );
      await context.close();
    },
  );

  test("without scripts at all", async () => {
    const { context } = await site.context({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(site.url + path);
    expect(await page.locator(".scripted").first().isVisible()).toBe(false);
    expect(await page.locator(".prose p").count()).toBeGreaterThan(5);
    await context.close();
  });
});

describe("axe finds nothing", () => {
  const THEMES = ["light", "sepia", "dark", "contrast"];
  test.each(SIZES)("in pages at %i × %i", async (width, height) => {
    const { context, page } = await open({ mode: "paged" }, { viewport: { width, height }, bypassCSP: true });
    expect(await axe(page)).toEqual([]);
    await press(page, "ArrowRight");
    expect(await axe(page)).toEqual([]);
    await context.close();
  });

  test("in the panels and themes", async () => {
    const { context, page } = await open({ mode: "scrolling" }, { bypassCSP: true });
    for (const theme of THEMES) {
      await page.evaluate((t) => {
        document.documentElement.dataset.theme = t;
      }, theme);
      expect([theme, await axe(page, ["color-contrast", "link-in-text-block"])]).toEqual([theme, []]);
    }
    for (const tool of ["contents", "settings", "more"]) {
      await page.locator(`.reader-bar .tool-${tool}`).click();
      await settled(page);
      expect([tool, await axe(page)]).toEqual([tool, []]);
      await page.keyboard.press("Escape");
      // The focus comes back to where it was.
      expect(await page.evaluate(() => document.activeElement?.className)).toContain(`tool-${tool}`);
    }
    await context.close();
  });
});
