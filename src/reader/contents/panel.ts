import type { Context } from "../context.ts";
import { readPlaces } from "../place/keeper.ts";
import { sectionAt } from "../place/section.ts";
import { el } from "../ui/element.ts";
import { openPanel } from "../ui/panel.ts";

/** The sections of this article, with the printed pages they begin on, and all articles of the book. */
export async function openContents(context: Context): Promise<void> {
  const { info, reader, store } = context;
  const panel = openPanel("Contents", { kind: "contents" });
  const main = document.getElementById("main")!;
  if (reader && info.article) {
    const here = sectionAt(main, reader.place());
    const list = el("ol", { class: "panel-list" });
    for (const heading of main.querySelectorAll<HTMLElement>(
      "article :is(.prose, .references, .how-to-cite) :is(h2, h3)[id]",
    )) {
      const text = heading.textContent?.trim() ?? "";
      const link = el(
        "a",
        { href: `#${heading.id}`, "aria-current": text === here ? "location" : undefined },
        text,
      );
      link.addEventListener("click", (event) => {
        event.preventDefault();
        panel.close();
        reader.goTo(heading, { focus: true });
      });
      const page = reader.printPage({ id: heading.id, offset: 0 });
      list.append(
        el(
          "li",
          { class: heading.localName === "h3" ? "below" : undefined },
          link,
          page !== undefined &&
            el(
              "span",
              { class: "entry-page" },
              el("span", { class: "visually-hidden" }, "page "),
              String(page),
            ),
        ),
      );
    }
    panel.body.append(el("h3", {}, info.article.title), list);
  }
  const waiting = el("p", { class: "panel-state" }, "The book’s contents are being fetched …");
  panel.body.append(waiting);
  try {
    const book = await context.book();
    const places = readPlaces(store);
    const parts = book.parts.map((part) =>
      el(
        "section",
        { "data-part": part.id },
        el("h3", {}, el("a", { href: info.root + part.path }, part.title)),
        el(
          "ol",
          { class: "panel-list panel-book" },
          ...book.articles
            .filter((a) => a.part === part.id)
            .map((a) =>
              el(
                "li",
                { class: places[a.slug]?.read ? "is-read" : undefined },
                el("span", { class: "entry-number" }, String(a.number)),
                el(
                  "a",
                  {
                    href: info.root + a.path,
                    "aria-current": a.slug === info.article?.slug ? "page" : undefined,
                  },
                  a.title,
                ),
                places[a.slug]?.read && el("span", { class: "entry-state" }, "read"),
                a.first !== undefined &&
                  el(
                    "span",
                    { class: "entry-page" },
                    el("span", { class: "visually-hidden" }, "page "),
                    String(a.first),
                  ),
              ),
            ),
        ),
      ),
    );
    waiting.replaceWith(...parts);
  } catch {
    waiting.textContent = "The contents of the book could not be fetched. This article’s own are above.";
  }
}
