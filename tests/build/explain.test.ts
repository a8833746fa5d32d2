import { describe, expect, test } from "vitest";
import { ProblemsError } from "../../src/atlas/problem.ts";
import { explain } from "../../src/build/explain.ts";

const system = (code: string, path?: string) =>
  Object.assign(new Error(`${code}: said by the system`), { code, path });

describe("an error of the system is one line that says what to do", () => {
  test.each([
    ["EACCES", /^\/x\/dist may not be written: .*--out$/],
    ["EROFS", /^\/x\/dist is on a read-only disk: name another folder with --out and --cache$/],
    ["ENOSPC", /^the disk is full, \/x\/dist could not be written: free some space/],
    ["EDQUOT", /quota.*free some space/],
    ["EMFILE", /^too many open files: raise the limit/],
    ["EADDRINUSE", /^the port is in use: name another with --port$/],
  ])("%s", (code, says) => {
    const line = explain(system(code, "/x/dist"));
    expect(line).toMatch(says);
    expect(line).not.toContain("\n");
  });

  test("also where another error wraps it, as Eleventy's do", () => {
    expect(explain(new Error("outer", { cause: system("ENOSPC", "/x") }))).toMatch(/^the disk is full, \/x/);
    expect(explain(Object.assign(new Error("outer"), { originalError: system("ENOSPC", "/x") }))).toMatch(
      /^the disk is full/,
    );
  });

  test("and where the system does not name the file", () => {
    expect(explain(system("ENOSPC"))).toMatch(/^the disk is full, a file could not be written/);
  });
});

test("problems are a line each, in order", () => {
  const problem = (line: number) => ({
    file: "articles/a.md",
    line,
    what: "w",
    mend: "m",
    level: "error" as const,
  });
  expect(explain(new ProblemsError([problem(9), problem(2)]))).toBe(
    "articles/a.md:2: w: m\narticles/a.md:9: w: m",
  );
});

test("other errors are their message, without a stack", () => {
  expect(explain(new Error("there is no article x: choose from a, b"))).toBe(
    "there is no article x: choose from a, b",
  );
  expect(explain("text")).toBe("text");
});
