import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Problem } from "../atlas/problem.ts";
import type { Memo } from "../markdown/bibliography.ts";
import { createParser } from "../markdown/parser.ts";
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
        const missing = missingGlyphs(/[\\&]/.test(line) ? line + unescaped(line) : line, covered);
        if (missing.length === 0) return [];
        const named = missing.slice(0, 6).map(nameOf);
        const more = missing.length > 6 ? ` and ${missing.length - 6} more` : "";
        return [
          {
            file: `${basename(dir)}/${name}`,
            line: i + 1,
            what: `the fonts have no glyph for ${named.join(", ")}${more}`,
            mend: "take it out, write it in Latin, Greek or Cyrillic letters, or add a font that has it to src/print/assets.ts",
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

const { unescapeAll } = createParser().utils;

/** A line with its characters instead of their escapes in JSON, YAML and Markdown; what stands in `backticks` is meant as it is. */
function unescaped(line: string): string {
  const ESCAPE = /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|x([\da-fA-F]{2}))/g;
  const plain = line.replace(/(`+).*?\1/g, "").replace(ESCAPE, (whole, ...hex: (string | undefined)[]) => {
    const code = Number.parseInt(hex.slice(0, 3).find((h) => h !== undefined)!, 16);
    // Halves of a pair come together again.
    return code <= 0xffff ? String.fromCharCode(code) : code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
  return unescapeAll(plain);
}

/** `“ש” (U+05E9)`, or only the number of one that cannot be shown alone. */
function nameOf(character: string): string {
  const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `“${character}” (${code})` : code;
}
