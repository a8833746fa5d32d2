import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A folder of two short articles, for runs of the command that need not print ten. */
export interface SmallAtlas {
  root: string;
  articles: string;
  out: string;
  cache: string;
  write(name: string, text: string | Uint8Array): Promise<void>;
  /** Runs `atlas` with the folders of this atlas. */
  run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }>;
  /** Starts it and does not wait. */
  start(...args: string[]): ChildProcess;
  remove(): Promise<void>;
}

export const article = (title: string, body: string, extra = "") => `---
title: ${title}
part: landscape
summary: >-
  A summary that has the forty words which are asked for, so that nobody is warned of anything here, and that says
  nothing of interest beyond being long enough, which for a test is all that it has to be, and no more.
keyPoints:
  - One point.
  - Another point.
  - A third point.
policyFields: []
regions: []
date: 2026-01-02
${extra}---

${body}
`;

export const PARAGRAPH =
  "Practices change when people begin to do something otherwise, and when enough of them go on doing it. That takes time, places, tools and arguments, and it rarely takes the course that was drawn beforehand.";

export async function smallAtlas(): Promise<SmallAtlas> {
  const root = await mkdtemp(join(tmpdir(), "atlas-small-"));
  const places = { articles: join(root, "articles"), out: join(root, "dist"), cache: join(root, "cache") };
  await mkdir(places.articles);
  await cp(resolve("articles/atlas.yaml"), join(places.articles, "atlas.yaml"));
  const write = (name: string, text: string | Uint8Array) => writeFile(join(places.articles, name), text);
  await write("references.json", "[]\n");
  await write(
    "01-first.md",
    article("The first", `${PARAGRAPH}\n\n## A heading\n\n${PARAGRAPH} See [the second](02-second.md).`),
  );
  await write(
    "02-second.md",
    article("The second", `${PARAGRAPH}[^n]\n\n## Another\n\n${PARAGRAPH}\n\n[^n]: A note.`),
  );
  const flags = ["--articles", places.articles, "--out", places.out, "--cache", places.cache];
  const atlas = resolve("bin/atlas.js");
  return {
    root,
    ...places,
    write,
    run: (...args) =>
      new Promise((done) => {
        execFile(
          process.execPath,
          [atlas, ...flags, ...args],
          { maxBuffer: 1 << 24 },
          (error, stdout, stderr) => {
            done({ status: error ? ((error.code as unknown as number) ?? -1) : 0, stdout, stderr });
          },
        );
      }),
    start: (...args) =>
      spawn(process.execPath, [atlas, ...flags, ...args], { stdio: ["ignore", "pipe", "pipe"] }),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
