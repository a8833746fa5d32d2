import type { ComponentChildren, JSX } from "preact";
import { CAPS_TRACKING, type Cut, LEADING, SIZE } from "./metrics.ts";

/** Half the height of a lining figure: a baseline lies this far below the middle of a line. */
export const HALF_CAP = 0.32 * SIZE;
/** Stroke widths, in units of the viewBox. */
export const HAIRLINE = 0.6;
export const RULE = 0.9;

/** Coordinates to a hundredth of a unit: finer than any device, and short. */
export function r(n: number): number {
  return Math.round(n * 100) / 100 + 0;
}

/** SVG path data of straight lines through points. */
export function path(...points: [number, number][]): string {
  return points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${r(x)} ${r(y)}`).join("");
}

export interface LinesProps {
  lines: string[];
  x: number;
  /** Middle of the first line; the baseline is set below it. */
  y: number;
  cut?: Cut;
  tone?: "ink" | "muted";
  anchor?: "start" | "middle" | "end";
  /** Lining figures of one width. */
  numeric?: boolean;
}

/** Lines of text, one `<text>` each, so that an anchor holds for every line. */
export function Lines({
  lines,
  x,
  y,
  cut = "sans",
  tone = "ink",
  anchor = "start",
  numeric,
}: LinesProps): JSX.Element {
  const names = [`chart-${tone}`, cut === "caps" && "chart-caps", numeric && "chart-num"]
    .filter(Boolean)
    .join(" ");
  return (
    <>
      {lines.map((line, i) => (
        <text
          key={line + String(i)}
          class={names}
          x={r(x)}
          y={r(y + i * LEADING + HALF_CAP)}
          font-weight={cut === "strong" ? 500 : undefined}
          letter-spacing={cut === "caps" ? r(CAPS_TRACKING * SIZE) : undefined}
          text-anchor={anchor === "start" ? undefined : anchor}
        >
          {numeric ? spaceGroups(line) : line}
        </text>
      ))}
    </>
  );
}

/**
 * Figures in groups of three. The fonts have no U+202F, and the space that a browser makes for it is too thin to be
 * seen, so the group after it is moved on a little.
 */
function spaceGroups(text: string): ComponentChildren {
  return text.split(/(?<=\u202f)/).map((group, i) =>
    i === 0 ? (
      group
    ) : (
      <tspan key={String(i)} dx="0.9">
        {group}
      </tspan>
    ),
  );
}

/** A line of the furniture: a faint rule of a grid, a thin leader to a label, or an axis. */
export function Rule({ d, kind = "rule" }: { d: string; kind?: "rule" | "leader" | "axis" }): JSX.Element {
  const width = kind === "axis" ? RULE : kind === "leader" ? HAIRLINE * 0.8 : HAIRLINE;
  return <path class={`chart-${kind}`} d={d} fill="none" stroke="currentColor" stroke-width={r(width)} />;
}

/** What a drawing of one type gives: its marks and the height they need. */
export interface Drawing {
  height: number;
  marks: ComponentChildren;
}
