import { downloaded } from "./downloads.ts";
import {
  click,
  dragWords,
  gone,
  marked,
  open,
  press,
  rest,
  textOf,
  there,
  until,
  type Visit,
} from "./visit.ts";

/** Highlights and notes: made on a selection, opened, listed, exported, and there again after a reload. */
export async function checkNotes(visit: Visit): Promise<void> {
  const { page, slug, complain } = visit;
  await open(visit, `articles/${slug}/`);
  const words = await dragWords(visit, 1);
  await there(page, ".note-toolbar");
  // By keyboard: Tab leads to the toolbar, the arrow to the second colour.
  await press(page, "Tab", 60);
  await press(page, "ArrowRight", 60);
  const held = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  if (held !== "Highlight in green")
    complain(`Tab and the arrow lead to “${held}” and not to the second colour`);
  await press(page, "Enter", 60);
  const green = await until("the highlight is painted", () => marked(page, "note-green"));
  if (green.text !== words.text) complain(`“${words.text}” was selected, “${green.text}” is highlighted`);
  if (!green.seen) complain("the highlight is not to be seen where it was made");

  const at = await page.evaluate(() => {
    const [range] = [...CSS.highlights.get("note-green")!] as Range[];
    const { x, y, height } = range!.getClientRects()[0]!;
    return { x: x + 15, y: y + height / 2 };
  });
  await page.mouse.click(at.x, at.y);
  await there(page, ".panel-note #note-text");
  await page.focus("#note-text");
  await page.keyboard.type("To be checked");
  await click(page, "Rose");
  await press(page, "Escape", 100);
  await gone(page, ".panel-note");
  const rose = await until("the note is painted in its new colour", () => marked(page, "note-rose"));
  if (rose.text !== words.text) complain(`the note is painted over “${rose.text}”`);
  const signed = await marked(page, "note-written");
  if (signed?.text !== words.text) complain("a note is not told from a highlight in the text");

  await press(page, "n", 100);
  await there(page, ".panel-notes .note-entry");
  const facts = await textOf(page, ".panel-notes .note-facts");
  if (!facts.startsWith(`Notep. ${words.printed}`) && !facts.startsWith(`Note p. ${words.printed}`))
    complain(`the list says “${facts}” of a note on page ${words.printed}`);
  await press(page, "Escape", 100);

  await page.reload();
  await until("the note is there after a reload", () => marked(page, "note-rose"));

  await open(visit, "notes/");
  await there(page, ".note-entry");
  const markdown = await downloaded(visit, /^atlas-notes-.*\.md$/, () => click(page, "Export as Markdown"));
  const text = markdown.toString("utf8").replace(/\s+/g, " ");
  if (!text.includes(words.text) || !text.includes("To be checked") || !text.includes(`p. ${words.printed}`))
    complain(`the Markdown lacks the passage, the note or the page: ${text.slice(0, 300)}`);
  const json = await downloaded(visit, /^atlas-notes-.*\.json$/, () => click(page, "Export as JSON"));

  await click(page, "Delete all");
  await there(page, "dialog:modal");
  await click(page, "Delete all");
  await until("all notes are deleted", () => page.evaluate(() => !document.querySelector(".note-entry")));
  const input = await page.$("input[type=file]");
  if (!input) throw new Error("there is no way to import");
  await page.evaluate(
    (input, text) => {
      const files = new DataTransfer();
      files.items.add(new File([text], "notes.json", { type: "application/json" }));
      (input as HTMLInputElement).files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    input,
    json.toString("utf8"),
  );
  await there(page, ".note-entry");
  await rest(60);
  if (!(await textOf(page, ".note-entry")).includes("To be checked"))
    complain("the note is not imported again");
}
