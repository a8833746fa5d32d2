import type { PDFContext, PDFDict, PDFRef } from "pdf-lib";
import { arrayOf, dictOf, name, numberOf } from "./objects.ts";
import type { Kid } from "./structure.ts";

type Area = [left: number, bottom: number, right: number, top: number];
const RECT = name("Rect");
/** Areas of one line touch, but for rounding. In points. */
const NEAR = 3;

/**
 * Makes one link of those that follow each other on a line: Chromium makes one for every run of text, so that whoever
 * goes from link to link would come four times to an address that may break after its slashes.
 *
 * @param kids of one link element; annotations that are taken in leave their page
 */
export function joinAreas(context: PDFContext, kids: Kid[], isLink: (kid: Kid) => boolean): Kid[] {
  let last: { dict: PDFDict; area: Area; page: string } | undefined;
  return kids.filter((kid) => {
    if (kid.kind !== "object" || !kid.object || !isLink(kid)) return true;
    const dict = dictOf(context, kid.object)!;
    const area = areaOf(context, dict);
    const page = String(kid.dict.get(name("Pg")));
    if (!area) return true;
    const joins =
      last?.page === page &&
      Math.abs(last.area[1] - area[1]) < 1 &&
      Math.abs(last.area[3] - area[3]) < 1 &&
      area[0] - last.area[2] < NEAR &&
      area[2] > last.area[2];
    if (!last || !joins) {
      last = { dict, area, page };
      return true;
    }
    last.area = [last.area[0], Math.min(last.area[1], area[1]), area[2], Math.max(last.area[3], area[3])];
    last.dict.set(RECT, context.obj(last.area));
    leavePage(context, kid.dict, kid.object);
    return false;
  });
}

function areaOf(context: PDFContext, dict: PDFDict): Area | undefined {
  const numbers = arrayOf(context, dict.get(RECT))
    ?.asArray()
    .map((n) => numberOf(context, n));
  return numbers?.length === 4 && numbers.every((n) => n !== undefined) ? (numbers as Area) : undefined;
}

function leavePage(context: PDFContext, objr: PDFDict, annotation: PDFRef): void {
  const page = dictOf(context, objr.get(name("Pg")));
  const list = arrayOf(context, page?.get(name("Annots")));
  const at = list?.indexOf(annotation) ?? -1;
  if (at >= 0) list!.remove(at);
}
