import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { unzipSync } from "fflate";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../../src/print/browser.ts";
import { article, type SmallAtlas, smallAtlas } from "../command/small-atlas.ts";
import { atlas } from "./hostile.ts";
import { faultsOf, ownScript } from "./inspect.ts";
import { OVERSIZE, oversizePictures } from "./oversize.ts";

/*
 * A whole build of articles that are hostile or out of all measure. The gate compares every output with every article,
 * so a build that ends well has lost nothing; here the files are looked at by a browser's own parsers.
 */

let small: SmallAtlas;
let browser: Browser;
beforeAll(async () => {
  small = await smallAtlas();
  const [files] = fc.sample(atlas, { seed: 2026, numRuns: 1 });
  const oversize = Object.entries(OVERSIZE).map(([slug, body], i): [string, string] => [
    `${String(i + 3).padStart(2, "0")}-${slug}.md`,
    article(`Oversize ${slug}`, body).replace("part: landscape", "part: fields"),
  ]);
  const pictures = Object.entries(await oversizePictures()).map(
    ([name, bytes]) => [`images/${name}`, bytes] as const,
  );
  for (const [name, content] of [...Object.entries(files!), ...oversize, ...pictures]) {
    await mkdir(dirname(join(small.articles, name)), { recursive: true });
    await small.write(name, content);
  }
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await small?.remove();
});

test("all outputs are made, and nothing in them runs", async () => {
  const { status, stderr, stdout } = await small.run("build");
  expect(stderr + stdout).not.toMatch(/^\S+:\d+: (?!warning)/m);
  expect(status, stderr).toBe(0);

  const names = (await readdir(small.out, { recursive: true })).filter((n) =>
    /\.(?:html|xml|svg|epub)$/.test(n),
  );
  expect(names.length).toBeGreaterThan(40);
  const page = await browser.newPage();
  await page.goto("about:blank");
  /** Every element as the browser reads it. Nothing runs in a parsed document. */
  const look = async (name: string, text: string, type: "text/html" | "application/xhtml+xml") => {
    const elements = await page.evaluate(
      ([source, kind]) =>
        [...new DOMParser().parseFromString(source, kind).querySelectorAll("*")].flatMap((e) => {
          const attributes = [...e.attributes]
            .map(({ name: key, value }) => ({ name: key, value }))
            .filter(
              ({ name: key, value }) => /^(?:on|type|http-equiv|src$)/i.test(key) || /^[^/.#?]*:/.test(value),
            );
          const plain = /^(?:p|li|a|span|td|th|tr|path|text|tspan|rect|h\d|div)$/.test(e.localName);
          return plain && attributes.length === 0
            ? []
            : [
                {
                  localName: e.localName,
                  attributes,
                  textContent: /^(?:script|parsererror)$/.test(e.localName) ? e.textContent : "",
                },
              ];
        }),
      [text, type] as const,
    );
    const read = elements.map((e) => ({
      ...e,
      getAttribute: (key: string) => e.attributes.find((a) => a.name === key)?.value ?? null,
    }));
    const broken = read.find((e) => e.localName === "parsererror");
    expect(broken?.textContent ?? "", name).toBe("");
    const own = type === "text/html" ? ownScript : () => false;
    expect(faultsOf(read, own).map((f) => `${name}: ${f}`)).toEqual([]);
  };
  for (const name of names) {
    const bytes = await readFile(join(small.out, name));
    if (name.endsWith(".epub")) {
      for (const [inner, content] of Object.entries(unzipSync(bytes))) {
        if (/\.(?:xhtml|opf|xml|svg)$/.test(inner)) {
          await look(`${name}/${inner}`, Buffer.from(content).toString("utf8"), "application/xhtml+xml");
        }
      }
    } else {
      await look(
        name,
        bytes.toString("utf8"),
        name.endsWith(".html") ? "text/html" : "application/xhtml+xml",
      );
    }
  }
  await page.close();
}, 120_000);

test("on a phone no article is wider than the screen", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 640 }, javaScriptEnabled: false });
  for (const slug of ["words", "table", "figures", "attacks", "deep"]) {
    await page.goto(`file://${join(small.out, "articles", slug, "index.html")}`);
    const { width, widest } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      widest: [...document.querySelectorAll("main *")]
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".table-scroll, svg"))
        .map((e) => e.tagName)
        .slice(0, 5),
    }));
    expect({ slug, width, widest }).toEqual({ slug, width: 360, widest: [] });
  }
  await page.close();
});
