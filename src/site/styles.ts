import path from "node:path";
import { bundleAsync, transform } from "lightningcss";
import { ROOT } from "./cache.ts";

/** What the stylesheet is lowered for; nesting and custom media would otherwise shut out browsers of 2022. */
const TARGETS = { chrome: 109 << 16, firefox: 115 << 16, safari: (15 << 16) | (4 << 8) };

/**
 * The site's one stylesheet: templates/web.css with all it imports, minified, after the `@font-face` rules.
 *
 * @throws an error that names file and line if the CSS cannot be read
 */
export async function bundleStyles(fontFaces: string): Promise<string> {
  const { code } = await bundleAsync({
    filename: path.join(ROOT, "templates", "web.css"),
    minify: true,
    targets: TARGETS,
  });
  const faces = transform({ filename: "fonts.css", code: Buffer.from(fontFaces), minify: true });
  return Buffer.from(faces.code).toString() + Buffer.from(code).toString();
}
