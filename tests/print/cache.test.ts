import { mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Cache, cacheKey } from "../../src/print/cache.ts";
import { tempDir } from "../temp-dir.ts";

const BYTES = Buffer.from([0, 10, 255, 10, 13, 0x7b]);
const DATA = { pages: 3, title: "Łódź\nnew line" };
const only = async (dir: string) => join(dir, (await readdir(dir))[0]!);

test("what was put is got, bytes and data, also by another process's cache", async () => {
  const dir = join(await tempDir(), "deep", "cache");
  await new Cache(dir).put("key", BYTES, DATA);
  const hit = await new Cache(dir).get<typeof DATA>("key");
  expect(Buffer.from(hit!.bytes).equals(BYTES)).toBe(true);
  expect(hit!.data).toEqual(DATA);
  expect(await new Cache(dir).get("other")).toBeUndefined();
});

test("a cache that was never written is empty", async () => {
  const cache = new Cache(join(await tempDir(), "none"));
  expect(await cache.get("key")).toBeUndefined();
  await cache.sweep();
});

describe("a damaged entry counts as absent and can be made again", () => {
  const damages: [string, (file: Buffer) => Buffer][] = [
    ["cut short", (f) => f.subarray(0, f.length - 2)],
    ["empty", () => Buffer.alloc(0)],
    ["one bit of the bytes", (f) => flip(f, f.length - 1)],
    [
      "one letter of the data",
      (f) => Buffer.from(f.toString("latin1").replace('"pages":3', '"pages":4'), "latin1"),
    ],
    ["one bit of the checksum", (f) => flip(f, 12)],
    ["something else", () => Buffer.from("<html>\n")],
    ["longer", (f) => Buffer.concat([f, Buffer.from("x")])],
  ];
  test.each(damages)("%s", async (_name, damage) => {
    const dir = await tempDir();
    const cache = new Cache(dir);
    await cache.put("key", BYTES, DATA);
    const path = await only(dir);
    await writeFile(path, damage(await readFile(path)));
    expect(await cache.get("key")).toBeUndefined();
    expect(await readdir(dir)).toEqual([]);
    await cache.put("key", BYTES, DATA);
    expect((await cache.get("key"))!.data).toEqual(DATA);
  });

  function flip(file: Buffer, at: number): Buffer {
    const copy = Buffer.from(file);
    copy[at]! ^= 1;
    return copy;
  }
});

test("many puts and gets of one entry at once: each get is whole or nothing", async () => {
  const dir = await tempDir();
  const caches = [new Cache(dir), new Cache(dir)];
  const big = (n: number) => Buffer.alloc(200_000, n);
  const seen: number[] = [];
  await Promise.all(
    Array.from({ length: 40 }, async (_, i) => {
      const cache = caches[i % 2]!;
      if (i % 3 === 0) await cache.put("key", big(i), { n: i });
      const hit = await cache.get<{ n: number }>("key");
      if (!hit) return;
      expect(hit.bytes.equals(big(hit.data.n))).toBe(true);
      seen.push(hit.data.n);
    }),
  );
  expect(seen.length).toBeGreaterThan(0);
  expect(await readdir(dir)).toHaveLength(1);
});

test("sweeping removes what nobody asked for in a month and what an interrupted write left", async () => {
  const dir = await tempDir();
  const cache = new Cache(dir);
  for (const key of ["old", "used", "new"]) await cache.put(key, BYTES, DATA);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "x.entry.123.abc"), "half");
  const day = 24 * 3600 * 1000;
  const ago = (days: number) => new Date(Date.now() - days * day);
  for (const key of ["old", "used"]) await utimes(join(dir, `${key}.entry`), ago(40), ago(40));
  await utimes(join(dir, "x.entry.123.abc"), ago(1), ago(1));
  // Asking for it keeps it.
  await cache.get("used");
  await cache.sweep();
  expect((await readdir(dir)).sort()).toEqual(["new.entry", "used.entry"]);
  expect((await stat(join(dir, "used.entry"))).mtimeMs).toBeGreaterThan(Date.now() - day);
});

test("keys: same for the same inputs, different for any change, also where inputs only meet elsewhere", () => {
  const keys = [
    cacheKey("ab", "c"),
    cacheKey("a", "bc"),
    cacheKey("abc"),
    cacheKey("ab", "c", ""),
    cacheKey("ab", "d"),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(cacheKey("ab", "c")).toBe(keys[0]);
  expect(cacheKey(Buffer.from("ab"), "c")).toBe(keys[0]);
});
