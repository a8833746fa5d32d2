import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { engineVersion } from "../print/browser.ts";
import { ROOT } from "../site/cache.ts";
import type { Places, Report } from "./build.ts";

/** What a build is made from beside the articles. `node_modules` is as the lockfile says. */
const PROGRAM = ["src", "templates", "bin", ".eleventy.js", "package.json", "package-lock.json"];
const STAMP = "last-build.json";

/** What the last build was made from, what it left, and what it said. */
interface Stamp {
  out: string;
  inputs: string;
  outputs: string;
  report: Report;
}

/**
 * Knows whether a build would leave what is there already: the same articles, the same program, and an output in which
 * every file still is as the last build left it.
 */
export class LastBuild {
  private constructor(
    private readonly places: Places,
    private readonly inputs: string,
    private readonly stamp: Stamp | undefined,
  ) {}

  static async open(places: Places): Promise<LastBuild> {
    const [inputs, stamp] = await Promise.all([hashInputs(places), readStamp(places)]);
    return new LastBuild(places, inputs, stamp);
  }

  /** What the last build reported, if there is nothing to do. */
  async report(): Promise<Report | undefined> {
    const { stamp, inputs, places } = this;
    if (!stamp || stamp.inputs !== inputs || stamp.out !== places.out) return undefined;
    if ((await hashFolder(places.out)) !== stamp.outputs) return undefined;
    return { ...stamp.report, printed: [] };
  }

  /** To be called when the output is in its place; a cache that cannot be written costs time, not the build. */
  async remember(report: Report): Promise<void> {
    const { places, inputs } = this;
    const stamp: Stamp = { out: places.out, inputs, outputs: await hashFolder(places.out), report };
    const path = join(places.cache, STAMP);
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(`${path}.${process.pid}`, JSON.stringify(stamp));
      await rename(`${path}.${process.pid}`, path);
    } catch {
      // The next build does everything again.
    }
  }
}

async function readStamp({ cache }: Places): Promise<Stamp | undefined> {
  try {
    return JSON.parse(await readFile(join(cache, STAMP), "utf8")) as Stamp;
  } catch {
    return undefined;
  }
}

async function hashInputs({ articles }: Places): Promise<string> {
  const parts = await Promise.all([
    hashFolder(articles),
    ...PROGRAM.map((name) => hashFolder(join(ROOT, name))),
    // One that is not there is told of when it is needed.
    engineVersion().catch(() => ""),
  ]);
  const around = [process.version, process.env.SOURCE_DATE_EPOCH ?? ""];
  return createHash("sha256")
    .update(JSON.stringify([parts, around]))
    .digest("hex");
}

/** Hash of a file, or of all files in a folder with their names; of nothing if it is not there. */
async function hashFolder(path: string): Promise<string> {
  const files = await readdir(path, { recursive: true, withFileTypes: true })
    .then((found) => found.filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name)))
    .catch((error: NodeJS.ErrnoException) => (error.code === "ENOTDIR" ? [path] : []));
  const hash = createHash("sha256");
  for (const file of files.sort()) {
    const bytes = await readFile(file).catch(() => undefined);
    hash.update(`${relative(path, file)}\0${bytes?.length}\0`).update(bytes ?? "");
  }
  return hash.digest("hex");
}
