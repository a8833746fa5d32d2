import { pdfText } from "../../src/print/pdf-text.ts";
import { open, press, there, type Visit } from "./visit.ts";

const letters = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();

/** What the reader puts around an article; none of it belongs on paper. */
const FOREIGN = ["min left", "Go to page", "Colours", "Quote and cite", "Skip to the text"];

/**
 * Whether a text stands on the sheets: in one piece, or cut by the end of a sheet. The rest then is somewhere on the
 * next, for a PDF of Firefox has no tags and gives what is on a sheet in the order in which it was painted.
 */
function isPrinted(text: string, sheets: string[]): boolean {
  if (sheets.join("").includes(text)) return true;
  return sheets.some((sheet, i) => {
    let cut = text.length;
    while (cut > 0 && !sheet.endsWith(text.slice(0, cut))) cut--;
    return cut > 0 && sheets[i + 1]?.includes(text.slice(cut)) === true;
  });
}

/** Printed from pages in the middle of the text, in the dark and with a panel open: the whole text, and no more. */
export async function checkPrint(visit: Visit): Promise<void> {
  const { page, slug, complain } = visit;
  await open(visit, `articles/${slug}/`);
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem("atlas:settings") ?? "{}") as object;
    localStorage.setItem("atlas:settings", JSON.stringify({ ...kept, theme: "dark" }));
  });
  await open(visit, `articles/${slug}/`);
  await press(page, "ArrowRight");
  await press(page, "a", 200);
  await there(page, "dialog.panel");
  const blocks = await page.evaluate(() =>
    [...document.querySelectorAll("#main :is(h1, .prose :is(h2, h3, p[id], li, dt, dd, figcaption, td))")]
      .filter((e) => !e.closest(".chart-data, .toc, .neighbours, .facts, .linked-from, .visually-hidden"))
      .map((e) => {
        const copy = e.cloneNode(true) as Element;
        for (const foreign of copy.querySelectorAll(".visually-hidden, .note-back, svg, .page-mark"))
          foreign.remove();
        return copy.textContent!;
      }),
  );
  if (blocks.length < 20) complain(`there are only ${blocks.length} blocks to print`);
  const sheets = await pdfText(await page.pdf({ format: "A4", printBackground: true }));
  const printed = sheets.join(" ");
  const missing = blocks.filter((block) => !isPrinted(letters(block), sheets.map(letters)));
  for (const block of missing.slice(0, 3)) complain(`is not printed: ${block.trim().slice(0, 80)}`);
  for (const foreign of FOREIGN) if (printed.includes(foreign)) complain(`“${foreign}” is printed`);
  const empty = sheets.slice(0, -1).filter((sheet) => sheet.trim().length < 200).length;
  if (empty > 0) complain(`${empty} of ${sheets.length} sheets are nearly empty`);
}
