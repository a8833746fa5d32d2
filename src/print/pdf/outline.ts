import type { PDFContext, PDFDict, PDFObject, PDFRef } from "pdf-lib";
import { name, text } from "./objects.ts";

/** An entry of the bookmarks. */
export interface OutlineNode {
  title: string;
  /** Id of the piece it leads to. */
  piece: string;
  /** Named destination in that piece; its first page if absent. */
  dest?: string;
  children?: OutlineNode[];
  open?: boolean;
}

/**
 * The document outline (ISO 32000-1, 12.3.3), or undefined if there are no entries. Counts are of what is visible
 * when the entry is opened; closed entries have them negative.
 */
export function outline(
  context: PDFContext,
  nodes: OutlineNode[],
  target: (node: OutlineNode) => PDFObject,
): PDFRef | undefined {
  if (nodes.length === 0) return undefined;
  const root = context.obj({ Type: "Outlines" });
  const rootRef = context.register(root);
  /** Hangs the entries under their parent; gives the number of lines they show. */
  const hang = (entries: OutlineNode[], parent: PDFDict, parentRef: PDFRef): number => {
    const items = entries.map((entry) => {
      const dict = context.obj({ Title: text(entry.title), Parent: parentRef, Dest: target(entry) });
      return { entry, dict, ref: context.register(dict) };
    });
    let lines = items.length;
    items.forEach(({ entry, dict, ref }, i) => {
      if (i > 0) dict.set(name("Prev"), items[i - 1]!.ref);
      if (i < items.length - 1) dict.set(name("Next"), items[i + 1]!.ref);
      if (!entry.children?.length) return;
      const inside = hang(entry.children, dict, ref);
      dict.set(name("Count"), context.obj(entry.open ? inside : -inside));
      if (entry.open) lines += inside;
    });
    parent.set(name("First"), items[0]!.ref);
    parent.set(name("Last"), items[items.length - 1]!.ref);
    return lines;
  };
  root.set(name("Count"), context.obj(hang(nodes, root, rootRef)));
  return rootRef;
}
