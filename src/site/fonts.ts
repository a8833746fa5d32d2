import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import fontkit from "@pdf-lib/fontkit";
import subsetFont from "subset-font";
import { cached, contentHash } from "./cache.ts";
import { fallbackMetrics, type STANDARD } from "./font-metrics.ts";

const require = createRequire(import.meta.url);

/** One cut of a family, as CSS knows it. */
interface Face {
  family:
    | "Alegreya"
    | "Alegreya SC"
    | "Alegreya Sans"
    | "Alegreya Sans SC"
    | "Source Serif 4"
    | "Atkinson Hyperlegible Next";
  package: string;
  weight: 400 | 500 | 700;
  style: "normal" | "italic";
}

const face = (family: Face["family"], weight: Face["weight"], style: Face["style"] = "normal"): Face => ({
  family,
  package: family.toLowerCase().replaceAll(" ", "-"),
  weight,
  style,
});

/** The cuts of the site's own design; a browser fetches only those a page shows. */
const OWN: Face[] = [
  face("Alegreya", 400),
  face("Alegreya", 400, "italic"),
  face("Alegreya", 500),
  face("Alegreya", 700),
  face("Alegreya", 700, "italic"),
  face("Alegreya SC", 400),
  face("Alegreya Sans", 400),
  face("Alegreya Sans", 400, "italic"),
  face("Alegreya Sans", 500),
  face("Alegreya Sans", 700),
  face("Alegreya Sans SC", 400),
];

/** The cuts that the EPUBs carry. */
const BOOK = OWN.filter(
  ({ family, weight, style }) =>
    ["Alegreya", "Alegreya Sans", "Alegreya Sans SC"].includes(family) &&
    !(weight === 700 && style === "italic") &&
    !(family === "Alegreya" && weight === 500) &&
    !(family === "Alegreya Sans" && style === "italic"),
);

/** The cuts of the faces a reader can choose instead, by their names in src/reader/settings/settings.ts. */
const CHOSEN: Record<string, Face[]> = {
  "source-serif": [
    face("Source Serif 4", 400),
    face("Source Serif 4", 400, "italic"),
    face("Source Serif 4", 700),
  ],
  legible: [
    face("Atkinson Hyperlegible Next", 400),
    face("Atkinson Hyperlegible Next", 400, "italic"),
    face("Atkinson Hyperlegible Next", 700),
  ],
};

/**
 * Seen first on every page. `font-display: optional` shows a face only if it is there at the first paint, so nothing
 * ever moves; asking for these at once is what makes them be there.
 */
const PRELOADED = [
  "alegreya-latin-400-normal",
  "alegreya-latin-400-italic",
  "alegreya-latin-500-normal",
  "alegreya-sans-latin-400-normal",
  "alegreya-sans-latin-500-normal",
  "alegreya-sans-sc-latin-400-normal",
];

/** OpenType features that the stylesheets use, and those that text needs to be set right. */
const FEATURES = [
  "kern",
  "liga",
  "lnum",
  "onum",
  "tnum",
  "pnum",
  "frac",
  "mark",
  "mkmk",
  "ccmp",
  "locl",
  "calt",
  "sups",
];

const BASIC_LATIN = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
/** Kept whether the atlas uses it today or not, so that a word more rarely means a new font file. */
const USUAL = `${BASIC_LATIN}\u00a0\u00ad‐‑–—‘’“”‚„«»‹›…·•§¶†‡©®°±×÷−⁄½¼¾¹²³€£¥áàâäãåæçéèêëíìîïñóòôöõøœúùûüýÿßÁÀÂÄÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝ\u2009\u202f←↑→↓↩`;
const USUAL_POINTS = [...USUAL].map((c) => c.codePointAt(0)!);

const STAND_INS: Record<string, { standard: keyof typeof STANDARD; local: string[] }> = {
  "serif normal": {
    standard: "times",
    local: ["Times New Roman", "Liberation Serif", "Nimbus Roman", "Tinos"],
  },
  "serif italic": {
    standard: "timesItalic",
    local: [
      "Times New Roman Italic",
      "TimesNewRomanPS-ItalicMT",
      "Liberation Serif Italic",
      "Nimbus Roman Italic",
    ],
  },
  "sans normal": {
    standard: "helvetica",
    local: ["Arial", "Helvetica", "Liberation Sans", "Nimbus Sans", "Arimo"],
  },
  "sans italic": {
    standard: "helvetica",
    local: [
      "Arial Italic",
      "Arial-ItalicMT",
      "Helvetica Oblique",
      "Liberation Sans Italic",
      "Nimbus Sans Italic",
    ],
  },
};

export interface FontFile {
  /** File name with its content's hash. */
  name: string;
  bytes: Uint8Array;
  preload: boolean;
}

/** What the parts of fontkit that we use look like. */
export interface Font {
  unitsPerEm: number;
  ascent: number;
  descent: number;
  lineGap: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): { advanceWidth: number };
  layout(
    text: string,
    features?: Record<string, boolean>,
  ): {
    glyphs: { path: { commands: { command: string; args: number[] }[] } }[];
    positions: { xAdvance: number; xOffset: number; yOffset: number }[];
    advanceWidth: number;
  };
}

const opened = new Map<string, Promise<Font>>();

function fontFile(packageName: string, file: string): string {
  return path.join(path.dirname(require.resolve(`@fontsource/${packageName}/package.json`)), file);
}

/** A font of the @fontsource packages, opened once. `openFont("alegreya", "latin", 400, "normal")` */
export function openFont(packageName: string, script: string, weight: number, style: string): Promise<Font> {
  const file = fontFile(packageName, `files/${packageName}-${script}-${weight}-${style}.woff2`);
  let font = opened.get(file);
  if (!font) {
    font = readFile(file).then((bytes) => fontkit.create(bytes) as unknown as Font);
    opened.set(file, font);
  }
  return font;
}

/** Code points of a CSS `unicode-range`. */
export function parseUnicodeRange(range: string): [number, number][] {
  return range.split(",").map((part) => {
    const [first, last] = part.trim().slice(2).split("-");
    const from = Number.parseInt(first!.replaceAll("?", "0"), 16);
    const to = Number.parseInt(last ?? first!.replaceAll("?", "F"), 16);
    return [from, to];
  });
}

/** A CSS `unicode-range` for sorted code points. */
export function formatUnicodeRange(points: number[]): string {
  const ranges: [number, number][] = [];
  for (const point of points) {
    const last = ranges.at(-1);
    if (last && last[1] === point - 1) last[1] = point;
    else ranges.push([point, point]);
  }
  const hex = (n: number) => n.toString(16).toUpperCase();
  return ranges.map(([a, b]) => (a === b ? `U+${hex(a)}` : `U+${hex(a)}-${hex(b)}`)).join(",");
}

/** Code points of all characters of the texts. */
export function charactersOf(texts: Iterable<string>): Set<number> {
  const points = new Set<number>();
  const seen = new Uint8Array(0x10000);
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (seen[unit]) continue;
      if (unit >= 0xd800 && unit <= 0xdfff) {
        const point = text.codePointAt(i)!;
        if (point > 0xffff) points.add(point);
      } else {
        seen[unit] = 1;
        if (unit > 32) points.add(unit);
      }
    }
  }
  return points;
}

/**
 * The fonts cut down to the characters used, and the `@font-face` rules for them and for their stand-ins.
 *
 * @param used code points, see `charactersOf`
 * @param folder where the files will lie, as seen from the stylesheet, ending with a slash
 * @returns `chosen`: the files of the first view of each face that a reader can choose
 */
export async function makeFonts(
  used: Set<number>,
  folder: string,
): Promise<{ files: FontFile[]; css: string; chosen: Record<string, string[]> }> {
  const files: FontFile[] = [];
  const rules: string[] = [];
  const chosen: Record<string, string[]> = {};
  const faces = [
    ...OWN.map((face) => ({ face, name: "", display: "optional" })),
    // Asked for by name: it may come late, but it comes.
    ...Object.entries(CHOSEN).flatMap(([name, cuts]) =>
      cuts.map((face) => ({ face, name, display: "swap" })),
    ),
  ];
  for (const { face, name: choice, display } of faces) {
    for (const { script, base, points, bytes } of await cutFace(face, used)) {
      const name = `${base}.${contentHash(bytes)}.woff2`;
      files.push({ name, bytes, preload: PRELOADED.includes(base) });
      if (choice && script === "latin" && face.weight === 400)
        chosen[choice] = [...(chosen[choice] ?? []), name];
      rules.push(fontRule(face, `${folder}${name}`, points, `font-display:${display};`));
    }
  }
  for (const family of [...new Set(OWN.map((f) => f.family))]) rules.push(await standIns(family));
  return { files, css: rules.join("\n"), chosen };
}

/** A cut of one script. */
interface CutFont {
  script: string;
  /** Name of the file it was cut from, without the ending. */
  base: string;
  /** Its code points, sorted. */
  points: number[];
  bytes: Uint8Array;
}

/** The files of a face for the characters used, one for each script that has any; kept by content. */
async function cutFace(face: Face, used: Set<number>): Promise<CutFont[]> {
  const found: CutFont[] = [];
  const scripts = JSON.parse(await readFile(fontFile(face.package, "unicode.json"), "utf8")) as Record<
    string,
    string
  >;
  for (const [script, range] of Object.entries(scripts)) {
    const ranges = parseUnicodeRange(range);
    const wanted = script === "latin" ? [...new Set([...used, ...USUAL_POINTS])] : [...used];
    const points = wanted.filter((p) => ranges.some(([a, b]) => p >= a && p <= b)).sort((a, b) => a - b);
    if (points.length === 0) continue;
    const base = `${face.package}-${script}-${face.weight}-${face.style}`;
    const source = fontFile(face.package, `files/${base}.woff2`);
    const original = await readFile(source);
    const text = String.fromCodePoint(...points);
    const key = JSON.stringify(["subset-font 2.9.0", base, contentHash(original, 32), text, FEATURES]);
    const bytes = await cached("fonts", key, "woff2", () =>
      subsetFont(original, text, { targetFormat: "woff2", keepFeatures: FEATURES, noHinting: true }),
    );
    found.push({ script, base, points, bytes });
  }
  return found;
}

function fontRule(face: Face, address: string, points: number[], more = ""): string {
  return (
    `@font-face{font-family:"${face.family}";font-style:${face.style};font-weight:${face.weight};${more}` +
    `src:url("${address}") format("woff2");unicode-range:${formatUnicodeRange(points)}}`
  );
}

/** A font of the EPUBs with its rule. */
export interface BookFont extends Pick<CutFont, "script" | "points" | "bytes"> {
  name: string;
  rule: string;
}

/**
 * The fonts of the EPUBs: the site's own faces, cut in the same manner.
 *
 * @param folder as for `makeFonts`
 */
export async function makeBookFonts(used: Set<number>, folder: string): Promise<BookFont[]> {
  const cut = await Promise.all(
    BOOK.map(async (face) =>
      (await cutFace(face, used)).map(({ script, base, points, bytes }) => {
        const name = `${base}.woff2`;
        return { name, script, points, bytes, rule: fontRule(face, folder + name, points) };
      }),
    ),
  );
  return cut.flat();
}

/** `@font-face` rules for `<family> Fallback`. */
async function standIns(family: Face["family"]): Promise<string> {
  const cuts = OWN.filter((f) => f.family === family && f.weight <= 500);
  const rules: string[] = [];
  for (const style of ["normal", "italic"] as const) {
    const cut = cuts.find((f) => f.style === style);
    if (!cut) continue;
    const font = await openFont(cut.package, "latin", cut.weight, style);
    const standIn = STAND_INS[`${family.includes("Sans") ? "sans" : "serif"} ${style}`]!;
    const m = fallbackMetrics(
      {
        unitsPerEm: font.unitsPerEm,
        ascent: font.ascent,
        descent: font.descent,
        lineGap: font.lineGap,
        advance: (c) => font.glyphForCodePoint(c.codePointAt(0)!).advanceWidth,
      },
      standIn.standard,
    );
    const percent = (fraction: number) => `${(fraction * 100).toFixed(2)}%`;
    rules.push(
      `@font-face{font-family:"${family} Fallback";font-style:${style};font-weight:400 700;` +
        `src:${standIn.local.map((name) => `local("${name}")`).join(",")};size-adjust:${percent(m.sizeAdjust)};` +
        `ascent-override:${percent(m.ascentOverride)};descent-override:${percent(m.descentOverride)};` +
        `line-gap-override:${percent(m.lineGapOverride)}}`,
    );
  }
  return rules.join("\n");
}
