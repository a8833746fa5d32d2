import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { Resource, Section } from "./types.ts";

/** AVIF is no core media type of EPUB 3.3 (3.2). */
const FOREIGN = /\.avif$/i;
const SHOWN = /(<img src="\.\.\/)(images\/[^"]+)"/g;

/** The editors' pictures that an article shows, as they are. @param dir the folder that holds `images/` */
export function imagesIn(html: string, dir: string): Promise<Resource[]> {
  const shown = new Set([...html.matchAll(SHOWN)].map((m) => decodeURI(m[2]!)));
  return Promise.all(
    [...shown].sort().map(async (file) => ({ file, bytes: await readFile(join(dir, file)) })),
  );
}

/**
 * The pictures for a publication. Those of a kind that reading systems need not know are turned into WebP; the
 * addresses in the returned sections are those of the resources.
 */
export async function takeImages(
  sections: Section[],
  dir: string,
): Promise<{ sections: Section[]; images: Resource[] }> {
  const images = await imagesIn(sections.map((s) => s.html).join("\n"), dir);
  return {
    sections: sections.map((section) => ({
      ...section,
      html: section.html.replace(
        SHOWN,
        (_whole, start: string, path: string) => `${start}${path.replace(FOREIGN, "$&.webp")}"`,
      ),
    })),
    images: await Promise.all(
      images.map(async ({ file, bytes }) =>
        FOREIGN.test(file)
          ? { file: `${file}.webp`, bytes: await sharp(bytes).webp().toBuffer() }
          : { file, bytes },
      ),
    ),
  };
}
