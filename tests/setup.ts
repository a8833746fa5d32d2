import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

/** Builds the real atlas, as a user does, into a temporary folder and hands its path to the tests. */
export default async function setup(project: TestProject) {
  const dir = await mkdtemp(join(tmpdir(), "atlas-test-"));
  const dist = join(dir, "dist");
  await promisify(execFile)(process.execPath, [resolve("bin/atlas.js"), "build", "--out", dist]).catch(
    (error) => {
      throw new Error(`the atlas does not build:\n${error.stderr ?? error}`);
    },
  );
  project.provide("dist", dist);
  return () => rm(dir, { recursive: true, force: true });
}
