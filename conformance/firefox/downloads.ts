import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { until, type Visit } from "./visit.ts";

/** Does what starts a download, and gives the file once it is whole; it is gone from the folder afterwards. */
export async function downloaded(
  { downloads }: Visit,
  name: RegExp,
  start: () => Promise<void>,
): Promise<Buffer> {
  await start();
  const file = await until(
    `a download named ${name}`,
    async () => {
      const files = await readdir(downloads);
      // While it is being written there is a `.part` beside it.
      return files.some((f) => f.endsWith(".part")) ? undefined : files.find((f) => name.test(f));
    },
    30_000,
  );
  const path = join(downloads, file);
  const bytes = await until("the download has something in it", async () => {
    const bytes = await readFile(path);
    return bytes.length > 0 ? bytes : undefined;
  });
  await rm(path);
  return bytes;
}
