import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { FontFiles } from "../reader/selection/request.ts";
import { contentHash } from "./cache.ts";
import { parseUnicodeRange } from "./fonts.ts";

const require = createRequire(import.meta.url);

/** The cuts on cover and contents of a selection by their keys in the assembly: package and cut. */
const CUTS: Record<string, [folder: string, weight: number, style: "normal" | "italic"]> = {
  text: ["alegreya", 400, "normal"],
  italic: ["alegreya", 400, "italic"],
  sans: ["alegreya-sans", 400, "normal"],
  heads: ["alegreya-sans-sc", 500, "normal"],
};
/** In the order in which a character is looked for. */
const SCRIPTS = ["latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext"];

/**
 * The typefaces of a selection's front pages, whole and not as the site's pages need them, for a reader's own title
 * may have any letter. A browser fetches those of the scripts that it needs, when it makes a PDF.
 *
 * @param files takes the font files, by path from the site's root
 */
export async function selectionFonts(files: Map<string, Uint8Array>): Promise<FontFiles> {
  const fonts: FontFiles = {};
  for (const [key, [folder, weight, style]] of Object.entries(CUTS)) {
    const dir = path.dirname(require.resolve(`@fontsource/${folder}/package.json`));
    const css = await readFile(path.join(dir, `${weight}${style === "italic" ? "-italic" : ""}.css`), "utf8");
    const list = [];
    for (const script of SCRIPTS) {
      const stem = `${folder}-${script}-${weight}-${style}`;
      const range = new RegExp(`${stem}\\.woff2[^}]*unicode-range:\\s*([^;}]+)`).exec(css)?.[1];
      if (!range) continue;
      // WOFF, not WOFF2: a browser has inflate of its own, and unpacking Brotli by script takes longer than fetching.
      const bytes = await readFile(path.join(dir, "files", `${stem}.woff`));
      const file = `pdf-${stem}.${contentHash(bytes)}.woff`;
      files.set(`assets/${file}`, bytes);
      list.push({ file, ranges: parseUnicodeRange(range) });
    }
    fonts[key] = list;
  }
  return fonts;
}
