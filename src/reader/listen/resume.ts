import type { Context } from "../context.ts";

const KEY = "listen-on";

/** The next article's page is to go on reading aloud. */
export function askToGoOn(): void {
  try {
    sessionStorage.setItem(KEY, "1");
  } catch {
    // It does not go on by itself, then.
  }
}

/** Goes on reading aloud if the article before has asked for it. */
export function goOnListening(context: Context): void {
  try {
    if (sessionStorage.getItem(KEY) === null) return;
    sessionStorage.removeItem(KEY);
  } catch {
    return;
  }
  context.run("listen");
}
