import { existsSync, rmSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * A build is made in a folder of its own beside the output and put in its place whole, so that a build that fails or
 * is interrupted leaves the old output as it was, and two builds at once each leave a complete one.
 */
export class Staging {
  private constructor(
    /** The folder to build in. */
    readonly dir: string,
    private readonly out: string,
  ) {}

  /**
   * @throws the system's error if the folder beside the output cannot be written, Error if the output is there and
   * was not made by a build, because it would be lost
   */
  static async open(out: string): Promise<Staging> {
    await removeLeftovers(out);
    await refuseForeign(out);
    const dir = join(dirname(out), `.${basename(out)}-${process.pid}`);
    await rm(dir, { recursive: true, force: true });
    await mkdir(dir, { recursive: true });
    return new Staging(dir, out);
  }

  /** Puts the folder in the place of the output. */
  async commit(): Promise<void> {
    const old = `${this.dir}-old`;
    await locked(`${this.out}.lock`, async () => {
      await rm(old, { recursive: true, force: true });
      const had = existsSync(this.out);
      if (had) await rename(this.out, old);
      try {
        await rename(this.dir, this.out);
      } catch (error) {
        if (had) await rename(old, this.out);
        throw error;
      }
    });
    await rm(old, { recursive: true, force: true });
  }

  /** Removes what was built; at once, for it is called as the process ends. */
  discard(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** What a build always leaves: by it a folder is known as one that the next may replace. */
const MARK = "page-map.json";

async function refuseForeign(out: string): Promise<void> {
  const names = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [] as string[];
    throw error.code === "ENOTDIR" ? new Error(`${out} is a file: name a folder with --out`) : error;
  });
  if (names.length === 0 || names.includes(MARK)) return;
  throw new Error(`${out} holds files that no build has made: name a new or an empty folder with --out`);
}

/** Folders of builds that were killed; an output that was moved away at that moment is put back. */
async function removeLeftovers(out: string): Promise<void> {
  const parent = dirname(out);
  await mkdir(parent, { recursive: true });
  const mine = new RegExp(`^\\.${basename(out).replace(/[^\w-]/g, "\\$&")}-(\\d+)(-old)?$`);
  for (const name of await readdir(parent)) {
    const m = mine.exec(name);
    if (!m || alive(Number(m[1]))) continue;
    if (m[2] && !existsSync(out)) await rename(join(parent, name), out);
    else await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** Runs `work` while holding a lock file; one that a dead process has left is taken over. */
async function locked(path: string, work: () => Promise<void>): Promise<void> {
  const limit = Date.now() + 30_000;
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const owner = Number(await readFile(path, "utf8").catch(() => ""));
      const age =
        Date.now() -
        (await stat(path).then(
          (s) => s.mtimeMs,
          () => Date.now(),
        ));
      if ((owner && !alive(owner)) || (!owner && age > 1000)) await rm(path, { force: true });
      else if (Date.now() > limit)
        throw new Error(`another build (process ${owner}) holds ${path}: wait for it or delete the file`);
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  try {
    await work();
  } finally {
    await rm(path, { force: true });
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process that we may not signal is there all the same.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
