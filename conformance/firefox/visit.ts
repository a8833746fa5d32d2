import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, ElementHandle, KeyInput, Page } from "puppeteer-core";
import { startServer } from "../../src/build/serve.ts";

/** One reader's visit to the site: nothing kept on the device, a window of one size, a server of its own. */
export interface Visit {
  page: Page;
  /** Address of the site; ends with a slash. */
  url: string;
  dist: string;
  /** The article that is read. */
  slug: string;
  /** Where the browser puts downloads; empty at first. */
  downloads: string;
  complain(what: string): void;
  /** Takes the connection away by closing the server, and gives it back. */
  connect(connected: boolean): Promise<void>;
}

/** Where the browser puts what it downloads; each visit has a folder of its own in it. */
export interface Room {
  browser: Browser;
  dist: string;
  downloads: string;
}

/**
 * Runs one check as a visit of its own. A step that never comes about, and an error on the page, are complaints.
 *
 * @param kept what the device holds before the page runs: values by their name in localStorage, without `atlas:`
 */
export async function visit(
  { browser, dist, downloads }: Room,
  size: readonly [number, number],
  slug: string,
  kept: Record<string, unknown>,
  complain: (what: string) => void,
  check: (visit: Visit) => Promise<void>,
): Promise<void> {
  let { server, url } = await startServer(dist, 0);
  const port = Number(new URL(url).port);
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: size[0], height: size[1] });
    page.on("pageerror", (error) => complain(String(error)));
    // tsx names functions by a helper that the page has not got.
    await page.evaluateOnNewDocument("globalThis.__name ??= (f) => f");
    await page.evaluateOnNewDocument((kept: string) => {
      try {
        if (localStorage.getItem("atlas:settings")) return;
        for (const [key, value] of Object.entries(JSON.parse(kept) as object))
          localStorage.setItem(`atlas:${key}`, JSON.stringify(value));
      } catch {
        // about:blank has no storage.
      }
    }, JSON.stringify(kept));
    await check({
      page,
      url,
      dist,
      slug,
      downloads,
      complain,
      async connect(connected) {
        if (connected) ({ server, url } = await startServer(dist, port));
        else await shut(server);
      },
    });
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
  } finally {
    await context.close();
    await shut(server);
  }
}

function shut(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

/** A folder for downloads that is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "atlas-firefox-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const rest = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Asks until the answer is one. @throws Error with `what`, and what was answered last, if that takes longer than `ms` */
export async function until<T>(what: string, ask: () => Promise<T>, ms = 12_000): Promise<NonNullable<T>> {
  const end = performance.now() + ms;
  let last: unknown;
  do {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      // The page may just be going.
      last = error;
    }
    await rest(60);
  } while (performance.now() < end);
  throw new Error(`never came about: ${what}${last ? ` (${last})` : ""}`);
}

/** Opens a page of the site and waits until its faces are there and everything has started. */
export async function open({ page, url }: Visit, path: string): Promise<void> {
  await page.goto(url + path);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await rest(800);
}

export const isThere = (page: Page, selector: string) =>
  page.evaluate((s) => !!document.querySelector(s), selector);
export const there = (page: Page, selector: string) => until(selector, () => isThere(page, selector));
export const gone = (page: Page, selector: string) =>
  until(`${selector} goes`, async () => !(await isThere(page, selector)));
export const textOf = (page: Page, selector: string) =>
  page.evaluate((s) => (document.querySelector(s)?.textContent ?? "").replace(/\s+/g, " ").trim(), selector);

/** What can be pressed by its name: label or words, as a person would find it. */
export async function named(page: Page, name: string): Promise<ElementHandle<HTMLElement>> {
  const find = async () => {
    const handle = await page.evaluateHandle(
      (name) =>
        [...document.querySelectorAll<HTMLElement>("a, button, label, summary")].find(
          (e) =>
            (e.getAttribute("aria-label") ?? e.innerText).replace(/\s+/g, " ").trim() === name &&
            e.checkVisibility() &&
            (!document.querySelector("dialog:modal") || e.closest("dialog:modal")),
        ),
      name,
    );
    return handle.asElement() as ElementHandle<HTMLElement> | null;
  };
  return until(`“${name}” to press`, find);
}
/** A click of the mouse on it. */
export async function click(page: Page, name: string): Promise<void> {
  const element = await named(page, name);
  // Not where a notice lies over it; the text itself is where the reader has put it.
  await element.evaluate((e) => e.closest("article, .reader-bar") ?? e.scrollIntoView({ block: "center" }));
  // A panel that is still coming, or a page still scrolling, would be missed.
  await rest(300);
  await element.click();
}

/** A key, and the time that a turn takes. */
export async function press(page: Page, key: KeyInput, ms = 350): Promise<void> {
  await page.keyboard.press(key);
  await rest(ms);
}
/** Another command of the tools, by the list of all of them. */
export async function tool(page: Page, name: string): Promise<void> {
  await page.evaluate(() => delete document.documentElement.dataset.bar);
  await click(page, "More tools");
  // An article's page has some of the same names in its text.
  await there(page, ".panel-more");
  await click(page, name);
}

/** Words of the text that lie on one line, on their printed page. */
export interface Words {
  block: string;
  text: string;
  /** Folio of the printed page. */
  printed: string;
}

/**
 * Selects words of a paragraph by dragging with the mouse, as a reader does.
 *
 * @param printed words that begin on the n-th printed page of the article, from 0
 */
export async function dragWords({ page }: Visit, printed: number): Promise<Words> {
  const block = await page.evaluate((n) => {
    const marks = document.querySelectorAll(".page-mark");
    const p = [...document.querySelectorAll<HTMLElement>(".prose > p[id], .prose section > p[id]")].find(
      (e) =>
        marks[n]!.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING &&
        ((e.firstChild as Text | null)?.data?.length ?? 0) > 80 &&
        !e.querySelector(".page-mark"),
    );
    return p?.id;
  }, printed);
  if (!block) throw new Error("there is no paragraph to select words in");
  await page.evaluate((id) => {
    location.hash = id;
  }, block);
  await rest(600);
  if ((await page.evaluate(() => document.documentElement.dataset.mode)) === "scrolling")
    await page.evaluate((id) => document.getElementById(id)!.scrollIntoView({ block: "center" }), block);
  await rest(200);
  const from = await page.evaluate((id) => {
    const text = document.getElementById(id)!.firstChild as Text;
    const range = document.createRange();
    let end = 1;
    // As far as the first line goes, up to a space.
    for (let i = 1; i < Math.min(text.length, 60); i++) {
      range.setStart(text, 0);
      range.setEnd(text, i);
      if (range.getClientRects().length > 1) break;
      if (text.data[i] === " ") end = i;
    }
    range.setEnd(text, end);
    const r = range.getBoundingClientRect();
    const marks = [...document.querySelectorAll<HTMLElement>(".page-mark")].filter(
      (m) => m.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    return {
      text: range.toString().replace(/\s+/g, " "),
      printed: marks.at(-1)!.dataset.page!,
      left: r.left,
      right: r.right,
      y: r.top + r.height / 2,
    };
  }, block);
  await page.mouse.move(from.left + 1, from.y);
  await page.mouse.down();
  await page.mouse.move((from.left + from.right) / 2, from.y, { steps: 4 });
  await page.mouse.move(from.right - 0.5, from.y, { steps: 4 });
  await page.mouse.up();
  const text = await until("dragging selects words", () =>
    page.evaluate(() => document.getSelection()!.toString().replace(/\s+/g, " ").trim()),
  );
  if (text !== from.text.trim()) throw new Error(`dragging over “${from.text}” selects “${text}”`);
  return { block, text, printed: from.printed };
}

/** Words under a mark of the CSS Custom Highlight API, and whether they are to be seen. */
export function marked(page: Page, name: string): Promise<{ text: string; seen: boolean } | undefined> {
  return page.evaluate((name) => {
    const [range] = [...(CSS.highlights.get(name) ?? [])] as Range[];
    const rect = range?.getClientRects()[0];
    if (!range || !rect) return undefined;
    const foot = document.querySelector(".reader-foot")!.getBoundingClientRect();
    const copy = range.cloneContents();
    for (const foreign of copy.querySelectorAll(".note-call, .page-mark")) foreign.remove();
    return {
      text: copy.textContent!.replace(/\s+/g, " "),
      seen: rect.left >= 0 && rect.left < innerWidth && rect.top >= 0 && rect.top < foot.top,
    };
  }, name);
}
