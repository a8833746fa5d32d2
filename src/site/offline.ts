import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { OfflineFile, OfflineManifest } from "../reader/offline/manifest.ts";
import { contentHash } from "./cache.ts";
import type { Site } from "./model.ts";
import { bundleWorker } from "./scripts.ts";

/** Not for reading offline: feeds and what machines ask for; pictures for sharing; what is fetched afresh. */
const LEFT_OUT =
  /(?:^|\/)(?:feed\.xml|atom\.xml|feed\.json|sitemap\.xml|robots\.txt|404\.html|sw\.js|offline\.json|page-map\.json|opds\.xml|opds\.json|publication\.json|onix\.xml|atlas-articles\.\w+)$|^assets\/card-|\.epub$|^downloads\/.*\.png$/;

/** What puts PDFs together (fonts, and scripts of this size at least, in bytes) is kept with the PDFs, not before. */
const LARGE_SCRIPT = 100_000;
const isForPdf = ([path, bytes]: OfflineFile) =>
  /^downloads\/.*\.pdf$|^assets\/pdf-/.test(path) || (/^assets\/.*\.js$/.test(path) && bytes >= LARGE_SCRIPT);

interface Entry {
  file: OfflineFile;
  /** The hash as `integrity` takes it. */
  integrity: string;
  bytes: Buffer;
}

/**
 * Writes what reading offline needs, from the files that the build has left: `offline.json`, which says what can be
 * kept, with sizes and hashes, and the service worker `sw.js`, which carries the list of its shell.
 */
export async function writeOffline(site: Site, outDir: string): Promise<void> {
  const entries = await readEntries(outDir);
  const manifest = offlineManifest(
    site.articles.map((a) => a.article.slug),
    entries,
  );
  await writeFile(path.join(outDir, "offline.json"), JSON.stringify(manifest));
  const { stylesheet, scripts, preload, icons } = site.assets;
  const first = new Set(
    [stylesheet, scripts.boot, scripts.main, ...preload, icons.find((i) => i.sizes === "any")?.path]
      .flatMap((p) => p ?? [])
      .map((p) => p.slice(1)),
  );
  const shell = entries
    .filter(
      ({ file }) =>
        first.has(file[0]) ||
        (/^assets\/[^/]+\.js$/.test(file[0]) && !isForPdf(file)) ||
        ["book.json", "manifest.json", "offline/"].includes(file[0]),
    )
    .map(({ file: [url, , hash], integrity }) => ({
      url,
      revision: url.startsWith("assets/") ? null : hash.slice(0, 16),
      integrity,
    }));
  await writeFile(path.join(outDir, "sw.js"), await bundleWorker(shell, contentHash(JSON.stringify(shell))));
}

/** Sorts the files into what is kept together. */
export function offlineManifest(slugs: string[], entries: Omit<Entry, "integrity">[]): OfflineManifest {
  const manifest: OfflineManifest = { build: "", base: [], articles: {}, book: [], pdf: [] };
  const byPath = new Map(entries.map((e) => [e.file[0], e]));
  for (const slug of slugs) {
    const page = byPath.get(`articles/${slug}/`);
    const pictures = page
      ? [...page.bytes.toString("utf8").matchAll(/(?:src|href)="(?:\.\.\/)+(images\/[^"#?]+)"/g)].map((m) =>
          decodeURIComponent(m[1]!),
        )
      : [];
    const own = entries.filter(({ file: [p] }) => p.startsWith(`articles/${slug}/`)).map((e) => e.file);
    manifest.articles[slug] = [
      ...own,
      ...[...new Set(pictures)].flatMap((picture) => {
        const entry = byPath.get(picture);
        return entry ? [entry.file] : [];
      }),
    ];
  }
  for (const { file } of entries) {
    const [p] = file;
    if (isForPdf(file)) manifest.pdf.push(file);
    else if (p.startsWith("assets/") || ["", "offline/", "book.json", "manifest.json"].includes(p))
      manifest.base.push(file);
    else if (!p.startsWith("articles/") && !p.startsWith("images/")) manifest.book.push(file);
  }
  manifest.build = contentHash(JSON.stringify(manifest), 16);
  return manifest;
}

async function readEntries(outDir: string): Promise<Entry[]> {
  const found = await readdir(outDir, { recursive: true, withFileTypes: true });
  const files = found
    .filter((f) => f.isFile())
    .map((f) => path.relative(outDir, path.join(f.parentPath, f.name)).split(path.sep).join("/"))
    .filter((f) => !LEFT_OUT.test(f))
    .sort();
  return Promise.all(
    files.map(async (name) => {
      const bytes = await readFile(path.join(outDir, name));
      const digest = createHash("sha256").update(bytes).digest();
      return {
        // A page is asked for by the folder it stands in.
        file: [name.replace(/(^|\/)index\.html$/, "$1"), bytes.length, digest.toString("hex")] as OfflineFile,
        integrity: `sha256-${digest.toString("base64")}`,
        bytes,
      };
    }),
  );
}
