import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseHTML } from "linkedom";
import { register } from "tsx/esm/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeInput } from "./fixture.ts";

// Eleventy imports its configuration and the templates itself, past vitest.
register();
const { buildSite } = await import("../../src/site/build.ts");

let out: string;
const read = (file: string) => readFile(path.join(out, file), "utf8");
const page = async (file: string) => parseHTML(await read(file)).document;

beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), "atlas-site-"));
  await mkdir(path.join(out, "downloads", "articles"), { recursive: true });
  await writeFile(path.join(out, "downloads", "articles", "scaling.pdf"), "%PDF-1.7");
  await writeFile(path.join(out, "page-map.json"), "{}");
  await buildSite(makeInput(), out);
}, 60_000);
afterAll(() => rm(out, { recursive: true, force: true }));

test("what was there before is still there", async () => {
  expect(await read("downloads/articles/scaling.pdf")).toBe("%PDF-1.7");
  expect(await read("page-map.json")).toBe("{}");
});

test("an article without authors is the edition's, one with authors is theirs", async () => {
  const edition = await page("articles/scaling/index.html");
  expect(edition.querySelector(".byline")?.textContent).toBe("Atlas of Social Innovation, Reader edition");
  const named = await page("articles/work/index.html");
  expect([...named.querySelectorAll(".author")].map((a) => a.textContent)).toEqual([
    "Ada Example",
    "Bo Sample",
  ]);
  expect(named.querySelector(".byline")?.textContent).toContain("Example University");
  expect(named.querySelector("a.orcid")?.getAttribute("href")).toBe("https://orcid.org/0000-0002-1825-0097");
  expect(named.querySelector("time[datetime='2027-01-05']")?.textContent).toBe("5 January 2027");
  expect(named.querySelector("h1")?.textContent).toContain('Work & "play" <at>');
});

test("an article shows its pages, its offprint with size, its citation and who leads to it", async () => {
  const document = await page("articles/scaling/index.html");
  const facts = document.querySelector(".facts")!.textContent!;
  expect(facts).toContain("pp.\u00a05–11");
  expect(facts).toContain("212 KB");
  expect(document.querySelector(".citation")?.textContent).toBe("Citation of scaling");
  expect([...document.querySelectorAll(".linked-from a")].map((a) => a.getAttribute("href"))).toEqual([
    "../care/",
  ]);
  expect(document.querySelector(".neighbours .next")?.getAttribute("href")).toBe("../work/");
  expect(document.querySelector(".neighbours .prev")).toBeNull();
  expect(document.querySelector("[role=doc-bibliography] li")?.id).toBe("ref-lee-2014-book");
  const last = await page("articles/care/index.html");
  expect(last.querySelector(".facts")!.textContent).not.toContain("Offprint");
});

test("citation files", async () => {
  expect(await read("articles/scaling/citation.bib")).toBe("@incollection{scaling}\n");
  expect(await read("articles/care/citation.ris")).toContain("ID  - care");
  expect(JSON.parse(await read("articles/work/citation.json"))).toEqual([{ id: "work" }]);
  expect(await read("atlas.bib")).toBe("@incollection{atlas}\n");
});

test("the 404 page links from the root of the host, with the prefix", async () => {
  const document = await page("404.html");
  for (const element of document.querySelectorAll("a[href], link[href]")) {
    const href = element.getAttribute("href")!;
    if (/^(#|mailto:|https:)/.test(href)) continue;
    expect(href).toMatch(/^\/atlas\//);
  }
});

test("only fields and regions with articles have pages; the others are named", async () => {
  await expect(read("tags/health/index.html")).resolves.toContain("Health and social care");
  await expect(read("tags/africa/index.html")).rejects.toThrow("ENOENT");
  expect((await page("tags/index.html")).body.textContent).toContain("Africa");
});

test("without print there are no pages and no downloads, and nothing pretends to them", async () => {
  const bare = await mkdtemp(path.join(tmpdir(), "atlas-site-"));
  try {
    await buildSite(makeInput({ pageMap: undefined, downloads: new Map(), mode: "dev" }), bare);
    for (const file of ["index.html", "articles/scaling/index.html", "downloads/index.html", "feed.xml"]) {
      const text = await readFile(path.join(bare, file), "utf8");
      expect(text).not.toMatch(/\.pdf|pp\.|<enclosure/);
    }
  } finally {
    await rm(bare, { recursive: true, force: true });
  }
}, 60_000);

test("the same input gives the same bytes", async () => {
  const again = await mkdtemp(path.join(tmpdir(), "atlas-site-"));
  try {
    await buildSite(makeInput(), again);
    for (const file of [
      "index.html",
      "articles/work/index.html",
      "feed.xml",
      "atom.xml",
      "feed.json",
      "sitemap.xml",
    ]) {
      expect(await readFile(path.join(again, file), "utf8")).toBe(await read(file));
    }
  } finally {
    await rm(again, { recursive: true, force: true });
  }
}, 60_000);
