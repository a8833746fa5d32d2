import type { Context } from "../context.ts";

/** Where the wish to keep something is in the reader's store, see manifest.ts. */
export const WISH_KEY = "kept";

/** https://developer.mozilla.org/docs/Web/API/BeforeInstallPromptEvent: not in every browser. */
interface InstallEvent extends Event {
  prompt(): Promise<void>;
}
let installing: InstallEvent | undefined;
if (typeof window !== "undefined") {
  window.addEventListener("beforeinstallprompt", (event) => {
    installing = event as InstallEvent;
  });
  window.addEventListener("appinstalled", () => {
    installing = undefined;
  });
}

/** What installs the site as an app, where the browser offers it. */
export function installer(): (() => Promise<void>) | undefined {
  const event = installing;
  return event && (() => event.prompt());
}

/** Lets the service worker in, and sees to it that what is kept is whole and of this build. */
export async function startOffline(context: Context): Promise<void> {
  const { info, store } = context;
  if (!("serviceWorker" in navigator)) return;
  if (!info.worker) {
    // A worker of a finished site would serve old files while one writes.
    await (await navigator.serviceWorker.getRegistration(info.root))?.unregister();
    return;
  }
  const wishes = store.get(WISH_KEY, (value): value is object => typeof value === "object" && value !== null);
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  // Who saves data has not asked for the shell.
  if (wishes || !connection?.saveData) await register(context).catch(() => undefined);
  if (info.kind === "offline") await (await import("./page.ts")).showOffline(context);
  if (wishes) await (await import("./job.ts")).refresh(context);
}

/** Registers the worker for the whole site; again does no harm. Throws where the browser refuses. */
export async function register({ info }: Pick<Context, "info">): Promise<void> {
  if (info.worker) await navigator.serviceWorker.register(info.root + info.worker, { scope: info.root });
}
