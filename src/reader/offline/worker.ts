/**
 * The service worker, `sw.js` at the site's root. Keeps a small shell; answers from the network and, where there is
 * none, from what the reader has kept or visited. What is to be kept is fetched by the pages (keep.ts).
 */
import { PrecacheController } from "workbox-precaching/PrecacheController.js";
import { readKept } from "./keep.ts";
import { visitedName, visitedPrefix } from "./names.ts";

/** Put in by the build (src/site/offline.ts): files of the shell, and what changes when one of them does. */
declare const ATLAS_SHELL: { url: string; revision: string | null; integrity: string }[];
declare const ATLAS_VERSION: string;

// The part of the Service Workers specification that is used; the compiler's own belongs to another environment.
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { includeUncontrolled: boolean; type: "window" }): Promise<readonly { url: string }[]>;
  };
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}
const scope = self as unknown as WorkerScope;

const root = scope.registration.scope;
const visited = visitedName(root, ATLAS_VERSION);
/** Time that a page which is there already gives the network, in ms. */
const PATIENCE = 4000;
/** Visited pages and files at most. */
const VISITED = 150;

const shell = new PrecacheController();
shell.addToCacheList(ATLAS_SHELL);

scope.addEventListener("install", (event) => {
  event.waitUntil(shell.install(event as never));
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      await shell.activate(event as never);
      for (const name of await caches.keys()) {
        if (name.startsWith(visitedPrefix(root)) && name !== visited) await caches.delete(name);
      }
      await scope.clients.claim();
      // Pages that are open were fetched before this worker could see it.
      for (const { url } of await scope.clients.matchAll({ includeUncontrolled: true, type: "window" })) {
        if (url.startsWith(root)) await remember(url).catch(() => undefined);
      }
    })(),
  );
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  // What is fetched in order to be kept comes from the server.
  if (request.method !== "GET" || !request.url.startsWith(root) || request.cache === "no-store") return;
  const path = request.url.slice(root.length).replace(/[?#].*$/, "");
  if (path === "sw.js" || path === "offline.json") return;
  if (/^(?:assets\/|search\/(?:fragment|index|filter)\/)/.test(path)) event.respondWith(unchanging(event));
  else event.respondWith(current(event, path));
});

/** Files whose name carries the hash of their content: wherever one is, it is the right one. */
async function unchanging(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const there = await caches.match(request.url).catch(() => undefined);
  if (there) return there;
  const answer = await fetch(request);
  if (answer.ok && request.url.startsWith(`${root}assets/`))
    event.waitUntil(put(request.url, answer.clone()));
  return answer;
}

/** Everything else: as it is now; as it was where there is no connection. */
async function current(event: FetchEvent, path: string): Promise<Response> {
  const { request } = event;
  const navigates = request.mode === "navigate";
  const live = fetch(request).then((answer) => {
    if (navigates && answer.ok && !answer.redirected && isPage(answer))
      event.waitUntil(put(root + path, answer.clone()));
    return answer;
  });
  const failed = live.then(
    (answer) => answer.status >= 500,
    () => true,
  );
  const waited = new Promise<"waited">((resolve) => setTimeout(resolve, PATIENCE, "waited"));
  const state = await Promise.race([failed, ...(navigates ? [waited] : [])]);
  if (state === false) return live;
  const there = await fromDevice(path);
  if (there) return there;
  try {
    return await live;
  } catch (error) {
    if (!navigates) throw error;
    const address = request.url.slice(root.length);
    return Response.redirect(`${root}offline/?from=${encodeURIComponent(address)}`);
  }
}

/** Kept, visited, or part of the shell, in this order: what is kept fits together. */
async function fromDevice(asked: string): Promise<Response | undefined> {
  const url = root + asked.replace(/(^|\/)index\.html$/, "$1");
  try {
    const kept = await readKept({ caches, root });
    const inShell = shell.getCacheKeyForURL(url);
    return (
      (await kept?.cache.match(url)) ??
      (await (await caches.open(visited)).match(url)) ??
      (inShell ? await caches.match(inShell) : undefined)
    );
  } catch {
    return undefined;
  }
}

const isPage = (answer: Response) => answer.headers.get("content-type")?.startsWith("text/html") ?? false;

/** Keeps a page that is open. */
async function remember(address: string): Promise<void> {
  const url = address.replace(/[?#].*$/, "");
  const answer = await fetch(url);
  if (answer.ok && !answer.redirected && isPage(answer)) await put(url, answer);
}

/** Keeps what was visited, the latest. A full or forbidden storage is no reason not to answer. */
async function put(url: string, answer: Response): Promise<void> {
  try {
    const cache = await caches.open(visited);
    await cache.put(url, answer);
    const all = await cache.keys();
    for (const old of all.slice(0, Math.max(0, all.length - VISITED))) await cache.delete(old);
  } catch {
    // Offline it will not be there.
  }
}
