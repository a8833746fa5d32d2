/**
 * Starts what a page has: the reader on an article, and what is the same everywhere. Every page is whole without any
 * of this; what fails here fails alone.
 */
import { COMMANDS, KEYS } from "./commands.ts";
import type { Context } from "./context.ts";
import { startExtras } from "./extras.ts";
import { bookLoader, readPageInfo } from "./page-data.ts";
import { askedPassage } from "./place/asked.ts";
import { startReader } from "./reader.ts";
import { readSettings } from "./settings/settings.ts";
import { openStore } from "./store.ts";
import { openLive } from "./ui/live.ts";
import { panelIsOpen } from "./ui/panel.ts";

function start(): void {
  const info = readPageInfo(document);
  const store = openStore();
  const live = openLive(document);
  const context: Context = {
    info,
    book: bookLoader(info),
    store,
    say: live.say,
    notify: live.notify,
    run(name, from) {
      const command = COMMANDS[name];
      if (!command) return;
      Promise.resolve()
        .then(() => command(context, from))
        .catch((error: unknown) => {
          console.error(error);
          live.notify("That did not work. Perhaps there is no connection.");
        });
    },
  };
  document.addEventListener("click", (event) => {
    const target = (event.target as Element | null)?.closest<HTMLElement>("[data-command]");
    if (target) context.run(target.dataset.command!, target);
  });
  document.addEventListener("keydown", (event) => {
    const command = KEYS[event.key];
    if (!command || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (panelIsOpen() || isTyping(event.target)) return;
    // A letter set off by accident is worse than a letter unused; `/` is what people look for.
    if (event.key !== "/" && !readSettings(store).keys) return;
    event.preventDefault();
    context.run(command);
  });
  if (info.article) context.reader = startReader(context);
  const passage = info.article && askedPassage();
  if (passage) import("./place/show-passage.ts").then((m) => m.showPassage(context, passage), console.error);
  startExtras(context);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

try {
  start();
} catch (error) {
  // The page as it is without scripts.
  delete document.documentElement.dataset.js;
  delete document.documentElement.dataset.mode;
  console.error(error);
}
