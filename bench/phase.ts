/**
 * One measurement in a process of its own, so that its peak memory is its own. Prints a line of JSON.
 *
 *   print ARTICLES CACHE JOBS [memory]   everything that print does; the browser's memory only if it is asked for
 *   single ARTICLES                      the same articles as one Paged.js document, printed once
 *   site ARTICLES OUT CACHE              the site alone
 */
import { readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { bookInput, readContent, siteInput } from "../src/build/build.ts";
import { escapeHtml } from "../src/markdown/html.ts";
import { loadPrintAssets, pageScript } from "../src/print/assets.ts";
import { articleJob } from "../src/print/book.ts";
import { launchBrowser } from "../src/print/browser.ts";
import { PRINT_BASE } from "../src/print/printer.ts";
import { printAll } from "../src/print/run.ts";

const [, , phase, articles, second, third, memory] = process.argv as [
  string,
  string,
  string,
  string,
  string?,
  string?,
  string?,
];

let browserPeak = 0;
// Looking takes the kernel tens of milliseconds for a browser, time that would be taken from what is measured.
const sampler = setInterval(
  () => {
    browserPeak = Math.max(browserPeak, browserMemory());
  },
  memory ? 1000 : 2 ** 31 - 1,
);
const start = performance.now();
const result = await measure();
const seconds = (performance.now() - start) / 1000;
clearInterval(sampler);
const nodeMB = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ seconds, nodeMB, browserMB: browserPeak / 1024, ...result })}\n`);
process.exit(0);

async function measure(): Promise<object> {
  const content = await readContent(articles, {
    strict: true,
    ...(phase === "single" ? {} : { cache: phase === "site" ? third! : second! }),
  });
  if (phase === "print") {
    const run = await printAll(await bookInput(content), { cacheDir: second!, jobs: Number(third) });
    await content.memo?.save();
    const pages = Math.max(...Object.values(run.pageMap).map((r) => r.last));
    return { printed: run.printed, pages, files: run.files.size };
  }
  if (phase === "single") return printAsOne(content);
  const { buildSite } = await import("../src/site/build.ts");
  await rm(second!, { recursive: true, force: true });
  await buildSite(siteInput(content, "build", undefined, new Map()), second!);
  await content.memo?.save();
  return {};
}

/**
 * The book as it is written for Paged.js alone: one document, running heads and folios in margin boxes, a contents
 * whose page numbers Paged.js looks up.
 */
async function printAsOne(content: Awaited<ReturnType<typeof readContent>>): Promise<object> {
  const { atlas } = content;
  const jobs = atlas.articles.map((a) => articleJob(content, a).html);
  const flows = jobs.map((html, i) =>
    // Ids are unique in one document.
    /<div id="flow">(.*)<\/div><\/body>/s
      .exec(html)![1]!
      .replace(/ id="([^"]+)"/g, ` id="a${i}-$1"`)
      .replace(/ href="#([^"]+)"/g, ` href="#a${i}-$1"`),
  );
  const toc = atlas.articles
    .map((a, i) => `<li><a href="#a${i}-top">${escapeHtml(a.title)}</a></li>`)
    .join("");
  const html = jobs[0]!.replace(
    /(<div id="flow">).*(<\/div><\/body>)/s,
    (_w, open, close) => `${open}<ol class="toc">${toc}</ol>${flows.join("")}${close}`,
  );
  const assets = await loadPrintAssets();
  assets.files.set("page.js", await pageScript("bench/plain-page.ts"));
  const css = `${assets.css}
    @page:left{@top-left{content:counter(page);font:9.5pt "Alegreya Sans"}@top-center{content:"${atlas.meta.title}";font:9pt "Alegreya Sans SC"}}
    @page:right{@top-right{content:counter(page);font:9.5pt "Alegreya Sans"}@top-center{content:string(title);font:9pt "Alegreya Sans SC"}}
    article{break-before:page}
    h1{string-set:title content(text)}
    .toc a::after{content:target-counter(attr(href),page)}`;
  const browser = await launchBrowser();
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(1_200_000);
  await page.route("**/*", (route) => {
    const file = assets.files.get(new URL(route.request().url()).pathname.slice(1));
    return file
      ? route.fulfill({ contentType: file.type, body: file.body })
      : route.fulfill({ status: 404, body: "" });
  });
  await page.goto(PRINT_BASE);
  const pages = await page.evaluate(
    async ([source, sheet]) => (await window.paginate(source, sheet, { tight: false })).pages.length,
    [html, css] as const,
  );
  await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
  await browser.close();
  return { pages };
}

/** Resident memory of all our descendants, in KB: shared pages counted by their share, where the system tells. */
function browserMemory(): number {
  const children = new Map<number, number[]>();
  for (const pid of readdirSync("/proc").filter((n) => /^\d+$/.test(n))) {
    try {
      const parent = Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ")[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(pid)]);
    } catch {
      // It has ended meanwhile.
    }
  }
  const own = (pid: number): number[] => (children.get(pid) ?? []).flatMap((c) => [c, ...own(c)]);
  return own(process.pid).reduce((sum, pid) => {
    try {
      return sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))![1]);
    } catch {
      return sum;
    }
  }, 0);
}
