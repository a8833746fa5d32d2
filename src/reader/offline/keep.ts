import {
  bytesOf,
  filesOf,
  isKept,
  isManifest,
  type Kept,
  missing,
  type OfflineFile,
  type OfflineManifest,
  type Wish,
  wantsNothing,
} from "./manifest.ts";
import { keptPrefix, recordUrl } from "./names.ts";

/** Why something could not be kept. */
export class KeepError extends Error {
  constructor(readonly reason: "refused" | "full" | "connection" | "changing" | "cancelled") {
    super(reason);
  }
}

export interface Surroundings {
  caches: CacheStorage;
  fetch: typeof fetch;
  /** Absolute address of the site's root; ends with a slash. */
  root: string;
  now?: () => number;
}

export interface Filling {
  signal?: AbortSignal;
  /** Called after each file: bytes fetched, and those to be fetched in all. */
  progress?: (done: number, all: number) => void;
}

/** Files fetched at the same time. */
const AT_ONCE = 6;

/** The page's own surroundings. Undefined where the browser keeps nothing: no secure connection, or it was forbidden. */
export function surroundings(root: string): Surroundings | undefined {
  try {
    if (!("caches" in window) || !("serviceWorker" in navigator) || !crypto.subtle) return undefined;
    return {
      caches: window.caches,
      fetch: window.fetch.bind(window),
      root: new URL(root, location.href).href,
    };
  } catch {
    return undefined;
  }
}

/** What can be kept, from the server and from nowhere else. */
export async function fetchManifest({ fetch, root }: Surroundings): Promise<OfflineManifest> {
  try {
    const answer = await fetch(`${root}offline.json`, { cache: "no-cache" });
    const manifest: unknown = answer.ok ? await answer.json() : undefined;
    if (isManifest(manifest)) return manifest;
  } catch {
    // No connection, or not our file: the same for who waits for it.
  }
  throw new KeepError("connection");
}

/** The whole cache that was filled last, and what it says it holds. */
export async function readKept({
  caches,
  root,
}: Pick<Surroundings, "caches" | "root">): Promise<{ cache: Cache; name: string; kept: Kept } | undefined> {
  const found: { cache: Cache; name: string; kept: Kept }[] = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(keptPrefix(root))) continue;
    const cache = await caches.open(name);
    const kept: unknown = await cache
      .match(recordUrl(root))
      .then((record) => record?.json())
      .catch(() => undefined);
    if (isKept(kept)) found.push({ cache, name, kept });
  }
  return found.sort((a, b) => b.kept.time - a.kept.time)[0];
}

/**
 * Makes the device hold what the wish comes to in this build, and nothing else. The files go into the build's own
 * cache; the one before it is removed only when the new one is whole, so that nobody ever sees half of each. What the
 * device has already with the same content is not fetched again; what it has but damaged is.
 *
 * @throws KeepError; what was kept before is then as it was
 */
export async function keep(
  here: Surroundings,
  manifest: OfflineManifest,
  wish: Wish,
  { signal, progress }: Filling = {},
): Promise<Kept | undefined> {
  const { caches, root } = here;
  if (wantsNothing(wish)) {
    await dropAll(here, undefined);
    return undefined;
  }
  try {
    const before = await readKept(here);
    const files = filesOf(manifest, wish);
    const name = keptPrefix(root) + manifest.build;
    const cache = await caches.open(name);
    // What the last build's cache or a fetch that was broken off has left is used again.
    const there = await sound(here, cache, files);
    const elsewhere =
      before && before.name !== name ? await sound(here, before.cache, missing(files, there)) : [];
    const toFetch = missing(files, [...there, ...elsewhere]);
    const all = bytesOf(toFetch);
    let done = 0;
    progress?.(0, all);
    try {
      for (const [path] of elsewhere) {
        const answer = await before!.cache.match(root + path);
        if (answer) await cache.put(root + path, answer);
      }
      const rest = toFetch.values();
      const stop = new AbortController();
      const stopAll = () => stop.abort();
      signal?.addEventListener("abort", stopAll);
      if (signal?.aborted) stopAll();
      const work = async () => {
        for (const file of rest) {
          await cache.put(root + file[0], await fetchWhole(here, file, stop.signal));
          done += file[1];
          progress?.(done, all);
        }
      };
      try {
        await Promise.all(
          Array.from({ length: AT_ONCE }, () =>
            work().catch((error: unknown) => {
              stopAll();
              throw error;
            }),
          ),
        );
      } finally {
        signal?.removeEventListener("abort", stopAll);
      }
    } catch (error) {
      // Back to what was there.
      if (before?.name === name) await trim(here, cache, before.kept.files).catch(() => undefined);
      else await caches.delete(name).catch(() => undefined);
      throw signal?.aborted ? new KeepError("cancelled") : error;
    }
    const kept: Kept = { ...wish, build: manifest.build, files, time: (here.now ?? Date.now)() };
    await cache.put(recordUrl(root), Response.json(kept));
    await trim(here, cache, files);
    await dropAll(here, name);
    return kept;
  } catch (error) {
    throw asKeepError(error);
  }
}

/** Whether everything a record names is there; the bytes themselves are looked at if `deep`. */
export async function isSound(here: Surroundings, cache: Cache, kept: Kept, deep: boolean): Promise<boolean> {
  if (deep) return (await sound(here, cache, kept.files)).length === kept.files.length;
  const there = new Set((await cache.keys()).map((request) => request.url));
  return kept.files.every(([path]) => there.has(here.root + path));
}

/** Those of the files that the cache has as they should be. */
async function sound({ root }: Surroundings, cache: Cache, files: OfflineFile[]): Promise<OfflineFile[]> {
  const good: OfflineFile[] = [];
  for (const file of files) {
    try {
      const bytes = await (await cache.match(root + file[0]))?.arrayBuffer();
      if (bytes && bytes.byteLength === file[1] && (await sha256(bytes)) === file[2]) good.push(file);
    } catch {
      // An entry that cannot be read is not there.
    }
  }
  return good;
}

/** A file with just the content the manifest promises: one of another build is refused. */
async function fetchWhole(
  { fetch, root }: Surroundings,
  [path, , hash]: OfflineFile,
  signal: AbortSignal,
): Promise<Response> {
  let answer: Response;
  let bytes: ArrayBuffer;
  try {
    // The service worker lets requests of this kind pass: a damaged cache must not mend itself from itself.
    answer = await fetch(root + path, { cache: "no-store", signal });
    bytes = await answer.arrayBuffer();
  } catch {
    throw new KeepError("connection");
  }
  if (!answer.ok) throw new KeepError(answer.status === 404 ? "changing" : "connection");
  if ((await sha256(bytes)) !== hash) throw new KeepError("changing");
  const type = answer.headers.get("content-type");
  return new Response(bytes, { headers: type ? { "content-type": type } : {} });
}

/** Removes from a cache what is not among the files. */
async function trim({ root }: Surroundings, cache: Cache, files: OfflineFile[]): Promise<void> {
  const wanted = new Set([recordUrl(root), ...files.map(([path]) => root + path)]);
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
}

/** Removes every kept cache but one. */
async function dropAll({ caches, root }: Surroundings, but: string | undefined): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(keptPrefix(root)) && name !== but) await caches.delete(name);
  }
}

function asKeepError(error: unknown): KeepError {
  if (error instanceof KeepError) return error;
  const name = (error as Error | undefined)?.name;
  if (name === "QuotaExceededError") return new KeepError("full");
  console.error(error);
  return new KeepError("refused");
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
