import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { register } from "tsx/esm/api";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ProblemsError } from "../../src/atlas/problem.ts";
import type { SiteInput } from "../../src/site/types.ts";
import { makeInput } from "./fixture.ts";

// Eleventy imports its configuration and the templates itself, past vitest.
register();
const { devSite } = await import("../../src/site/build.ts");

const port = 20_000 + (process.pid % 20_000);
let folder: string;
let title = "First";
let problem = false;
let server: { stop(): Promise<void> };

async function load(): Promise<SiteInput> {
  if (problem) {
    throw new ProblemsError([
      { file: "articles/x.md", line: 7, what: "it is <wrong>", mend: "mend it", level: "error" },
    ]);
  }
  const input = makeInput({ mode: "dev" });
  return { ...input, atlas: { ...input.atlas, meta: { ...input.atlas.meta, title } } };
}

const page = async () => (await fetch(`http://localhost:${port}/`)).text();
const change = (text: string) => writeFile(path.join(folder, "article.md"), text);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "atlas-dev-"));
  await change("one");
  await mkdir(path.join(folder, "dist", "downloads", "articles"), { recursive: true });
  await writeFile(path.join(folder, "dist", "downloads", "articles", "scaling.pdf"), "%PDF-1.7");
  server = await devSite(load, {
    port,
    watch: [path.join(folder, "article.md")],
    dist: path.join(folder, "dist"),
  });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  await rm(path.resolve(".atlas", `dev-${port}`), { recursive: true, force: true });
});

test("the downloads of the last build are there", async () => {
  const pdf = await fetch(`http://localhost:${port}/downloads/articles/scaling.pdf`);
  expect(await pdf.text()).toBe("%PDF-1.7");
});

test("a problem at the start is the caller's", async () => {
  const fail = () => Promise.reject(new ProblemsError([]));
  await expect(devSite(fail, { port: port + 1, watch: [] })).rejects.toBeInstanceOf(ProblemsError);
});

test("a change is shown at once; a problem is shown on the page as it was, until it is mended", async () => {
  expect(await page()).toContain("First");
  expect((await fetch(`http://localhost:${port}/.11ty/reload-client.js`)).status).toBe(200);

  title = "Second";
  const start = performance.now();
  await change("two");
  await vi.waitFor(async () => expect(await page()).toContain("Second"), { timeout: 10_000, interval: 25 });
  // The promise is a second; the machine may be busy with other tests.
  expect(performance.now() - start).toBeLessThan(3000);

  const errors = vi.spyOn(console, "error").mockImplementation(() => {});
  problem = true;
  await change("three");
  await vi.waitFor(async () => expect(await page()).toContain('class="problems"'), {
    timeout: 10_000,
    interval: 25,
  });
  expect(await page()).toContain("articles/x.md:7: it is &lt;wrong>: mend it");
  expect(await page()).toContain("Second");
  expect(errors.mock.calls.flat().join()).toContain("articles/x.md:7");
  errors.mockRestore();

  problem = false;
  title = "Third";
  await change("four");
  await vi.waitFor(async () => expect(await page()).toContain("Third"), { timeout: 10_000, interval: 25 });
  expect(await page()).not.toContain('class="problems"');
}, 60_000);
