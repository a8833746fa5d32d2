import { type PDFContext, PDFNumber, type PDFRef } from "pdf-lib";
import { asciiName } from "./destinations.ts";
import type { Fonts } from "./fonts.ts";
import { type FurnitureText, showText } from "./furniture.ts";
import { WEB_ADDRESS } from "./links.ts";
import { dictOf, literal, name, text } from "./objects.ts";
import { addAnnotation, type Page } from "./pages.ts";
import type { TagTree } from "./tags.ts";

/** Real content that is added to a page after it was printed. */
export interface Notice {
  lines: FurnitureText[];
  /**
   * Rectangle `[left, bottom, right, top]` in points, address and description. Lines that start in the rectangle are
   * the link's text. The address stays one even if it is that of a piece.
   */
  link?: { rect: [number, number, number, number]; uri: string; contents: string };
}

/** Puts a notice in the tree, a paragraph with a link in it if it has one, and gives the operators that draw it. */
export function addNotice(
  context: PDFContext,
  tags: TagTree,
  source: number,
  page: Page,
  notice: Notice,
  fonts: Fonts,
  resource: (font: PDFRef) => string,
): string {
  const { link, lines } = notice;
  const paragraph = tags.append(source, { Type: "StructElem", S: "P" });
  dictOf(context, paragraph)!.set(name("Pg"), page.ref);
  const inLink = ({ x, y }: FurnitureText): boolean =>
    link !== undefined && x >= link.rect[0] && x <= link.rect[2] && y >= link.rect[1] && y <= link.rect[3];
  let linkElement: PDFRef | undefined;
  const elementOfLink = (): PDFRef => {
    if (!linkElement) {
      linkElement = tags.append(source, { Type: "StructElem", S: "Link" }, paragraph);
      dictOf(context, linkElement)!.set(name("Pg"), page.ref);
    }
    return linkElement;
  };
  const drawn = lines.map((line, i) => {
    const element = inLink(line) ? elementOfLink() : paragraph;
    const mcid = tags.mark(page, element);
    tags.addKid(element, PDFNumber.of(mcid));
    // A space between lines, so that words of two lines are not read as one.
    const shown = showText(fonts, line, resource, i < lines.length - 1 ? " " : "");
    return `/${element === paragraph ? "P" : "Link"} <</MCID ${mcid}>> BDC\n${shown}EMC\n`;
  });
  if (link) {
    const annotation = context.obj({
      Type: "Annot",
      Subtype: "Link",
      Rect: link.rect,
      Border: [0, 0, 0],
      F: 4,
      A: { Type: "Action", S: "URI", URI: literal(asciiName(link.uri)) },
      Contents: text(link.contents),
      NM: literal(WEB_ADDRESS),
    });
    const ref = context.register(annotation);
    addAnnotation(context, page.dict, ref);
    tags.hold(page.ref, elementOfLink(), ref, annotation);
  }
  return drawn.join("");
}
