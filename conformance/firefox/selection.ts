import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { BookInfo } from "../../src/reader/page-data.ts";
import { downloaded } from "./downloads.ts";
import { click, open, press, rest, textOf, there, tool, until, type Visit } from "./visit.ts";

const TITLE = "Read in Firefox";

/** Three articles picked, ordered by key and made into one PDF in the browser; the file is read back. */
export async function checkSelection(visit: Visit): Promise<void> {
  const { page, dist, complain } = visit;
  const book = JSON.parse(await readFile(join(dist, "book.json"), "utf8")) as BookInfo;
  const [a, b, c] = book.articles.filter((article) => article.offprint);
  if (!a || !b || !c) throw new Error("there are not three articles with a PDF");
  await open(visit, "");
  for (const { title } of [a, b]) await click(page, `add ${title} to my selection`);
  await open(visit, c.path);
  await tool(page, "Add to my selection");
  await rest(600);
  // The list of tools says that it is in.
  await click(page, "More tools");
  await there(page, ".panel-more");
  if (!(await textOf(page, ".panel-more")).includes("Take out of my selection"))
    complain("the list of tools does not show that the article is in the selection");
  await press(page, "Escape", 100);
  await open(visit, "selection/");
  await there(page, ".selection-list");
  const order = () =>
    page.evaluate(() => [...document.querySelectorAll(".selection-list li > a")].map((e) => e.textContent));
  await (await page.waitForSelector(`[aria-label="Up: ${c.title}"]`))!.focus();
  await press(page, "Enter", 150);
  await press(page, "Enter", 150);
  const wanted = [c, a, b];
  if (String(await order()) !== String(wanted.map((x) => x.title))) complain(`the order is ${await order()}`);
  await page.evaluate((title) => localStorage.setItem("atlas:selection-title", JSON.stringify(title)), TITLE);
  await page.reload();
  const bytes = await downloaded(visit, /^read-in-firefox\.pdf$/, () => click(page, "Make the PDF"));
  const failed = await textOf(page, ".selection-state");
  if (failed) complain(failed);

  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0, disableFontFace: true }).promise;
  const folios = wanted.flatMap((x) =>
    Array.from({ length: x.last! - x.first! + 1 }, (_, i) => String(x.first! + i)),
  );
  const labels = await pdf.getPageLabels();
  if (String(labels) !== String(["i", "ii", ...folios])) complain(`the PDF's pages are numbered ${labels}`);
  const text = async (n: number) =>
    (await (await pdf.getPage(n)).getTextContent()).items.map((i) => ("str" in i ? i.str : "")).join("");
  const letters = (s: string) =>
    s
      .normalize("NFKC")
      .replace(/[^\p{L}\p{N}]/gu, "")
      .toLowerCase();
  if (!(await text(1)).includes(TITLE)) complain("the title is not on the PDF's cover");
  let n = 3;
  for (const x of wanted) {
    if (!letters(await text(n)).includes(letters(x.title)))
      complain(`“${x.title}” is not on sheet ${n} of the PDF`);
    n += x.last! - x.first! + 1;
  }
  const outline = (await pdf.getOutline())?.map((o) => o.title);
  if (String(outline) !== String(["Cover", "Contents", ...wanted.map((x) => `${x.number} ${x.title}`)]))
    complain(`the PDF's outline is ${outline}`);
  if (!(await pdf.getMarkInfo())?.Marked) complain("the PDF is not tagged");
  await pdf.destroy();
  await until("the PDF can be opened too", () =>
    page.evaluate(() => !!document.querySelector(".selection-make a[target]")),
  );
}
