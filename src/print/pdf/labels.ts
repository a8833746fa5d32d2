import type { PDFContext, PDFObject, PDFRef } from "pdf-lib";
import { roman as capitals } from "../../../templates/shared/roman.ts";
import { numberTree } from "./trees.ts";

export type Numbering = "none" | "roman" | "arabic";

/** What a page is called and which way it faces. */
export interface PageNumber {
  numbering: Numbering;
  /** 0 where there is no number. */
  number: number;
  side: "recto" | "verso";
}

export interface NumberedPiece {
  id: string;
  pages: number;
  numbering: Numbering;
  recto?: boolean;
  firstPage?: number;
}

/** Lower-case roman numeral of a positive whole number. */
export function roman(number: number): string {
  return capitals(number).toLowerCase();
}

/** The page number as printed; empty where the page has none. */
export function folio(page: PageNumber): string {
  if (page.numbering === "none") return "";
  return page.numbering === "roman" ? roman(page.number) : String(page.number);
}

/**
 * Numbers the pages of all pieces and says before which a blank page is needed. Odd numbers are right-hand pages;
 * pages without a number alternate, the first being a right-hand page.
 *
 * @throws if a piece that is to start on the right would get an even number.
 */
export function numberPages(
  pieces: NumberedPiece[],
): { blank: PageNumber | undefined; pages: PageNumber[] }[] {
  const next = { none: 0, roman: 1, arabic: 1 };
  let previous: PageNumber | undefined;
  const turn = (page: PageNumber | undefined): PageNumber["side"] =>
    page?.side === "recto" ? "verso" : "recto";
  const take = (numbering: Numbering): PageNumber => {
    const number = numbering === "none" ? 0 : next[numbering]++;
    const side = numbering === "none" ? turn(previous) : number % 2 ? "recto" : "verso";
    previous = { numbering, number, side };
    return previous;
  };
  return pieces.map((piece) => {
    let blank: PageNumber | undefined;
    if (piece.recto && previous && turn(previous) === "verso") {
      blank = { ...take(previous.numbering), side: "verso" };
      previous = blank;
    }
    if (piece.firstPage !== undefined) {
      if (!Number.isInteger(piece.firstPage) || piece.firstPage < 1) {
        throw new Error(`Piece "${piece.id}": firstPage is ${piece.firstPage}: give a whole number from 1`);
      }
      if (piece.numbering !== "none") next[piece.numbering] = piece.firstPage;
    }
    if (piece.recto && piece.numbering !== "none" && next[piece.numbering] % 2 === 0) {
      throw new Error(
        `Piece "${piece.id}" is to start on a right-hand page but its first number would be ` +
          `${next[piece.numbering]}: give it an odd firstPage, or leave out recto`,
      );
    }
    return { blank, pages: Array.from({ length: piece.pages }, () => take(piece.numbering)) };
  });
}

/** The PageLabels number tree (ISO 32000-1, 12.4.2): an entry wherever counting changes. */
export function pageLabels(context: PDFContext, pages: PageNumber[]): PDFRef {
  const entries = new Map<number, PDFObject>();
  pages.forEach((page, index) => {
    const before = pages[index - 1];
    const goesOn =
      before?.numbering === page.numbering &&
      (page.numbering === "none" || page.number === before.number + 1);
    if (goesOn) return;
    const label =
      page.numbering === "none" ? {} : { S: page.numbering === "roman" ? "r" : "D", St: page.number };
    entries.set(index, context.obj(label));
  });
  return numberTree(context, entries);
}
