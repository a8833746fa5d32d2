export { type ChartProblem, type ParsedChart, parseChart } from "./parse.ts";
export { CHART_WIDTHS, type ChartLayout, renderChart, renderResponsiveChart } from "./render.tsx";
export { type ChartTable, chartTable } from "./table.ts";
export type { BarSpec, ChartSpec, DotSpec, MatrixSpec, TimelineSpec } from "./types.ts";
