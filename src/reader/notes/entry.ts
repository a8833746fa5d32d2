import { el } from "../ui/element.ts";
import { KIND_NAMES, type Note, pageWords } from "./model.ts";

/** A note in a list: what it is, where, what the passage says and what was written to it. */
export function noteEntry(note: Note, actions: Node[], open?: Node): HTMLLIElement {
  const page = pageWords(note.pages);
  return el(
    "li",
    { class: "note-entry", "data-note": note.id },
    el(
      "p",
      { class: "note-facts" },
      el("span", { class: "note-kind" }, KIND_NAMES[note.kind]),
      page && el("span", {}, page),
      el("time", { datetime: note.changed }, dayOf(note.changed)),
    ),
    el(
      "blockquote",
      { class: `note-quote${note.kind === "bookmark" ? " note-bookmark" : ` note-edge-${note.colour}`}` },
      open ?? note.anchor.quote.exact,
      // Of a bookmark only how the text goes on is known.
      note.kind === "bookmark" && " …",
    ),
    note.text ? el("p", { class: "note-text" }, note.text) : undefined,
    el("p", { class: "note-actions" }, ...actions),
  );
}

/** `24 November 2026`, on the reader's own clock. */
export function dayOf(iso: string): string {
  return new Date(iso).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}
