import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's own folder. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const CACHE = path.join(ROOT, ".atlas", "cache");

/** A short name for content: the first `length` hexadecimal digits of its SHA-256. */
export function contentHash(content: string | Uint8Array, length = 10): string {
  return createHash("sha256").update(content).digest("hex").slice(0, length);
}

/**
 * Bytes that depend on nothing but `key`: read from `.atlas/cache/<kind>/`, or made and kept there. A cache that
 * cannot be read or written costs time, never the build.
 */
export async function cached(
  kind: string,
  key: string,
  extension: string,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const file = path.join(CACHE, kind, `${contentHash(key, 32)}.${extension}`);
  const kept = await readFile(file).catch(() => undefined);
  // Written whole by rename, so a file that is there is complete unless someone damaged it: its own hash leads it.
  if (
    kept &&
    kept.length > 16 &&
    kept.subarray(0, 16).toString("latin1") === contentHash(kept.subarray(16), 16)
  ) {
    return kept.subarray(16);
  }
  const made = await make();
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const aside = `${file}.${randomUUID()}`;
    await writeFile(aside, Buffer.concat([Buffer.from(contentHash(made, 16), "latin1"), made]));
    await rename(aside, file);
  } catch {
    // A read-only or full disk: the build itself will say so where it matters.
  }
  return made;
}
