import fontkit from "@pdf-lib/fontkit";
import type { Memo } from "../markdown/bibliography.ts";
import { fontVersion, loadCut } from "./assets.ts";
import { cacheKey } from "./cache.ts";

/** The cuts in which any text of the book may stand. */
const CUTS: [folder: string, style: "normal" | "italic"][] = [
  ["alegreya", "normal"],
  ["alegreya", "italic"],
  ["alegreya-sans", "normal"],
];
/** Spaces and what only joins or parts its neighbours; but nothing that turns the direction of a line. */
const NOT_SET = /\s|\p{Variation_Selector}|(?![\u202a-\u202e\u2066-\u2069])\p{Cf}/u;

let loading: Promise<ReadonlySet<number>> | undefined;

/**
 * Code points that all fonts of the book have. Read once for the process.
 *
 * @param memo what earlier builds have read
 */
export function coveredCodePoints(memo?: Memo): Promise<ReadonlySet<number>> {
  loading ??= (async () => {
    const key = cacheKey("coverage", ...(await Promise.all(CUTS.map(([folder]) => fontVersion(folder)))));
    const known = memo?.get(key);
    const points = known === undefined ? await readPoints() : new Set(JSON.parse(known) as number[]);
    if (known === undefined) memo?.set(key, JSON.stringify([...points]));
    return points;
  })();
  return loading;
}

function readPoints(): Promise<Set<number>> {
  return Promise.all(
    CUTS.map(async ([folder, style]) => {
      const files = await loadCut(folder, 400, style);
      return new Set(files.flatMap((bytes) => fontkit.create(bytes).characterSet));
    }),
  ).then(([first, ...others]) => new Set([...first!].filter((c) => others.every((set) => set.has(c)))));
}

/** The characters of a text that the fonts lack, each once, in the order of the text. */
export function missingGlyphs(text: string, covered: ReadonlySet<number>): string[] {
  const found = new Set<string>();
  // Letters with marks of their own are looked for as one character, as the browser composes them.
  for (const character of text.normalize("NFC")) {
    if (!covered.has(character.codePointAt(0)!) && !NOT_SET.test(character)) found.add(character);
  }
  return [...found];
}
