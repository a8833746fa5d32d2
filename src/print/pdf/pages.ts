import { type PDFContext, type PDFDict, PDFRef } from "pdf-lib";
import { arrayOf, ascii, dictOf, name, numberOf } from "./objects.ts";
import { deflate } from "./zlib.ts";

const ANNOTS = name("Annots");
const CONTENTS = name("Contents");

/** A page in the assembled file. */
export interface Page {
  ref: PDFRef;
  dict: PDFDict;
}

/** A page with nothing on it, of the size of its neighbour. */
export function blankPage(context: PDFContext, neighbour: PDFDict): Page {
  const dict = context.obj({ Type: "Page", Resources: {}, MediaBox: neighbour.get(name("MediaBox"))! });
  return { ref: context.register(dict), dict };
}

/** The annotations of a page, each made an indirect object. */
export function annotations(context: PDFContext, page: PDFDict): PDFRef[] {
  const list = arrayOf(context, page.get(ANNOTS));
  if (!list) return [];
  for (let i = 0; i < list.size(); i++) {
    const item = list.get(i);
    if (!(item instanceof PDFRef)) list.set(i, context.register(item));
  }
  return list.asArray() as PDFRef[];
}

/** The link annotations of a page. */
export function linksOf(context: PDFContext, page: PDFDict): PDFDict[] {
  return annotations(context, page)
    .map((ref) => dictOf(context, ref))
    .filter((dict): dict is PDFDict => dict?.get(name("Subtype")) === name("Link"));
}

/** Puts an annotation on a page. Tab then goes by the order of the tags, as PDF/UA-1 (7.18.3) wants. */
export function addAnnotation(context: PDFContext, page: PDFDict, annotation: PDFRef): void {
  const list = arrayOf(context, page.get(ANNOTS));
  if (list) list.push(annotation);
  else page.set(ANNOTS, context.obj([annotation]));
  page.set(name("Tabs"), name("S"));
}

/** Width and height in points. */
export function pageSize(context: PDFContext, page: PDFDict): [number, number] {
  const box = arrayOf(context, page.get(name("MediaBox")));
  const [left, bottom, right, top] = [0, 1, 2, 3].map((i) => numberOf(context, box?.get(i)) ?? 0);
  return [right! - left!, top! - bottom!];
}

/** The resources of a page, which it has after copying if it needs any. */
export function ownResources(context: PDFContext, page: PDFDict): PDFDict {
  const found = dictOf(context, page.get(name("Resources")));
  if (found) return found;
  const made = context.obj({});
  page.set(name("Resources"), made);
  return made;
}

/** Draws after the page's own content, whose scale and clip are shut in by q and Q. */
export async function appendContent(
  context: PDFContext,
  page: PDFDict,
  save: PDFRef,
  drawn: string,
): Promise<void> {
  const before = page.get(CONTENTS);
  const list = arrayOf(context, before)?.asArray() ?? (before ? [before] : []);
  const after = context.nextRef();
  page.set(CONTENTS, context.obj([save, ...list, after]));
  const packed = await deflate(ascii(`\nQ\nq\n${drawn}Q\n`));
  context.assign(after, context.stream(packed, { Filter: "FlateDecode" }));
}

/** A balanced page tree. */
export function pageTree(context: PDFContext, pages: PDFRef[]): PDFRef {
  const fanout = 32;
  let level = pages.map((ref) => ({ ref, count: 1 }));
  do {
    const parents: typeof level = [];
    for (let i = 0; i < level.length; i += fanout) {
      const kids = level.slice(i, i + fanout);
      const count = kids.reduce((sum, kid) => sum + kid.count, 0);
      const ref = context.register(
        context.obj({ Type: "Pages", Count: count, Kids: kids.map((kid) => kid.ref) }),
      );
      for (const kid of kids) dictOf(context, kid.ref)!.set(name("Parent"), ref);
      parents.push({ ref, count });
    }
    level = parents;
  } while (level.length > 1);
  return level[0]!.ref;
}
