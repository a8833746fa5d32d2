import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { build } from "../src/build/build.ts";

/** Builds the real atlas into a temporary folder and hands its path to the tests. */
export default async function setup(project: TestProject) {
  const dir = await mkdtemp(join(tmpdir(), "atlas-test-"));
  const dist = join(dir, "dist");
  await build({ articles: resolve("articles"), out: dist, cache: resolve(".atlas/cache"), jobs: 2 });
  project.provide("dist", dist);
  return () => rm(dir, { recursive: true, force: true });
}
