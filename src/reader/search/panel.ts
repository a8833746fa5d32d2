import type { Context } from "../context.ts";
import { button, el } from "../ui/element.ts";
import { openPanel } from "../ui/panel.ts";
import { type Answer, type Counts, type Hit, openEngine } from "./engine.ts";

type Engine = Awaited<ReturnType<typeof openEngine>>;

const FILTERS: [name: string, legend: string][] = [
  ["part", "Part"],
  ["field", "Policy field"],
  ["region", "Region"],
];
/** Articles shown at once. */
const SHOWN = 10;
const PAUSE = 25;
/** Of these at once; the others, each of which is a file to be fetched, follow. */
const FIRST = 1;

/** Loaded once for the page; a failure is tried again the next time. */
let engine: Promise<Engine> | undefined;
/** Kept while the page is open, so that one can look at a hit and come back. */
const asked = { query: "", filters: {} as Record<string, string[]> };

/** The panel that looks through all articles. */
export function openSearch(context: Context): void {
  const { info, reader } = context;
  let latest = 0;
  let waiting = 0;
  const panel = openPanel("Search", { kind: "search", onClose: () => clearTimeout(waiting) });
  const input = el("input", {
    type: "search",
    id: "search-words",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    value: asked.query,
  });
  const state = el("p", { class: "panel-state", role: "status" });
  const filters = el("div", { class: "search-filters" });
  const results = el("ol", { class: "search-results" });
  const more = button("Show more articles", () => undefined, { class: "button" });
  more.hidden = true;
  panel.body.append(
    el("label", { class: "field-name", for: "search-words" }, "In all articles"),
    input,
    filters,
    state,
    results,
    more,
  );
  input.focus();
  input.select();

  const showFilters = (all: Counts, now: Counts) => {
    const open = filters.querySelector("details")?.open ?? false;
    const chosen = Object.values(asked.filters).flat().length;
    const groups = FILTERS.filter(([name]) => all[name]).map(([name, legend]) =>
      el(
        "fieldset",
        { class: "setting" },
        el("legend", {}, legend),
        ...Object.keys(all[name]!).map((value) => {
          const box = el("input", {
            type: "checkbox",
            checked: asked.filters[name]?.includes(value) ?? false,
          });
          box.addEventListener("change", () => {
            const others = (asked.filters[name] ?? []).filter((v) => v !== value);
            asked.filters[name] = box.checked ? [...others, value] : others;
            look(`${name} ${value}`);
          });
          box.dataset.filter = `${name} ${value}`;
          return el(
            "label",
            {},
            box,
            el("span", {}, value),
            el("span", { class: "count" }, String(now[name]?.[value] ?? 0)),
          );
        }),
      ),
    );
    const details = el(
      "details",
      { open },
      el(
        "summary",
        {},
        chosen > 0 ? `Narrow down (${chosen} chosen)` : "Narrow down by part, field or region",
      ),
      ...groups,
    );
    filters.replaceChildren(details);
  };

  /** @param from filter that was changed, to which the focus belongs */
  const look = async (from?: string) => {
    const turn = ++latest;
    const current = () => turn === latest && panel.dialog.isConnected;
    const query = input.value.trim();
    asked.query = query;
    let loaded: Engine;
    let answer: Answer | undefined;
    let hits: Hit[] = [];
    const slow = setTimeout(() => {
      if (current()) state.textContent = "Looking …";
    }, 250);
    try {
      engine ??= openEngine(info.root);
      loaded = await engine;
      const narrowed = Object.values(asked.filters).some((v) => v.length > 0);
      if (query || narrowed) {
        answer = await loaded.search(query, asked.filters);
        hits = await answer.hits(0, FIRST);
      }
    } catch (error) {
      engine = undefined;
      if (!current()) return;
      console.error(error);
      results.replaceChildren();
      more.hidden = true;
      state.textContent = navigator.onLine
        ? "The search index could not be fetched. It is made by a full build of the site."
        : "There is no connection, and the search index has not been kept on this device. Keeping the whole book keeps it.";
      return;
    } finally {
      clearTimeout(slow);
    }
    // An answer that comes late must not replace a newer one.
    if (!current()) return;
    results.replaceChildren(...hits.map(showHit));
    more.hidden = !answer || answer.count <= SHOWN;
    // What was found is shown first.
    setTimeout(() => {
      if (!current()) return;
      showFilters(loaded.counts, answer?.counts ?? loaded.counts);
      if (from) filters.querySelector<HTMLElement>(`[data-filter="${CSS.escape(from)}"]`)?.focus();
    });
    answer?.hits(FIRST, SHOWN).then(
      (rest) => {
        if (current()) results.append(...rest.map(showHit));
      },
      (error: unknown) => console.error(error),
    );
    more.onclick = async () => {
      const shown = results.children.length;
      results.append(...(await answer!.hits(shown, shown + SHOWN)).map(showHit));
      more.hidden = results.children.length >= answer!.count;
      results.children[shown]?.querySelector("a")?.focus();
    };
    state.textContent = !answer
      ? "Words are found in all their forms; several words narrow down; “in quotation marks” they are looked for as they stand."
      : answer.count === 0
        ? "Nothing was found. Fewer words, another form of them, or fewer filters may help."
        : `${answer.count} ${answer.count === 1 ? "article" : "articles"}`;
  };

  const showHit = (hit: Hit) => {
    const href = info.root + hit.path;
    const here = new URL(href, location.href).pathname === location.pathname;
    const link = (to: string, ...content: (Node | string)[]) => {
      const a = el("a", { href: to }, ...content);
      if (here && reader) {
        a.addEventListener("click", (event) => {
          const id = decodeURIComponent(new URL(a.href).hash.slice(1));
          const target = id ? document.getElementById(id) : document.querySelector("#main h1");
          if (!target) return;
          event.preventDefault();
          panel.close();
          reader.goTo(target, { focus: true, mark: true });
        });
      }
      return a;
    };
    return el(
      "li",
      { "data-part": hit.part },
      el(
        "p",
        { class: "search-title" },
        el("span", { class: "entry-number" }, hit.number),
        " ",
        link(href, hit.title),
      ),
      el(
        "ul",
        {},
        ...hit.passages.map((p) =>
          el(
            "li",
            {},
            link(
              p.block ? `${href}#${encodeURIComponent(p.block)}` : href,
              el("span", { class: "search-section" }, p.section || "Beginning"),
              ...(p.page === undefined
                ? []
                : [
                    el(
                      "span",
                      { class: "entry-page" },
                      el("span", { class: "visually-hidden" }, ", "),
                      `p.\u00a0${p.page}`,
                    ),
                  ]),
            ),
            el(
              "p",
              { class: "search-excerpt" },
              ...p.excerpt.map(({ text, marked }) => (marked ? el("mark", {}, text) : text)),
            ),
          ),
        ),
      ),
    );
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(look, PAUSE);
  });
  panel.body.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const target = event.target as HTMLElement;
    if (target.matches("input[type=checkbox]")) return;
    const links = [...results.querySelectorAll<HTMLElement>("a")];
    const at = links.indexOf(target);
    const to = at + (event.key === "ArrowDown" ? 1 : -1);
    if (at < 0 && (target !== input || event.key === "ArrowUp")) return;
    event.preventDefault();
    if (to < 0) input.focus();
    else links[Math.min(to, links.length - 1)]?.focus();
  });
  look();
}
