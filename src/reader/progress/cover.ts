import type { Context } from "../context.ts";
import { readPlaces } from "../place/keeper.ts";
import { el } from "../ui/element.ts";
import { bookProgress } from "./book-progress.ts";

/** On the cover: the way back to where one stopped; in every list of articles: which have been read. */
export async function showProgress({ info, store, book }: Context): Promise<void> {
  const places = readPlaces(store);
  for (const item of document.querySelectorAll<HTMLElement>("[data-slug]")) {
    if (!places[item.dataset.slug!]?.read || item.classList.contains("is-read")) continue;
    item.classList.add("is-read");
    item.querySelector("a")?.append(el("span", { class: "visually-hidden" }, " (read)"));
  }
  const box = document.querySelector<HTMLElement>(".resume");
  if (!box || Object.keys(places).length === 0) return;
  const { current, next, read, articles, share } = bookProgress(await book(), places);
  const go = current?.article ?? next;
  const left = current ? Math.ceil(current.article.minutes * (1 - current.place.progress)) : go?.minutes;
  box.replaceChildren(
    ...(go
      ? [
          el(
            "p",
            { class: "resume-go", "data-part": go.part },
            el("span", { class: "label" }, current ? "Continue reading" : "Next"),
            " ",
            el("a", { href: info.root + go.path }, go.title),
            el("span", { class: "resume-left" }, current ? `${left} min left` : `${left} min`),
          ),
        ]
      : []),
    el(
      "p",
      { class: "resume-book" },
      `${read} of ${articles} articles read, ${Math.round(share * 100)} % of the book`,
    ),
  );
}
