import { click, dragWords, marked, open, press, rest, textOf, there, until, type Visit } from "./visit.ts";

/** Quoting: the copied text is what it says, with the printed page; the link to the passage opens on it. */
export async function checkCite(visit: Visit): Promise<void> {
  const { page, slug, complain } = visit;
  await open(visit, `articles/${slug}/`);
  const words = await dragWords(visit, 1);
  await there(page, ".note-toolbar");
  await click(page, "Quote");
  await there(page, ".panel-cite .cite-item");
  await click(page, "Chicago");
  await rest(100);
  const items = await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll(".cite-item")].map((item) => [
        item.querySelector("h3")!.textContent!,
        item.querySelector(".cite-text")?.textContent ?? "",
      ]),
    ),
  );
  const quotation = items.Quotation ?? "";
  if (!quotation.startsWith(`“${words.text}`) || !quotation.endsWith(` ${words.printed})`))
    complain(`“${words.text}” on page ${words.printed} is quoted as ${quotation}`);
  await click(page, "Copy: Quotation");
  await until("it is said that the quotation is copied", async () =>
    (await textOf(page, "#atlas-notice")).includes("copied"),
  );
  await press(page, "Escape", 100);
  // Pasted where one can write: into the search.
  await press(page, "/", 100);
  await there(page, "#search-words");
  await page.focus("#search-words");
  await page.keyboard.down("Control");
  await page.keyboard.press("v");
  await page.keyboard.up("Control");
  const pasted = await until("something is pasted", () =>
    page.evaluate(() => document.querySelector<HTMLInputElement>("#search-words")!.value),
  );
  if (pasted !== quotation) complain(`“${quotation}” is copied as “${pasted}”`);

  const link = items["Link to the passage"] ?? "";
  if (!link.includes(`?p=${words.printed}#`)) complain(`the link to the passage is ${link}`);
  await page.goto("about:blank");
  await page.goto(link);
  const passage = await until("the link marks its passage", () => marked(page, "passage"));
  if (passage.text !== words.text) complain(`the link marks “${passage.text}” and not “${words.text}”`);
  await until("the link opens on the passage", async () => (await marked(page, "passage"))?.seen);
  // And stays there.
  await rest(900);
  if (!(await marked(page, "passage"))?.seen) complain("what the link opens on does not stay to be seen");
}
