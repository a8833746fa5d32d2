import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "lightningcss";
import { contentHash, ROOT } from "../site/cache.ts";
import { type BookFont, charactersOf, makeBookFonts } from "../site/fonts.ts";
import type { Resource } from "./types.ts";

/** Stylesheet and fonts, for one publication after the other. */
export class Dress {
  private constructor(
    private readonly css: string,
    private readonly fonts: BookFont[],
  ) {
    this.hash = contentHash(JSON.stringify([css, fonts.map((f) => [f.rule, contentHash(f.bytes, 32)])]), 32);
  }

  /** Of all of it. */
  readonly hash: string;

  /** @param texts everything that any of the publications says */
  static async make(texts: Iterable<string>): Promise<Dress> {
    const sheets = await Promise.all(
      ["templates/charts.css", "templates/epub.css"].map((f) => readFile(join(ROOT, f), "utf8")),
    );
    const { code: css } = transform({
      filename: "atlas.css",
      code: Buffer.from(sheets.join("\n")),
      minify: true,
      // Reading systems are slow to follow browsers.
      targets: { chrome: 80 << 16, safari: 13 << 16 },
    });
    return new Dress(css.toString(), await makeBookFonts(charactersOf(texts), "fonts/"));
  }

  /** The stylesheet and those fonts that have a character of the texts. */
  for(texts: string[]): Resource[] {
    const used = charactersOf(texts);
    const fonts = this.fonts.filter((f) => f.script === "latin" || f.points.some((p) => used.has(p)));
    return [
      { file: "atlas.css", bytes: `${fonts.map((f) => f.rule).join("\n")}\n${this.css}` },
      ...fonts.map((f) => ({ file: `fonts/${f.name}`, bytes: f.bytes })),
    ];
  }
}
