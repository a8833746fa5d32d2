import { passageUrl } from "../cite/quotation.ts";
import type { Context } from "../context.ts";
import { type BookInfo, type PageArticle, readPageInfo } from "../page-data.ts";
import { button, el } from "../ui/element.ts";
import { openPanel } from "../ui/panel.ts";
import {
  ANNOTATION_TYPE,
  fromAnnotations,
  ImportError,
  LARGEST_IMPORT,
  toAnnotations,
} from "./annotations.ts";
import { uuid } from "./bookmark.ts";
import { dayOf, noteEntry } from "./entry.ts";
import { type Group, groupNotes, toMarkdown } from "./markdown.ts";
import { COLOUR_NAMES, COLOURS, KIND_NAMES, KINDS, mergeNotes, type Note } from "./model.ts";
import { editNote } from "./note-panel.ts";
import { NOT_KEPT, notebookOf } from "./notebook.ts";

/** The page of all notes: by article, filtered, exported and imported. */
export async function showNotesPage(context: Context): Promise<void> {
  const place = document.getElementById("notes");
  if (!place) return;
  const notebook = notebookOf(context);
  const list = el(
    "div",
    { class: "note-groups" },
    el("p", { class: "panel-state" }, "The book’s contents are being fetched …"),
  );
  const count = el("p", { class: "note-count", role: "status" });
  const warning = el("p", { class: "note-warning", hidden: true }, NOT_KEPT);
  const filter = { words: "", kind: "", colour: "" };
  let book: BookInfo | undefined;

  const matching = () => {
    const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
    return notebook.all().filter((note) => {
      const title = book?.articles.find((a) => a.slug === note.slug)?.title ?? "";
      const text = `${note.anchor.quote.exact} ${note.text ?? ""} ${title}`.toLowerCase();
      return (
        (!filter.kind || note.kind === filter.kind) &&
        (!filter.colour || (note.kind !== "bookmark" && note.colour === filter.colour)) &&
        words.every((word) => text.includes(word))
      );
    });
  };
  const groups = () => groupNotes(matching(), book?.articles ?? []);

  const show = () => {
    const all = notebook.all().length;
    const shown = groups();
    const number = shown.reduce((sum, g) => sum + g.notes.length, 0);
    warning.hidden = notebook.kept;
    for (const control of [tools, ...exports, clear]) control.hidden = all === 0;
    count.textContent =
      all === 0 ? "" : number === all ? `${counted(all)}.` : `${number} of ${counted(all)}.`;
    list.replaceChildren(
      ...(all === 0
        ? [
            el(
              "p",
              { class: "panel-state" },
              "There are none yet. Open an article and select words to highlight them or to write a note; Mark, in its bar or under More, keeps a place.",
            ),
          ]
        : number === 0
          ? [el("p", { class: "panel-state" }, "No note is like that.")]
          : shown.map((group) => section(context, group, remove, show))),
    );
  };
  const remove = (note: Note) => {
    const entries = [...list.querySelectorAll<HTMLElement>(".note-entry")];
    const at = entries.findIndex((e) => e.dataset.note === note.id);
    notebook.remove(note.id);
    // The focus stays where the entry was.
    const left = list.querySelectorAll<HTMLElement>(".note-entry");
    (left[Math.min(at, left.length - 1)]?.querySelector("button") ?? importButton).focus();
    context.notify(`${KIND_NAMES[note.kind]} deleted.`, { label: "Undo", run: () => notebook.put(note) });
  };

  const search = el("input", { type: "search", id: "note-words", autocomplete: "off" });
  search.addEventListener("input", () => {
    filter.words = search.value;
    show();
  });
  const choice = (id: "kind" | "colour", label: string, any: string, options: [string, string][]) => {
    const select = el(
      "select",
      { id: `note-${id}` },
      el("option", { value: "" }, any),
      ...options.map(([value, name]) => el("option", { value }, name)),
    );
    select.addEventListener("change", () => {
      filter[id] = select.value;
      show();
    });
    return el("p", {}, el("label", { for: `note-${id}`, class: "field-name" }, label), select);
  };
  const tools = el(
    "form",
    { class: "note-filter", role: "search", "aria-label": "Notes" },
    el("p", {}, el("label", { for: "note-words", class: "field-name" }, "Words"), search),
    choice(
      "kind",
      "Kind",
      "All kinds",
      KINDS.map((k) => [k, `${KIND_NAMES[k]}s`]),
    ),
    choice(
      "colour",
      "Colour",
      "All colours",
      COLOURS.map((c) => [c, COLOUR_NAMES[c]]),
    ),
  );
  tools.addEventListener("submit", (event) => event.preventDefault());

  const error = el("p", { class: "panel-error", role: "alert" });
  const file = el("input", { type: "file", accept: ".json,.jsonld,application/json", hidden: true });
  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    error.textContent = "";
    if (chosen) error.textContent = (await importFile(context, chosen)) ?? "";
    // So that the same file may be chosen again.
    file.value = "";
  });
  const importButton = button("Import", () => file.click(), { class: "button" });
  // What needs notes to work on.
  const exports = [
    button("Export as Markdown", () => exportMarkdown(context, groups(), book), { class: "button" }),
    button("Export as JSON", () => exportJson(context, matching(), book), { class: "button" }),
  ];
  const clear = button("Delete all", () => deleteAll(context), { class: "text-button" });
  place.replaceChildren(
    warning,
    tools,
    count,
    el("p", { class: "note-files" }, ...exports, importButton, file, clear),
    error,
    list,
  );
  notebook.onChange(show);
  try {
    book = await context.book();
  } catch {
    context.notify("The book’s contents could not be fetched: notes are shown without the articles’ titles.");
  }
  show();
}

const counted = (n: number) => (n === 1 ? "1 note" : `${n} notes`);

/** The notes of one article. */
function section(
  context: Context,
  group: Group,
  remove: (note: Note) => void,
  again: () => void,
): HTMLElement {
  const { article, slug, notes } = group;
  const path = article && context.info.root + article.path;
  const what = (note: Note) =>
    `${KIND_NAMES[note.kind].toLowerCase()}: ${note.anchor.quote.exact.slice(0, 60)}`;
  return el(
    "section",
    { class: "note-group", ...(article && { "data-part": article.part }) },
    el(
      "h2",
      {},
      article ? el("span", { class: "entry-number" }, `${article.number}`) : undefined,
      path ? el("a", { href: path }, article.title) : slug,
    ),
    article
      ? undefined
      : el(
          "p",
          { class: "panel-state" },
          "This article is not in the book any more, or the book’s contents could not be fetched.",
        ),
    el(
      "ol",
      { class: "note-list" },
      ...notes.map((note) =>
        noteEntry(
          note,
          [
            button("Edit", () => editNote(context, note, again), {
              class: "text-button",
              "aria-label": `Edit ${what(note)}`,
            }),
            button("Delete", () => remove(note), {
              class: "text-button",
              "aria-label": `Delete ${what(note)}`,
            }),
          ],
          path ? el("a", { href: addressOf(path, note) }, note.anchor.quote.exact) : undefined,
        ),
      ),
    ),
  );
}

/** Where the passage is shown and marked. */
function addressOf(path: string, note: Note): string {
  const { start, quote } = note.anchor;
  if (start.id === "top") return path;
  return passageUrl(path, {
    text: quote.exact,
    block: start.id,
    ...note.pages,
    ...(quote.prefix && { prefix: quote.prefix }),
    ...(quote.suffix && { suffix: quote.suffix }),
  });
}

function download(text: string, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const today = () => new Date().toISOString();

async function exportMarkdown(context: Context, groups: readonly Group[], book?: BookInfo): Promise<void> {
  const articles = new Map<string, PageArticle>();
  await Promise.all(
    groups.map(async ({ slug, article }) => {
      try {
        const answer = article && (await fetch(context.info.root + article.path));
        if (!answer?.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const known = readPageInfo(page).article;
        if (known) articles.set(slug, known);
      } catch {
        // Offline: without the reference.
      }
    }),
  );
  const text = toMarkdown(groups, bookOf(book), (slug) => articles.get(slug), dayOf(today()));
  download(text, "text/markdown;charset=utf-8", `atlas-notes-${today().slice(0, 10)}.md`);
  context.notify(
    articles.size < groups.length
      ? "Notes exported as Markdown; the references of some articles could not be fetched."
      : "Notes exported as Markdown.",
  );
}

function exportJson({ notify }: Context, notes: readonly Note[], book?: BookInfo): void {
  download(
    toAnnotations(notes, bookOf(book), today(), uuid()),
    ANNOTATION_TYPE,
    `atlas-notes-${today().slice(0, 10)}.json`,
  );
  notify("Notes exported as JSON.");
}

/** Without the book's data: this site. */
function bookOf(book?: BookInfo): Pick<BookInfo, "title" | "url"> {
  return book ?? { title: "Atlas", url: new URL("../", location.href).href };
}

/** Takes the notes of a file into the notebook; gives what is wrong with the file, if it was not taken. */
async function importFile(context: Context, file: File): Promise<string | undefined> {
  const notebook = notebookOf(context);
  try {
    // A character takes four bytes at most.
    if (file.size > 4 * LARGEST_IMPORT.characters)
      throw new ImportError("The file is too large to be one of notes.");
    const { notes, fresh, newer } = mergeNotes(notebook.all(), fromAnnotations(await file.text()));
    if (fresh + newer > 0) notebook.replace(notes);
    if (notebook.kept)
      context.notify(
        fresh + newer === 0
          ? "Nothing in the file is new."
          : `Imported: ${fresh} new, ${newer} newer than here.`,
      );
    return undefined;
  } catch (reason) {
    const why = reason instanceof ImportError ? reason.message : "The file could not be read.";
    return `${why} Nothing was changed.`;
  }
}

function deleteAll(context: Context): void {
  const notebook = notebookOf(context);
  const notes = notebook.all();
  const panel = openPanel("Delete all notes?", { kind: "notes" });
  panel.body.append(
    el(
      "p",
      {},
      `${counted(notes.length)} will be deleted from this browser. Export them first to keep them.`,
    ),
    el(
      "p",
      { class: "note-actions" },
      button(
        "Delete all",
        () => {
          panel.close();
          notebook.replace([]);
          context.notify("All notes deleted.", { label: "Undo", run: () => notebook.replace(notes) });
        },
        { class: "button" },
      ),
      button("Keep them", () => panel.close(), { class: "text-button" }),
    ),
  );
}
