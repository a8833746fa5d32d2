import { click, open, press, rest, textOf, there, until, type Visit } from "./visit.ts";

/** Searching by keyboard: opened by `/`, hits with context and page, filters that count right, Enter leads to the block. */
export async function checkSearch(visit: Visit): Promise<void> {
  const { page, slug, complain } = visit;
  await open(visit, `articles/${slug}/`);
  const count = async () => Number.parseInt(await textOf(page, ".panel-search .panel-state"), 10);
  await press(page, "/", 100);
  await there(page, "#search-words");
  await page.keyboard.type("care");
  if (
    (await page.evaluate(() => document.querySelector<HTMLInputElement>("#search-words")!.value)) !== "care"
  )
    complain("what is typed after / is not what is looked for");
  const all = await until("articles are found", count);
  await there(page, ".search-filters summary");
  if (!(await page.evaluate(() => document.querySelector(".search-filters details")!.hasAttribute("open"))))
    await page.click(".search-filters summary");
  const [label, promised] = await until("a filter that narrows down", () =>
    page.evaluate((all) => {
      for (const label of document.querySelectorAll(".search-filters label")) {
        const n = Number(label.querySelector(".count")!.textContent);
        if (n > 0 && n < all) return [label.querySelector("span")!.textContent!, n] as const;
      }
      return undefined;
    }, all),
  );
  await page.evaluate((label) => {
    [...document.querySelectorAll(".search-filters label")]
      .find((l) => l.querySelector("span")!.textContent === label)!
      .querySelector("input")!
      .focus();
  }, label);
  await press(page, " ", 100);
  await until(
    `the filter “${label}” leaves the ${promised} articles it promises`,
    async () => (await count()) === promised,
  );
  if (!(await page.evaluate(() => document.activeElement?.matches(".search-filters input:checked"))))
    complain("the focus does not stay on the filter");

  await page.focus("#search-words");
  await press(page, "ArrowDown", 60);
  await press(page, "ArrowDown", 60);
  const hit = await page.evaluate(() => {
    const a = document.activeElement as HTMLAnchorElement;
    const li = a.closest("li");
    return {
      href: a.href,
      block: decodeURIComponent(a.hash?.slice(1) ?? ""),
      page: li?.querySelector(".entry-page")?.textContent ?? "",
      marks: li?.querySelectorAll("mark").length ?? 0,
    };
  });
  if (!hit.block || !/p\.\s\d+/.test(hit.page) || hit.marks === 0)
    complain(`the arrow leads to a hit without block, page or context: ${JSON.stringify(hit)}`);
  await press(page, "Enter", 60);
  await until("Enter opens the hit", () => page.evaluate((href) => location.href === href, hit.href));
  await until("the hit's block is to be seen", () =>
    page.evaluate((id) => {
      const rect = document.getElementById(id)?.getClientRects()[0];
      return (
        rect !== undefined &&
        rect.top < innerHeight &&
        rect.bottom > 0 &&
        rect.left >= 0 &&
        rect.left < innerWidth
      );
    }, hit.block),
  );
  await rest(800);
  await press(page, "/", 100);
  await there(page, "#search-words");
  await page.keyboard.type("xylophonic");
  await until("it is said that nothing was found", async () =>
    (await textOf(page, ".panel-search .panel-state")).startsWith("Nothing was found"),
  );
  await click(page, "Close");
}
