import { describe, expect, test } from "vitest";
import { fontsFor } from "../../src/reader/selection/make.ts";
import { words } from "../../src/reader/selection/maker.ts";
import {
  cleanTitle,
  fileName,
  moved,
  readSelection,
  readShared,
  SELECTION_KEY,
  sharedQuery,
  toggled,
  validSlugs,
  writeSelection,
} from "../../src/reader/selection/selection.ts";
import { openStore } from "../../src/reader/store.ts";

const memory = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage;
};

describe("the list", () => {
  test("takes only slugs, each once, in order", () => {
    expect(validSlugs(["b", "a", "b", 7, null, "<img>", "../x", "a b", "", "A"])).toEqual(["b", "a"]);
  });

  test("is kept on the device, and what is damaged there is nothing", () => {
    const storage = memory();
    const store = openStore(() => storage);
    expect(readSelection(store)).toEqual([]);
    writeSelection(store, ["scaling", "employment"]);
    expect(readSelection(store)).toEqual(["scaling", "employment"]);
    for (const damaged of ['{"a":1}', "7", "[[]]", "not json"]) {
      storage.setItem(`atlas:${SELECTION_KEY}`, damaged);
      expect(readSelection(store)).toEqual([]);
    }
  });

  test("entries go in, out, up and down", () => {
    expect(toggled(["a"], "b")).toEqual(["a", "b"]);
    expect(toggled(["a", "b"], "a")).toEqual(["b"]);
    expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
    expect(moved(["a", "b"], -1, 1)).toEqual(["a", "b"]);
  });
});

describe("the link", () => {
  test("comes back as it was written", () => {
    const query = sharedQuery(["scaling", "south-asia"], "Course 4: “Ways & means” #1");
    expect(query).toMatch(/^\?a=scaling,south-asia&t=/);
    expect(readShared(query)).toEqual({
      slugs: ["scaling", "south-asia"],
      title: "Course 4: “Ways & means” #1",
      odd: [],
    });
    expect(readShared("")).toBeUndefined();
    expect(readShared("?a=")).toEqual({ slugs: [], title: "", odd: [] });
  });

  test("odd entries are named, hostile ones shortened to a line", () => {
    const { slugs, odd, title } = readShared(
      `?a=scaling,${encodeURIComponent("<script>alert(1)</script>")},&t=${encodeURIComponent(`a\u202e\n\u0000b${"x".repeat(9000)}`)}`,
    )!;
    expect(slugs).toEqual(["scaling"]);
    expect(odd).toEqual(["<script>alert(1)</script>"]);
    expect(title.startsWith("a bxxx")).toBe(true);
    expect(title.length).toBeLessThanOrEqual(120);
  });
});

test("a title is one line of what can be seen", () => {
  expect(cleanTitle("  Two\n\tlines\u200b ")).toBe("Two lines");
  expect(cleanTitle("\u0007\u202e")).toBe("");
});

test("file names are plain", () => {
  expect(fileName("Übung: Soziale Innovation (2026)", "Atlas")).toBe("ubung-soziale-innovation-2026.pdf");
  expect(fileName("社会", "Atlas of Social Innovation")).toBe("atlas-of-social-innovation-selection.pdf");
  expect(fileName("../../etc/passwd", "Atlas")).toBe("etc-passwd.pdf");
});

test("only the font files that are needed are fetched, the first of each always", () => {
  const files = {
    text: [
      { file: "latin", ranges: [[0, 0xff]] as [number, number][] },
      { file: "greek", ranges: [[0x370, 0x3ff]] as [number, number][] },
    ],
  };
  expect(fontsFor(files, "Plain")).toEqual({ text: ["latin"] });
  expect(fontsFor(files, "Ωmega")).toEqual({ text: ["latin", "greek"] });
  expect(fontsFor(files, "")).toEqual({ text: ["latin"] });
});

test("a failure names the article", () => {
  for (const why of ["network", "missing", "damaged"] as const)
    expect(words({ kind: "failed", why, article: "Scaling" })).toContain("“Scaling”");
});
