import { readdir } from "node:fs/promises";
import { join } from "node:path";

const PICTURE = /\.(?:png|jpe?g|webp|avif|svg)$/i;

/**
 * The pictures in `images/`, by path as an article writes it (`images/x.jpg`), with their size in pixels.
 * A file that is no picture is left out, so that an article that shows it is told that it is not there.
 */
export async function readImages(dir: string): Promise<Map<string, { width: number; height: number }>> {
  const names = (await readdir(join(dir, "images")).catch(() => [])).filter((n) => PICTURE.test(n));
  const found = new Map<string, { width: number; height: number }>();
  if (names.length === 0) return found;
  const { default: sharp } = await import("sharp");
  for (const name of names) {
    const meta = await sharp(join(dir, "images", name))
      .metadata()
      .catch(() => undefined);
    if (meta?.width && meta.height) found.set(`images/${name}`, { width: meta.width, height: meta.height });
  }
  return found;
}
