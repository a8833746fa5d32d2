import type { JSX } from "preact";
import { path, r } from "./svg.tsx";

/** Half the size of the largest mark of a series, in units of the viewBox. */
export const MARK = 4.4;

const SHAPES: { solid: boolean; reach: number; d: (x: number, y: number) => string }[] = [
  { solid: true, reach: 3.3, d: (x, y) => circle(x, y, 3.3) },
  { solid: false, reach: 4, d: (x, y) => circle(x, y, 4) },
  { solid: true, reach: 3, d: (x, y) => polygon(x, y, 3, 4, 45) },
  { solid: false, reach: 4.4, d: (x, y) => polygon(x, y, 4.6, 4, 0) },
  {
    solid: false,
    reach: 3,
    d: (x, y) => path([x - 3, y - 3], [x + 3, y + 3]) + path([x - 3, y + 3], [x + 3, y - 3]),
  },
  { solid: true, reach: 3.6, d: (x, y) => polygon(x, y + 0.6, 4.4, 3, -90) },
];

function circle(x: number, y: number, radius: number): string {
  return `M${r(x - radius)} ${r(y)}a${radius} ${radius} 0 1 1 ${2 * radius} 0a${radius} ${radius} 0 1 1 ${-2 * radius} 0z`;
}

/** A regular polygon; for the square, `radius` is half its side. */
function polygon(x: number, y: number, radius: number, corners: number, turn: number): string {
  const reach = corners === 4 && turn === 45 ? radius * Math.SQRT2 : radius;
  const points = Array.from({ length: corners }, (_, i): [number, number] => {
    const angle = ((turn + (360 / corners) * i) * Math.PI) / 180;
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
  });
  return `${path(...points)}z`;
}

/** How far the mark of a series reaches to each side. */
export function reachOf(series: number): number {
  return SHAPES[series % SHAPES.length]!.reach;
}

/** The mark of a series: told apart by shape, solid or open. Two at the same place stay both visible. */
export function SeriesMark({ series, x, y }: { series: number; x: number; y: number }): JSX.Element {
  const shape = SHAPES[series % SHAPES.length]!;
  return shape.solid ? (
    <path class="chart-fill" d={shape.d(x, y)} fill="currentColor" />
  ) : (
    <path class="chart-line" d={shape.d(x, y)} fill="none" stroke="currentColor" stroke-width="1.3" />
  );
}

/** Radius of a level's mark. */
export const LEVEL = 5;

/** A level of a scale as a disc that fills clockwise: open ring for the lowest, full disc for the highest. */
export function LevelMark({
  level,
  levels,
  x,
  y,
}: {
  level: number;
  levels: number;
  x: number;
  y: number;
}): JSX.Element {
  const share = levels < 2 ? 1 : level / (levels - 1);
  const angle = share * 2 * Math.PI;
  return (
    <>
      <circle
        class="chart-line"
        cx={r(x)}
        cy={r(y)}
        r={LEVEL}
        fill="none"
        stroke="currentColor"
        stroke-width="0.9"
      />
      {share >= 1 && <circle class="chart-fill" cx={r(x)} cy={r(y)} r={LEVEL} fill="currentColor" />}
      {share > 0 && share < 1 && (
        <path
          class="chart-fill"
          fill="currentColor"
          d={`M${r(x)} ${r(y)}V${r(y - LEVEL)}A${LEVEL} ${LEVEL} 0 ${share > 0.5 ? 1 : 0} 1 ${r(x + LEVEL * Math.sin(angle))} ${r(y - LEVEL * Math.cos(angle))}z`}
        />
      )}
    </>
  );
}
