import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { article, PARAGRAPH, type SmallAtlas, smallAtlas } from "./small-atlas.ts";

/** The command as a person runs it, in a process of its own. */

let atlas: SmallAtlas;
beforeAll(async () => {
  atlas = await smallAtlas();
  const built = await atlas.run("build");
  expect(built.stderr).not.toContain("error");
  expect(built.status).toBe(0);
});
afterAll(() => atlas.remove());

/** Every file of the output with its content, to see that nothing has changed. */
const snapshot = () =>
  readdirSync(atlas.out, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile())
    .map((f) => join(f.parentPath, f.name))
    .sort()
    .map((path) => `${path} ${statSync(path).mtimeMs} ${statSync(path).size}`);
const leftovers = () => readdirSync(atlas.root).filter((n) => n.startsWith(".dist") || n.endsWith(".lock"));

test("a build leaves every promised file", () => {
  for (const path of [
    "index.html",
    "articles/first/index.html",
    "articles/first/citation.bib",
    "articles/first/citation.ris",
    "articles/first/citation.json",
    "downloads/atlas-of-social-innovation.pdf",
    "downloads/articles/first.pdf",
    "downloads/articles/second.pdf",
    "feed.xml",
    "atom.xml",
    "feed.json",
    "page-map.json",
    "sitemap.xml",
    "robots.txt",
    "manifest.json",
  ]) {
    expect(existsSync(join(atlas.out, path)), path).toBe(true);
  }
  expect(leftovers()).toEqual([]);
});

describe("what is in the command", () => {
  test("help names every command and is no error", async () => {
    const { status, stdout } = await atlas.run("--help");
    expect(status).toBe(0);
    for (const word of ["build", "print", "check", "serve", "dev", "--only", "--jobs", "--shard"])
      expect(stdout).toContain(word);
  });

  test.each([
    [["biuld"], "biuld"],
    [["build", "--job", "2"], "--job"],
    [["print", "--jobs", "none"], "--jobs"],
    [["print", "--shard", "3/2"], "3/2"],
    [["build", "--only", "first"], "--only goes with print"],
  ])("%j is told what is wrong, with status 2", async (args, words) => {
    const { status, stderr } = await atlas.run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  });
});

describe("a build that fails", () => {
  test("names every problem at once and leaves the last output as it was", async () => {
    const before = snapshot();
    await atlas.write(
      "03-bad.md",
      article("Bad", `<b>raw</b> and [a link](09-nowhere.md) and [@nobody-2020-nothing]\n\nIn Seoul, 서울.`),
    );
    await atlas.write("04-worse.md", "no front matter");
    const { status, stderr } = await atlas.run("build");
    expect(status).toBe(1);
    const lines = stderr.split("\n").filter((l) => l.startsWith("articles/"));
    expect(lines.length).toBe(5);
    for (const words of [
      "raw HTML",
      "there is no article 09-nowhere.md",
      "nobody-2020-nothing",
      "no glyph for “서” (U+C11C)",
      "front matter",
    ]) {
      expect(stderr).toContain(words);
    }
    for (const line of lines) expect(line).toMatch(/^articles\/0[34]-\w+\.md:\d+: .+: .+/);
    expect(snapshot()).toEqual(before);
    expect(leftovers()).toEqual([]);
    const { rm } = await import("node:fs/promises");
    await rm(join(atlas.articles, "03-bad.md"));
    await rm(join(atlas.articles, "04-worse.md"));
  });

  test("interrupted while printing, it leaves the last output and no litter", async () => {
    const before = snapshot();
    await atlas.write("01-first.md", article("The first", `Interrupted. ${PARAGRAPH}`));
    const child = atlas.start("build");
    child.stderr!.on("data", (d) => {
      if (String(d).includes("Printing")) child.kill("SIGINT");
    });
    await new Promise((done) => child.once("exit", done));
    expect(child.signalCode ?? child.exitCode).not.toBe(0);
    expect(snapshot()).toEqual(before);
    expect(leftovers()).toEqual([]);
  });

  test("killed while printing, the next build clears away what is left", async () => {
    const before = snapshot();
    await atlas.write("01-first.md", article("The first", `Killed. ${PARAGRAPH}`));
    const child = atlas.start("build");
    child.stderr!.on("data", (d) => {
      if (String(d).includes("Printing")) child.kill("SIGKILL");
    });
    await new Promise((done) => child.once("exit", done));
    expect(snapshot()).toEqual(before);
    // What a killed process could not clear away, the next build does.
    expect((await atlas.run("build")).status).toBe(0);
    expect(leftovers()).toEqual([]);
  });

  test("an output that cannot be written is one clear line", async () => {
    const file = join(atlas.root, "a-file");
    await writeFile(file, "");
    const { status, stderr } = await atlas.run("build", "--out", join(file, "dist"));
    expect(status).toBe(1);
    expect(stderr.split("\n").filter((l) => l.includes(file)).length).toBe(1);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("a browser that is not there is named", async () => {
    const child = await new Promise<{ code: number | null; err: string }>((done) => {
      process.env.ATLAS_CHROMIUM = "/nowhere/chromium";
      const c = atlas.start("build");
      delete process.env.ATLAS_CHROMIUM;
      let err = "";
      c.stderr!.on("data", (d) => {
        err += d;
      });
      c.once("exit", (code) => done({ code, err }));
    });
    expect(child.code).toBe(1);
    expect(child.err).toContain("/nowhere/chromium");
  });
});

describe("what is printed again", () => {
  test("nothing if nothing has changed, and the PDFs are the same to the byte", async () => {
    await atlas.run("build");
    const before = readFileSync(join(atlas.out, "downloads/atlas-of-social-innovation.pdf"));
    const { stdout } = await atlas.run("build");
    expect(stdout).toContain("(0 documents printed anew)");
    expect(readFileSync(join(atlas.out, "downloads/atlas-of-social-innovation.pdf")).equals(before)).toBe(
      true,
    );
  });

  test("one article if a word of it has changed", async () => {
    const path = join(atlas.articles, "02-second.md");
    await writeFile(path, (await readFile(path, "utf8")).replace("people begin", "persons begin"));
    const { stdout } = await atlas.run("build");
    expect(stdout).toContain("(1 documents printed anew)");
  });

  test("an entry of the cache that is damaged", async () => {
    const dir = join(atlas.cache, "print");
    const entries = readdirSync(dir).filter((n) => n.endsWith(".entry"));
    for (const name of entries) {
      const bytes = await readFile(join(dir, name));
      bytes[bytes.length - 100]! ^= 0xff;
      await writeFile(join(dir, name), bytes);
    }
    // Where the output is as it was left, nobody looks into the cache.
    await rm(atlas.out, { recursive: true });
    const { status, stdout } = await atlas.run("build");
    expect(status).toBe(0);
    expect(stdout).not.toContain("(0 documents");
  });

  test("an output of which a file was changed or taken away", async () => {
    const page = readFileSync(join(atlas.out, "index.html"), "utf8");
    await writeFile(join(atlas.out, "index.html"), "damaged");
    expect((await atlas.run("build")).status).toBe(0);
    expect(readFileSync(join(atlas.out, "index.html"), "utf8")).toBe(page);
    await rm(join(atlas.out, "downloads/articles/first.pdf"));
    expect((await atlas.run("build")).status).toBe(0);
    expect(existsSync(join(atlas.out, "downloads/articles/first.pdf"))).toBe(true);
  });
});

test("two builds at once both leave a whole output", async () => {
  await atlas.write(
    "01-first.md",
    article("The first", `At once. ${PARAGRAPH}\n\n## A heading\n\n${PARAGRAPH}`),
  );
  const both = await Promise.all([atlas.run("build"), atlas.run("build")]);
  expect(both.map((b) => b.status)).toEqual([0, 0]);
  expect(existsSync(join(atlas.out, "index.html"))).toBe(true);
  expect(existsSync(join(atlas.out, "downloads/articles/first.pdf"))).toBe(true);
  expect(leftovers()).toEqual([]);
});

test("--only makes a proof, numbered as in the last build", async () => {
  const { status, stdout } = await atlas.run("print", "--only", "second");
  expect(status).toBe(0);
  const path = stdout.trim();
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const pdf = await getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: 0 }).promise;
  const map = JSON.parse(readFileSync(join(atlas.out, "page-map.json"), "utf8"));
  expect((await pdf.getPageLabels())![0]).toBe(String(map.second.first));
  const unknown = await atlas.run("print", "--only", "third");
  expect(unknown.status).toBe(1);
  expect(unknown.stderr).toContain("first, second");
});

test("shares fill the cache for a build that then prints no article", async () => {
  const fresh = join(atlas.root, "fresh-cache");
  for (const n of [1, 2]) {
    const { stdout } = await atlas.run("print", "--shard", `${n}/2`, "--cache", fresh);
    expect(stdout).toContain(`share ${n} of 2: 1 articles, 1 printed anew`);
  }
  const { stdout } = await atlas.run("build", "--cache", fresh);
  // Cover, imprint, contents and the part's opening are left; there are no references.
  expect(stdout).toContain("(4 documents printed anew)");
});

test("serve gives its address and serves the site, with the site's own 404 page", async () => {
  const child = atlas.start("serve", "--port", "0");
  const url = await new Promise<string>((done) => {
    child.stdout!.on("data", (d) => {
      const m = /http:\/\/\S+/.exec(String(d));
      if (m) done(m[0]);
    });
  });
  try {
    expect(await (await fetch(`${url}articles/first/`)).text()).toContain("The first");
    const missing = await fetch(`${url}nothing/here/`);
    expect(missing.status).toBe(404);
    expect(missing.headers.get("content-type")).toContain("text/html");
    expect((await fetch(`${url}downloads/articles/first.pdf`)).headers.get("content-type")).toBe(
      "application/pdf",
    );
    expect((await fetch(`${url}../../../../etc/passwd`)).status).toBe(404);
  } finally {
    child.kill();
  }
});
