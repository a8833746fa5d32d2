import type { Context } from "../context.ts";
import { el } from "../ui/element.ts";
import { openPanel } from "../ui/panel.ts";

/** Asks for a page: of the printed book, wherever it is, or of this article as it is shown. */
export async function openGoToPage(context: Context): Promise<void> {
  const { info, reader } = context;
  if (!reader || !info.article) return;
  const panel = openPanel("Go to page", { kind: "page" });
  const { page, pages } = reader.position();
  const printed = reader.printPage(reader.place());
  const error = el("p", { class: "panel-error", id: "page-error", role: "alert" });

  const field = (
    label: string,
    hint: string,
    value: number,
    max: number | undefined,
    go: (n: number) => unknown,
  ) => {
    const input = el("input", {
      type: "number",
      inputmode: "numeric",
      min: 1,
      max,
      value,
      "aria-describedby": "page-error",
    });
    const form = el(
      "form",
      { class: "field" },
      el("label", {}, el("span", { class: "field-name" }, label), input),
      el("button", { type: "submit" }, "Go"),
      el("p", { class: "field-hint" }, hint),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      error.textContent = "";
      const n = Number(input.value);
      if (!Number.isInteger(n) || n < 1) error.textContent = "A page is a whole number from 1.";
      else go(n);
    });
    return { form, input };
  };

  const fields = [];
  if (printed !== undefined) {
    const range = `This article is on pages ${info.article.first} to ${info.article.last}.`;
    fields.push(
      field("Page of the printed book", range, printed, undefined, async (n) => {
        try {
          const book = await context.book();
          const target = book.articles.findLast((a) => a.first !== undefined && a.first <= n);
          const last = book.articles.at(-1)?.last;
          if (!target || (last !== undefined && n > last)) {
            error.textContent = `The articles are on pages ${book.articles[0]?.first} to ${last}.`;
            return;
          }
          if (target.slug !== info.article!.slug) {
            location.href = `${info.root}${target.path}?p=${n}`;
            return;
          }
        } catch {
          if (n < info.article!.first! || n > info.article!.last!) {
            error.textContent = "That page is in another article, and there is no connection to look for it.";
            return;
          }
        }
        const mark = [...document.querySelectorAll<HTMLElement>(".page-mark")].findLast(
          (m) => Number(m.dataset.page) <= n,
        );
        panel.close();
        if (!mark || mark.dataset.page === String(info.article!.first)) reader.goTo({ id: "top", offset: 0 });
        else reader.goTo(mark, { mark: true });
        context.say(`Printed page ${n}`);
      }),
    );
  }
  if (reader.mode === "paged") {
    fields.push(
      field(
        "Page on this screen",
        `1 to ${pages}; the number changes with size and window.`,
        page + 1,
        pages,
        (n) => {
          if (n > pages) {
            error.textContent = `There are ${pages} pages on this screen.`;
            return;
          }
          panel.close();
          reader.turnTo(n - 1);
        },
      ),
    );
  }
  if (fields.length === 0)
    panel.body.append(el("p", {}, "There are page numbers once the book has been printed."));
  panel.body.append(...fields.map((f) => f.form), error);
  fields[0]?.input.select();
}
