import { startServer } from "../src/build/serve.ts";
import { launchBrowser } from "../src/print/browser.ts";

/** Makes a selection as a reader does: in a browser, on the site's own page. Ten articles, last ones first. */
export async function makeSelectionPdf(dist: string, file: string): Promise<void> {
  const { server, url } = await startServer(dist, 0);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const book = (await (await page.request.get(`${url}book.json`)).json()) as {
      articles: { slug: string }[];
    };
    const slugs = book.articles.map((a) => a.slug).reverse();
    const step = Math.max(1, Math.floor(slugs.length / 10));
    const picked = slugs.filter((_, i) => i % step === 0).slice(0, 10);
    const title = encodeURIComponent("Übungen: (soziale) Innovation – Ωμέγα \\ 社会");
    await page.goto(`${url}selection/?a=${picked.join(",")}&t=${title}`);
    const download = page.waitForEvent("download", { timeout: 60_000 });
    await page.getByRole("button", { name: "Make the PDF" }).click();
    await (await download).saveAs(file);
  } finally {
    await browser.close();
    server.close();
  }
}
