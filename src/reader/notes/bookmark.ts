import type { Context } from "../context.ts";
import { anchorAt, articleText, pagesOf, rangeOf } from "./anchoring.ts";
import type { Anchor, Colour, Kind, Note } from "./model.ts";
import { notebookOf } from "./notebook.ts";

/** A new note, made now. */
export function newNote(context: Context, kind: Kind, colour: Colour, anchor: Anchor, text?: string): Note {
  const now = new Date().toISOString();
  const pages =
    context.reader &&
    pagesOf(kind === "bookmark" ? { ...anchor, end: anchor.start } : anchor, context.reader);
  return {
    id: uuid(),
    slug: context.info.article!.slug,
    kind,
    colour,
    created: now,
    changed: now,
    anchor,
    ...(text && { text }),
    ...(pages && { pages }),
  };
}

/** A random UUID (RFC 9562, §5.4). `crypto.randomUUID` is there only over HTTPS. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/** The bookmarks that stand in what is to be seen. */
export function bookmarksInView(context: Context): Note[] {
  const bookmarks = notebookOf(context)
    .of(context.info.article!.slug)
    .filter((n) => n.kind === "bookmark");
  const text = bookmarks.length > 0 && articleText();
  if (!text) return [];
  const paged = context.reader!.mode === "paged";
  const box = text.main.getBoundingClientRect();
  const left = paged ? box.left : 0;
  const right = paged ? box.right : innerWidth;
  return bookmarks.filter((note) => {
    // The word itself: what follows may run on to the next page.
    const rect = rangeOf(note, text)?.getClientRects()[0];
    return rect && rect.bottom > 0 && rect.top < innerHeight && rect.left >= left - 1 && rect.left < right;
  });
}

/** Marks this place, or takes away the bookmarks that are to be seen. */
export async function toggleBookmark(context: Context): Promise<void> {
  const { reader, notify } = context;
  const text = articleText();
  if (!reader || !text) return;
  const notebook = notebookOf(context);
  const there = bookmarksInView(context);
  if (there.length > 0) {
    for (const note of there) notebook.remove(note.id);
    notify(there.length === 1 ? "Bookmark removed." : `${there.length} bookmarks removed.`, {
      label: "Undo",
      run: () => {
        for (const note of there) notebook.put(note);
      },
    });
    return;
  }
  const anchor = anchorAt(reader.place(), text);
  if (!anchor) {
    notify("There are no words here to put a bookmark at.");
    return;
  }
  const note = newNote(context, "bookmark", "yellow", anchor);
  notebook.put(note);
  if (!notebook.kept) return;
  notify(note.pages ? `Bookmark set on printed page ${note.pages.first}.` : "Bookmark set.", {
    label: "All notes here",
    run: () => context.run("notes"),
  });
}
