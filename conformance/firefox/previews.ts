import { gone, open, press, rest, textOf, there, until, type Visit } from "./visit.ts";

/** Notes, references and articles in place: by a pointer that rests, and by the focus. */
export async function checkPreviews(visit: Visit): Promise<void> {
  const { page, slug, complain } = visit;
  await open(visit, `articles/${slug}/`);
  const kinds = ["[role=doc-biblioref]", "[role=doc-noteref]", ".article-link"];
  for (const kind of kinds) {
    const selector = `#main .prose a${kind}`;
    const found = await page.evaluate((selector) => {
      const link = document.querySelector<HTMLAnchorElement>(selector);
      if (!link) return undefined;
      link.id ||= `tried-${Math.random().toString(36).slice(2)}`;
      const own = new URL(link.href).pathname === location.pathname;
      const target = own ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
      const copy = target?.cloneNode(true) as Element | undefined;
      for (const foreign of copy?.querySelectorAll(".note-back, .visually-hidden") ?? []) foreign.remove();
      return { id: link.id, own, says: copy?.textContent?.replace(/\s+/g, " ").trim().slice(0, 30) };
    }, selector);
    // Not every article has each of them.
    if (!found) continue;
    const by = `#${CSS_escape(found.id)}`;
    const says = async () => {
      await there(page, ".preview");
      return until(`the preview of ${kind} has come`, async () => {
        const text = await textOf(page, ".preview");
        return /Being fetched/.test(text) ? undefined : text;
      });
    };
    // The page turns to what is looked for; then the pointer rests on it.
    await page.evaluate((id) => {
      location.hash = "";
      location.hash = id;
    }, found.id);
    await rest(700);
    const before = await page.evaluate(
      (s) => JSON.stringify(document.querySelector(s)!.getBoundingClientRect()),
      by,
    );
    const at = await page.evaluate((s) => {
      const { left, width, top, height } = document.querySelector(s)!.getClientRects()[0]!;
      return { x: left + width / 2, y: top + height / 2 };
    }, by);
    await page.mouse.move(at.x, at.y, { steps: 3 });
    const hovered = await says();
    if (found.own && !hovered.includes(found.says!))
      complain(`hovering ${kind} shows “${hovered.slice(0, 80)}” and not “${found.says}”`);
    if (hovered.includes("could not be fetched")) complain(`the preview of ${kind} could not be fetched`);
    const outside = await page.evaluate(() => {
      const { left, top, right, bottom } = document.querySelector(".preview")!.getBoundingClientRect();
      return left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1;
    });
    if (outside) complain(`the preview of ${kind} goes out of the window`);
    const after = await page.evaluate(
      (s) => JSON.stringify(document.querySelector(s)!.getBoundingClientRect()),
      by,
    );
    if (after !== before) complain(`the preview of ${kind} moves the text`);
    await press(page, "Escape", 60);
    await gone(page, ".preview");
    await page.mouse.move(2, 300);

    // By the focus alone, from the Tab key, for it is only shown where the focus is.
    await page.evaluate((s) => {
      const all = [...document.querySelectorAll<HTMLElement>("a[href], button")].filter((e) =>
        e.checkVisibility(),
      );
      all[all.indexOf(document.querySelector<HTMLElement>(s)!) - 1]!.focus();
    }, by);
    await press(page, "Tab", 400);
    if (!(await page.evaluate((s) => document.activeElement === document.querySelector(s), by))) {
      complain(`Tab does not come to ${kind}`);
      continue;
    }
    const focused = await says();
    if (focused !== hovered) complain(`the focus on ${kind} shows “${focused.slice(0, 60)}”`);
    if (
      !(await page.evaluate(
        (s) => document.querySelector(s)!.getAttribute("aria-describedby") === "preview",
        by,
      ))
    )
      complain(`the preview of ${kind} is not told to those who listen`);
    await press(page, "Escape", 60);
    await gone(page, ".preview");
  }
}

const CSS_escape = (id: string) => id.replace(/[^\w-]/g, (c) => `\\${c}`);
