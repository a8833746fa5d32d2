import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];
afterAll(async () => {
  for (const dir of made.splice(0)) await rm(dir, { recursive: true, force: true });
});

/** A folder of its own, removed when the tests of the file have ended. */
export async function tempDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "atlas-case-"));
  made.push(dir);
  return dir;
}
