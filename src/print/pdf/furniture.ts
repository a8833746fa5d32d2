import type { PDFRef } from "pdf-lib";
import type { Fonts, Shaped } from "./fonts.ts";
import { decimal } from "./objects.ts";

/** Text that is put on a page once its number is known. */
export interface FurnitureText {
  text: string;
  /** Key in `fonts`. */
  font: string;
  /** In points. */
  size: number;
  /** Red, green, blue from 0 to 1. */
  color: [number, number, number];
  /** Baseline, in points from the page's lower left corner. */
  x: number;
  y: number;
  /** What of the text is at `x`. */
  align: "left" | "center" | "right";
  /** Points between letters. */
  tracking?: number;
  /** OpenType features to turn on or off, e.g. `{ lnum: true }`. */
  features?: Record<string, boolean>;
  /** By default what is above the middle of the page is a header. */
  kind?: "Header" | "Footer";
}

/** A straight line, in points. */
export interface FurnitureRule {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  width: number;
  color: [number, number, number];
}

type Resource = (font: PDFRef) => string;

const triple = (values: number[]): string => values.map(decimal).join(" ");

/** Operators for a line of text; `tail` is shaped after it without changing where it stands. */
export function showText(fonts: Fonts, item: FurnitureText, resource: Resource, tail = ""): string {
  const shaped: Shaped = fonts.shape(item.text, item);
  const shift = item.align === "left" ? 0 : item.align === "center" ? shaped.width / 2 : shaped.width;
  const shown = tail ? fonts.shape(item.text + tail, item) : shaped;
  return (
    `BT ${triple(item.color)} rg 1 0 0 1 ${decimal(item.x - shift)} ${decimal(item.y)} Tm ` +
    `${shown.operators(resource)} ET\n`
  );
}

/** Running heads, folios and rules as artifacts (ISO 32000-1, 14.8.2.2): read by eye, left out when read aloud. */
export function showFurniture(
  fonts: Fonts,
  furniture: { texts: FurnitureText[]; rules: FurnitureRule[] },
  pageHeight: number,
  resource: Resource,
): string {
  const rules = furniture.rules.map(
    (rule) =>
      `${decimal(rule.width)} w ${triple(rule.color)} RG ` +
      `${decimal(rule.x1)} ${decimal(rule.y1)} m ${decimal(rule.x2)} ${decimal(rule.y2)} l S\n`,
  );
  const texts = furniture.texts
    .filter((item) => item.text !== "")
    .map((item) => {
      const kind = item.kind ?? (item.y > pageHeight / 2 ? "Header" : "Footer");
      const edge = kind === "Header" ? "Top" : "Bottom";
      return (
        `/Artifact <</Type /Pagination /Subtype /${kind} /Attached [/${edge}]>> BDC\n` +
        `${showText(fonts, item, resource)}EMC\n`
      );
    });
  const lines = rules.length > 0 ? `/Artifact <</Type /Layout>> BDC\n${rules.join("")}EMC\n` : "";
  return lines + texts.join("");
}
