import { markup } from "../markup.ts";
import { drawBar } from "./bar.tsx";
import { drawDot } from "./dot.tsx";
import { drawMatrix } from "./matrix.tsx";
import { SIZE } from "./metrics.ts";
import type { Drawing } from "./svg.tsx";
import { typeset } from "./text.ts";
import { drawTimeline } from "./timeline.tsx";
import type { ChartSpec } from "./types.ts";

/**
 * Widths of the viewBox, in units of which text is 12 high and never smaller. What it is drawn for fixes the width:
 * - `narrow`: a phone; 288 px wide the text is 9.6 px. Also for the EPUB, whose page width nobody knows.
 * - `wide`: a text column of up to 640 px, where the text is 15 px.
 * - `page`: the book's text block; 343 pt wide the text is 9.2 pt.
 */
export const CHART_WIDTHS = { narrow: 360, wide: 512, page: 448 } as const;
export type ChartLayout = keyof typeof CHART_WIDTHS;

/** Room around the drawing, so that strokes and accents at the edge are not cut. */
const MARGIN = 2;

/**
 * Draws a chart as an `<svg>` string: no ids, no styles, no scripts, presentation attributes and classes only
 * (colours and fonts are in templates/charts.css). Without that stylesheet it is still readable, all in the colour
 * of the text around it.
 */
export function renderChart(spec: ChartSpec, layout: ChartLayout = "narrow"): string {
  return drawSvg(spec, layout, "");
}

/**
 * The chart for a web page: drawn twice, for narrow and for wide windows. The stylesheet shows one of the two, and
 * takes the other from the accessibility tree with it.
 */
export function renderResponsiveChart(spec: ChartSpec): string {
  return drawSvg(spec, "narrow", " chart-if-narrow") + drawSvg(spec, "wide", " chart-if-wide");
}

function drawSvg(spec: ChartSpec, layout: ChartLayout, classes: string): string {
  const width = CHART_WIDTHS[layout];
  const { height, marks } = draw(spec, width - 2 * MARGIN);
  const svg = markup(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class={`chart chart-${spec.type} chart-${layout}${classes}`}
      role="img"
      aria-label={typeset(spec.alt)}
      viewBox={`${-MARGIN} ${-MARGIN} ${width} ${Math.ceil(height + 2 * MARGIN)}`}
      fill="currentColor"
      font-family="'Alegreya Sans', sans-serif"
      font-size={SIZE}
      // Advances as in the font, not rounded to pixels: the layout is measured with them.
      text-rendering="geometricPrecision"
    >
      {marks}
    </svg>,
  );
  // Words of neighbouring texts must not run together where the text is extracted.
  return svg.replaceAll("</text><", "</text> <");
}

function draw(spec: ChartSpec, width: number): Drawing {
  switch (spec.type) {
    case "bar":
      return drawBar(spec, width);
    case "dot":
      return drawDot(spec, width);
    case "timeline":
      return drawTimeline(spec, width);
    case "matrix":
      return drawMatrix(spec, width);
  }
}
