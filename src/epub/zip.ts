import { type Zippable, zipSync } from "fflate";
import type { Resource } from "./types.ts";

/** What compressing makes no smaller. */
const PACKED = /\.(?:woff2?|png|jpe?g|webp)$/;

/**
 * The files in an OCF ZIP container (EPUB 3.3, 4.3): `mimetype` first and stored. The same files give the same bytes
 * on every machine: ZIP knows local time only, so the date is a local one.
 */
export function zipEpub(files: Resource[]): Uint8Array {
  const mtime = new Date(1980, 0, 1);
  const entries: Zippable = {
    mimetype: [Buffer.from("application/epub+zip"), { level: 0, mtime }],
  };
  for (const { file, bytes } of files) {
    const content = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
    entries[file] = [content, { level: PACKED.test(file) ? 0 : 6, mtime }];
  }
  return zipSync(entries);
}
