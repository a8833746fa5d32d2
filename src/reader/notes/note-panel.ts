import type { Context } from "../context.ts";
import { button, el } from "../ui/element.ts";
import { openPanel } from "../ui/panel.ts";
import { COLOUR_NAMES, COLOURS, KIND_NAMES, LONGEST, type Note, pageWords } from "./model.ts";
import { notebookOf } from "./notebook.ts";

/** Opens a note by its id. */
export function openNote(context: Context, id: string): void {
  const note = notebookOf(context).get(id);
  if (note) editNote(context, note);
}

/**
 * A panel in which a note is read, written and coloured. What is written is kept when the panel closes, however it is
 * closed.
 *
 * @param note kept already, or new: a new one is kept only if something is written
 * @param after called when the panel has closed and the note is kept, but not when it was deleted
 */
export function editNote(context: Context, note: Note, after?: () => void): void {
  const { notify, say } = context;
  const notebook = notebookOf(context);
  const isNew = notebook.get(note.id) === undefined;
  let current = note;
  let deleted = false;
  const save = (change: Partial<Note>) => {
    current = { ...current, ...change, changed: new Date().toISOString() };
    notebook.put(current);
  };
  const field = el("textarea", {
    rows: 6,
    maxlength: LONGEST.text,
    id: "note-text",
    placeholder: note.kind === "bookmark" ? "What this place is about" : undefined,
  });
  field.value = note.text ?? "";
  const keep = () => {
    const text = field.value.trim();
    if (text === (current.text ?? "")) return;
    const { text: _, ...bare } = current;
    current = bare;
    save({
      kind: note.kind === "bookmark" ? "bookmark" : text ? "note" : "highlight",
      ...(text && { text }),
    });
    if (notebook.kept) say("Note kept.");
  };
  const panel = openPanel(isNew ? "New note" : KIND_NAMES[note.kind], {
    kind: "note",
    onClose: () => {
      window.removeEventListener("pagehide", keep);
      if (deleted) return;
      keep();
      after?.();
    },
  });
  window.addEventListener("pagehide", keep);
  const colours = el(
    "fieldset",
    { class: "setting" },
    el("legend", {}, "Colour"),
    ...COLOURS.map((colour) => {
      const radio = el("input", {
        type: "radio",
        name: "note-colour",
        value: colour,
        checked: colour === note.colour,
      });
      radio.addEventListener("change", () => {
        if (isNew && !notebook.get(note.id)) current = { ...current, colour };
        else save({ colour });
      });
      return el(
        "label",
        {},
        radio,
        el("span", { class: `note-sample note-sample-${colour}` }, COLOUR_NAMES[colour]),
      );
    }),
  );
  const remove = button(
    "Delete",
    () => {
      deleted = true;
      notebook.remove(note.id);
      panel.close();
      notify(`${KIND_NAMES[note.kind]} deleted.`, { label: "Undo", run: () => notebook.put(current) });
    },
    { class: "text-button" },
  );
  const form = el(
    "form",
    { class: "note-form" },
    el("label", { for: "note-text", class: "field-name" }, "Note"),
    field,
    ...(note.kind === "bookmark" ? [] : [colours]),
    el(
      "p",
      { class: "note-actions" },
      el("button", { type: "submit" }, "Keep"),
      !isNew && remove,
      isNew &&
        button(
          "Discard",
          () => {
            deleted = true;
            panel.close();
          },
          { class: "text-button" },
        ),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    panel.close();
  });
  const page = pageWords(note.pages);
  panel.body.append(
    el(
      "blockquote",
      { class: `note-quote${note.kind === "bookmark" ? "" : ` note-edge-${note.colour}`}` },
      note.anchor.quote.exact,
      page && el("span", { class: "note-page" }, ` ${page}`),
    ),
    form,
  );
  if (isNew) field.focus();
}
