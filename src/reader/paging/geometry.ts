/** How columns lie beside each other, in CSS pixels, x counted from the first column's page. Pure arithmetic. */
export interface Geometry {
  /** Width of a column. */
  column: number;
  gap: number;
  /** Columns side by side in the window. */
  shown: number;
  /** Columns in all. */
  columns: number;
}

/** Geometry of a box `width` wide that shows `shown` columns, whose text ends in the column that holds `end`. */
export function geometry(width: number, gap: number, shown: number, end: number): Geometry {
  const column = (width - gap * (shown - 1)) / shown;
  return { column, gap, shown, columns: Math.max(1, columnAt(end, column, gap) + 1) };
}

function columnAt(x: number, column: number, gap: number): number {
  // Rounding must not put the first pixel of a column into the one before.
  return Math.max(0, Math.floor((x + gap / 2) / (column + gap)));
}

/** Pages of the window: spreads where two columns are shown. */
export function pageCount({ columns, shown }: Geometry): number {
  return Math.ceil(columns / shown);
}

/** The page that shows what lies at `x`. */
export function pageAt(x: number, g: Geometry): number {
  return Math.min(pageCount(g) - 1, Math.floor(columnAt(x, g.column, g.gap) / g.shown));
}

/** How far a page lies from the first. */
export function pageOffset(page: number, { column, gap, shown }: Geometry): number {
  return page * shown * (column + gap);
}
