import { press, rest, type Visit } from "./visit.ts";

const TABS = 140;

/** Turning, deep links, the place when the mode changes, and focus and page together under Tab. */
export async function checkPlace({ page, url: root, slug, complain }: Visit): Promise<void> {
  const url = `${root}articles/${slug}/`;
  const words = () => page.evaluate(() => document.querySelector(".place-words")?.textContent ?? "");
  const at = async () => {
    const [, n, all] = /Page (\d+) of (\d+)/.exec(await words()) ?? [];
    return [Number(n), Number(all)] as const;
  };
  await page.goto(`${url}#top`);
  await rest(700);
  if ((await page.evaluate(() => document.documentElement.dataset.mode)) !== "paged") await press(page, "m");
  await press(page, "Home");
  const [first, pages] = await at();
  if (first !== 1 || pages < 3) complain(`opens on "${await words()}" in pages`);
  await press(page, "ArrowRight");
  if ((await at())[0] !== 2) complain("the right arrow does not turn");
  if (!(await page.evaluate(() => document.activeElement?.closest("article") != null)))
    complain("after a turn the focus is not in the text");
  await press(page, "End");
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
  await press(page, "m");
  await press(page, "m");
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
