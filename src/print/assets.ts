import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import fontverter from "fontverter";
import { transform } from "lightningcss";
import { disableLigature } from "./ligatures.ts";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** The static cuts that print uses: family, folder of @fontsource, weight, style. Variable fonts would become Type 3. */
const CUTS: [family: string, folder: string, weight: number, style: "normal" | "italic"][] = [
  ["Alegreya", "alegreya", 400, "normal"],
  ["Alegreya", "alegreya", 400, "italic"],
  ["Alegreya", "alegreya", 700, "normal"],
  ["Alegreya", "alegreya", 700, "italic"],
  ["Alegreya SC", "alegreya-sc", 400, "normal"],
  ["Alegreya Sans", "alegreya-sans", 400, "normal"],
  ["Alegreya Sans", "alegreya-sans", 400, "italic"],
  ["Alegreya Sans", "alegreya-sans", 500, "normal"],
  ["Alegreya Sans", "alegreya-sans", 700, "normal"],
  ["Alegreya Sans SC", "alegreya-sans-sc", 400, "normal"],
  ["Alegreya Sans SC", "alegreya-sans-sc", 500, "normal"],
];
/** Scripts in the order in which a character is looked for. */
const SUBSETS = ["latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext"];

/** The page that documents are set in, one after the other. */
const SHELL = `<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="fonts.css"></head><body><script src="page.js"></script></body></html>`;

export interface PrintAssets {
  /** The print styles, lowered for Paged.js's old CSS parser. */
  css: string;
  /** Files the print page asks for, by name; the page itself has none. */
  files: Map<string, { type: string; body: Buffer }>;
  /** Hash of all of it: part of every cache key. */
  hash: string;
}

/** Everything beside its HTML that a printed page is made from. */
export async function loadPrintAssets(): Promise<PrintAssets> {
  const files = new Map<string, { type: string; body: Buffer }>();
  const faces: string[] = [];
  await Promise.all(
    CUTS.map(async ([family, folder, weight, style]) => {
      const ranges = unicodeRanges(
        await readFile(
          join(fontDir(folder), "..", `${weight}${style === "italic" ? "-italic" : ""}.css`),
          "utf8",
        ),
      );
      for (const subset of SUBSETS) {
        const file = `${folder}-${subset}-${weight}-${style}.woff2`;
        const range = ranges.get(`${folder}-${subset}-${weight}-${style}`);
        if (!range) continue;
        const body = await readFile(join(fontDir(folder), file));
        files.set(`fonts/${file}`, {
          type: "font/woff2",
          body: subset === "latin" ? await withoutTh(body) : body,
        });
        faces.push(
          `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};src:url(fonts/${file});unicode-range:${range}}`,
        );
      }
    }),
  );
  const sheets = await Promise.all(
    ["templates/print.css", "templates/charts.css"].map((f) => readFile(join(ROOT, f))),
  );
  // Paged.js 0.4 reads CSS with css-tree 1.1: nesting and other new syntax must be gone.
  const css = sheets
    .map((code, i) =>
      transform({
        filename: `sheet-${i}.css`,
        code,
        targets: { chrome: 90 << 16 },
        nonStandard: { deepSelectorCombinator: false },
        errorRecovery: true,
      }).code.toString(),
    )
    .join("\n");
  files.set("page.js", await pageScript("src/print/page/main.ts"));
  files.set("fonts.css", { type: "text/css", body: Buffer.from(faces.sort().join("\n")) });
  files.set("", { type: "text/html", body: Buffer.from(SHELL) });
  const hash = createHash("sha256").update(css);
  for (const [name, { body }] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(name).update(body);
  return { css, files, hash: hash.digest("hex") };
}

/**
 * A script of the print page.
 *
 * @param entry path from the root of the project
 */
export async function pageScript(entry: string): Promise<{ type: string; body: Buffer }> {
  const body = await bundle(entry, {
    format: "iife",
    platform: "browser",
    alias: { pagedjs: join(ROOT, "node_modules/pagedjs/dist/paged.esm.js") },
  });
  return { type: "text/javascript", body };
}

/**
 * A script for a thread of its own, with all that it imports: read in a fifth of the time that its modules take one
 * by one.
 *
 * @param entry path from the root of the project
 */
export async function threadScript(entry: string): Promise<string> {
  const script = await bundle(entry, { format: "cjs", platform: "node", mainFields: ["module", "main"] });
  return script.toString();
}

async function bundle(entry: string, options: BuildOptions): Promise<Buffer> {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [join(ROOT, entry)],
    bundle: true,
    write: false,
    logLevel: "silent",
  });
  return Buffer.from(outputFiles![0]!.contents);
}

/**
 * The fonts of running heads and folios, for `assemble`: the script subsets of one cut, in order. As WOFF, which the
 * platform unpacks; WOFF2 would be unpacked by script.
 */
export async function loadCut(
  folder: string,
  weight: number,
  style: "normal" | "italic" = "normal",
): Promise<Uint8Array[]> {
  const found = await Promise.all(
    SUBSETS.map((s) =>
      readFile(join(fontDir(folder), `${folder}-${s}-${weight}-${style}.woff`)).catch(() => undefined),
    ),
  );
  return found.filter((f) => f !== undefined);
}

/** The version of a font's package. @param folder of @fontsource */
export async function fontVersion(folder: string): Promise<string> {
  const text = await readFile(join(fontDir(folder), "..", "package.json"), "utf8");
  return `${folder} ${(JSON.parse(text) as { version: string }).version}`;
}

async function withoutTh(woff2: Buffer): Promise<Buffer> {
  const font = await fontverter.convert(woff2, "truetype");
  return disableLigature(font, "T", "h") > 0 ? font : woff2;
}

function fontDir(folder: string): string {
  return join(ROOT, "node_modules/@fontsource", folder, "files");
}

/** unicode-range of each subset file, as the fontsource stylesheet gives it. */
function unicodeRanges(css: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [block] of css.matchAll(/@font-face\s*{[^}]*}/g)) {
    const file = /files\/([\w-]+)\.woff2/.exec(block)?.[1];
    const range = /unicode-range:\s*([^;}]+)/.exec(block)?.[1];
    if (file && range) found.set(file, range.trim());
  }
  return found;
}
