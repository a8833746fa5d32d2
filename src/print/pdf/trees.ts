import { type PDFContext, type PDFDict, PDFNumber, type PDFObject, type PDFRef } from "pdf-lib";
import { arrayOf, dictOf, literal, name, textOf } from "./objects.ts";

/** Entries of a leaf; a reader looks at one leaf and a few limits instead of the whole tree. */
const FANOUT = 64;

interface Level {
  ref: PDFRef;
  first: PDFObject;
  last: PDFObject;
}

/**
 * A name or number tree (ISO 32000-1, 7.9.6 and 7.9.7): one node if it is small, else leaves with Limits under
 * a balanced set of intermediate nodes.
 */
function buildTree(
  context: PDFContext,
  leafKey: "Names" | "Nums",
  entries: [PDFObject, PDFObject][],
): PDFRef {
  const chunks = <T>(list: T[]): T[][] =>
    Array.from({ length: Math.ceil(list.length / FANOUT) }, (_, i) =>
      list.slice(i * FANOUT, (i + 1) * FANOUT),
    );
  if (entries.length <= FANOUT) return context.register(context.obj({ [leafKey]: entries.flat() }));
  let level: Level[] = chunks(entries).map((chunk) => {
    const first = chunk[0]![0];
    const last = chunk[chunk.length - 1]![0];
    return {
      ref: context.register(context.obj({ Limits: [first, last], [leafKey]: chunk.flat() })),
      first,
      last,
    };
  });
  while (level.length > FANOUT) {
    level = chunks(level).map((chunk) => {
      const first = chunk[0]!.first;
      const last = chunk[chunk.length - 1]!.last;
      const node = context.obj({ Limits: [first, last], Kids: chunk.map((kid) => kid.ref) });
      return { ref: context.register(node), first, last };
    });
  }
  return context.register(context.obj({ Kids: level.map((kid) => kid.ref) }));
}

/** A number tree from keys to objects. */
export function numberTree(context: PDFContext, entries: Map<number, PDFObject>): PDFRef {
  const sorted = [...entries].sort(([a], [b]) => a - b);
  return buildTree(
    context,
    "Nums",
    sorted.map(([key, value]) => [PDFNumber.of(key), value]),
  );
}

/** A name tree; keys are ASCII, so that order by character is the order by byte that the format asks for. */
export function nameTree(context: PDFContext, entries: Map<string, PDFObject>): PDFRef {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return buildTree(
    context,
    "Names",
    sorted.map(([key, value]) => [literal(key), value]),
  );
}

/** All entries of a name tree, in order. */
export function readNameTree(context: PDFContext, root: PDFDict | undefined): [string, PDFObject][] {
  const entries: [string, PDFObject][] = [];
  const seen = new Set<PDFDict>();
  const visit = (node: PDFDict | undefined): void => {
    if (!node || seen.has(node)) return;
    seen.add(node);
    const names = arrayOf(context, node.get(name("Names")));
    for (let i = 0; names && i + 1 < names.size(); i += 2) {
      const key = textOf(context.lookup(names.get(i)));
      if (key !== undefined) entries.push([key, names.get(i + 1)]);
    }
    const kids = arrayOf(context, node.get(name("Kids")));
    for (let i = 0; kids && i < kids.size(); i++) visit(dictOf(context, kids.get(i)));
  };
  visit(root);
  return entries;
}
