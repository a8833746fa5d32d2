import type { Context } from "./context.ts";

type Start = (context: Context) => unknown;

/**
 * What starts by itself once the page stands and the browser has nothing better to do, each on its own: one that fails
 * leaves the others alone. What waits for a button or a key is in commands.ts.
 */
const EXTRAS: (() => Promise<Start>)[] = [
  async () => (await import("./progress/cover.ts")).showProgress,
  async () => (await import("./previews/start.ts")).startPreviews,
  async () => (await import("./selection/start.ts")).startSelection,
  async () => (await import("./offline/start.ts")).startOffline,
  async () => (await import("./listen/resume.ts")).goOnListening,
  async () => (await import("./notes/start.ts")).startNotes,
];

export function startExtras(context: Context): void {
  const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
  for (const load of EXTRAS) {
    idle(() => {
      load()
        .then((start) => start(context))
        .catch((error: unknown) => console.error(error));
    });
  }
}
