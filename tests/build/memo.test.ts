import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FileMemo } from "../../src/build/memo.ts";
import { tempDir } from "../temp-dir.ts";

test("what was set is there in the next build; what nobody asked for is gone once the file is written again", async () => {
  const path = join(await tempDir(), "kept", "citations.json");
  const first = await FileMemo.open(path);
  first.set("a", "1");
  first.set("b", "2");
  await first.save();
  const second = await FileMemo.open(path);
  expect([second.get("a"), second.get("none")]).toEqual(["1", undefined]);
  second.set("c", "3");
  await second.save();
  const third = await FileMemo.open(path);
  expect([third.get("a"), third.get("b"), third.get("c")]).toEqual(["1", undefined, "3"]);
});

test("a damaged file counts as empty", async () => {
  const path = join(await tempDir(), "citations.json");
  await writeFile(path, '{"a": "1", "b');
  const memo = await FileMemo.open(path);
  expect(memo.get("a")).toBeUndefined();
  memo.set("a", "2");
  await memo.save();
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual({ a: "2" });
});
