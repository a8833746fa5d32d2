import { click, named, open, press, rest, textOf, there, tool, until, type Visit } from "./visit.ts";

/** Keeping an article: read with the server gone, from the worker's cache; what is not kept is said; removed again. */
export async function checkOffline(visit: Visit): Promise<void> {
  const { page, slug, url, complain, connect } = visit;
  const other = slug === "scaling" ? "resilience" : "scaling";
  await open(visit, `articles/${slug}/`);
  await until("the worker has taken over", () =>
    page.evaluate(() => navigator.serviceWorker?.controller?.scriptURL.endsWith("/sw.js")),
  );
  await tool(page, "Keep offline");
  // What there is to fetch is looked up first, and the buttons made anew.
  await until("it is said what is to be fetched", async () =>
    /^Not kept: .* to fetch/.test(await textOf(page, '[data-row="article"] .keep-facts')),
  );
  await rest(400);
  await click(page, "Keep: This article");
  await until("the article is kept", async () =>
    (await textOf(page, '[data-row="article"] .keep-facts')).startsWith("Kept, "),
  );
  await press(page, "Escape", 100);
  const title = await textOf(page, "h1");

  await connect(false);
  try {
    await page.reload();
    if ((await textOf(page, "h1")) !== title)
      complain(`without a connection it opens on “${await textOf(page, "h1")}”`);
    await there(page, ".reader-bar");
    if (
      !(await page.evaluate(
        () => getComputedStyle(document.querySelector(".reader-bar")!).position === "sticky",
      ))
    )
      complain("without a connection the article has no style");
    await (await named(page, "More tools")).click();
    await there(page, ".panel-more");
    await press(page, "Escape", 100);
    await page.goto(`${url}articles/${other}/`);
    await until("what was not kept leads to the page that says so", () =>
      page.evaluate(() => location.pathname.endsWith("/offline/")),
    );
    await there(page, ".offline-list a");
    if (!(await textOf(page, "#offline-kept")).includes(title))
      complain("the page without a connection does not lead to what is kept");
    await page.click(".offline-list a");
    await until("what is kept opens from there", async () => (await textOf(page, "h1")) === title);
    // What starts by itself starts here too.
    await rest(1200);
  } finally {
    await connect(true);
  }
  await page.reload();
  await tool(page, "Keep offline");
  await rest(800);
  await click(page, "Remove: This article");
  await until("the article is removed", async () =>
    (await textOf(page, '[data-row="article"] .keep-facts')).startsWith("Not kept"),
  );
  if (await page.evaluate(async () => (await caches.keys()).some((name) => name.startsWith("atlas-kept:"))))
    complain("what was removed is still on the device");
}
