import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Problem } from "../atlas/problem.ts";
import type { Memo } from "../markdown/bibliography.ts";
import { coveredCodePoints, missingGlyphs } from "../print/coverage.ts";

/**
 * Characters that the fonts of the book lack, in any file of the articles' folder: on paper they would be lost.
 *
 * @returns an error for each line that holds some
 */
export async function checkGlyphs(dir: string, memo?: Memo): Promise<Problem[]> {
  const covered = await coveredCodePoints(memo);
  const files = await textFiles(dir);
  const found = await Promise.all(
    files.map(async (name): Promise<Problem[]> => {
      const lines = (await readFile(join(dir, name), "utf8")).split("\n");
      return lines.flatMap((line, i): Problem[] => {
        const written = name.endsWith(".json") ? unescaped(line) : line;
        const missing = missingGlyphs(written, covered);
        if (missing.length === 0) return [];
        const named = missing
          .slice(0, 6)
          .map((c) => `“${c}” (U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")})`);
        const more = missing.length > 6 ? ` and ${missing.length - 6} more` : "";
        return [
          {
            file: `${basename(dir)}/${name}`,
            line: i + 1,
            what: `the fonts have no glyph for ${named.join(", ")}${more}`,
            mend: "write it in Latin, Greek or Cyrillic letters, or add a font that has it to src/print/assets.ts",
            level: "error",
          },
        ];
      });
    }),
  );
  return found.flat();
}

/** What the book is made from; a file that cannot be read is spoken of elsewhere. */
async function textFiles(dir: string): Promise<string[]> {
  const list = async (folder: string) =>
    (await readdir(join(dir, folder)).catch(() => [] as string[])).map((n) => join(folder, n));
  const names = [...(await list(".")), ...(await list("parts"))];
  return names.filter((n) => /\.(?:md|yaml|json)$/.test(n) && n !== "README.md").sort();
}

const unescaped = (json: string) =>
  json.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
