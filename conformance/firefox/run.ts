/**
 * `npm run firefox`: the reader in Firefox alone, over dist/. Names of checks narrow it down, as in
 * `npm run firefox notes cite`.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { findFirefox, judgeInFirefox } from "./judge.ts";

const dist = resolve(process.env.ATLAS_DIST ?? "dist");
const slug = "scaling";
const only = process.argv.slice(2);
const firefox = findFirefox();
if (!firefox)
  throw new Error("Firefox is not there: install it (Debian: firefox-esr) or name it in ATLAS_FIREFOX");
if (!existsSync(dist)) throw new Error(`there is no site in ${dist}: run npm run build first`);
const found = await judgeInFirefox(firefox, dist, slug, only.length > 0 ? only : undefined);
for (const f of found) console.log(`${f.file}: ${f.what}`);
console.log(`${found.length} findings`);
process.exitCode = found.length > 0 ? 1 : 0;
