/**
 * `npm run bench`: what DESIGN.md promises about speed, memory and weight, as ratios taken in one run on this machine.
 * Takes some minutes. `npm run bench -- --quick` leaves out the book of 186 articles.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { editOneWord, makeCorpus } from "./corpus.ts";
import { measureReader } from "./reader.ts";
import { measureSelection } from "./selection.ts";
import { weighPages } from "./weight.ts";

interface Measured {
  seconds: number;
  nodeMB: number;
  browserMB: number;
  pages?: number;
  printed?: string[];
}
const rows: { what: string; value: string; promise: string; kept: boolean }[] = [];
const quick = process.argv.includes("--quick");
/** As many at once as the command prints by default. */
const JOBS = String(Math.min(8, availableParallelism() + 1));

const dir = await mkdtemp(join(tmpdir(), "atlas-bench-"));
try {
  const small = join(dir, "small", "articles");
  const large = join(dir, "large", "articles");
  await makeCorpus(resolve("articles"), small, 62);
  await makeCorpus(resolve("articles"), large, 186);

  // Twice, for the first run also draws the pictures that later ones take from the cache.
  await phase("site", small, join(dir, "site"), join(dir, "cache-site"));
  const site = await phase("site", small, join(dir, "site"), join(dir, "cache-site"));
  row("site alone, 62 articles", `${site.seconds.toFixed(1)} s`, "≤ 3 s", site.seconds <= 3);

  const single = await phase("single", small);
  note(`62 articles as one Paged.js document: ${single.seconds.toFixed(1)} s, ${single.pages} pages`);
  const cache = join(dir, "cache");
  const cold = await phase("print", small, cache, JOBS);
  note(`62 articles, book and offprints, cold: ${cold.seconds.toFixed(1)} s, ${cold.pages} pages`);
  ratio("cold print / one document", cold, single, 0.25);

  const edited = await editOneWord(small, 30);
  const warm = await phase("print", small, cache, JOBS);
  ratio("after one word / cold print", warm, cold, 0.2);
  const articles = warm.printed!.filter((n) => n.startsWith("articles/"));
  row(
    "articles printed again",
    String(articles.length),
    `1, ${edited}`,
    articles.length === 1 && articles[0]!.endsWith(edited),
  );

  const whole = [small, join(dir, "whole"), join(dir, "cache-whole")] as const;
  const all = await buildAll(...whole);
  row("everything, cold", `${all.toFixed(1)} s`, "≤ 30 s", all <= 30);
  note(
    `everything, cold / one Paged.js document of the articles alone: ${(all / single.seconds).toFixed(2)}`,
  );
  await editOneWord(small, 40);
  const again = await buildAll(...whole);
  row("everything, after one word", `${again.toFixed(1)} s`, "≤ 4 s", again <= 4);
  const nothing = await buildAll(...whole);
  row("everything, nothing changed", `${nothing.toFixed(1)} s`, "≤ 2 s", nothing <= 2);

  const selection = await measureSelection(whole[1]);
  row("a selection of ten articles as PDF", `${(selection / 1000).toFixed(1)} s`, "≤ 2 s", selection <= 2000);

  if (!quick) {
    const big = await phase("print", large, join(dir, "cache-large"), JOBS, "memory");
    note(`186 articles cold: ${big.seconds.toFixed(1)} s, ${big.pages} pages`);
    ratio("186 articles / 62 articles (3 is linear)", big, cold, 3.3);
    row("memory of Node, 186 articles", `${Math.round(big.nodeMB)} MB`, "≤ 1024 MB", big.nodeMB <= 1024);
    row(
      "memory of the browser, 186 articles",
      `${Math.round(big.browserMB)} MB`,
      "≤ 2048 MB",
      big.browserMB <= 2048,
    );
  }

  const weight = await weighPages(join(dir, "site"));
  row("article page, HTML + CSS + script", `${kb(weight.page)} (gzip)`, "≤ 60 KB", weight.page <= 60 * 1024);
  row("fonts of the first view", kb(weight.fonts), "≤ 120 KB", weight.fonts <= 120 * 1024);
  row("layout shift", weight.shift.toFixed(3), "0", weight.shift === 0);

  const r = await measureReader(join(dir, "site"));
  const ms = (n: number) => `${Math.round(n)} ms`;
  row(
    "reader: largest paint, slow 4G, processor / 4",
    ms(r.largestPaint),
    "≤ 1500 ms",
    r.largestPaint <= 1500,
  );
  row("reader: script at load", kb(r.script), "≤ 25 KB", r.script <= 25 * 1024);
  row("reader: turning a page blocks", ms(r.turn), "≤ 16 ms", r.turn <= 16);
  row("reader: entering paged mode blocks", ms(r.enter), "≤ 100 ms", r.enter <= 100);
  row("reader: layout shift in both modes", r.shift.toFixed(3), "0", r.shift === 0);
  row("reader: first result, index warm", ms(r.search), "≤ 150 ms", r.search <= 150);
} finally {
  await rm(dir, { recursive: true, force: true });
}
console.log();
for (const { what, value, promise, kept } of rows) {
  console.log(`${kept ? "  " : "✗ "}${what.padEnd(44)} ${value.padStart(14)}   ${promise}`);
}
process.exitCode = rows.every((r) => r.kept) ? 0 : 1;

/** The command as a user runs it: site, book, offprints, EPUBs, search, catalogues, gate. @returns seconds */
async function buildAll(articles: string, out: string, cache: string): Promise<number> {
  const start = performance.now();
  const flags = ["--articles", articles, "--out", out, "--cache", cache];
  await promisify(execFile)(process.execPath, [resolve("bin/atlas.js"), "build", ...flags], {
    maxBuffer: 1 << 24,
  });
  return (performance.now() - start) / 1000;
}

async function phase(...args: string[]): Promise<Measured> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", resolve("bench/phase.ts"), ...args],
    { maxBuffer: 1 << 24 },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as Measured;
}

function ratio(what: string, a: Measured, b: Measured, most: number): void {
  const value = a.seconds / b.seconds;
  row(what, value.toFixed(2), `≤ ${most}`, value <= most);
}

function row(what: string, value: string, promise: string, kept: boolean): void {
  rows.push({ what, value, promise, kept });
}

function note(text: string): void {
  console.log(text);
}

function kb(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
