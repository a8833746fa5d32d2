import type { Store } from "../store.ts";
import { type Note, parseNote } from "./model.ts";

export const NOTES_KEY = "notes";

/** All notes on this device. Where it will not keep them they hold for this visit. */
export interface Notebook {
  all(): readonly Note[];
  of(slug: string): Note[];
  get(id: string): Note | undefined;
  /** Adds a note, or puts it in the place of the one with its id. */
  put(note: Note): void;
  remove(id: string): void;
  /** Puts others in the place of all. */
  replace(notes: readonly Note[]): void;
  /** Whether the device has taken all that was written so far. */
  readonly kept: boolean;
  /** Calls back after each change, here or in another tab. Gives what ends it. */
  onChange(listener: () => void): () => void;
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** @param onRefused called once, when the device first refuses to keep a note */
export function openNotebook(store: Store, onRefused: () => void = () => undefined): Notebook {
  const listeners = new Set<() => void>();
  /** What the device would not take. */
  let held: Note[] | undefined;
  /** What is kept but not understood, of a later version perhaps: stays as it is. */
  let foreign: unknown[] = [];
  let read: Note[] | undefined;
  const forget = () => {
    read = undefined;
    for (const listener of [...listeners]) listener();
  };
  store.watch(NOTES_KEY, forget);

  const all = (): Note[] => {
    if (held) return held;
    if (read) return read;
    const parsed = (store.get(NOTES_KEY, isList) ?? []).map((value) => ({ value, note: parseNote(value) }));
    foreign = parsed.filter((p) => typeof p.note === "string").map((p) => p.value);
    read = parsed.map((p) => p.note).filter((note) => typeof note !== "string");
    return read;
  };
  const write = (notes: Note[]) => {
    const values = [...notes, ...foreign];
    const first = held === undefined;
    // Before the store tells those who watch.
    held = undefined;
    if (store.set(NOTES_KEY, values.length > 0 ? values : undefined)) return;
    held = notes;
    forget();
    if (first) onRefused();
  };
  return {
    all,
    of: (slug) => all().filter((n) => n.slug === slug),
    get: (id) => all().find((n) => n.id === id),
    put(note) {
      const notes = all();
      const there = notes.some((n) => n.id === note.id);
      write(there ? notes.map((n) => (n.id === note.id ? note : n)) : [...notes, note]);
    },
    remove: (id) => write(all().filter((n) => n.id !== id)),
    replace: (notes) => write([...notes]),
    get kept() {
      return held === undefined;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const opened = new WeakMap<Store, Notebook>();

/** The page's notebook; the same one for all who ask. */
export function notebookOf({
  store,
  notify,
}: {
  store: Store;
  notify(text: string, action?: { label: string; run(): void }): void;
}): Notebook {
  let notebook = opened.get(store);
  if (!notebook) {
    notebook = openNotebook(store, () => notify(NOT_KEPT));
    opened.set(store, notebook);
  }
  return notebook;
}

export const NOT_KEPT =
  "This browser does not keep notes, or has no room left: they hold until you leave the page. Export them to keep them.";
