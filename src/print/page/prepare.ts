/**
 * Runs in the print browser, before Paged.js: what has to be known before lines are broken into pages.
 */

/** The baseline grid, in px: the line height of the text. Everything that is not text takes a multiple of it. */
export const LINE = 19;

/** Waits for every face that the document uses, so that nothing is measured in a fallback font. */
export async function loadFonts(): Promise<void> {
  // Layout is what asks for fonts; there is none before somebody reads a size.
  document.body.getBoundingClientRect();
  await document.fonts.ready;
}

/**
 * Pads figures, tables, boxes and quotations to whole lines, so that the text after them stands on the baseline grid
 * and lines on facing pages align.
 *
 * @param root laid out at the width of the text block
 */
export function snapToGrid(root: HTMLElement): void {
  for (const block of root.querySelectorAll<HTMLElement>("figure, .case, blockquote, pre, header.opening")) {
    if (block.parentElement?.closest("figure, .case, blockquote, header.opening")) continue;
    const style = getComputedStyle(block);
    const height =
      block.getBoundingClientRect().height +
      Number.parseFloat(style.marginTop) +
      Number.parseFloat(style.marginBottom);
    const rest = Math.ceil(height / LINE - 0.01) * LINE - height;
    // As a property of its own, so that the styles can drop it from a block that is cut by a page.
    if (rest > 0.05) block.style.setProperty("--snap", `${rest}px`);
  }
}

/**
 * Gives the columns of each table the widths that they have, so that they keep them whatever becomes of the words, and
 * a table that goes over a page has the same columns on both.
 *
 * @param root laid out at the width of the text block
 */
export function fixColumns(root: ParentNode): void {
  const tables = [...root.querySelectorAll("table")];
  const cells = tables.flatMap((table) => [...table.querySelectorAll<HTMLElement>("th, td")]);
  const widths = cells.map((cell) => cell.getBoundingClientRect().width);
  cells.forEach((cell, i) => {
    cell.style.width = `${widths[i]}px`;
    cell.style.boxSizing = "border-box";
  });
  for (const table of tables) table.style.tableLayout = "fixed";
}
