import { expect, test, vi } from "vitest";
import { keepPlace, readPlaces, resumePlace } from "../../src/reader/place/keeper.ts";
import { openStore } from "../../src/reader/store.ts";

function memory(): Storage {
  const map = new Map<string, string>();
  return {
    getItem: (k: string) => map.get(k) ?? null,
    setItem: (k: string, v: string) => void map.set(k, v),
    removeItem: (k: string) => void map.delete(k),
  } as unknown as Storage;
}
const isNumber = (v: unknown): v is number => typeof v === "number";

test("keeps, forgets and tells who watches", () => {
  const store = openStore(memory);
  const storage = memory();
  const kept = openStore(() => storage);
  const seen = vi.fn();
  const end = kept.watch("n", seen);
  expect(kept.set("n", 3)).toBe(true);
  expect(kept.get("n", isNumber)).toBe(3);
  expect(kept.set("n", undefined)).toBe(true);
  expect(kept.get("n", isNumber)).toBeUndefined();
  end();
  kept.set("n", 4);
  expect(seen).toHaveBeenCalledTimes(2);
  expect(store.get("n", isNumber)).toBeUndefined();
});

test("what is damaged or foreign is as if it were not there", () => {
  const storage = memory();
  storage.setItem("atlas:n", "{");
  storage.setItem("atlas:places", '{"scaling":{"id":5}}');
  const store = openStore(() => storage);
  expect(store.get("n", isNumber)).toBeUndefined();
  expect(readPlaces(store)).toEqual({});
});

test("a storage that is forbidden or full is said, not thrown", () => {
  const forbidden = openStore(() => {
    throw new DOMException("no", "SecurityError");
  });
  expect(forbidden.get("n", isNumber)).toBeUndefined();
  expect(forbidden.set("n", 1)).toBe(false);
  // It holds while the page is open.
  expect(forbidden.get("n", isNumber)).toBe(1);
  const full = openStore(() => ({
    ...memory(),
    setItem() {
      throw new DOMException("full", "QuotaExceededError");
    },
  }));
  expect(full.set("n", 1)).toBe(false);
});

test("an article opens where it was left, but not at its beginning or its end", () => {
  const store = openStore(
    (
      (s) => () =>
        s
    )(memory()),
  );
  keepPlace(store, "a", { id: "x-p1", offset: 12 }, 0.4, 1);
  keepPlace(store, "b", { id: "top", offset: 0 }, 0.1, 2);
  keepPlace(store, "c", { id: "x-p9", offset: 0 }, 1, 3);
  expect(resumePlace(store, "a")).toEqual({ id: "x-p1", offset: 12 });
  expect(resumePlace(store, "b")).toBeUndefined();
  expect(resumePlace(store, "c")).toBeUndefined();
  // Once read, it stays read when it is opened again.
  keepPlace(store, "c", { id: "x-p1", offset: 0 }, 0.2, 4);
  expect(readPlaces(store).c).toMatchObject({ read: true, progress: 0.2 });
});
