import type { Context } from "../context.ts";
import { readSelection, SELECTION_KEY } from "./selection.ts";

/** Shows everywhere on the page what is in the selection, now and after every change, here or in another tab. */
export async function startSelection(context: Context): Promise<void> {
  const show = () => showSelection(readSelection(context.store));
  show();
  context.store.watch(SELECTION_KEY, show);
  if (context.info.kind === "selection") await (await import("./page.ts")).startPage(context);
}

function showSelection(selection: string[]): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-pick]"))
    button.setAttribute("aria-pressed", String(selection.includes(button.dataset.pick!)));
  const n = selection.length;
  for (const tool of document.querySelectorAll(".tool-selection")) {
    const count = tool.querySelector(".selection-count");
    if (count) count.textContent = n > 0 ? String(n) : "";
    tool.setAttribute(
      "aria-label",
      n > 0 ? `My selection ${n} ${n === 1 ? "article" : "articles"}` : "My selection",
    );
  }
}
