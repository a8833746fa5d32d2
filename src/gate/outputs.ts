import type { Inventory } from "../markdown/inventory.ts";
import { elementWith, stockOfHtml } from "./html.ts";
import { stockOfPdf } from "./pdf.ts";
import { compare, type Difference, linkTarget } from "./stock.ts";

/** An article as its Markdown has it. */
export interface Expected {
  slug: string;
  /** Path as shown to people. */
  file: string;
  inventory: Inventory;
}

/** Something that an output has not, or has otherwise than the article. */
export interface Finding {
  /** The article's file. */
  file: string;
  /** The output, as people know it: `the offprint`. */
  output: string;
  difference: Difference;
}

/** Compares what an article holds with its page on the web. @param root the site's address */
export function checkPage(expected: Expected, html: string, root: string): Finding[] {
  const base = `${root}articles/${expected.slug}/`;
  const target = (href: string) => linkTarget(href, base, root);
  return checkMarkup(
    expected,
    "the web page",
    html,
    { whole: ["id", "main"], body: ["class", "prose"] },
    target,
    root,
  );
}

/** The same with its file in an EPUB, where pages of the site are files. */
export function checkXhtml(expected: Expected, output: string, xhtml: string, root: string): Finding[] {
  const target = (href: string) => {
    const [, file, hash = ""] = /^(?:[\w./-]*\/)?([\w-]+)\.xhtml(#.*)?$/.exec(href) ?? [];
    if (file === undefined) return linkTarget(href, `${root}articles/${expected.slug}/`, root);
    const path = file === "glossary" ? "glossary/" : `articles/${file}/`;
    return linkTarget(`${root}${path}${hash}`, root, root);
  };
  return checkMarkup(
    expected,
    output,
    xhtml,
    { whole: ["class", "article"], body: ["class", "body"] },
    target,
    root,
  );
}

type Place = [attribute: "class" | "id", word: string];

function checkMarkup(
  expected: Expected,
  output: string,
  html: string,
  where: { whole: Place; body: Place },
  target: (href: string) => string,
  root: string,
): Finding[] {
  const whole = elementWith(html, ...where.whole);
  const body = whole && elementWith(whole, ...where.body);
  if (!whole || !body) return [finding(expected, output, { what: "the text", expected: "it", found: "" })];
  const stock = { ...stockOfHtml(body, target), text: stockOfHtml(whole, target).text };
  return [compare(expected.inventory, linksOf(expected, root), stock)].flatMap((d) =>
    d ? [finding(expected, output, d)] : [],
  );
}

/**
 * Compares the pieces of a PDF with the articles they hold.
 *
 * @param pieces ids of the pieces of the file in their order; those of articles are their slugs
 */
export async function checkPdf(
  output: string,
  pdf: Uint8Array,
  pieces: string[],
  expected: Map<string, Expected>,
  root: string,
): Promise<Finding[]> {
  const address = (destination: string) => {
    const [first = "", ...rest] = destination.split("/");
    const alone = pieces.length === 1;
    const piece = alone && first !== pieces[0] ? pieces[0]! : first;
    const hash = alone && first !== pieces[0] ? destination : rest.join("/");
    const path = expected.has(piece) ? `articles/${piece}/` : `${piece}/`;
    return `${root}${path}${hash ? `#${hash}` : ""}`;
  };
  const stocks = await stockOfPdf(pdf, address, root);
  if (stocks.length !== pieces.length) {
    throw new Error(`${output} has ${stocks.length} tagged parts where ${pieces.length} were put together`);
  }
  return pieces.flatMap((piece, i) => {
    const article = expected.get(piece);
    const difference = article && compare(article.inventory, linksOf(article, root), stocks[i]!);
    return difference ? [finding(article, output, difference)] : [];
  });
}

function linksOf({ slug, inventory }: Expected, root: string): string[] {
  return inventory.links.map((link) => linkTarget(sitePath(link, root), `${root}articles/${slug}/`, root));
}

/** A site path is one from the site's root, not from the host's. */
const sitePath = (link: string, root: string) => (link.startsWith("/") ? root + link.slice(1) : link);

const finding = ({ file }: Expected, output: string, difference: Difference): Finding => ({
  file,
  output,
  difference,
});

/** `articles/08-scaling.md: the offprint has lost words: expected “…”, found “…”` */
export function describeFinding({ file, output, difference: { what, expected, found } }: Finding): string {
  const said = (text: string) => (text ? `“${text}”` : "nothing");
  return `${file}: ${output} differs from the article in ${what}: ${said(expected)} is asked for, ${said(found)} stands there`;
}
