import { existsSync } from "node:fs";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { startServer } from "../src/build/serve.ts";

/**
 * The reader in Firefox, driven by WebDriver BiDi: what tests/site/reader.test.ts asks of Chromium, as far as it can
 * differ between the two. Text columns, focus and scrolling are what browsers do each in their own way.
 */

const PLACES = [
  process.env.ATLAS_FIREFOX,
  "/usr/bin/firefox-esr",
  "/usr/bin/firefox",
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
];
const SIZES = [
  [360, 740],
  [820, 1180],
  [1440, 900],
] as const;
const TABS = 140;

/** Path of an installed Firefox, or undefined. */
export function findFirefox(): string | undefined {
  return PLACES.find((p) => p !== undefined && existsSync(p));
}

interface Finding {
  file: string;
  what: string;
}

/**
 * @param dist a built site
 * @param slug the article that is read
 * @returns what a reader would complain of
 */
export async function judgeInFirefox(executablePath: string, dist: string, slug: string): Promise<Finding[]> {
  const found: Finding[] = [];
  const { server, url } = await startServer(dist, 0);
  let browser: Browser | undefined;
  try {
    browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
    for (const [width, height] of SIZES) {
      const page = await browser.newPage();
      await page.setViewport({ width, height });
      const complain = (what: string) => found.push({ file: `${slug} at ${width} × ${height}`, what });
      page.on("pageerror", (error) => complain(String(error)));
      await read(page, `${url}articles/${slug}/`, complain);
      await page.close();
    }
  } finally {
    await browser?.close();
    server.close();
    server.closeAllConnections();
  }
  return found;
}

const rest = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function read(page: Page, url: string, complain: (what: string) => void): Promise<void> {
  const words = () => page.evaluate(() => document.querySelector(".place-words")?.textContent ?? "");
  const at = async () => {
    const [, n, all] = /Page (\d+) of (\d+)/.exec(await words()) ?? [];
    return [Number(n), Number(all)] as const;
  };
  const press = async (key: "ArrowRight" | "ArrowLeft" | "Home" | "End" | "m") => {
    await page.keyboard.press(key);
    await rest(350);
  };
  await page.goto(`${url}#top`);
  await rest(700);
  if ((await page.evaluate(() => document.documentElement.dataset.mode)) !== "paged") await press("m");
  await press("Home");
  const [first, pages] = await at();
  if (first !== 1 || pages < 3) complain(`opens on "${await words()}" in pages`);
  await press("ArrowRight");
  if ((await at())[0] !== 2) complain("the right arrow does not turn");
  if (!(await page.evaluate(() => document.activeElement?.closest("article") != null)))
    complain("after a turn the focus is not in the text");
  await press("End");
  if ((await at())[0] !== pages) complain(`End shows page ${(await at())[0]} of ${pages}`);
  const marks = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".page-mark")].map((m) => m.dataset.page!),
  );
  const printed = marks.at(-2)!;
  await page.goto(`${url}?p=${printed}`);
  await rest(700);
  const shown = await page.evaluate((id) => {
    const main = document.getElementById("main")!.getBoundingClientRect();
    const [rect] = document.getElementById(id)!.getClientRects();
    return rect !== undefined && rect.left >= main.left - 1 && rect.left < main.right;
  }, `page-${printed}`);
  if (!shown) complain(`?p=${printed} opens elsewhere`);
  const before = await words();
  await press("m");
  await press("m");
  if ((await words()) !== before) complain(`scrolling and back leads from "${before}" to "${await words()}"`);

  await page.goto(`${url}#top`);
  await rest(500);
  for (let i = 0; i < TABS; i++) {
    await page.keyboard.press("Tab");
    await rest(25);
    const focus = await page.evaluate(() => {
      const e = document.activeElement!;
      return {
        what: e.outerHTML.slice(0, 90),
        end: e === document.body,
        seen: [...e.getClientRects()].some(
          (r) => r.right > 0 && r.left < innerWidth && r.bottom > 0 && r.top < innerHeight,
        ),
      };
    });
    if (focus.end) break;
    if (!focus.seen) complain(`the focus is not to be seen: ${focus.what}`);
  }
}
