import type { BookArticle, BookInfo } from "../page-data.ts";
import { button, el } from "../ui/element.ts";

/** What the buttons of an entry do; without it the list is only to be read. */
export interface ListActions {
  move(slug: string, by: number): void;
  remove(slug: string): void;
}

/** Pages in the book: `pp. 45–51`, `p. 3`. */
export function pagesOf({ first, last }: BookArticle): string | undefined {
  if (first === undefined || last === undefined) return undefined;
  return first === last ? `p.\u00a0${first}` : `pp.\u00a0${first}–${last}`;
}

/** Articles in the order of the selection. An article that cannot be had stays in the list and says so. */
export function selectionList(
  book: BookInfo,
  root: string,
  slugs: string[],
  actions?: ListActions,
): HTMLOListElement {
  const list = el("ol", { class: "selection-list" });
  slugs.forEach((slug, i) => {
    const article = book.articles.find((a) => a.slug === slug);
    const title = article?.title ?? slug;
    const fault = !article
      ? "There is no such article in the Atlas any more."
      : article.offprint
        ? undefined
        : "Its pages have not been printed in this copy of the site.";
    const act = (name: string, label: string, run: () => void, off = false) => {
      const made = button(label, run, { "aria-label": `${label}: ${title}`, "data-act": name });
      made.disabled = off;
      return made;
    };
    const item = el(
      "li",
      { "data-entry": slug, "data-part": article?.part },
      el("span", { class: "entry-number" }, article ? String(article.number) : ""),
      article ? el("a", { href: root + article.path }, title) : el("span", {}, title),
      el("span", { class: "entry-page" }, (article && pagesOf(article)) ?? ""),
      fault !== undefined && el("span", { class: "entry-fault" }, fault),
      actions &&
        el(
          "span",
          { class: "entry-tools" },
          act("up", "Up", () => actions.move(slug, -1), i === 0),
          act("down", "Down", () => actions.move(slug, 1), i === slugs.length - 1),
          act("remove", "Remove", () => actions.remove(slug)),
        ),
    );
    if (actions) {
      item.addEventListener("keydown", (event) => {
        if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        actions.move(slug, event.key === "ArrowUp" ? -1 : 1);
      });
    }
    list.append(item);
  });
  return list;
}
