import { cp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import Eleventy, { type Options } from "@11ty/eleventy";
import { ProblemsError } from "../atlas/problem.ts";
import { makeAssets } from "./assets.ts";
import { ROOT } from "./cache.ts";
import { Site } from "./model.ts";
import { writeOffline } from "./offline.ts";
import { indexArticles } from "./search.ts";
import type { SiteInput } from "./types.ts";

/** Eleventy takes and compares paths as seen from the working directory. */
const relative = (absolute: string) =>
  `./${path.relative(process.cwd(), absolute).split(path.sep).join("/")}`;
const TEMPLATES = path.join(ROOT, "templates", "web");

const inside = (file: string, folder: string) => path.resolve(file).startsWith(folder + path.sep);

function createEleventy(outDir: string, options: Options): Eleventy {
  return new Eleventy(relative(TEMPLATES), relative(outDir), {
    configPath: relative(path.join(ROOT, ".eleventy.js")),
    quietMode: true,
    ...options,
  });
}

async function writeAll(files: Map<string, Uint8Array>, outDir: string): Promise<void> {
  for (const [file, bytes] of files) {
    await mkdir(path.dirname(path.join(outDir, file)), { recursive: true });
    await writeFile(path.join(outDir, file), bytes);
  }
}

/** Everything that no template writes: styles, fonts, pictures, the editors' images. */
async function writeFiles(site: Site, outDir: string): Promise<void> {
  await writeAll(site.assets.files, outDir);
  await cp(path.join(site.input.atlas.dir, "images"), path.join(outDir, "images"), { recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    },
  );
}

/**
 * Writes the whole site.
 *
 * @param outDir a folder that is empty or holds `downloads/` and `page-map.json` already; nothing in it is removed
 * @throws the first error of a template, or the system's if the folder cannot be written
 */
export async function buildSite(input: SiteInput, outDir: string): Promise<void> {
  const site = new Site(input, await makeAssets(input));
  const index = indexArticles(site).then((files) => writeAll(files, outDir));
  // Its failure is told when all is done.
  index.catch(() => undefined);
  await writeFiles(site, outDir);
  const eleventy = createEleventy(outDir, {
    config: (eleventyConfig) => {
      eleventyConfig.addGlobalData("site", () => site);
    },
  });
  await eleventy.init();
  eleventy.disableLogger();
  await eleventy.write();
  await index;
  await writeOffline(site, outDir);
}

/** Puts links to what print has made beside the pages. */
async function linkDownloads(site: Site, dist: string, outDir: string): Promise<void> {
  for (const file of site.input.downloads.keys()) {
    const link = path.join(outDir, file);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.join(dist, file), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}

/** A site that is being served; without `stop` it lives as long as the process. */
export interface DevServer {
  stop(): Promise<void>;
}

/**
 * Serves the site and keeps it fresh: on a change of anything in `watch`, of the templates or the styles, loads again
 * and reloads the browser. Problems in the articles are shown on the terminal and on top of the page, which stays as it
 * last was right. Comes back when the server stands.
 *
 * @param load reads the atlas; may throw, `ProblemsError` in particular
 * @param options.dist the last build, from which the files in `SiteInput.downloads` are served
 * @param options.watch files and folders, absolute or as seen from the working directory
 */
export async function devSite(
  load: () => Promise<SiteInput>,
  options: { port: number; watch: string[]; dist?: string },
): Promise<DevServer> {
  const outDir = path.join(ROOT, ".atlas", `dev-${options.port}`);
  await rm(outDir, { recursive: true, force: true });
  let site: Site | undefined;
  let changed: string[] = [];

  const refresh = async () => {
    // Styles and templates need no new look at the articles.
    const keep = changed.length > 0 && changed.every((file) => inside(file, path.join(ROOT, "templates")));
    for (const file of changed.filter(
      (f) => /(?<!\.11ty)\.tsx?$/.test(f) && inside(f, path.join(ROOT, "templates")),
    )) {
      console.log(`${file}: start again to see the change; only styles and *.11ty.tsx are read anew`);
    }
    changed = [];
    if (keep && site) {
      site = new Site(site.input, await makeAssets(site.input), site.problems);
      await writeFiles(site, outDir);
      return;
    }
    try {
      const input = await load();
      site = new Site(input, await makeAssets(input));
    } catch (error) {
      // Without a last good state there is nothing to show.
      if (!site) throw error;
      const problems =
        error instanceof ProblemsError ? error.message.split("\n") : [String((error as Error).message)];
      console.error(problems.join("\n"));
      site = new Site(site.input, site.assets, problems);
    }
    await writeFiles(site, outDir);
    if (options.dist) await linkDownloads(site, path.resolve(options.dist), outDir);
  };
  await refresh();
  let fresh = true;

  const eleventy = createEleventy(outDir, {
    runMode: "serve",
    config: (eleventyConfig) => {
      eleventyConfig.addGlobalData("site", () => site);
      eleventyConfig.on("eleventy.beforeWatch", (files: string[]) => {
        changed = [...files];
      });
      eleventyConfig.on("eleventy.before", async () => {
        if (!fresh) await refresh();
        fresh = false;
      });
      for (const target of [...options.watch, path.join(ROOT, "templates")]) {
        eleventyConfig.addWatchTarget(relative(path.resolve(target)));
      }
      // Its parser knows no TypeScript; templates/ is watched whole instead.
      eleventyConfig.setWatchJavaScriptDependencies(false);
      eleventyConfig.setWatchThrottleWaitTime(0);
      eleventyConfig.setChokidarConfig({ awaitWriteFinish: { stabilityThreshold: 40, pollInterval: 10 } });
      eleventyConfig.setServerOptions({ port: options.port, domDiff: false });
    },
  });
  await eleventy.init();
  await eleventy.watch();
  await eleventy.serve(options.port);
  return { stop: () => eleventy.stopWatch() };
}
