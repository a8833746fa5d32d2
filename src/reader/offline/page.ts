import type { Context } from "../context.ts";
import type { BookArticle } from "../page-data.ts";
import { el } from "../ui/element.ts";
import { readKept, surroundings } from "./keep.ts";
import { visitedPrefix } from "./names.ts";

/** The page that stands for one that is not there: says which it was, and lists what there is. */
export async function showOffline(context: Context): Promise<void> {
  const { info } = context;
  const box = document.getElementById("offline-kept");
  const again = document.getElementById("offline-again");
  const here = surroundings(info.root);
  const root = new URL(info.root, location.href).href;
  const asked = askedAddress(location.href, root);
  const book = await context.book().catch(() => undefined);
  if (again && asked) {
    const path = asked.slice(root.length);
    const title = book?.articles.find((a) => path.startsWith(a.path))?.title ?? (path || "the cover");
    again.replaceChildren(el("a", { href: asked }, "Try again"), `: ${title}`);
    window.addEventListener("online", () =>
      context.notify("The connection is back.", {
        label: "Open the page",
        run: () => location.assign(asked),
      }),
    );
  }
  if (!box || !here) return;
  const kept = await readKept(here).catch(() => undefined);
  const paths = new Set(kept?.kept.files.map(([path]) => path));
  const visited = new Set<string>();
  for (const name of await here.caches.keys()) {
    if (!name.startsWith(visitedPrefix(root))) continue;
    for (const { url } of await (await here.caches.open(name)).keys()) visited.add(url.slice(root.length));
  }
  const list = (articles: BookArticle[]) =>
    el(
      "ol",
      { class: "offline-list" },
      ...articles.map((a) =>
        el(
          "li",
          { "data-part": a.part },
          el("span", { class: "entry-number" }, String(a.number)),
          el("a", { href: info.root + a.path }, a.title),
        ),
      ),
    );
  const groups: [string, BookArticle[]][] = [
    [
      kept?.kept.book ? "The whole book is on this device" : "Kept on this device",
      book?.articles.filter((a) => paths.has(a.path)) ?? [],
    ],
    ["Visited lately", book?.articles.filter((a) => visited.has(a.path) && !paths.has(a.path)) ?? []],
  ];
  const shown = groups.filter(([, articles]) => articles.length > 0);
  box.replaceChildren(
    ...shown.map(([title, articles]) => el("section", {}, el("h2", {}, title), list(articles))),
    ...(shown.length === 0
      ? [
          el(
            "p",
            {},
            "No article is on this device yet. With a connection, “More” and “Keep offline” beside an article put it, or the whole book, here.",
          ),
        ]
      : []),
  );
}

/** The address that was asked for, if it is one of this site; anything else is not followed. */
export function askedAddress(page: string, root: string): string | undefined {
  const from = new URL(page).searchParams.get("from");
  if (from === null) return undefined;
  try {
    const url = new URL(from, root).href;
    return url.startsWith(root) ? url : undefined;
  } catch {
    return undefined;
  }
}
