import { type Cut, LEADING, textWidth } from "./metrics.ts";
import { blockWidth, columnWidth, wrap } from "./text.ts";

/** Where the row labels of a chart stand: in a column at the left, or above each row. */
export interface LabelLayout {
  stacked: boolean;
  /** Width of the column; the whole width when stacked. */
  width: number;
}

/**
 * Gives the labels a column if they fit into `cap` units on at most three lines, and otherwise a line of their own
 * above each row.
 */
export function layLabels(labels: string[], cap: number, full: number, cut: Cut = "sans"): LabelLayout {
  for (const lines of [1, 2, 3]) {
    const width = columnWidth(labels, cap, lines, cut);
    if (width !== undefined) return { stacked: false, width };
  }
  return { stacked: true, width: full };
}

/** Things with a width set one after the other in lines no wider than `width`. */
export function flow(widths: number[], width: number, gap: number): { x: number; line: number }[] {
  let x = 0;
  let line = 0;
  return widths.map((w) => {
    if (x > 0 && x + w > width) {
      x = 0;
      line += 1;
    }
    const place = { x, line };
    x += w + gap;
    return place;
  });
}

/** A key: marks with names, wrapped into lines; `y` is the middle of an entry's first line. */
export function layKey(
  names: string[],
  width: number,
  markWidth: number,
  cut: Cut,
): { entries: { lines: string[]; x: number; y: number }[]; lines: number; height: number } {
  const blocks = names.map((name) => wrap(name, width - markWidth, cut));
  const places = flow(
    blocks.map((lines) => markWidth + blockWidth(lines, cut)),
    width,
    textWidth("m", cut) * 1.8,
  );
  const heights: number[] = [];
  places.forEach(({ line }, i) => {
    heights[line] = Math.max(heights[line] ?? 0, blocks[i]!.length * LEADING + 2);
  });
  const tops = heights.map((_, line) => heights.slice(0, line).reduce((sum, h) => sum + h, 0));
  return {
    entries: places.map(({ x, line }, i) => ({ lines: blocks[i]!, x, y: tops[line]! + LEADING / 2 })),
    lines: heights.length,
    height: heights.reduce((sum, h) => sum + h, 0),
  };
}
