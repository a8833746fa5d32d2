import { type PDFContext, PDFDict, type PDFObject, PDFRef } from "pdf-lib";
import { arrayOf, name } from "./objects.ts";

const K = name("K");
const P = name("P");
const S = name("S");
const LBODY = name("LBody");
/** Elements that notes may stand in, between blocks. */
const HOLDERS = new Set<PDFObject>(["Document", "Part", "Art", "Sect", "Div", "BlockQuote"].map(name));

/**
 * Puts each note behind the block in which it is called, where it is read, instead of at the foot of its page: behind
 * the paragraph, the table, the figure, or at the end of the list item.
 *
 * @param top the element that holds the top elements; notes that nothing calls come last
 * @param calls elements that call a note, by its number
 * @param notes number and element, in the order of the document
 */
export function placeNotes(
  context: PDFContext,
  top: PDFRef,
  calls: Map<number, PDFRef>,
  notes: [number, PDFRef][],
): void {
  const dict = (ref: PDFRef) => context.lookup(ref, PDFDict);
  /** The last note behind a block, so that several keep their order. */
  const behind = new Map<PDFRef, PDFRef>();

  for (const [number, note] of notes) {
    let holder: PDFRef = top;
    let block: PDFRef | undefined;
    for (let at = calls.get(number); at; ) {
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
    kids.splice(at, 0, note);
    dict(holder).set(K, context.obj(kids));
    dict(note).set(P, holder);
    if (block) behind.set(block, note);
  }
}

function kidsOf(context: PDFContext, dict: PDFDict): PDFObject[] {
  const held = dict.get(K);
  return arrayOf(context, held)?.asArray().slice() ?? (held ? [held] : []);
}
