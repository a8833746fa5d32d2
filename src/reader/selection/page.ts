import type { Context } from "../context.ts";
import { button, el } from "../ui/element.ts";
import { copyLink, linkTo, openEditor, sumOf, withBook } from "./editor.ts";
import { selectionList } from "./list.ts";
import { openMaking, type Wanted } from "./making.ts";
import { isPrintable } from "./request.ts";
import { readSelection, readShared, type Shared, writeSelection, writeTitle } from "./selection.ts";

/** `/selection/`: the reader's own list, or the one that the address names. */
export async function startPage(context: Context): Promise<void> {
  const box = document.querySelector<HTMLElement>("main .selection");
  if (!box) return;
  const shared = readShared(location.search);
  if (shared) await showShared(context, box, shared);
  else openEditor(context, box);
}

async function showShared(context: Context, box: HTMLElement, shared: Shared): Promise<void> {
  const { info, store, notify } = context;
  const heading = document.querySelector("main h1");
  if (heading) heading.textContent = "A selection";
  await withBook(context, box, (book) => {
    const known = shared.slugs.filter((slug) => book.articles.some((a) => a.slug === slug));
    const unknown = [...shared.slugs.filter((slug) => !known.includes(slug)), ...shared.odd];
    const wanted = (): Wanted => ({
      book,
      articles: known.map((slug) => book.articles.find((a) => a.slug === slug)!).filter(isPrintable),
      title: shared.title,
    });
    const making = openMaking(context, wanted);
    const mine = readSelection(store);
    const keep = (next: string[], said: string) => {
      if (!writeSelection(store, next)) {
        notify("This browser does not let the page keep a selection.");
        return;
      }
      notify(said, { label: "Show", run: () => context.run("selection") });
    };
    const add = () => {
      const before = readSelection(store);
      const next = [...before, ...known.filter((slug) => !before.includes(slug))];
      const n = next.length - before.length;
      keep(next, n === 0 ? "All of them are in your selection already." : `Added to your selection: ${n}.`);
    };
    const replace = () => {
      if (shared.title) writeTitle(store, shared.title);
      keep(known, "This is your selection now.");
    };
    box.replaceChildren(
      ...(shared.title ? [el("h2", { class: "selection-own-title" }, shared.title)] : []),
      ...(unknown.length > 0
        ? [
            el(
              "p",
              { class: "panel-state", role: "status" },
              `Left out, for the Atlas has no such article: ${unknown.join(", ")}.`,
            ),
          ]
        : []),
      ...(known.length === 0
        ? [
            el("p", {}, "This link names no article of the Atlas."),
            el("p", {}, el("a", { href: info.root || "./" }, "To the contents")),
          ]
        : [
            selectionList(book, info.root, known),
            el("p", { class: "selection-sum" }, sumOf(wanted())),
            making.element,
            el(
              "div",
              { class: "selection-more" },
              button(mine.length > 0 ? "Add to mine" : "Make it mine", add),
              mine.length > 0 && button("Replace mine", replace),
              copyLink(context, () => linkTo(context, known, shared.title)),
            ),
          ]),
    );
  });
}
