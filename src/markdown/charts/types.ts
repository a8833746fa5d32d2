/** Chart data as an editor writes it in a ```chart block, after parsing and checking. */
export type ChartSpec = BarSpec | DotSpec | TimelineSpec | MatrixSpec;

interface Common {
  /** Element id of the figure. */
  id: string;
  /** Inline Markdown. */
  caption: string;
  /** What the chart shows, for those who cannot see it. */
  alt: string;
  /** Inline Markdown, may hold citations. */
  source: string;
}

export interface BarSpec extends Common {
  type: "bar";
  unit?: string;
  data: { label: string; value: number; note?: string; highlight?: boolean }[];
}

export interface DotSpec extends Common {
  type: "dot";
  unit?: string;
  /** Names of the values of a row, e.g. years. */
  series: string[];
  data: { label: string; values: (number | null)[] }[];
}

export interface TimelineSpec extends Common {
  type: "timeline";
  events: ({ label: string; text?: string } & ({ year: number } | { from: number; to: number }))[];
}

export interface MatrixSpec extends Common {
  type: "matrix";
  columns: string[];
  rows: { label: string; cells: (number | string)[] }[];
  /** Names of the levels 0, 1, 2 …; needed where cells are numbers. */
  scale?: string[];
}
