import path from "node:path";
import { build, type Metafile } from "esbuild";
import type { FontFiles } from "../reader/selection/request.ts";
import { ROOT } from "./cache.ts";

/** What the scripts are lowered for, as the styles are. */
const TARGET = ["chrome109", "firefox115", "safari15.4"];

/** The reader's scripts, under names that carry their content's hash. */
export interface Scripts {
  /** File that runs in the head, before the first paint. */
  boot: string;
  /** File that starts everything else. */
  main: string;
  /** All files, by name; the chunks that are loaded later too. */
  files: Map<string, Uint8Array>;
}

/**
 * Bundles src/reader for browsers. What a page does not need at once is split off and loaded when it is used.
 *
 * @param faces font files of the faces that readers can choose, for boot.ts
 * @param selectionFonts font files for the front pages of a selection, see src/reader/selection/maker.ts
 * @throws an error that names file and line if a script cannot be bundled
 */
export async function bundleScripts(
  faces: Record<string, string[]>,
  selectionFonts: FontFiles,
): Promise<Scripts> {
  const common = {
    bundle: true,
    minify: true,
    write: false,
    target: TARGET,
    outdir: "/assets",
    entryNames: "[name].[hash]",
    chunkNames: "[name].[hash]",
    metafile: true,
    legalComments: "none",
    logLevel: "silent",
    absWorkingDir: ROOT,
    define: { ATLAS_FACES: JSON.stringify(faces) },
  } as const;
  // The page has to know the worker's name, so it comes first.
  const worker = await build({
    ...common,
    entryPoints: { "selection-worker": path.join(ROOT, "src/reader/selection/worker.ts") },
    format: "esm",
    splitting: true,
  });
  const selection = { worker: entryOf(worker.metafile), fonts: selectionFonts };
  const [boot, main] = await Promise.all([
    build({ ...common, entryPoints: { boot: path.join(ROOT, "src/reader/boot.ts") }, format: "iife" }),
    build({
      ...common,
      entryPoints: { reader: path.join(ROOT, "src/reader/main.ts") },
      format: "esm",
      splitting: true,
      define: { ...common.define, ATLAS_SELECTION: JSON.stringify(selection) },
    }),
  ]);
  const files = new Map<string, Uint8Array>();
  for (const file of [boot, worker, main].flatMap((b) => b.outputFiles)) {
    files.set(path.basename(file.path), file.contents);
  }
  return { boot: entryOf(boot.metafile), main: entryOf(main.metafile), files };
}

/**
 * Bundles the service worker.
 *
 * @param shell files that it keeps from the start, as Workbox takes them
 * @param version changes when one of them does
 */
export async function bundleWorker(shell: object[], version: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [path.join(ROOT, "src/reader/offline/worker.ts")],
    bundle: true,
    minify: true,
    write: false,
    target: TARGET,
    format: "iife",
    legalComments: "none",
    logLevel: "silent",
    absWorkingDir: ROOT,
    define: {
      ATLAS_SHELL: JSON.stringify(shell),
      ATLAS_VERSION: JSON.stringify(version),
      // Workbox asks for it; its talk is for its own developers.
      "process.env.NODE_ENV": '"production"',
    },
  });
  return outputFiles[0]!.contents;
}

/** Chunks that are imported later count as entries too; ours is the one we named. */
function entryOf({ outputs }: Metafile): string {
  const [file] = Object.entries(outputs).find(([, o]) =>
    /src\/reader\/(boot|main|selection\/worker)\.ts$/.test(o.entryPoint ?? ""),
  )!;
  return path.basename(file);
}
