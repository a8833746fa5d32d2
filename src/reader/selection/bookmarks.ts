import { type PDFContext, type PDFDict, PDFDocument } from "pdf-lib";
import type { OutlineNode } from "../../print/assemble.ts";
import { dictOf, name, resolve, textOf } from "../../print/pdf/objects.ts";

/** More levels than any article has; a damaged file may lead round in circles. */
const DEEPEST = 6;
const MOST = 500;

/**
 * The bookmarks of an offprint (ISO 32000-1, 12.3.3): its title, and its headings below.
 *
 * @param piece id that it has in the assembly
 * @throws if it is not a PDF
 */
export async function readBookmarks(pdf: Uint8Array, piece: string): Promise<OutlineNode[]> {
  const { context, catalog } = await PDFDocument.load(pdf, {
    updateMetadata: false,
    parseSpeed: Number.POSITIVE_INFINITY,
  });
  const root = dictOf(context, catalog.get(name("Outlines")));
  return root ? childrenOf(context, root, piece, 0) : [];
}

function childrenOf(context: PDFContext, parent: PDFDict, piece: string, depth: number): OutlineNode[] {
  const nodes: OutlineNode[] = [];
  let item = dictOf(context, parent.get(name("First")));
  while (item && nodes.length < MOST) {
    const dest = textOf(resolve(context, item.get(name("Dest"))));
    const children = depth < DEEPEST ? childrenOf(context, item, piece, depth + 1) : [];
    nodes.push({
      title: textOf(resolve(context, item.get(name("Title")))) ?? "",
      piece,
      ...(dest === undefined ? {} : { dest }),
      ...(children.length > 0 ? { children } : {}),
    });
    item = dictOf(context, item.get(name("Next")));
  }
  return nodes;
}
