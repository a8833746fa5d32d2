import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

const KEEP_DAYS = 30;

/**
 * Results kept by what they were made from. Each entry carries a checksum, so a damaged one counts as absent and is
 * made again; each is written aside and renamed, so two builds at once never read half an entry.
 */
export class Cache {
  constructor(private readonly dir: string) {}

  /** @returns the bytes and the data stored with them, or undefined */
  async get<T>(key: string): Promise<{ bytes: Buffer; data: T } | undefined> {
    const path = this.path(key);
    let file: Buffer;
    try {
      file = await readFile(path);
    } catch {
      return undefined;
    }
    try {
      const end = file.indexOf(0x0a);
      const head = JSON.parse(file.subarray(0, end).toString("utf8")) as { sha256: string; data: T };
      const rest = file.subarray(end + 1);
      if (head.sha256 !== sha256(JSON.stringify(head.data), rest)) throw new Error("damaged");
      const now = new Date();
      await utimes(path, now, now).catch(() => undefined);
      return { bytes: rest, data: head.data };
    } catch {
      await rm(path, { force: true }).catch(() => undefined);
      return undefined;
    }
  }

  async put<T>(key: string, bytes: Uint8Array, data: T): Promise<void> {
    const path = this.path(key);
    await mkdir(this.dir, { recursive: true });
    const aside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    const head = JSON.stringify({ sha256: sha256(JSON.stringify(data), bytes), data });
    await writeFile(aside, Buffer.concat([Buffer.from(`${head}\n`), bytes]));
    await rename(aside, path);
  }

  /** Removes what no build has asked for in a month, and what an interrupted write has left. */
  async sweep(now = Date.now()): Promise<void> {
    const limit = now - KEEP_DAYS * 24 * 3600 * 1000;
    for (const name of await readdir(this.dir).catch(() => [] as string[])) {
      const path = join(this.dir, name);
      const info = await stat(path).catch(() => undefined);
      const aside = !name.endsWith(".entry");
      if (info && (info.mtimeMs < limit || (aside && info.mtimeMs < now - 3600_000)))
        await rm(path, { force: true });
    }
  }

  private path(key: string): string {
    return join(this.dir, `${key}.entry`);
  }
}

/** A key from everything that a result depends on. */
export function cacheKey(...inputs: (string | Uint8Array)[]): string {
  return sha256(...inputs);
}

function sha256(...inputs: (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  // The length before each input keeps ("ab", "c") apart from ("a", "bc").
  for (const input of inputs) hash.update(`${input.length}:`).update(input);
  return hash.digest("hex");
}
