import type { FurnitureText, PageContext } from "./assemble.ts";

/** Keys of the fonts that `assemble` is given. */
export const HEAD_FONT = "heads";
export const SANS_FONT = "sans";

/** Distances in points on the page of templates/print.css: 156 × 234 mm, text block 83 px from the sides. */
const SIDE = 83 * 0.75;
const HEAD_FROM_TOP = 44;
const DROP_FOLIO_FROM_BOTTOM = 56;
const INK: [number, number, number] = [0.106, 0.102, 0.09];
const MUTED: [number, number, number] = [0.37, 0.35, 0.31];

/** What the furniture needs to know of a piece. */
export interface PieceHeads {
  /** Running head of left-hand pages, e.g. the book's title. */
  verso: string;
  /** Running head of right-hand pages, e.g. the article's title. */
  recto: string;
  /** Pages of the piece, by index, that carry their folio at the foot and no running head. */
  opening: number[];
  /** Pages that carry nothing at all. */
  bare?: boolean;
}

/** Running heads and folios: the folio outside at the head, on opening pages outside at the foot. */
export function furniture(heads: Map<string, PieceHeads>) {
  return (page: PageContext): { texts: FurnitureText[]; rules: [] } => {
    const piece = heads.get(page.piece);
    if (!piece || piece.bare || page.folio === "") return { texts: [], rules: [] };
    const outer = page.side === "recto" ? page.width - SIDE : SIDE;
    const align = page.side === "recto" ? "right" : "left";
    if (piece.opening.includes(page.indexInPiece)) {
      return {
        texts: [
          {
            text: page.folio,
            font: SANS_FONT,
            size: 9.5,
            color: INK,
            x: outer,
            y: DROP_FOLIO_FROM_BOTTOM,
            align,
            kind: "Footer",
          },
        ],
        rules: [],
      };
    }
    const y = page.height - HEAD_FROM_TOP;
    const inner = page.side === "recto" ? outer - 24 : outer + 24;
    const head = page.side === "recto" ? piece.recto : piece.verso;
    return {
      texts: [
        { text: page.folio, font: SANS_FONT, size: 9.5, color: INK, x: outer, y, align, kind: "Header" },
        {
          text: head,
          font: HEAD_FONT,
          size: 8.75,
          color: MUTED,
          x: inner,
          y,
          align,
          tracking: 0.45,
          kind: "Header",
        },
      ],
      rules: [],
    };
  };
}

/** A head that fits the line: whole words, an ellipsis where some had to go. */
export function shorten(text: string, letters = 58): string {
  if (text.length <= letters) return text;
  const cut = text.slice(0, letters - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), letters / 2)).trimEnd()}…`;
}

/** The lines of an offprint's how-to-cite note, below the text block of its first page. */
export function citeLines(lines: string[]): FurnitureText[] {
  return lines.map((text, i) => ({
    text,
    font: SANS_FONT,
    size: 7.5,
    color: MUTED,
    x: SIDE,
    y: 40 - i * 9.5,
    align: "left",
  }));
}

/** Width of the text block in points. */
export const MEASURE = 442.2 - 2 * SIDE;
