/** What can be kept on the device, and what a reader has asked to keep: pure. */

/** A file of the site: address from its root (`articles/scaling/`), bytes, SHA-256 in hexadecimal digits. */
export type OfflineFile = [path: string, bytes: number, hash: string];

/** `offline.json`, as the build writes it beside the pages. */
export interface OfflineManifest {
  /** Differs as soon as any file differs. */
  build: string;
  /** What every kept page needs: styles, scripts, typefaces, the cover. */
  base: OfflineFile[];
  /** Pages of articles with their pictures and citation files, by slug. */
  articles: Record<string, OfflineFile[]>;
  /** All other pages and the search's index. */
  book: OfflineFile[];
  /** The book and the offprints in PDF. */
  pdf: OfflineFile[];
}

/** What a reader wants to have on the device. */
export interface Wish {
  /** Slugs of single articles. */
  articles: string[];
  book: boolean;
  pdf: boolean;
}

/** What the device has, written into its cache when all files are there. */
export interface Kept extends Wish {
  build: string;
  files: OfflineFile[];
  /** When it was last fetched or found unchanged, ms since 1970. */
  time: number;
}

export const NOTHING: Wish = { articles: [], book: false, pdf: false };

export function isWish(value: unknown): value is Wish {
  const v = value as Partial<Wish> | null;
  return (
    typeof v === "object" &&
    v !== null &&
    Array.isArray(v.articles) &&
    v.articles.every((slug) => typeof slug === "string") &&
    typeof v.book === "boolean" &&
    typeof v.pdf === "boolean"
  );
}

export function isManifest(value: unknown): value is OfflineManifest {
  const v = value as Partial<OfflineManifest> | null;
  return (
    typeof v?.build === "string" &&
    [v.base, v.book, v.pdf].every(Array.isArray) &&
    typeof v.articles === "object"
  );
}

export function isKept(value: unknown): value is Kept {
  const v = value as Partial<Kept> | null;
  return (
    isWish(value) && typeof v?.build === "string" && Array.isArray(v?.files) && typeof v?.time === "number"
  );
}

export const wantsNothing = (wish: Wish) => wish.articles.length === 0 && !wish.book && !wish.pdf;

/** Adds to a wish, or takes from it. The PDFs stand for themselves; single articles are part of the book. */
export function change(wish: Wish, what: "book" | "pdf" | { article: string }, keep: boolean): Wish {
  if (typeof what === "string") return { ...wish, [what]: keep };
  const others = wish.articles.filter((slug) => slug !== what.article);
  return { ...wish, articles: keep ? [...others, what.article] : others };
}

/** The files that a wish comes to, each once. Articles that are no longer in the book are left out. */
export function filesOf(manifest: OfflineManifest, wish: Wish): OfflineFile[] {
  if (wantsNothing(wish)) return [];
  const slugs = wish.book ? Object.keys(manifest.articles) : wish.articles;
  const all = [
    ...(wish.book || slugs.length > 0 || wish.pdf ? manifest.base : []),
    ...slugs.flatMap((slug) => manifest.articles[slug] ?? []),
    ...(wish.book ? manifest.book : []),
    ...(wish.pdf ? manifest.pdf : []),
  ];
  return [...new Map(all.map((file) => [file[0], file])).values()];
}

export const bytesOf = (files: OfflineFile[]) => files.reduce((sum, [, bytes]) => sum + bytes, 0);

/** Files of the first list that the second does not have with the same content. */
export function missing(wanted: OfflineFile[], had: OfflineFile[]): OfflineFile[] {
  const known = new Map(had.map(([path, , hash]) => [path, hash]));
  return wanted.filter(([path, , hash]) => known.get(path) !== hash);
}

/** `412 KB`, `3.4 MB`: decimal units, as the list of downloads has them. */
export function size(bytes: number): string {
  if (bytes < 999_500) return `${Math.max(bytes > 0 ? 1 : 0, Math.round(bytes / 1000))}\u00a0KB`;
  const mega = bytes / 1_000_000;
  return `${mega < 10 ? mega.toFixed(1) : Math.round(mega)}\u00a0MB`;
}
