import type { Context } from "../context.ts";
import {
  fetchManifest,
  isSound,
  KeepError,
  keep,
  readKept,
  type Surroundings,
  surroundings,
} from "./keep.ts";
import { isWish, NOTHING, type OfflineManifest, type Wish, wantsNothing } from "./manifest.ts";
import { register, WISH_KEY } from "./start.ts";

/** What is being fetched on this page; one at a time, going on when the panel is closed. */
export interface Job {
  wish: Wish;
  done: number;
  all: number;
  cancel(): void;
}

let job: Job | undefined;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};
const DEEP_KEY = "kept-looked-at";
const DAY = 86_400_000;

export const currentJob = () => job;

/** Calls back whenever the job has moved, begun or ended. Gives what ends it. */
export function onJob(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the reader wants kept: their own words, or where these are lost what the device has. */
export async function readWish({ store }: Context, here: Surroundings): Promise<Wish> {
  const { articles, book, pdf } = store.get(WISH_KEY, isWish) ?? (await readKept(here))?.kept ?? NOTHING;
  return { articles, book, pdf };
}

/**
 * Makes the wish come true. It is noted first: if the page is left meanwhile, the next one goes on with it. If it
 * fails, the wish is what it was.
 *
 * @throws KeepError
 */
export async function fulfil(
  context: Context,
  here: Surroundings,
  manifest: OfflineManifest,
  wish: Wish,
): Promise<void> {
  if (job) return;
  const before = await readWish(context, here);
  const stop = new AbortController();
  const own: Job = { wish, done: 0, all: 0, cancel: () => stop.abort() };
  job = own;
  tell();
  context.store.set(WISH_KEY, wantsNothing(wish) ? undefined : wish);
  try {
    await register(context).catch(() => {
      throw new KeepError("refused");
    });
    await alone(() =>
      keep(here, manifest, wish, {
        signal: stop.signal,
        progress: (done, all) => {
          Object.assign(own, { done, all });
          tell();
        },
      }),
    );
  } catch (error) {
    context.store.set(WISH_KEY, wantsNothing(before) ? undefined : before);
    throw error;
  } finally {
    job = undefined;
    tell();
  }
}

/**
 * Looks whether what is kept is whole and of the build that the server has, and fetches what is not. Every file is
 * read once a day, or at once if `deep`. Without a connection everything stays as it is.
 */
export async function refresh(context: Context, deep = false): Promise<void> {
  const here = surroundings(context.info.root);
  const wish = context.store.get(WISH_KEY, isWish);
  if (!here || !wish || wantsNothing(wish) || job || !navigator.onLine) return;
  try {
    const manifest = await fetchManifest(here);
    const before = await readKept(here);
    const looked = context.store.get(DEEP_KEY, (v): v is number => typeof v === "number") ?? 0;
    const look = deep || Date.now() - looked > DAY;
    const sound = before && (await isSound(here, before.cache, before.kept, look));
    if (look) context.store.set(DEEP_KEY, Date.now());
    const same = before && sameWish(before.kept, wish);
    if (sound && same && before.kept.build === manifest.build) return;
    // Another page may be at it.
    if (job) return;
    await fulfil(context, here, manifest, wish);
    const open = { label: "Look", run: () => context.run("keep") };
    if (!before || !same) context.notify("What you wanted to keep is now on this device.", open);
    else if (!sound) context.notify("What you keep offline was damaged and is whole again.", open);
    else context.notify("What you keep offline has been brought up to date.", open);
  } catch (error) {
    if (!(error instanceof KeepError)) throw error;
    // The next page tries again.
    context.store.set(WISH_KEY, wish);
    if (error.reason === "full") {
      context.notify("The device has no room for the new version of what you keep.", {
        label: "Look",
        run: () => context.run("keep"),
      });
    }
  }
}

const sameWish = (a: Wish, b: Wish) =>
  a.book === b.book && a.pdf === b.pdf && [...a.articles].sort().join() === [...b.articles].sort().join();

/** Two tabs must not fill the same cache at once. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? (navigator.locks.request("atlas-keep", work) as Promise<T>) : work();
}
