import type { Context } from "../context.ts";
import { button, el } from "../ui/element.ts";
import { panelIsOpen } from "../ui/panel.ts";
import { anchorOf, articleText } from "./anchoring.ts";
import { newNote } from "./bookmark.ts";
import { type Anchor, COLOUR_NAMES, COLOURS, type Colour } from "./model.ts";
import { editNote } from "./note-panel.ts";
import { notebookOf } from "./notebook.ts";

/** Below and beside a selection, in CSS pixels. */
const GAP = 10;

let shown: { close(): void; range: Range } | undefined;
let colourBefore: Colour = "yellow";

/** Offers what can be done with the passage that is selected in the article, until it is done or the selection goes. */
export function offerToolbar(context: Context): void {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || panelIsOpen()) return;
  const selected = selection.getRangeAt(0);
  const text = articleText();
  if (!text?.article.contains(selected.commonAncestorContainer)) return;
  const found = anchorOf(selected, text);
  if (typeof found === "string") return;
  const { anchor, range } = found;
  const isSame =
    shown?.range.compareBoundaryPoints(Range.START_TO_START, range) === 0 &&
    shown.range.compareBoundaryPoints(Range.END_TO_END, range) === 0;
  if (isSame) return;
  shown?.close();

  const { reader, say } = context;
  const before = document.activeElement as HTMLElement | null;
  const listening = new AbortController();
  const { signal } = listening;
  const close = () => {
    const held = bar.contains(document.activeElement);
    listening.abort();
    stopMoving?.();
    bar.remove();
    shown = undefined;
    if (held && before?.isConnected) before.focus({ preventScroll: true });
  };
  const done = () => {
    close();
    document.getSelection()?.removeAllRanges();
  };
  const items = [
    ...COLOURS.map((colour) =>
      button(
        el("span", { class: `note-sample note-sample-${colour}` }, COLOUR_NAMES[colour]),
        () => {
          done();
          highlight(context, anchor, colour);
        },
        { "aria-label": `Highlight in ${COLOUR_NAMES[colour].toLowerCase()}` },
      ),
    ),
    button("Note", () => {
      done();
      editNote(context, newNote(context, "note", colourBefore, anchor));
    }),
    button("Quote", () => {
      const now = document.getSelection();
      if (now?.isCollapsed) {
        now.removeAllRanges();
        now.addRange(range);
      }
      close();
      context.run("cite");
    }),
  ];
  const bar = el(
    "section",
    { class: "note-toolbar", "aria-label": "Selected passage" },
    el("div", { role: "toolbar", "aria-label": "Highlight, note, quote" }, ...items),
  );
  const hold = (index: number, focus = true) => {
    items.forEach((item, i) => {
      item.tabIndex = i === index ? 0 : -1;
    });
    if (focus) items[index]!.focus();
  };
  hold(0, false);
  const place = () => {
    const atFoot = matchMedia("(pointer: coarse), (max-width: 40rem)").matches;
    bar.classList.toggle("at-foot", atFoot);
    if (atFoot) {
      bar.style.left = "";
      bar.style.top = "";
      return;
    }
    const rects = [...range.getClientRects()].filter(
      (r) => r.bottom > 0 && r.top < innerHeight && r.left < innerWidth,
    );
    const last = rects.at(-1);
    if (!last) return;
    const { offsetWidth: width, offsetHeight: height } = bar;
    const below = last.bottom + GAP + height < innerHeight;
    const top = below ? last.bottom + GAP : rects[0]!.top - GAP - height;
    const left = (last.left + last.right - width) / 2;
    bar.style.left = `${Math.max(GAP, Math.min(innerWidth - width - GAP, left))}px`;
    bar.style.top = `${Math.max(GAP, top)}px`;
  };
  // The selection stays while one points at what to do with it.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("keydown", (event) => {
    const at = items.indexOf(event.target as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined) return;
    // Not for turning the page.
    event.preventDefault();
    hold((to + items.length) % items.length);
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Escape" && !panelIsOpen()) {
        event.preventDefault();
        close();
      } else if (event.key === "Tab" && !event.shiftKey && !panelIsOpen()) {
        const active = document.activeElement;
        if (active !== document.body && !text.main.contains(active)) return;
        event.preventDefault();
        items.find((item) => item.tabIndex === 0)?.focus();
      }
    },
    { signal },
  );
  document.addEventListener(
    "selectionchange",
    () => {
      if (document.getSelection()?.isCollapsed && !bar.contains(document.activeElement)) close();
    },
    { signal },
  );
  window.addEventListener("resize", place, { signal });
  const stopMoving = reader?.onMove(place);
  shown = { close, range };
  text.main.after(bar);
  place();
  say("Passage selected. Tab leads to highlight, note and quote; Escape leaves them.");
}

/** Highlights a passage; one that is highlighted already gets the colour. */
function highlight(context: Context, anchor: Anchor, colour: Colour): void {
  colourBefore = colour;
  const notebook = notebookOf(context);
  const { start, end } = anchor;
  const there = notebook
    .of(context.info.article!.slug)
    .find(
      ({ kind, anchor: a }) =>
        kind !== "bookmark" &&
        a.start.id === start.id &&
        a.start.offset === start.offset &&
        a.end.id === end.id &&
        a.end.offset === end.offset,
    );
  notebook.put(
    there
      ? { ...there, colour, changed: new Date().toISOString() }
      : newNote(context, "highlight", colour, anchor),
  );
  if (notebook.kept) context.say(`Highlighted in ${COLOUR_NAMES[colour].toLowerCase()}.`);
}
