import type { Context } from "../context.ts";
import { readSelection, toggled, writeSelection } from "./selection.ts";

/** Takes an article in or out: the one that the button names, otherwise the one on the page. */
export function select(context: Context, from?: HTMLElement): void {
  const { store, info, notify, say } = context;
  const slug = from?.dataset.pick ?? info.article?.slug;
  if (!slug) return;
  const next = toggled(readSelection(store), slug);
  if (!writeSelection(store, next)) {
    notify("This browser does not let the page keep a selection.");
    return;
  }
  const what = next.includes(slug) ? "Added to your selection" : "Taken out of your selection";
  const sum = `${what}; ${next.length === 1 ? "one article is" : `${next.length} articles are`} in it.`;
  // At a button the word itself shows it; from a menu nothing does.
  if (from?.dataset.pick) say(sum);
  else notify(sum, { label: "Show", run: () => context.run("selection") });
}
