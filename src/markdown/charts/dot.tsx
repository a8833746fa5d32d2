import { extent, max, min } from "d3-array";
import { scaleLinear } from "d3-scale";
import { MARK, reachOf, SeriesMark } from "./marks.tsx";
import { LEADING, textWidth } from "./metrics.ts";
import { isSuffix, numberFormat, withUnit } from "./numbers.ts";
import { layKey, layLabels } from "./rows.ts";
import { type Drawing, Lines, path, Rule } from "./svg.tsx";
import { typeset, wrap } from "./text.ts";
import type { DotSpec } from "./types.ts";

const GAP = 4;
const ROW_GAP = 6;
const LABEL_GAP = 10;
const LEAST_PLOT = 100;

interface Dot {
  series: number;
  value: number;
}

/**
 * Rows of dots joined by a hairline. Two series carry their values beside the dots; more have a common axis with
 * gridlines, since values between dots would not fit.
 */
export function drawDot(spec: DotSpec, width: number): Drawing {
  const all = spec.data.flatMap((row) => row.values).filter((v) => v !== null);
  const format = numberFormat(all);
  const unit = spec.unit === undefined ? undefined : typeset(spec.unit);
  const write = (value: number) => withUnit(format(value), unit);
  const series = spec.series.map(typeset);
  const direct = series.length <= 2;
  const labels = spec.data.map((row) => typeset(row.label));
  const dots: Dot[][] = spec.data.map((row) =>
    row.values
      .flatMap((value, i) => (value === null ? [] : [{ series: i, value }]))
      .sort((a, b) => a.value - b.value),
  );

  // Text beside the outermost dots has to fit as well.
  const reserve = (side: "left" | "right") =>
    direct
      ? Math.max(
          ...dots.map((row) => {
            const dot = row[side === "left" ? 0 : row.length - 1]!;
            const written =
              side === "left" && row[0]!.value === row.at(-1)!.value ? 0 : textWidth(write(dot.value));
            return MARK + (written > 0 ? GAP + written : 0);
          }),
        )
      : MARK + 2;
  const before = reserve("left");
  const after = reserve("right");

  let column = layLabels(labels, width * 0.44, width);
  if (!column.stacked && width - column.width - LABEL_GAP - before - after < LEAST_PLOT) {
    column = layLabels(labels, width - LABEL_GAP - LEAST_PLOT - before - after, width);
  }
  const left = column.stacked ? 0 : column.width + LABEL_GAP;
  const domain = pad(extent(all) as [number, number]);
  const x = scaleLinear(domain, [left + before, width - after]);
  const ticks = direct ? [] : axisTicks(x, (v) => textWidth(write(v)), width - left);
  if (!direct) x.domain([Math.min(domain[0], ticks[0]!), Math.max(domain[1], ticks.at(-1)!)]);
  if (!direct) {
    // The outermost tick labels are centred under their ticks.
    const half = (v: number) => textWidth(write(v)) / 2;
    x.range([left + Math.max(before, half(ticks[0]!)), width - Math.max(after, half(ticks.at(-1)!))]);
  }

  const unitHead = unit !== undefined && !isSuffix(unit) ? wrap(unit, width - left) : [];
  const over = direct && !column.stacked ? namesOver(dots[0]!, series, x, left, width) : undefined;
  const markWidth = MARK * 2 + GAP + 2;
  const beside = over ? undefined : layKey(series, width - left, markWidth, "caps");
  // A key of several lines takes the whole width, above everything.
  const keyLeft = beside && beside.lines > 1 ? 0 : left;
  const key = beside && beside.lines > 1 ? layKey(series, width, markWidth, "caps") : beside;
  const headHeight = unitHead.length * LEADING + (key?.height ?? LEADING) + 5;

  let y = headHeight;
  const rows = dots.map((row, i) => {
    const lines = wrap(labels[i]!, column.width);
    const top = y;
    const middle =
      top + (column.stacked ? lines.length * LEADING + LEADING / 2 : (lines.length * LEADING) / 2);
    y += lines.length * LEADING + (column.stacked ? LEADING : 0) + ROW_GAP;
    return { dots: row, lines, top, middle, joins: joins(row, x, middle) };
  });
  const bottom = y - ROW_GAP;
  // The unit belongs to the axis: it stands next to the rows, below a key that takes the whole width.
  const keyTop = keyLeft === left ? unitHead.length * LEADING : 0;
  const unitTop = keyLeft === left ? 0 : (key?.height ?? 0);

  return {
    height: direct ? bottom : bottom + 6 + LEADING,
    marks: (
      <>
        <Lines lines={unitHead} x={left} y={unitTop + LEADING / 2} tone="muted" />
        {over?.map((name) => (
          <Lines lines={[name.text]} x={name.x} y={keyTop + LEADING / 2} cut="caps" tone="muted" />
        ))}
        {key?.entries.map((entry, i) => (
          <>
            <SeriesMark series={i} x={keyLeft + entry.x + MARK} y={keyTop + entry.y} />
            <Lines
              lines={entry.lines}
              x={keyLeft + entry.x + MARK * 2 + GAP}
              y={keyTop + entry.y}
              cut="caps"
              tone="muted"
            />
          </>
        ))}
        {ticks.map((tick) => (
          <>
            <Rule
              d={path([x(tick), headHeight - 2], [x(tick), bottom + 3])}
              kind={tick === 0 && domain[0] < 0 ? "axis" : "rule"}
            />
            <Lines
              lines={[write(tick)]}
              x={x(tick)}
              y={bottom + 6 + LEADING / 2}
              anchor="middle"
              tone="muted"
              numeric
            />
          </>
        ))}
        {direct && domain[0] < 0 && domain[1] > 0 && (
          <Rule d={path([x(0), headHeight - 2], [x(0), bottom])} />
        )}
        {rows.map((row) => {
          const first = row.dots[0]!;
          const last = row.dots.at(-1)!;
          return (
            <>
              <Lines lines={row.lines} x={0} y={row.top + LEADING / 2} />
              {row.joins !== "" && (
                <path class="chart-line" d={row.joins} fill="none" stroke="currentColor" stroke-width="0.8" />
              )}
              {row.dots.map((dot) => (
                <SeriesMark series={dot.series} x={x(dot.value)} y={row.middle} />
              ))}
              {direct && first.value !== last.value && (
                <Lines
                  lines={[write(first.value)]}
                  x={x(first.value) - MARK - GAP}
                  y={row.middle}
                  anchor="end"
                  numeric
                />
              )}
              {direct && (
                <Lines lines={[write(last.value)]} x={x(last.value) + MARK + GAP} y={row.middle} numeric />
              )}
            </>
          );
        })}
      </>
    ),
  };
}

/** A domain that is never empty. */
function pad([low, high]: [number, number]): [number, number] {
  if (low !== high) return [low, high];
  const step = Math.abs(low) / 2 || 1;
  return [low - step, high + step];
}

/** Round ticks, as many as have room side by side. */
function axisTicks(
  x: { domain(): number[]; ticks(count: number): number[] },
  measure: (value: number) => number,
  room: number,
): number[] {
  for (let count = 6; count > 1; count--) {
    const nice = scaleLinear(x.domain() as [number, number], [0, 1]).nice(count);
    const ticks = nice.ticks(count);
    const widest = max(ticks, measure) ?? 0;
    if (ticks.length >= 2 && ticks.length * (widest + 12) <= room) return ticks;
  }
  const nice = scaleLinear(x.domain() as [number, number], [0, 1]).nice(1);
  const [low, high] = nice.domain() as [number, number];
  return [low, high];
}

/** The hairlines between neighbouring dots; they stop at the edge of a mark, so that open ones stay open. */
function joins(dots: Dot[], x: (value: number) => number, y: number): string {
  return dots
    .slice(1)
    .map((dot, i) => {
      const from = dots[i]!;
      const a = x(from.value) + reachOf(from.series);
      const b = x(dot.value) - reachOf(dot.series);
      return b > a ? path([a, y], [b, y]) : "";
    })
    .join("");
}

/** The names of two series over the dots of the first row, or undefined where they would not stand clearly. */
function namesOver(
  row: Dot[],
  series: string[],
  x: (value: number) => number,
  left: number,
  right: number,
): { text: string; x: number }[] | undefined {
  if (row.length !== 2 || row[0]!.value === row[1]!.value) return undefined;
  const [a, b] = row.map((dot) => ({
    at: x(dot.value),
    text: series[dot.series]!,
    width: textWidth(series[dot.series]!, "caps"),
  })) as [{ at: number; text: string; width: number }, { at: number; text: string; width: number }];
  const gap = 12;
  let ax = min([a.at - a.width / 2, right])!;
  let bx = b.at - b.width / 2;
  const overlap = ax + a.width + gap - bx;
  if (overlap > 0) {
    ax -= overlap / 2;
    bx += overlap / 2;
  }
  ax = Math.max(left, ax);
  bx = Math.min(right - b.width, bx);
  const over = (start: number, item: { at: number; width: number }) =>
    item.at >= start && item.at <= start + item.width;
  if (ax + a.width + gap > bx || !over(ax, a) || !over(bx, b)) return undefined;
  return [
    { text: a.text, x: ax },
    { text: b.text, x: bx },
  ];
}
