import type { Context } from "../context.ts";
import type { BookInfo } from "../page-data.ts";
import { button, el } from "../ui/element.ts";
import { selectionList } from "./list.ts";
import { openMaking, size, type Wanted } from "./making.ts";
import { isPrintable } from "./request.ts";
import {
  moved,
  readSelection,
  readTitle,
  SELECTION_KEY,
  sharedQuery,
  TITLE_LENGTH,
  writeSelection,
  writeTitle,
} from "./selection.ts";

/** Fetches the book's data; says so while it waits, and offers to try again where it fails. */
export async function withBook(
  context: Context,
  box: HTMLElement,
  show: (book: BookInfo) => void,
): Promise<void> {
  const waiting = el("p", { class: "panel-state" }, "The list of articles is being fetched …");
  box.replaceChildren(waiting);
  try {
    show(await context.book());
  } catch {
    const again = button("Try again", () => void withBook(context, box, show), { class: "text-button" });
    box.replaceChildren(
      el(
        "p",
        { class: "panel-state", role: "alert" },
        "The list of articles could not be fetched. Is there a connection? Your selection is kept. ",
      ),
      again,
    );
  }
}

/** `10 articles, 74 pages, about 1.2 MB to fetch` */
export function sumOf({ articles }: Pick<Wanted, "articles">): string {
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  const pages = articles.reduce((sum, a) => sum + a.last - a.first + 1, 0);
  const bytes = articles.reduce((sum, a) => sum + a.offprint.bytes, 0);
  return `${count(articles.length, "article")}, ${count(pages, "page")}, ${size(bytes)} to fetch`;
}

/** The address under which others see a selection. */
export function linkTo(context: Context, slugs: string[], title: string): string {
  return new URL(`${context.info.root}selection/${sharedQuery(slugs, title)}`, location.href).href;
}

/** A button that copies the link, or shows it where the browser does not let it. */
export function copyLink(context: Context, link: () => string): HTMLElement {
  const box = el("span", {});
  const copy = button("Copy link", async () => {
    try {
      await navigator.clipboard.writeText(link());
      context.say("The link is copied.");
      copy.textContent = "Link copied";
      setTimeout(() => {
        copy.textContent = "Copy link";
      }, 3000);
    } catch {
      const field = el("input", {
        class: "selection-link",
        readonly: true,
        "aria-label": "Link to this list",
      });
      field.value = link();
      box.replaceChildren(field);
      field.focus();
      field.select();
    }
  });
  box.append(copy);
  return box;
}

/**
 * The reader's own selection, to be ordered and made into a PDF.
 *
 * @returns what ends it
 */
export function openEditor(context: Context, box: HTMLElement): () => void {
  const { store, info, say, notify } = context;
  let end = () => {};
  let closed = false;
  void withBook(context, box, (book) => {
    if (closed) return;
    const wanted = (): Wanted => ({
      book,
      articles: readSelection(store).flatMap((slug) => {
        const found = book.articles.find((a) => a.slug === slug);
        return found && isPrintable(found) ? [found] : [];
      }),
      title: readTitle(store),
    });
    const making = openMaking(context, wanted);
    const list = el("div", {});
    const sum = el("p", { class: "selection-sum" });
    const title = el("input", {
      type: "text",
      id: "selection-title",
      maxlength: TITLE_LENGTH,
      autocomplete: "off",
      value: readTitle(store),
    });
    title.addEventListener("input", () => {
      writeTitle(store, title.value);
      making.reset();
    });
    const keep = (next: string[]) => {
      if (!writeSelection(store, next)) notify("This browser does not let the page keep a selection.");
    };
    const focusOn = (slug: string, act: string) => {
      const entry = list.querySelector(`[data-entry="${CSS.escape(slug)}"]`);
      const other = act === "up" ? "down" : "up";
      const target =
        entry?.querySelector<HTMLElement>(`[data-act="${act}"]:not(:disabled)`) ??
        entry?.querySelector<HTMLElement>(`[data-act="${other}"]:not(:disabled)`);
      target?.focus();
    };
    const titleOf = (slug: string) => book.articles.find((a) => a.slug === slug)?.title ?? slug;
    const actions = {
      move(slug: string, by: number) {
        const before = readSelection(store);
        const next = moved(before, before.indexOf(slug), by);
        keep(next);
        focusOn(slug, by < 0 ? "up" : "down");
        say(`${titleOf(slug)}: ${next.indexOf(slug) + 1} of ${next.length}`);
      },
      remove(slug: string) {
        const before = readSelection(store);
        const at = before.indexOf(slug);
        const next = before.filter((s) => s !== slug);
        keep(next);
        const neighbour = next[Math.min(at, next.length - 1)];
        if (neighbour !== undefined)
          list
            .querySelector<HTMLElement>(`[data-entry="${CSS.escape(neighbour)}"] [data-act="remove"]`)
            ?.focus();
        notify(`${titleOf(slug)} is out of your selection.`, { label: "Undo", run: () => keep(before) });
      },
    };
    const own = el(
      "div",
      { class: "selection" },
      list,
      sum,
      el(
        "div",
        { class: "selection-title" },
        el("label", { for: "selection-title" }, "Title of your own"),
        title,
        el("p", {}, "For the cover, for instance the name of a course. It may stay empty."),
      ),
      making.element,
      el(
        "div",
        { class: "selection-more" },
        copyLink(context, () => linkTo(context, readSelection(store), readTitle(store))),
        button("Take all out", () => {
          const before = readSelection(store);
          keep([]);
          notify("Your selection is empty.", { label: "Undo", run: () => keep(before) });
        }),
      ),
    );
    const empty = el(
      "div",
      { class: "selection-empty", tabindex: -1 },
      el("p", {}, "Nothing is in your selection yet."),
      el(
        "p",
        { class: "panel-state" },
        "Wherever articles are listed, and on each article, “add” puts one in. Here you then order them and make one PDF, with cover, contents and the book’s page numbers.",
      ),
      el("p", {}, el("a", { href: info.root || "./" }, "To the contents")),
    );
    const show = () => {
      const slugs = readSelection(store);
      making.reset();
      if (slugs.length === 0) {
        const held = own.contains(document.activeElement);
        box.replaceChildren(empty);
        if (held) empty.focus();
        return;
      }
      list.replaceChildren(selectionList(book, info.root, slugs, actions));
      sum.textContent = sumOf(wanted());
      if (!own.isConnected) box.replaceChildren(own);
    };
    show();
    const unwatch = store.watch(SELECTION_KEY, show);
    end = () => {
      unwatch();
      making.close();
    };
  });
  return () => {
    closed = true;
    end();
  };
}
