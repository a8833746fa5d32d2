import { roman } from "../../../templates/shared/roman.ts";
import type { FurnitureText } from "../../print/pdf/furniture.ts";
import { decimal } from "../../print/pdf/objects.ts";
import type { BookArticle } from "../page-data.ts";
import type { SelectionRequest } from "./request.ts";
import { Sheet, stroke } from "./sheet.ts";

type Colour = [number, number, number];
type Style = Pick<FurnitureText, "font" | "size" | "color" | "tracking" | "features">;

/** Keys of the fonts: those of the furniture, and two of the text. */
export const FRONT_FONTS = { text: "text", italic: "italic", sans: "sans", caps: "heads" } as const;

const rgb = (hex: string): Colour =>
  [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255) as Colour;
const INK = rgb("#1b1a17");
const MUTED = rgb("#5f5a50");
const RULE = rgb("#c9c2b4");
/** As in templates/print.css. */
const PARTS: Record<string, Colour> = {
  landscape: rgb("#1f4e79"),
  regions: rgb("#8a3b12"),
  fields: rgb("#2f6b3a"),
  infrastructures: rgb("#6b2a5b"),
};
const colourOf = (part: string): Colour => PARTS[part] ?? INK;

/** The page of templates/print.css in points. */
const SIZE: [number, number] = [442.2, 663.3];
const LEFT = 62.25;
const TOP = SIZE[1] - 64.5;
const BOTTOM = 85.5;
const MEASURE = SIZE[0] - 2 * LEFT;

const LINING = { lnum: true, tnum: true };
const CAPS: Style = { font: FRONT_FONTS.caps, size: 10.5, color: INK, tracking: 0.84 };
const SMALL: Style = { font: FRONT_FONTS.sans, size: 10, color: INK };
const FIGURES: Style = { font: FRONT_FONTS.sans, size: 9.75, color: MUTED, features: LINING };
const ENTRY: Style = { font: FRONT_FONTS.text, size: 10.5, color: INK };

type Fonts = Record<string, Uint8Array[]>;

/** What the PDF is called. */
export function selectionTitle({ title, book, articles }: SelectionRequest): string {
  return title || `${book.title}: ${articles.length === 1 ? "one article" : `${articles.length} articles`}`;
}

/** The pages of the articles together, and how many articles: `10 articles, 74 pages`. */
export function extent(articles: Pick<BookArticle, "first" | "last">[]): string {
  const pages = articles.reduce((sum, a) => sum + (a.last ?? 0) - (a.first ?? 1) + 1, 0);
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  return `${count(articles.length, "article")}, ${count(pages, "page")}`;
}

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/** `24 November 2026` */
function longDate(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${day} ${MONTHS[month! - 1]} ${year}`;
}

/** The first page: whose selection it is, the book with what is picked from it, licence and address. */
export async function coverSheet(request: SelectionRequest, fonts: Fonts): Promise<Uint8Array> {
  const { book, title, articles } = request;
  const sheet = await Sheet.open(SIZE, fonts);
  sheet.newPage();
  sheet.rule(LEFT, TOP, MEASURE, 1.5, INK);
  let y = TOP - 17;
  const put = (type: string, value: string, style: Style, leading: number) => {
    const tag = sheet.tag(type);
    for (const line of sheet.wrap(value, style, MEASURE)) {
      sheet.text(tag, { ...style, text: line, x: LEFT, y });
      y -= leading;
    }
    return tag;
  };
  put("P", title ? `A selection from the ${book.title}` : book.edition, CAPS, 14.25);

  const heading = title || book.title;
  const styled = (size: number): Style => ({
    font: FRONT_FONTS.text,
    size,
    color: INK,
    tracking: -0.012 * size,
  });
  // Long titles are set smaller, so that the drawing keeps its place.
  const size = [42.75, 34, 27].find((s) => sheet.wrap(heading, styled(s), MEASURE).length <= 3) ?? 21;
  y -= 16 + size * 0.7;
  put("H1", heading, styled(size), size * 1.055);
  y -= 8;
  const italic: Style = { font: FRONT_FONTS.italic, size: 15.75, color: MUTED, features: { lnum: false } };
  put(
    "P",
    title
      ? `${extent(articles)}, with the page numbers of the book`
      : `A selection of ${extent(articles)}, with the page numbers of the book`,
    italic,
    21,
  );

  const foot = 148;
  drawMap(sheet, request, (y + foot) / 2 + 4, Math.max(0, y - foot - 30) / 2);

  y = foot;
  sheet.rule(LEFT, y, MEASURE, 0.375, RULE);
  y -= 19;
  put("P", `${book.edition}, ${book.year}. Put together on ${longDate(request.date)}.`, SMALL, 14);
  y -= 2;
  const linked = (before: string, label: string, after: string, uri: string) => {
    const tag = sheet.tag("P");
    const x = LEFT + (before ? sheet.widthOf(`${before} `, SMALL) : 0);
    if (before) sheet.text(tag, { ...SMALL, text: before, x: LEFT, y });
    const link = sheet.tag("Link", tag);
    const width = sheet.widthOf(label, SMALL);
    sheet.text(link, { ...SMALL, text: label, x, y });
    sheet.rule(x, y - 2, width, 0.375, MUTED);
    sheet.link(link, [x, y - 4, x + width, y + 9], uri);
    if (after) sheet.text(tag, { ...SMALL, text: after, x: x + width, y });
    y -= 16;
  };
  linked("Texts:", book.license.name, ", unless an article says otherwise.", book.license.url);
  linked("The Atlas:", book.url, "", book.url);
  // A long list makes a long address: the words stay short.
  linked("", "This selection on the web", "", request.address);
  return sheet.bytes();
}

/**
 * The book as the segments of a scale bar, those picked filled, joined by arcs in the order in which they are to be
 * read: above the bar where the order leads forward in the book, below where it leads back.
 *
 * @param axis height of the bar's middle on the page
 * @param room height above and below it
 */
function drawMap(sheet: Sheet, { book, articles }: SelectionRequest, axis: number, room: number): void {
  const unit = MEASURE / (book.articles.length + 0.6 * (book.parts.length - 1));
  const bar = 4.5;
  const places = new Map<string, { x: number; part: string }>();
  let x = LEFT;
  for (const part of book.parts) {
    const inside = book.articles.filter((a) => a.part === part.id);
    for (const a of inside) {
      places.set(a.slug, { x, part: a.part });
      x += unit;
    }
    if (inside.length > 0) x += 0.6 * unit;
  }
  const picked = new Set(articles.map((a) => a.slug));
  const n = (...values: number[]) => values.map(decimal).join(" ");
  const operators: string[] = ["q\n"];
  for (const [slug, place] of places) {
    const colour = colourOf(place.part);
    const box = n(place.x + 0.3, axis - bar / 2, Math.max(0.4, unit - 0.6), bar);
    operators.push(
      picked.has(slug) ? `${n(...colour)} rg ${box} re f\n` : `${stroke(colour, 0.4)}${box} re S\n`,
    );
  }
  const arcs = articles.slice(1).flatMap((a, i) => {
    const from = places.get(articles[i]!.slug);
    const to = places.get(a.slug);
    return from && to ? [{ from, to }] : [];
  });
  const widest = Math.max(1, ...arcs.map(({ from, to }) => Math.abs(to.x - from.x) / 2));
  const flat = Math.min(1, Math.max(0, room - bar) / widest);
  for (const { from, to } of arcs) {
    const up = to.x > from.x ? 1 : -1;
    const edge = axis + (up * bar) / 2;
    const [a, b] = [from.x + unit / 2, to.x + unit / 2];
    const radius = Math.abs(b - a) / 2;
    const top = edge + up * radius * flat;
    const middle = (a + b) / 2;
    // Half an ellipse as two Bézier curves.
    const k = 0.5523;
    operators.push(
      `${stroke(colourOf(from.part), 0.75)}${n(a, edge)} m ` +
        `${n(a, edge + (top - edge) * k, middle + (a - middle) * k, top, middle, top)} c ` +
        `${n(middle + (b - middle) * k, top, b, edge + (top - edge) * k, b, edge)} c S\n`,
    );
  }
  operators.push("Q\n");
  const alt =
    `The ${book.articles.length} articles of the Atlas in their order as segments of a bar; the ${articles.length} ` +
    "of this selection are filled and joined by arcs in the order in which they stand here.";
  sheet.mark(sheet.tag("Figure", undefined, alt), operators.join(""));
}

/** Parts, articles and the book's page numbers, each entry a link. */
export async function contentsSheet(request: SelectionRequest, fonts: Fonts): Promise<Uint8Array> {
  const { book, articles } = request;
  const sheet = await Sheet.open(SIZE, fonts);
  sheet.newPage();
  let y = TOP - 24;
  const heading = sheet.tag("H1");
  sheet.text(heading, { font: FRONT_FONTS.text, size: 24.75, color: INK, text: "Contents", x: LEFT, y });
  y -= 46;
  const turn = () => {
    sheet.newPage();
    y = TOP - 10;
  };
  const numberWidth = 24.75;
  let list: ReturnType<Sheet["tag"]> | undefined;
  articles.forEach((article, i) => {
    const colour = colourOf(article.part);
    const titleX = LEFT + numberWidth;
    const room = MEASURE - numberWidth - 46;
    const lines = sheet.wrap(article.title, ENTRY, room);
    const byline: Style = { font: FRONT_FONTS.italic, size: 9.75, color: MUTED };
    const authors = article.authors.length > 0 ? sheet.wrap(article.authors.join(", "), byline, room) : [];
    const height = lines.length * 14.25 + authors.length * 12.75;
    const opens = articles[i - 1]?.part !== article.part;
    if (y - height - (opens ? 44 : 0) < BOTTOM) turn();

    if (opens || !list) {
      if (i > 0 && y < TOP - 10) y -= 12;
      const part = book.parts.find((p) => p.id === article.part);
      sheet.rule(LEFT, y + 14, MEASURE, 1.125, colour);
      const style: Style = { ...CAPS, tracking: 0.525, color: colour };
      const tag = sheet.tag("H2");
      const number = part ? `Part ${roman(part.number)}` : "";
      if (number) sheet.text(tag, { ...style, text: number, x: LEFT, y });
      const x = LEFT + (number ? Math.max(46.5, sheet.widthOf(number, style) + 9) : 0);
      for (const line of sheet.wrap(part?.title ?? "Articles", style, LEFT + MEASURE - x)) {
        sheet.text(tag, { ...style, text: line, x, y });
        y -= 14.25;
      }
      y -= 4;
      list = sheet.tag("TOC");
    }
    const entry = sheet.tag("Link", sheet.tag("Reference", sheet.tag("TOCI", list)));
    const top = y + 10.5;
    sheet.text(entry, { ...FIGURES, text: String(article.number), x: LEFT, y });
    lines.forEach((text, l) => {
      sheet.text(entry, { ...ENTRY, text, x: titleX, y: y - l * 14.25 });
    });
    authors.forEach((text, l) => {
      sheet.text(entry, { ...byline, text, x: titleX, y: y - lines.length * 14.25 - l * 12.75 + 1 });
    });
    sheet.text(entry, {
      ...FIGURES,
      color: INK,
      text: String(article.first),
      x: LEFT + MEASURE,
      y,
      align: "right",
    });
    y -= height;
    sheet.link(entry, [LEFT, y + 10.5, LEFT + MEASURE, top], book.url + article.path);
  });
  return sheet.bytes();
}
