import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { articleDate, bookDate } from "../atlas/dates.ts";
import type { Article } from "../atlas/types.ts";
import { Cache, cacheKey } from "../print/cache.ts";
import { linksOf, textsOf } from "../site/assets.ts";
import { ROOT } from "../site/cache.ts";
import { articleEpub } from "./article.ts";
import { FOLDER } from "./bind.ts";
import { bookEpub } from "./book.ts";
import { imagesIn } from "./images.ts";
import { COVER_IMAGE } from "./package.ts";
import { startsOf } from "./sections.ts";
import { Dress } from "./styles.ts";
import type { EpubInput } from "./types.ts";

/** Path of an article's EPUB from the root of the site. */
export const articleEpubPath = (slug: string) => `downloads/articles/${slug}.epub`;
export const BOOK_EPUB_PATH = "downloads/atlas-of-social-innovation.epub";

/**
 * Makes the EPUB of the book and one of every article, or finds them made; and beside each its cover as PNG.
 *
 * @param cacheDir folder that keeps them between builds
 * @returns the files, by path from the root of the site
 * @throws Error that names the article if a printed page cannot be marked, or the system's if a picture is not there
 */
export async function makeEpubs(input: EpubInput, cacheDir: string): Promise<Map<string, Uint8Array>> {
  const { atlas } = input;
  const cache = new Cache(cacheDir);
  const links = linksOf(input);
  // The same characters as the site shows, so that both share the fonts once cut.
  const dress = await Dress.make(textsOf(input));
  const common = cacheKey(
    await hashOfCode(),
    dress.hash,
    JSON.stringify([atlas.meta, atlas.parts.map(bare), links]),
  );
  const kept = async (key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    const hit = await cache.get<null>(key);
    const bytes = hit?.bytes ?? (await make());
    if (!hit) await cache.put(key, bytes, null);
    return bytes;
  };
  const keys = await Promise.all(atlas.articles.map((a) => keyOf(input, a, common)));
  const bookKey = cacheKey(
    ...keys,
    JSON.stringify([
      input.pages,
      input.bibliography,
      input.bookCitation.apa,
      bookDate(atlas),
      atlas.glossary,
      atlas.networks,
    ]),
  );
  const made = await Promise.all([
    kept(bookKey, () => bookEpub(input, links, dress)).then((bytes) => [BOOK_EPUB_PATH, bytes] as const),
    ...atlas.articles.map(async (article, i) => {
      const bytes = await kept(keys[i]!, () => articleEpub(input, article, links, dress));
      return [articleEpubPath(article.slug), bytes] as const;
    }),
  ]);
  await cache.sweep();
  return new Map(
    made.flatMap(([path, bytes]) => [
      [path, bytes],
      [path.replace(/epub$/, "png"), coverOf(bytes)],
    ]),
  );
}

function coverOf(epub: Uint8Array): Uint8Array {
  const path = `${FOLDER}/${COVER_IMAGE}`;
  return unzipSync(epub, { filter: ({ name }) => name === path })[path]!;
}

/** All that an article's EPUB is made from. */
async function keyOf(input: EpubInput, article: Article, common: string): Promise<string> {
  const document = input.documents.get(article.slug)!;
  const html = document.render("epub");
  const state = JSON.stringify([
    { ...article, body: "" },
    document.headings,
    document.references,
    startsOf(input, article.slug),
    input.citations.get(article.slug)!.apa,
    articleDate(article),
  ]);
  return cacheKey(
    "epub",
    common,
    state,
    html,
    ...(await imagesIn(html, input.atlas.dir)).map((i) => i.bytes),
  );
}

const bare = (part: { articles: Article[] }) => ({
  ...part,
  articles: part.articles.map((a) => [a.slug, a.number, a.title]),
});

/** So that a change of the code or the templates is a change of what they make. */
async function hashOfCode(): Promise<string> {
  const folders = ["src/epub", "templates/epub", "templates/shared"];
  const files = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(ROOT, folder))).sort().map((f) => join(ROOT, folder, f)),
    ),
  );
  return cacheKey(...(await Promise.all(files.flat().map((f) => readFile(f)))));
}
