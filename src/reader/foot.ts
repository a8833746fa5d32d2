import type { Reader } from "./context.ts";
import type { View } from "./paging/view.ts";
import { sectionAt } from "./place/section.ts";

/** Writes into the foot where one is: page of the window, printed page, time left. */
export function showFoot(reader: Reader, main: HTMLElement, view: View): void {
  const words = document.querySelector(".place-words");
  if (!words) return;
  const minutes = Number(main.querySelector<HTMLElement>("[data-minutes]")?.dataset.minutes ?? 0);
  const place = reader.place();
  const { page, pages } = view.position();
  const printed = reader.printPage(place);
  const left = Math.ceil(minutes * (1 - view.progress()));
  const section = sectionAt(main, place);
  const spans: [string, string | undefined][] = [
    ["place-page", reader.mode === "paged" ? `Page ${page + 1} of ${pages}` : undefined],
    ["place-section", section],
    ["place-printed", printed === undefined ? undefined : `p.\u00a0${printed}`],
    ["place-left", left > 0 ? `${left}\u00a0min left` : "at the end"],
  ];
  words.replaceChildren(
    ...spans.flatMap(([name, text]) => {
      if (text === undefined) return [];
      const span = document.createElement("span");
      span.className = name;
      span.textContent = text;
      return [span];
    }),
  );
  const done = document.querySelector<HTMLElement>(".reader-progress > span");
  done?.style.setProperty("transform", `scaleX(${Math.max(0.005, view.progress())})`);
  for (const [name, end, way] of [
    [".turn-previous", page === 0, "Previous"],
    [".turn-next", page === pages - 1, "Next"],
  ] as const) {
    const button = document.querySelector(name);
    button?.setAttribute("aria-label", end ? `${way} article` : `${way} page`);
  }
}
