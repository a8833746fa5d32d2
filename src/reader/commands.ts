import type { Context } from "./context.ts";

type Run = (context: Context, from?: HTMLElement) => unknown;

/**
 * Everything a button, a menu or a key can set off, by the name in its `data-command`. What is not part of reading
 * itself is loaded when it is first used.
 */
export const COMMANDS: Record<string, Run> = {
  next: ({ reader }) => reader?.next(),
  previous: ({ reader }) => reader?.previous(),
  mode: ({ reader }) => reader?.setMode(reader.mode === "paged" ? "scrolling" : "paged"),
  contents: async (context) => (await import("./contents/panel.ts")).openContents(context),
  cite: async (context) => (await import("./cite/panel.ts")).openCite(context),
  keep: async (context) => (await import("./offline/panel.ts")).openKeep(context),
  search: async (context) => (await import("./search/panel.ts")).openSearch(context),
  listen: async (context, from) => (await import("./listen/listen.ts")).listen(context, from),
  bookmark: async (context) => (await import("./notes/bookmark.ts")).toggleBookmark(context),
  notes: async (context) => (await import("./notes/list-panel.ts")).openNotes(context),
  settings: async (context) => (await import("./settings/panel.ts")).openSettings(context),
  page: async (context) => (await import("./contents/go-to-page.ts")).openGoToPage(context),
  select: async (context, from) => (await import("./selection/select.ts")).select(context, from),
  selection: async (context) => (await import("./selection/panel.ts")).openSelection(context),
  print: () => window.print(),
  more: async (context, from) => (await import("./ui/more.ts")).openMore(context, from),
};

/** Commands on single keys, where the reader has not switched them off; `/` stays. */
export const KEYS: Record<string, string> = {
  "/": "search",
  c: "contents",
  m: "mode",
  a: "settings",
  g: "page",
  q: "cite",
  l: "listen",
  b: "bookmark",
  n: "notes",
};
