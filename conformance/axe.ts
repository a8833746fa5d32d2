import { axe, openSite, withSettings } from "../tests/site/in-browser.ts";
import type { Finding } from "./findings.ts";
import { baseOf } from "./html.ts";

/** Themes of the reader, and the width of a phone and of a desktop. */
const VIEWS = [
  { theme: "light", width: 1280, height: 900 },
  { theme: "dark", width: 390, height: 844 },
] as const;

/** What axe-core finds on each page, by day on a desktop and by night on a phone. @param pages as seen from the root */
export async function judgeAxe(dist: string, pages: string[]): Promise<Finding[]> {
  // Where it was made for: the page for what is not found has addresses from the host's root.
  const site = await openSite(dist, new URL(baseOf(dist)).pathname.replace(/\/$/, ""));
  const found: Finding[] = [];
  try {
    for (const { theme, width, height } of VIEWS) {
      const { context } = await site.context({ viewport: { width, height }, bypassCSP: true });
      await withSettings(context, { theme });
      for (const file of pages) {
        const page = await context.newPage();
        await page.goto(site.url + file.replace(/(^|\/)index\.html$/, "$1"), { waitUntil: "load" });
        for (const what of await axe(page)) found.push({ file: `${file} (${theme}, ${width} px)`, what });
        await page.close();
      }
      await context.close();
    }
  } finally {
    await site.close();
  }
  return found;
}
