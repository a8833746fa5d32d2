import { existsSync } from "node:fs";
import puppeteer, { type Browser } from "puppeteer-core";
import type { Finding } from "../findings.ts";
import { checkCite } from "./cite.ts";
import { checkListen } from "./listen.ts";
import { checkNotes } from "./notes.ts";
import { checkOffline } from "./offline.ts";
import { checkPlace } from "./place.ts";
import { checkPreviews } from "./previews.ts";
import { checkPrint } from "./print.ts";
import { checkSearch } from "./search.ts";
import { checkSelection } from "./selection.ts";
import { type Visit, visit, withFolder } from "./visit.ts";

/**
 * The reader in Firefox, driven by WebDriver BiDi: what tests/site asks of Chromium, as far as it can differ between
 * the two. Text columns, focus, selecting, highlights, workers and printing are what browsers do each in their own way.
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
/** Each with the settings under which it is tried; where the mode matters, in both. */
const CHECKS: [name: string, mode: "paged" | "scrolling", check: (visit: Visit) => Promise<void>][] = [
  ["place", "paged", checkPlace],
  ["notes", "paged", checkNotes],
  ["notes", "scrolling", checkNotes],
  ["cite", "paged", checkCite],
  ["cite", "scrolling", checkCite],
  ["previews", "paged", checkPreviews],
  ["previews", "scrolling", checkPreviews],
  ["search", "scrolling", checkSearch],
  ["offline", "scrolling", checkOffline],
  ["selection", "scrolling", checkSelection],
  ["listen", "paged", checkListen],
  ["listen", "scrolling", checkListen],
  ["print", "paged", checkPrint],
];

/** Path of an installed Firefox, or undefined. */
export function findFirefox(): string | undefined {
  return PLACES.find((p) => p !== undefined && existsSync(p));
}

/** Firefox without a window, which puts downloads into a folder without asking. */
export function launchFirefox(executablePath: string, downloads: string): Promise<Browser> {
  return puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    extraPrefsFirefox: {
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.download.always_ask_before_handling_new_types": false,
      "browser.helperApps.neverAsk.saveToDisk": "application/pdf,text/markdown,application/json",
      "pdfjs.disabled": true,
    },
  });
}

/**
 * @param dist a built site
 * @param slug the article that is read
 * @param only names of checks, otherwise all
 * @returns what a reader would complain of
 */
export async function judgeInFirefox(
  executablePath: string,
  dist: string,
  slug: string,
  only?: string[],
): Promise<Finding[]> {
  const found: Finding[] = [];
  await withFolder(async (downloads) => {
    const browser = await launchFirefox(executablePath, downloads);
    try {
      for (const size of SIZES) {
        for (const [name, mode, check] of CHECKS) {
          if (only && !only.includes(name)) continue;
          const file = `${slug} at ${size.join(" × ")}, ${name} (${mode})`;
          const complaints = async () => {
            const said: Finding[] = [];
            const complain = (what: string) => said.push({ file, what });
            await visit({ browser, dist, downloads }, size, slug, { settings: { mode } }, complain, check);
            return said;
          };
          // A check waits for a browser on a busy machine: what is wrong is so a second time.
          if ((await complaints()).length > 0) found.push(...(await complaints()));
        }
      }
    } finally {
      await browser.close();
    }
  });
  return found;
}
