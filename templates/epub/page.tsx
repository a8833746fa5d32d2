import { escapeHtml } from "../../src/markdown/html.ts";

/**
 * A content document (EPUB 3.3, 6.1).
 *
 * @param options.root the way to the folder of the package, `""` or `../`
 * @param options.body XHTML
 */
export function epubPage(options: {
  title: string;
  lang: string;
  dir: "ltr" | "rtl";
  root: string;
  body: string;
}): string {
  const { title, lang, dir, root, body } = options;
  return `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${lang}" xml:lang="${lang}" dir="${dir}">
<head>
<title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<link rel="stylesheet" type="text/css" href="${root}atlas.css"/>
</head>
<body>
${body}
</body>
</html>
`;
}

/** `epub:type`, which TSX does not know as an attribute. */
export const epubType = (type: string): object => ({ "epub:type": type });

/** The address of a site path, `/articles/scaling/#deep`, as seen from a file of the book. */
export type To = (path: string) => string;
