import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import sirv from "sirv";
import { launchBrowser } from "../src/print/browser.ts";

const ARTICLES = 10;

/**
 * Puts ten articles together in a browser at its full speed.
 *
 * @param dist a whole build, with its offprints
 * @returns the median of three times from the press of the button to the PDF, in ms
 */
export async function measureSelection(dist: string): Promise<number> {
  const { articles } = JSON.parse(readFileSync(join(dist, "book.json"), "utf8")) as {
    articles: { slug: string }[];
  };
  const slugs = articles.slice(0, ARTICLES).map((a) => a.slug);
  const serve = sirv(dist, { dev: true });
  const server = createServer((request, response) => {
    serve(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launchBrowser();
  try {
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const context = await browser.newContext({ acceptDownloads: true });
      const page = await context.newPage();
      const { port } = server.address() as AddressInfo;
      await page.goto(`http://127.0.0.1:${port}/selection/?a=${slugs.join(",")}`);
      const make = page.getByRole("button", { name: "Make the PDF" });
      await make.waitFor();
      const done = page.waitForEvent("download");
      const start = performance.now();
      await make.click();
      await done;
      times.push(performance.now() - start);
      await context.close();
    }
    return times.sort((a, b) => a - b)[1]!;
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
