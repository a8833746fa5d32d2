import { join, resolve } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { main, parse } from "../src/cli.ts";
import { article, folder } from "./atlas/fixture.ts";

describe("parse", () => {
  test("a command alone has what it needs", () => {
    expect(parse(["build"])).toEqual({
      command: "build",
      jobs: expect.any(Number),
      timeout: 60_000,
      articles: resolve("articles"),
      out: resolve("dist"),
      cache: resolve(".atlas/cache"),
      port: 8080,
    });
    const { jobs } = parse(["build"]) as { jobs: number };
    expect(jobs).toBeGreaterThanOrEqual(1);
    expect(jobs).toBeLessThanOrEqual(8);
  });

  test("every option, in either form and order", () => {
    expect(
      parse([
        "--jobs=3",
        "print",
        "--only",
        "scaling",
        "--timeout",
        "5",
        "--articles",
        "a",
        "--out",
        "o",
        "--cache",
        "c",
      ]),
    ).toMatchObject({
      command: "print",
      only: "scaling",
      jobs: 3,
      timeout: 5000,
      articles: resolve("a"),
      out: resolve("o"),
      cache: resolve("c"),
    });
    expect(parse(["serve", "--port", "0"])).toMatchObject({ port: 0 });
    expect(parse(["print", "--shard", "2/8"])).toMatchObject({ shard: { index: 2, of: 8 } });
  });

  test.each([[[]], [["--help"]], [["-h"]], [["help"]], [["build", "--help"]]])("help for %j", (argv) => {
    expect(parse(argv)).toBe("help");
  });

  test.each([
    [["biuld"], /no command biuld; there are build, print, check, serve, dev/],
    [["build", "all"], /build takes no all/],
    [["build", "--fast"], /Unknown option '--fast'/],
    [["build", "--jobs"], /--jobs/],
    [["build", "--jobs", "0"], /--jobs takes a whole number from 1 to 64, not 0/],
    [["build", "--jobs", "two"], /whole number from 1 to 64, not two/],
    [["build", "--jobs", "1.5"], /whole number/],
    [["build", "--timeout", "0"], /--timeout takes a whole number from 1 to 3600/],
    [["serve", "--port", "70000"], /--port takes a whole number from 0 to 65535, not 70000/],
    [["build", "--only", "x"], /--only goes with print/],
    [["check", "--shard", "1/2"], /--shard goes with print/],
    [["print", "--only", "x", "--shard", "1/2"], /do not go together/],
    [["print", "--shard", "0/2"], /I\/N with I from 1 to N, not 0\/2/],
    [["print", "--shard", "3/2"], /not 3\/2/],
    [["print", "--shard", "half"], /not half/],
    [["print", "--only", ""], /--only is empty/],
    [["build", "--out", ""], /--out is empty/],
    [["build", "--out", "."], /would replace the articles; name a folder of its own, e\.g\. dist/],
    [["build", "--out", ".."], /would replace/],
    [["build", "--out", "articles"], /would replace the articles/],
    [["build", "--out", ".atlas"], /would replace the cache/],
    [
      ["build", "--articles", "/x/articles", "--cache", "/x/cache", "--out", resolve(".")],
      /would replace the folder you are in/,
    ],
  ])("%j is a mistake, said with what would be right", (argv, says) => {
    expect(() => parse(argv)).toThrow(says);
  });

  test("an output inside the project, beside it, or with dots in its name is fine", () => {
    for (const out of ["dist", "../site", "..dist", "articles-out"])
      expect(parse(["build", "--out", out])).toMatchObject({ out: resolve(out) });
  });
});

describe("main", () => {
  const said = { out: "", err: "" };
  const run = async (...argv: string[]) => {
    said.out = said.err = "";
    vi.spyOn(process.stdout, "write").mockImplementation((s) => {
      said.out += s;
      return true;
    });
    vi.spyOn(process.stderr, "write").mockImplementation((s) => {
      said.err += s;
      return true;
    });
    return main(argv);
  };
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("help goes to standard output and is no failure", async () => {
    expect(await run("--help")).toBe(0);
    expect(said.out).toContain("atlas build");
    expect(said.err).toBe("");
  });

  test("a mistake in the command is status 2 and points to the help", async () => {
    expect(await run("biuld")).toBe(2);
    expect(said.err).toMatch(/^atlas: there is no command biuld.*\nTry: atlas --help\n$/);
  });

  test("check: a sound atlas is status 0 and counted", async () => {
    expect(await run("check", "--articles", await folder())).toBe(0);
    expect(said).toEqual({
      out: expect.stringMatching(/^1 article, 2 references: 0 errors, \d+ warnings\n$/),
      err: expect.any(String),
    });
  });

  test("check: every problem is a line, and status 1 only for errors", async () => {
    const warned = await folder({ "02-case.md": article("Text.\n", { summary: "Short." }) });
    expect(await run("check", "--articles", warned)).toBe(0);
    expect(said.out).toMatch(/: 0 errors, \d+ warnings\n$/);
    const wrong = await folder({ "02-case.md": article("# One\n", { date: "never" }), "03-x.md": "" });
    expect(await run("check", "--articles", wrong)).toBe(1);
    expect(
      said.err
        .trimEnd()
        .split("\n")
        .filter((l) => !l.includes(": warning: "))
        .map((l) => l.split(": ")[0]),
    ).toEqual(["articles/02-case.md:8", "articles/02-case.md:10", "articles/03-x.md:1"]);
    expect(said.out).toMatch(/: 3 errors, \d+ warnings\n$/);
  });

  test("check: no folder is status 1 and one line", async () => {
    expect(await run("check", "--articles", join(await folder(), "none"))).toBe(1);
    expect(said.err).toBe("none/:1: the folder cannot be read: name the folder that holds atlas.yaml\n");
  });
});
