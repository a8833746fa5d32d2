/**
 * `npm run conformance`: what machines can judge of the files in dist/, by tools that are not ours. Prints one table
 * and fails on any finding. Needs a build, a Java development kit, Maven (it brings veraPDF), qpdf and Firefox, and says which is missing.
 */
import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { judgeAxe } from "./axe.ts";
import { checkEpubs } from "./epubcheck.ts";
import type { Finding } from "./findings.ts";
import { findFirefox, judgeInFirefox } from "./firefox/judge.ts";
import { judgeHtml, judgeLinks } from "./html.ts";
import { makeSelectionPdf } from "./selection.ts";
import { isKept, measureTypography, showRow } from "./typography.ts";
import { judgeWhole } from "./whole.ts";

const VERAPDF = "1.28.2";
const exec = promisify(execFile);
const dist = resolve(process.argv[2] ?? "dist");

interface Judge {
  name: string;
  files: string[];
  judge(files: string[]): Promise<Finding[]>;
}

const pdfs = [join(dist, "downloads"), join(dist, "downloads/articles")].flatMap((dir) => list(dir, ".pdf"));
if (pdfs.length === 0) fail(`there are no PDFs in ${dist}: run npm run build first`);
const selection = join(await mkdtemp(join(tmpdir(), "conformance-")), "selection.pdf");
await makeSelectionPdf(dist, selection);
pdfs.push(selection);

const epubs = [join(dist, "downloads"), join(dist, "downloads/articles")].flatMap((dir) =>
  list(dir, ".epub"),
);
if (epubs.length === 0) fail(`there are no EPUBs in ${dist}: run npm run build first`);

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((f) => f.isFile())
  .map((f) => relative(dist, join(f.parentPath, f.name)));
const pages = files.filter((f) => f.endsWith(".html"));

const judges: Judge[] = [
  {
    name: "nothing lost (gate)",
    files: [...pdfs, ...epubs, ...pages],
    judge: () => judgeWhole(dist, resolve("articles")),
  },
  { name: "HTML (html-validate)", files: pages, judge: (some) => judgeHtml(dist, some) },
  { name: "links", files: pages, judge: async (some) => judgeLinks(dist, some, new Set(files)) },
  { name: "WCAG 2.2 AA (axe-core)", files: pages, judge: (some) => judgeAxe(dist, some) },
  { name: "PDF/UA-1 (veraPDF)", files: pdfs, judge: judgeTagged },
  { name: "PDF syntax (qpdf)", files: pdfs, judge: judgeSyntax },
  { name: "EPUB 3.3 (EPUBCheck)", files: epubs, judge: judgeEpubs },
];
let findings = 0;
for (const { name, files, judge } of judges) {
  const found = await judge(files);
  findings += found.length;
  console.log(
    `${name.padEnd(24)} ${String(files.length).padStart(4)} files ${String(found.length).padStart(4)} findings`,
  );
  for (const f of found) console.log(`  ${f.file}: ${f.what}`);
}

for (const row of await measureTypography(resolve("articles"))) {
  console.log(showRow(row));
  if (isKept(row)) continue;
  findings += row.found;
  for (const place of row.places) console.log(`  ${place}`);
}

const firefox = findFirefox();
if (!firefox) {
  fail("Firefox is not there: install it (Debian: firefox-esr) or name it in ATLAS_FIREFOX");
}
const [slug] = list(join(dist, "downloads/articles"), ".pdf").map((f) => basename(f, ".pdf"));
const complaints = await judgeInFirefox(firefox, dist, slug!);
findings += complaints.length;
console.log(
  `${"Reader (Firefox)".padEnd(24)} ${"3".padStart(4)} sizes ${String(complaints.length).padStart(4)} findings`,
);
for (const f of complaints) console.log(`  ${f.file}: ${f.what}`);
process.exitCode = findings > 0 ? 1 : 0;

/** veraPDF's verdict on each file: the clauses of ISO 14289-1 that it fails. */
async function judgeTagged(files: string[]): Promise<Finding[]> {
  const jar = await veraPdf();
  const args = [
    "-cp",
    jar,
    "org.verapdf.apps.GreenfieldCliWrapper",
    "-f",
    "ua1",
    "--format",
    "text",
    "-v",
    ...files,
  ];
  const { stdout } = await run("java", args, "install a Java runtime (Debian: default-jre-headless)");
  const verdicts = stdout.split("\n").filter((line) => /^(PASS|FAIL)\b/.test(line));
  const silent = files.filter((f) => !verdicts.some((line) => line.includes(f)));
  return [
    ...verdicts
      .filter((line) => line.startsWith("FAIL"))
      .map((line) => ({ file: line.split(" ")[1]!, what: clauses(stdout, line) })),
    ...silent.map((file) => ({ file, what: "veraPDF gave no verdict" })),
  ];
}

function clauses(output: string, verdict: string): string {
  const lines = output.split("\n");
  const after = lines.slice(lines.indexOf(verdict) + 1);
  const end = after.findIndex((line) => /^(PASS|FAIL) \//.test(line));
  return (
    after
      .slice(0, end < 0 ? undefined : end)
      .map((l) => l.trim())
      .filter(Boolean)
      .join("; ") || "fails"
  );
}

async function judgeSyntax(files: string[]): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const file of files) {
    const { code, stderr, stdout } = await run("qpdf", ["--check", file], "install qpdf (Debian: qpdf)");
    if (code !== 0) found.push({ file, what: (stderr || stdout).split("\n")[0] ?? `status ${code}` });
  }
  return found;
}

/** EPUBCheck's verdict on each file, warnings included. */
async function judgeEpubs(files: string[]): Promise<Finding[]> {
  try {
    return await checkEpubs(files);
  } catch (error) {
    fail(`${(error as Error).message}: install a Java development kit (Debian: default-jdk-headless)`);
  }
}

/** The veraPDF jar, brought by Maven once. */
async function veraPdf(): Promise<string> {
  const dir = resolve(".atlas/tools");
  const jar = join(dir, `greenfield-apps-${VERAPDF}.jar`);
  if (existsSync(jar)) return jar;
  await mkdir(dir, { recursive: true });
  const { code, stdout } = await run(
    "mvn",
    [
      "-q",
      "dependency:copy",
      `-Dartifact=org.verapdf.apps:greenfield-apps:${VERAPDF}`,
      `-DoutputDirectory=${dir}`,
    ],
    "install Maven (Debian: maven)",
  );
  if (code !== 0 || !existsSync(jar))
    fail(`Maven could not bring veraPDF ${VERAPDF}: ${stdout.trim().split("\n").at(-1)}`);
  return jar;
}

async function run(command: string, args: string[], mend: string) {
  try {
    return { code: 0, ...(await exec(command, args, { maxBuffer: 1 << 28 })) };
  } catch (error) {
    const e = error as { code?: number | string; stdout?: string; stderr?: string };
    if (e.code === "ENOENT") fail(`${command} is not there: ${mend}`);
    return { code: Number(e.code ?? 1), stdout: e.stdout ?? "", stderr: e.stderr ?? "" };
  }
}

function list(dir: string, ending: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(dir, name));
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
