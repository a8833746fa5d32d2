import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { startServer } from "../src/build/serve.ts";
import { launchBrowser } from "../src/print/browser.ts";

/**
 * The heaviest article page as a browser loads it on a phone and on a desktop.
 *
 * @returns bytes of HTML, CSS and script compressed by gzip; bytes of fonts as loaded; cumulative layout shift
 */
export async function weighPages(dist: string): Promise<{ page: number; fonts: number; shift: number }> {
  const { server, url } = await startServer(dist, 0);
  const browser = await launchBrowser();
  const worst = { page: 0, fonts: 0, shift: 0 };
  try {
    const slugs = readdirSync(join(dist, "articles")).slice(0, 10);
    for (const viewport of [
      { width: 360, height: 740 },
      { width: 1440, height: 900 },
    ]) {
      for (const slug of slugs) {
        const context = await browser.newContext({ viewport });
        const page = await context.newPage();
        await page.addInitScript(() => {
          const w = window as unknown as { shift: number };
          w.shift = 0;
          new PerformanceObserver((list) => {
            for (const e of list.getEntries()) w.shift += (e as unknown as { value: number }).value;
          }).observe({ type: "layout-shift", buffered: true });
        });
        let text = 0;
        let fonts = 0;
        page.on("response", async (response) => {
          const type = response.request().resourceType();
          const body = await response.body().catch(() => Buffer.alloc(0));
          if (type === "font") fonts += body.length;
          else if (["document", "stylesheet", "script"].includes(type)) text += gzipSync(body).length;
        });
        await page.goto(`${url}articles/${slug}/`, { waitUntil: "networkidle" });
        const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
        worst.page = Math.max(worst.page, text);
        worst.fonts = Math.max(worst.fonts, fonts);
        worst.shift = Math.max(worst.shift, shift);
        await context.close();
      }
    }
    return worst;
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
