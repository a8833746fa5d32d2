import { availableParallelism } from "node:os";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import { formatProblem, type Problem, sortProblems } from "./atlas/problem.ts";
import { explain } from "./build/explain.ts";

const HELP = `atlas: builds the Atlas of Social Innovation from articles/*.md

  atlas build              check, print and write everything into dist/
  atlas print              print only: the PDFs and the page map, into dist/
  atlas print --only SLUG  one article as a proof, into .atlas/proof/SLUG.pdf
  atlas print --shard 2/8  print the second eighth of the articles into the cache, for a build on many machines
  atlas check              check the articles; one line a problem, status 1 if there is an error
  atlas serve              serve dist/ and print its address
  atlas dev                the site without PDFs, live: a change is visible at once; drafts are shown

  --only SLUG      (print) this article only
  --shard I/N      (print) the I-th of N shares
  --jobs N         articles printed at once (one more than there are processors, 8 at most)
  --timeout S      seconds that an article may take to print (60)
  --articles DIR   folder of the articles (articles)
  --out DIR        folder to write to (dist)
  --cache DIR      folder of what is kept between builds (.atlas/cache)
  --port N         (serve, dev) port (8080)
  --help           this text

Status: 0 done, 1 something to mend in the articles or the system, 2 a mistake in the command.
`;

class UsageError extends Error {}

const COMMANDS = ["build", "print", "check", "serve", "dev"] as const;
type Command = (typeof COMMANDS)[number];

/** @returns the exit status */
export async function main(argv: string[]): Promise<number> {
  try {
    const settings = parse(argv);
    if (settings === "help") {
      process.stdout.write(HELP);
      return 0;
    }
    return await run(settings);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`atlas: ${error.message}\nTry: atlas --help\n`);
      return 2;
    }
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

interface Settings {
  command: Command;
  only?: string;
  shard?: { index: number; of: number };
  jobs: number;
  timeout: number;
  articles: string;
  out: string;
  cache: string;
  port: number;
}

/** @throws UsageError with what is wrong and what would be right */
export function parse(argv: string[]): Settings | "help" {
  const read = () =>
    parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        help: { type: "boolean", short: "h" },
        only: { type: "string" },
        shard: { type: "string" },
        jobs: { type: "string" },
        timeout: { type: "string" },
        articles: { type: "string" },
        out: { type: "string" },
        cache: { type: "string" },
        port: { type: "string" },
      },
    });
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read();
  } catch (error) {
    throw new UsageError((error as Error).message.split(". ")[0]!);
  }
  const { values, positionals } = parsed;
  // What `--only "$SLUG"` gives where SLUG is not set; an empty folder would mean the current one.
  for (const [name, value] of Object.entries(values)) {
    if (value === "") throw new UsageError(`--${name} is empty; write a value or leave it out`);
  }
  if (values.help || positionals.length === 0 || positionals[0] === "help") return "help";
  const command = COMMANDS.find((c) => c === positionals[0]);
  if (!command)
    throw new UsageError(`there is no command ${positionals[0]}; there are ${COMMANDS.join(", ")}`);
  if (positionals.length > 1) throw new UsageError(`${command} takes no ${positionals[1]}`);
  if ((values.only || values.shard) && command !== "print") {
    throw new UsageError(`--${values.only ? "only" : "shard"} goes with print`);
  }
  if (values.only && values.shard) throw new UsageError("--only and --shard do not go together");
  const settings: Settings = {
    command,
    ...(values.only ? { only: values.only } : {}),
    ...(values.shard ? { shard: shard(values.shard) } : {}),
    jobs: number("jobs", values.jobs, Math.min(8, availableParallelism() + 1), 1, 64),
    timeout: number("timeout", values.timeout, 60, 1, 3600) * 1000,
    articles: resolve(values.articles ?? "articles"),
    out: resolve(values.out ?? "dist"),
    cache: resolve(values.cache ?? join(".atlas", "cache")),
    port: number("port", values.port, 8080, 0, 65535),
  };
  if (command === "build") protect(settings);
  return settings;
}

/** A build replaces its output whole: nothing else may lie in it. */
function protect({ out, articles, cache }: Settings): void {
  for (const [what, path] of [
    ["the articles", articles],
    ["the cache", cache],
    ["the folder you are in", process.cwd()],
  ] as const) {
    const inside = relative(out, path);
    if (inside.split(sep)[0] === ".." || isAbsolute(inside)) continue;
    throw new UsageError(`--out ${out} would replace ${what}; name a folder of its own, e.g. dist`);
  }
}

function number(
  name: string,
  value: string | undefined,
  otherwise: number,
  least: number,
  most: number,
): number {
  if (value === undefined) return otherwise;
  const n = Number(value);
  if (!Number.isInteger(n) || n < least || n > most) {
    throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not ${value}`);
  }
  return n;
}

function shard(value: string): { index: number; of: number } {
  const m = /^(\d+)\/(\d+)$/.exec(value);
  const [index, of] = [Number(m?.[1]), Number(m?.[2])];
  if (!m || index < 1 || index > of)
    throw new UsageError(`--shard takes I/N with I from 1 to N, not ${value}`);
  return { index, of };
}

async function run(settings: Settings): Promise<number> {
  switch (settings.command) {
    case "check":
      return check(settings);
    case "build":
      return buildAll(settings);
    case "print":
      return print(settings);
    case "serve": {
      const { serve } = await import("./build/serve.ts");
      return serve(settings);
    }
    case "dev": {
      const { dev } = await import("./build/dev.ts");
      return dev(settings);
    }
  }
}

async function check(settings: Settings): Promise<number> {
  const { readContent } = await import("./build/build.ts");
  const { articles, cache } = settings;
  const content = await readContent(articles, { strict: false, drafts: true, cache });
  const { checkBackMatter, checkBar } = await import("./markdown/bar.ts");
  const { atlas, backMatter, documents } = content;
  const problems = [
    ...content.problems,
    ...checkBar(content.prose),
    ...checkBackMatter(atlas, backMatter, documents.values()),
  ];
  report(problems);
  const errors = problems.filter((p) => p.level === "error").length;
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
  process.stdout.write(
    `${count(atlas.articles.length, "article")}, ${count(atlas.references.size, "reference")}: ${count(errors, "error")}, ${count(problems.length - errors, "warning")}\n`,
  );
  return errors > 0 ? 1 : 0;
}

function report(problems: Problem[]): void {
  for (const p of sortProblems(problems)) process.stderr.write(`${formatProblem(p)}\n`);
}

async function buildAll(settings: Settings): Promise<number> {
  const [{ build }, { createProgress }] = await Promise.all([
    import("./build/build.ts"),
    import("./build/progress.ts"),
  ]);
  const progress = createProgress();
  const start = Date.now();
  try {
    const done = await build({ ...settings, stage: progress.stage, progress: progress.article });
    progress.stop();
    report(done.warnings);
    for (const { article, fault } of done.faults) {
      process.stderr.write(
        `${article}: warning: ${fault.kind} on page ${fault.page + 1} of the article, “${fault.text}”\n`,
      );
    }
    process.stdout.write(
      `${done.articles} articles, ${done.pages} pages (${done.printed.length} documents printed anew) in ${seconds(start)}: ${settings.out}\n`,
    );
    return 0;
  } finally {
    progress.stop();
  }
}

async function print(settings: Settings): Promise<number> {
  const [{ printDownloads, printProof, printShareOf }, { createProgress }] = await Promise.all([
    import("./build/print.ts"),
    import("./build/progress.ts"),
  ]);
  const progress = createProgress();
  const start = Date.now();
  const options = { ...settings, stage: progress.stage, progress: progress.article };
  try {
    if (settings.shard) {
      const { share, printed } = await printShareOf(settings.shard, options);
      progress.stop();
      process.stdout.write(
        `share ${settings.shard.index} of ${settings.shard.of}: ${share} articles, ${printed} printed anew in ${seconds(start)}\n`,
      );
    } else if (settings.only) {
      const path = await printProof(settings.only, options);
      progress.stop();
      process.stdout.write(`${path}\n`);
    } else {
      const files = await printDownloads(options);
      progress.stop();
      process.stdout.write(`${files} files in ${seconds(start)}: ${settings.out}\n`);
    }
    return 0;
  } finally {
    progress.stop();
  }
}

const seconds = (start: number) => `${((Date.now() - start) / 1000).toFixed(1)} s`;
