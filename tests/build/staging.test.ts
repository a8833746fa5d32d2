import { spawn, spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { Staging } from "../../src/build/staging.ts";
import { tempDir } from "../temp-dir.ts";

/** What a build leaves: enough of it for the next to know it. */
async function write(dir: string, words: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "page-map.json"), "{}");
  await writeFile(join(dir, "index.html"), words);
}
const read = (dir: string) => readFile(join(dir, "index.html"), "utf8");
/** The id of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid!;
}

test("nothing of a build is in the output before it is committed, and all of it after; nothing is left beside", async () => {
  const parent = await tempDir();
  const out = join(parent, "dist");
  await write(out, "old");
  await writeFile(join(out, "gone.html"), "of the old build");
  const staging = await Staging.open(out);
  await write(staging.dir, "new");
  expect(await read(out)).toBe("old");
  await staging.commit();
  expect(await read(out)).toBe("new");
  expect((await readdir(out)).sort()).toEqual(["index.html", "page-map.json"]);
  expect(await readdir(parent)).toEqual(["dist"]);
});

test("the first build makes the output, and the folders above it", async () => {
  const out = join(await tempDir(), "a", "b", "dist");
  const staging = await Staging.open(out);
  await write(staging.dir, "new");
  await staging.commit();
  expect(await read(out)).toBe("new");
});

test("a build that is given up leaves the old output, and nothing beside it", async () => {
  const parent = await tempDir();
  const out = join(parent, "dist");
  await write(out, "old");
  const staging = await Staging.open(out);
  await write(staging.dir, "half");
  await staging.discard();
  expect(await read(out)).toBe("old");
  expect(await readdir(parent)).toEqual(["dist"]);
});

test("a commit that fails puts the old output back", async () => {
  const out = join(await tempDir(), "dist");
  await write(out, "old");
  const staging = await Staging.open(out);
  await rm(staging.dir, { recursive: true });
  await expect(staging.commit()).rejects.toThrow();
  expect(await read(out)).toBe("old");
});

describe("after a build that was killed", () => {
  test("its folder is removed; that of a build that runs stays", async () => {
    const parent = await tempDir();
    const out = join(parent, "dist");
    await write(out, "old");
    await write(join(parent, `.dist-${deadPid()}`), "half");
    await write(join(parent, `.dist-${deadPid()}-old`), "older");
    await write(join(parent, `.dist-${process.ppid}`), "of another");
    await write(join(parent, ".dist-notes"), "mine");
    const staging = await Staging.open(out);
    await staging.discard();
    expect((await readdir(parent)).sort()).toEqual([`.dist-${process.ppid}`, ".dist-notes", "dist"].sort());
    expect(await read(out)).toBe("old");
  });

  test("an output that it had moved away is put back", async () => {
    const parent = await tempDir();
    const out = join(parent, "dist");
    await write(join(parent, `.dist-${deadPid()}-old`), "old");
    const staging = await Staging.open(out);
    expect(await read(out)).toBe("old");
    await staging.discard();
    expect(await readdir(parent)).toEqual(["dist"]);
  });

  test("its lock is taken over", async () => {
    const out = join(await tempDir(), "dist");
    await writeFile(`${out}.lock`, String(deadPid()));
    const staging = await Staging.open(out);
    await write(staging.dir, "new");
    await staging.commit();
    expect(await read(out)).toBe("new");
  });
});

describe("what no build has made is never replaced", () => {
  test("a folder with other files", async () => {
    const out = join(await tempDir(), "Documents");
    await mkdir(out);
    await writeFile(join(out, "thesis.txt"), "years of work");
    await expect(Staging.open(out)).rejects.toThrow(
      /Documents holds files that no build has made: name .* with --out/,
    );
    expect(await readFile(join(out, "thesis.txt"), "utf8")).toBe("years of work");
  });

  test("a file", async () => {
    const out = join(await tempDir(), "dist");
    await writeFile(out, "a file");
    await expect(Staging.open(out)).rejects.toThrow(/dist is a file: name a folder with --out/);
  });

  test("an empty folder may be used", async () => {
    const out = join(await tempDir(), "dist");
    await mkdir(out);
    const staging = await Staging.open(out);
    await write(staging.dir, "new");
    await staging.commit();
    expect(await read(out)).toBe("new");
  });
});

test("builds in several processes at once all succeed, and one of them is there whole", async () => {
  const parent = await tempDir();
  const out = join(parent, "dist");
  await write(out, "old");
  const script = join(parent, "build.ts");
  // Each builds and commits a few times, as fast as it can.
  await writeFile(
    script,
    `import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Staging } from ${JSON.stringify(resolve("src/build/staging.ts"))};
const [out, name] = process.argv.slice(2);
async function main() {
  for (let i = 0; i < 8; i++) {
    const staging = await Staging.open(out);
    for (const file of ["index.html", "page-map.json", "a.html", "b.html"]) writeFileSync(join(staging.dir, file), name);
    await staging.commit();
  }
}
main().catch((error) => { console.error(error); process.exit(1); });
`,
  );
  const ends = await Promise.all(
    ["one", "two"].map(
      (name) =>
        new Promise<string>((done) => {
          const child = spawn(process.execPath, ["--import", "tsx", script, out, name]);
          let said = "";
          child.stderr.on("data", (d) => {
            said += d;
          });
          child.on("exit", (code) => done(`${code} ${said}`));
        }),
    ),
  );
  expect(ends).toEqual(["0 ", "0 "]);
  const files = await readdir(out);
  expect(files.sort()).toEqual(["a.html", "b.html", "index.html", "page-map.json"]);
  const contents = await Promise.all(files.map((f) => readFile(join(out, f), "utf8")));
  expect(new Set(contents).size).toBe(1);
  expect((await readdir(parent)).sort()).toEqual(["build.ts", "dist"]);
});
