import { PDFArray, type PDFContext, PDFDict, PDFNumber, type PDFObject, PDFRef } from "pdf-lib";
import { type Marks, readMarks } from "../marks.ts";
import { dictOf, name, resolve, text, textOf } from "./objects.ts";

const K = name("K");
const PG = name("Pg");
const LANG = name("Lang");
const MCR = name("MCR");
const NO_MARKS: Marks = {};

/** What the print page has said of the elements of a source. */
export class MarkedElements {
  private readonly found = new Map<PDFRef, Marks>();

  get(ref: PDFRef): Marks {
    return this.found.get(ref) ?? NO_MARKS;
  }

  set(ref: PDFRef, marks: Marks): void {
    this.found.set(ref, marks);
  }
}

/**
 * Takes the marks out of the languages of a source's elements (see `../marks.ts`), and makes one element again of what
 * pages have cut: a paragraph, list, item, table or box that goes over a page break is one element with content on
 * both pages. What stands between the parts (notes at the foot of the page) comes after the element.
 */
export function joinParts(context: PDFContext, root: PDFDict): MarkedElements {
  const marked = new MarkedElements();
  const first = new Map<number, PDFDict>();
  const later = new Map<PDFRef, { begun: PDFDict; part: PDFDict }>();
  const seen = new Set<PDFDict>();

  const look = (dict: PDFDict): void => {
    for (const kid of kidsOf(context, dict)) {
      const child = dictOf(context, kid);
      if (!child || !(kid instanceof PDFRef) || seen.has(child)) continue;
      seen.add(child);
      const tag = textOf(resolve(context, child.get(LANG)));
      const read = tag === undefined ? undefined : readMarks(tag);
      if (read) {
        if (read.lang) child.set(LANG, text(read.lang));
        else child.delete(LANG);
        marked.set(kid, read.marks);
        const { part } = read.marks;
        if (part !== undefined) {
          const begun = first.get(part);
          if (begun) later.set(kid, { begun, part: child });
          else first.set(part, child);
        }
      }
      look(child);
    }
  };
  look(root);
  if (later.size === 0) return marked;

  const isLater = (kid: PDFObject) => kid instanceof PDFRef && later.has(kid);
  for (const dict of seen) {
    const kids = kidsOf(context, dict);
    if (kids.some(isLater)) dict.set(K, context.obj(kids.filter((kid) => !isLater(kid))));
  }
  for (const { begun, part } of later.values())
    begun.set(K, context.obj([...placed(context, begun), ...placed(context, part)]));
  return marked;
}

function kidsOf(context: PDFContext, dict: PDFDict): PDFObject[] {
  const k = resolve(context, dict.get(K));
  if (k instanceof PDFArray) return k.asArray();
  return k ? [dict.get(K)!] : [];
}

/** Children that say on which page they are, for they may come to an element that begins on another. */
function placed(context: PDFContext, dict: PDFDict): PDFObject[] {
  const page = dict.get(PG);
  return kidsOf(context, dict).map((kid) => {
    const value = resolve(context, kid);
    if (!page) return kid;
    if (value instanceof PDFNumber) return context.obj({ Type: MCR, MCID: value, Pg: page });
    if (value instanceof PDFDict && !value.has(name("S")) && !value.has(PG)) value.set(PG, page);
    return kid;
  });
}
