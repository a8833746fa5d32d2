import { type PDFContext, PDFDict, type PDFObject, PDFRef } from "pdf-lib";
import { arrayOf, name } from "./objects.ts";

const K = name("K");
const P = name("P");
const S = name("S");
const LBODY = name("LBody");
/** Elements that they may stand in, between blocks. */
const HOLDERS = new Set<PDFObject>(
  ["Document", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote"].map(name),
);

/**
 * Puts elements behind the blocks that they belong to, wherever they stand on the pages: a note behind the paragraph,
 * table or figure in which it is called (or at the end of the list item), a figure behind the text before it.
 *
 * @param top the element that holds the top elements; what belongs to nothing comes last
 * @param targets elements in the blocks, by number
 * @param moved number and element, in the order in which they are read
 */
export function placeBehind(
  context: PDFContext,
  top: PDFRef,
  targets: Map<number, PDFRef>,
  moved: [number, PDFRef][],
): void {
  const dict = (ref: PDFRef) => context.lookup(ref, PDFDict);
  /** The last that was put behind a block, so that several keep their order. */
  const behind = new Map<PDFRef, PDFRef>();

  for (const [number, element] of moved) {
    let holder: PDFRef = top;
    let block: PDFRef | undefined;
    for (let at = targets.get(number); at; ) {
      const parent = dict(at).get(P);
      if (!(parent instanceof PDFRef)) break;
      const kind = dict(parent).get(S)!;
      if (parent === top || HOLDERS.has(kind) || kind === LBODY) {
        holder = parent;
        block = kind === LBODY ? undefined : at;
        break;
      }
      at = parent;
    }
    const kids = kidsOf(context, dict(holder));
    const after = block && (behind.get(block) ?? block);
    const at = after ? kids.indexOf(after) + 1 : kids.length;
    kids.splice(at, 0, element);
    dict(holder).set(K, context.obj(kids));
    dict(element).set(P, holder);
    if (block) behind.set(block, element);
  }
}

function kidsOf(context: PDFContext, dict: PDFDict): PDFObject[] {
  const held = dict.get(K);
  return arrayOf(context, held)?.asArray().slice() ?? (held ? [held] : []);
}
