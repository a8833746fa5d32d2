import { webcrypto } from "node:crypto";
import { expect, test, vi } from "vitest";
import { isSound, KeepError, keep, readKept, type Surroundings } from "../../src/reader/offline/keep.ts";
import {
  bytesOf,
  change,
  filesOf,
  isKept,
  isManifest,
  isWish,
  missing,
  NOTHING,
  type OfflineFile,
  type OfflineManifest,
  size,
} from "../../src/reader/offline/manifest.ts";
import { askedAddress } from "../../src/reader/offline/page.ts";
import { offlineManifest } from "../../src/site/offline.ts";

const ROOT = "https://host.example/atlas/";

async function fileOf(path: string, text: string): Promise<OfflineFile> {
  const digest = await webcrypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [path, text.length, Buffer.from(digest).toString("hex")];
}

/** A site of a few files, and a browser's caches as far as they are used. */
async function makeSite(texts: Record<string, string>, build: string) {
  const file = (path: string) => fileOf(path, texts[path]!);
  const manifest: OfflineManifest = {
    build,
    base: [await file("assets/a.css")],
    articles: { one: [await file("articles/one/")], two: [await file("articles/two/")] },
    book: [await file("search/pagefind.js")],
    pdf: [await file("downloads/book.pdf")],
  };
  return manifest;
}
const TEXTS = {
  "assets/a.css": "style",
  "articles/one/": "one",
  "articles/two/": "two!",
  "search/pagefind.js": "search",
  "downloads/book.pdf": "%PDF",
};

function makeCaches(): CacheStorage {
  const all = new Map<string, Map<string, string>>();
  const url = (key: RequestInfo | URL) => (typeof key === "object" && "url" in key ? key.url : String(key));
  return {
    keys: async () => [...all.keys()],
    delete: async (name: string) => all.delete(name),
    open: async (name: string) => {
      if (!all.has(name)) all.set(name, new Map());
      const entries = all.get(name)!;
      return {
        match: async (key: string) => {
          const text = entries.get(url(key));
          return text === undefined ? undefined : new Response(text);
        },
        put: async (key: string, answer: Response) => void entries.set(url(key), await answer.text()),
        delete: async (key: string) => entries.delete(url(key)),
        keys: async () => [...entries.keys()].map((k) => ({ url: k })),
      };
    },
  } as unknown as CacheStorage;
}

function makeHere(texts: Record<string, string>, caches = makeCaches()) {
  const asked: string[] = [];
  const here: Surroundings = {
    caches,
    root: ROOT,
    fetch: (async (address: string) => {
      const path = address.slice(ROOT.length);
      asked.push(path);
      return path in texts ? new Response(texts[path]) : new Response("", { status: 404 });
    }) as typeof fetch,
  };
  return { here, asked };
}

test("what a wish comes to: each file once, articles that are gone left out", async () => {
  const manifest = await makeSite(TEXTS, "b1");
  const paths = (wish: Parameters<typeof filesOf>[1]) => filesOf(manifest, wish).map(([p]) => p);
  expect(paths(NOTHING)).toEqual([]);
  expect(paths({ ...NOTHING, articles: ["one", "gone"] })).toEqual(["assets/a.css", "articles/one/"]);
  expect(paths({ articles: ["one"], book: true, pdf: true })).toEqual(Object.keys(TEXTS));
  expect(bytesOf(filesOf(manifest, { ...NOTHING, pdf: true }))).toBe(9);
  const wish = change(change(NOTHING, { article: "one" }, true), "book", true);
  expect(wish).toEqual({ articles: ["one"], book: true, pdf: false });
  expect(change(wish, { article: "one" }, false).articles).toEqual([]);
  expect(missing([["a", 1, "x"]], [["a", 1, "y"]])).toEqual([["a", 1, "x"]]);
});

test("what others wrote is taken only in its own form", () => {
  for (const wrong of [null, 1, "x", {}, { articles: [1], book: true, pdf: true }]) {
    expect(isWish(wrong)).toBe(false);
    expect(isKept(wrong)).toBe(false);
    expect(isManifest(wrong)).toBe(false);
  }
});

test("sizes as the downloads have them", () => {
  expect([0, 300, 412_345, 999_600, 3_440_000, 15_400_000].map(size)).toEqual([
    "0\u00a0KB",
    "1\u00a0KB",
    "412\u00a0KB",
    "1.0\u00a0MB",
    "3.4\u00a0MB",
    "15\u00a0MB",
  ]);
});

test("a new build fetches only what is new and replaces the old whole", async () => {
  const caches = makeCaches();
  const wish = { articles: [], book: true, pdf: false };
  const first = makeHere(TEXTS, caches);
  await keep(first.here, await makeSite(TEXTS, "b1"), wish);
  expect(first.asked).toHaveLength(4);
  const texts = { ...TEXTS, "articles/two/": "two, renewed" };
  const second = makeHere(texts, caches);
  const progress = vi.fn();
  await keep(second.here, await makeSite(texts, "b2"), wish, { progress });
  expect(second.asked).toEqual(["articles/two/"]);
  expect(progress).toHaveBeenLastCalledWith(12, 12);
  expect(await caches.keys()).toEqual(["atlas-kept:/atlas/:b2"]);
  const { cache, kept } = (await readKept(second.here))!;
  expect(kept.build).toBe("b2");
  expect(await (await cache.match(`${ROOT}articles/two/`))!.text()).toBe("two, renewed");
  await keep(second.here, await makeSite(texts, "b2"), NOTHING);
  expect(await caches.keys()).toEqual([]);
});

test("files of two builds never come together: the old one stays as it was", async () => {
  const caches = makeCaches();
  const wish = { articles: ["one", "two"], book: false, pdf: false };
  await keep(makeHere(TEXTS, caches).here, await makeSite(TEXTS, "b1"), wish);
  const texts = { ...TEXTS, "articles/two/": "two, renewed" };
  const next = await makeSite(texts, "b2");
  for (const server of [TEXTS, { ...texts, "articles/two/": "two, third" }, { "assets/a.css": "style" }]) {
    const { here } = makeHere(server as Record<string, string>, caches);
    await expect(keep(here, next, wish)).rejects.toEqual(new KeepError("changing"));
    expect(await caches.keys()).toEqual(["atlas-kept:/atlas/:b1"]);
    expect((await readKept(here))!.kept.build).toBe("b1");
  }
});

test("a damaged or missing entry is found and fetched again, nothing else", async () => {
  const { here, asked } = makeHere(TEXTS);
  const manifest = await makeSite(TEXTS, "b1");
  const wish = { articles: ["one", "two"], book: false, pdf: false };
  await keep(here, manifest, wish);
  const { cache, kept } = (await readKept(here))!;
  expect(await isSound(here, cache, kept, true)).toBe(true);
  await cache.put(`${ROOT}articles/one/`, new Response("0ne"));
  expect(await isSound(here, cache, kept, false)).toBe(true);
  expect(await isSound(here, cache, kept, true)).toBe(false);
  await cache.delete(`${ROOT}articles/two/`);
  expect(await isSound(here, cache, kept, false)).toBe(false);
  asked.length = 0;
  await keep(here, manifest, wish);
  expect(asked.sort()).toEqual(["articles/one/", "articles/two/"]);
  expect(await isSound(here, cache, kept, true)).toBe(true);
});

test("a cache without its record is not whole; what it has is used again", async () => {
  const { here, asked } = makeHere(TEXTS);
  const cache = await here.caches.open("atlas-kept:/atlas/:b1");
  await cache.put(`${ROOT}assets/a.css`, new Response("style"));
  expect(await readKept(here)).toBeUndefined();
  await keep(here, await makeSite(TEXTS, "b1"), { ...NOTHING, articles: ["one"] });
  expect(asked).toEqual(["articles/one/"]);
});

test("a stop, a full storage and no connection are told apart, and leave what was there", async () => {
  const { here } = makeHere(TEXTS);
  const manifest = await makeSite(TEXTS, "b1");
  await keep(here, manifest, { ...NOTHING, articles: ["one"] });
  const all = { articles: ["one"], book: true, pdf: true };
  const stop = new AbortController();
  stop.abort();
  const aborting = { ...here, fetch: () => Promise.reject(new Error("aborted")) };
  await expect(keep(aborting, manifest, all, { signal: stop.signal })).rejects.toEqual(
    new KeepError("cancelled"),
  );
  await expect(keep(aborting, manifest, all)).rejects.toEqual(new KeepError("connection"));
  const full = {
    ...here,
    caches: {
      ...here.caches,
      open: async (name: string) => ({
        ...(await here.caches.open(name)),
        put: () => Promise.reject(Object.assign(new Error(), { name: "QuotaExceededError" })),
      }),
    } as unknown as CacheStorage,
  };
  await expect(keep(full, manifest, all)).rejects.toEqual(new KeepError("full"));
  const { kept, cache } = (await readKept(here))!;
  expect(kept.articles).toEqual(["one"]);
  expect(kept.book).toBe(false);
  expect(await isSound(here, cache, kept, true)).toBe(true);
});

test("only addresses of the site are offered again", () => {
  const page = (from: string) => `${ROOT}offline/?from=${encodeURIComponent(from)}`;
  expect(askedAddress(page("articles/one/?p=3"), ROOT)).toBe(`${ROOT}articles/one/?p=3`);
  expect(askedAddress(page(""), ROOT)).toBe(ROOT);
  for (const from of ["javascript:alert(1)", "https://evil.example/", "//evil.example/", "../other/"]) {
    expect(askedAddress(page(from), ROOT)).toBeUndefined();
  }
});

test("the build sorts its files into what is kept together", () => {
  const entry = (path: string, text = path) => ({
    file: [path, text.length, `hash of ${text}`] as OfflineFile,
    bytes: Buffer.from(text),
  });
  const entries = [
    entry("", "cover"),
    entry("articles/one/", '<img src="../../images/map.svg">'),
    entry("articles/one/citation.bib"),
    entry("assets/a.css"),
    entry("assets/pdf-text.woff"),
    entry("assets/binder.js", "x".repeat(100_000)),
    entry("downloads/articles/one.pdf"),
    entry("downloads/", "list of downloads"),
    entry("images/map.svg"),
    entry("images/unused.svg"),
    entry("search/pagefind.js"),
  ];
  const made = offlineManifest(["one"], entries);
  const paths = (files: OfflineFile[]) => files.map(([p]) => p);
  expect(paths(made.base)).toEqual(["", "assets/a.css"]);
  expect(paths(made.articles.one!)).toEqual(["articles/one/", "articles/one/citation.bib", "images/map.svg"]);
  expect(paths(made.book)).toEqual(["downloads/", "search/pagefind.js"]);
  expect(paths(made.pdf)).toEqual(["assets/pdf-text.woff", "assets/binder.js", "downloads/articles/one.pdf"]);
  expect(offlineManifest(["one"], entries).build).toBe(made.build);
  expect(offlineManifest(["one"], [...entries, entry("tags/")]).build).not.toBe(made.build);
});
