import type { Atlas } from "../atlas/types.ts";
import { body } from "./bodies.ts";
import { contentHash } from "./cache.ts";
import { charactersOf, makeFonts } from "./fonts.ts";
import { CARD, cardOf, drawCard, drawIcons } from "./pictures.tsx";
import { bundleScripts } from "./scripts.ts";
import { selectionFonts } from "./selection-fonts.ts";
import { bundleStyles } from "./styles.ts";
import type { SiteInput } from "./types.ts";

/** Files that pages refer to. Their names carry the hash of their content, so they may be cached for ever. */
export interface Assets {
  /** Site path. */
  stylesheet: string;
  /** Site paths of the script for the head and of the one that starts the rest. */
  scripts: { boot: string; main: string };
  /** Site paths of the fonts of the first view. */
  preload: string[];
  icons: { path: string; sizes: string; type: string; purpose?: "maskable" }[];
  /** Site paths of the pictures for sharing, by slug; the book's under the empty string. Empty in `dev`. */
  cards: Map<string, string>;
  card: { width: number; height: number };
  /** What is to be written, by path from the site's root. */
  files: Map<string, Uint8Array>;
}

/** Makes fonts, stylesheet, icons and pictures. */
export async function makeAssets(input: SiteInput): Promise<Assets> {
  const { atlas } = input;
  const files = new Map<string, Uint8Array>();

  const fonts = await makeFonts(charactersOf(textsOf(input)), "");
  for (const font of fonts.files) files.set(`assets/${font.name}`, font.bytes);

  const css = Buffer.from(await bundleStyles(fonts.css));
  const stylesheet = `assets/atlas.${contentHash(css)}.css`;
  files.set(stylesheet, css);

  const scripts = await bundleScripts(fonts.chosen, await selectionFonts(files));
  for (const [name, bytes] of scripts.files) files.set(`assets/${name}`, bytes);

  const icons = await drawIcons(atlas);
  for (const icon of icons) files.set(`assets/${icon.name}`, icon.bytes);

  const cards = new Map<string, string>();
  if (input.mode === "build") {
    const links = linksOf(input);
    const slugs = [undefined, ...atlas.articles.map((a) => a.slug)];
    const drawn = await Promise.all(slugs.map((slug) => drawCard(cardOf(atlas, slug), atlas, links)));
    slugs.forEach((slug, i) => {
      const name = `assets/card-${slug ?? "atlas"}.${contentHash(drawn[i]!)}.png`;
      files.set(name, drawn[i]!);
      cards.set(slug ?? "", `/${name}`);
    });
  }
  return {
    stylesheet: `/${stylesheet}`,
    scripts: { boot: `/assets/${scripts.boot}`, main: `/assets/${scripts.main}` },
    preload: fonts.files.filter((f) => f.preload).map((f) => `/assets/${f.name}`),
    icons: icons.map(({ name, sizes, type, purpose }) => ({ path: `/assets/${name}`, sizes, type, purpose })),
    cards,
    card: CARD,
    files,
  };
}

/** Links between articles that are in the atlas. */
export function linksOf({ atlas, documents }: { atlas: Atlas; documents: SiteInput["documents"] }) {
  const slugs = new Set(atlas.articles.map((a) => a.slug));
  return atlas.articles.flatMap((a) =>
    (documents.get(a.slug)?.linksTo ?? []).filter((to) => slugs.has(to)).map((to) => ({ from: a.slug, to })),
  );
}

/** Every text that pages show. */
export function* textsOf({
  atlas,
  documents,
  bibliography,
  citations,
  bookCitation,
}: Pick<SiteInput, "atlas" | "documents" | "bibliography" | "citations" | "bookCitation">): Iterable<string> {
  yield JSON.stringify(atlas.meta);
  for (const part of atlas.parts) yield part.title + part.summary + (part.introduction?.markdown ?? "");
  yield JSON.stringify([atlas.glossary, atlas.networks]);
  for (const { title, subtitle, summary, keyPoints, authors } of atlas.articles) {
    yield JSON.stringify([title, subtitle, summary, keyPoints, authors]);
  }
  for (const document of documents.values()) yield body(document, "web");
  for (const work of bibliography) yield work.html;
  for (const citation of citations.values()) yield citation.apa.text;
  yield bookCitation.apa.text;
}
