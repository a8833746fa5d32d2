import type { Context } from "../context.ts";
import { readSelection } from "../selection/selection.ts";
import { button, el } from "./element.ts";
import { openPanel } from "./panel.ts";

/** What the bar has no room for. `[command, words, what it does]` */
const ITEMS: [string, string, string][] = [
  ["bookmark", "Bookmark", "this place"],
  ["notes", "Notes", "bookmarks, highlights and notes in this article"],
  ["cite", "Quote and cite", "a passage, or the article"],
  ["listen", "Listen", "from here"],
  ["keep", "Keep offline", "this article or the whole book"],
  ["select", "Add to my selection", "for a PDF of your own"],
  ["selection", "My selection", "the articles you have picked"],
  ["page", "Go to page", "of the book or of this screen"],
  ["print", "Print", "this article as it stands here"],
];

/** Instead of the words for adding, once the article is in. */
const PICKED = "Take out of my selection";

/** All tools in a list. */
export function openMore(context: Context, from?: HTMLElement): void {
  const panel = openPanel("Tools", { kind: "more" });
  const { slug } = context.info.article ?? {};
  const picked = slug !== undefined && readSelection(context.store).includes(slug);
  panel.body.append(
    el(
      "ul",
      { class: "panel-list panel-tools" },
      ...ITEMS.map(([command, label, what]) =>
        el(
          "li",
          {},
          button(el("span", { class: "tool-name" }, command === "select" && picked ? PICKED : label), () => {
            panel.close();
            context.run(command, from);
          }),
          el("span", { class: "tool-what" }, what),
        ),
      ),
    ),
  );
}
