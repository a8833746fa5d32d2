import { cumsum, extent, median, pairs } from "d3-array";
import { LEADING, textWidth } from "./metrics.ts";
import { formatYears } from "./numbers.ts";
import { type Drawing, HAIRLINE, Lines, path, Rule, r } from "./svg.tsx";
import { typeset, wrap } from "./text.ts";
import type { TimelineSpec } from "./types.ts";

const GUTTER = 26;
const LANE = 7;
const SPAN = 4;
const BLOCK_GAP = 7;
const ITEM_GAP = 3;
/** A label farther than this from its year makes the axis longer, if LONGEST times the length mends it. */
const FARTHEST = 24;
const LONGEST = 1.2;
/** A void this many times the usual gap is an outlier, and may be cut to VOID_KEPT times that gap. */
const VOID = 6;
const VOID_KEPT = 4;

interface Block {
  from: number;
  to: number;
  years: string;
  items: { label: string[]; text: string[] }[];
  height: number;
}

/**
 * A vertical axis of time, true to scale, with a dot for a year and a bar for a span; hairlines lead from there to
 * the entries, which are set one below the other and pushed apart only as far as they need. A long void among crowded
 * years is cut out of the axis, and two strokes say so.
 */
export function drawTimeline(spec: TimelineSpec, width: number): Drawing {
  const events = spec.events
    .map((event) => ({
      from: "year" in event && event.year !== undefined ? event.year : (event as { from: number }).from,
      to: "year" in event && event.year !== undefined ? event.year : (event as { to: number }).to,
      label: typeset(event.label),
      text: event.text === undefined ? "" : typeset(event.text),
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to);

  const yearWidth = Math.max(...events.map((e) => textWidth(formatYears(e.from, e.to))));
  const lanes = assignLanes(events.filter((e) => e.to > e.from));
  const axis = 4 + Math.max(0, lanes.count - 1) * LANE;
  const yearX = axis + GUTTER;
  const textX = yearX + yearWidth + 10;
  const room = width - textX;

  const blocks: Block[] = [];
  for (const event of events) {
    const item = {
      label: wrap(event.label, room, "strong"),
      text: event.text === "" ? [] : wrap(event.text, room),
    };
    const height = (item.label.length + item.text.length) * LEADING;
    const last = blocks.at(-1);
    if (last && last.from === event.from && last.to === event.to) {
      last.items.push(item);
      last.height += ITEM_GAP + height;
    } else {
      blocks.push({
        from: event.from,
        to: event.to,
        years: formatYears(event.from, event.to),
        items: [item],
        height,
      });
    }
  }

  const { y, places, breaks } = layAxis(
    blocks,
    events.flatMap((e) => [e.from, e.to]),
    lanes.spans,
  );
  const [first, last] = extent(events.flatMap((e) => [e.from, e.to])) as [number, number];
  const bottom = Math.max(...blocks.map((block, i) => places[i]! - LEADING / 2 + block.height), y(last) + 4);

  return {
    height: bottom,
    marks: (
      <>
        <Rule kind="axis" d={axisPath(axis, y(first), y(last), breaks)} />
        {breaks.map((at) => (
          <AxisBreak x={axis} y={at} />
        ))}
        {lanes.spans
          .filter((span) => span.lane > 0)
          .map((span) => (
            <Rule kind="leader" d={path([axis - span.lane * LANE, y(span.from)], [axis, y(span.from)])} />
          ))}
        {lanes.spans.map((span) => (
          <rect
            class="chart-fill"
            x={r(axis - span.lane * LANE - SPAN / 2)}
            y={r(y(span.from) - HAIRLINE / 2)}
            width={SPAN}
            height={r(Math.max(3, y(span.to) - y(span.from)))}
            fill="currentColor"
          />
        ))}
        {blocks.map((block, i) => {
          const at = y(block.from);
          const place = places[i]!;
          let line = place;
          return (
            <>
              <Rule
                kind="leader"
                d={path([axis + 3, at], [axis + 7, at], [yearX - 9, place], [yearX - 4, place])}
              />
              {block.from === block.to && (
                <circle class="chart-dot" cx={r(axis)} cy={r(at)} r="2.8" fill="currentColor" />
              )}
              <Lines lines={[block.years]} x={yearX} y={place} numeric />
              {block.items.map((item, j) => {
                const start = line + (j > 0 ? ITEM_GAP : 0);
                line = start + (item.label.length + item.text.length) * LEADING;
                return (
                  <>
                    <Lines lines={item.label} x={textX} y={start} cut="strong" />
                    <Lines lines={item.text} x={textX} y={start + item.label.length * LEADING} tone="muted" />
                  </>
                );
              })}
            </>
          );
        })}
      </>
    ),
  };
}

/** The line of the axis, open where years are left out. */
function axisPath(x: number, top: number, bottom: number, breaks: number[]): string {
  const stops = [top, ...breaks.flatMap((at) => [at - 2, at + 2]), bottom];
  return stops.map((stop, i) => `${i % 2 === 0 ? "M" : "L"}${r(x)} ${r(stop)}`).join("");
}

/** Two short strokes across a gap in the axis: years are left out here. */
function AxisBreak({ x, y }: { x: number; y: number }) {
  return <Rule kind="axis" d={path([x - 4, y], [x + 4, y - 4]) + path([x - 4, y + 4], [x + 4, y])} />;
}

/** Puts spans that overlap side by side. Lane 0 is the axis itself. */
export function assignLanes<T extends { from: number; to: number }>(
  spans: T[],
): { count: number; spans: (T & { lane: number })[] } {
  const ends: number[] = [];
  const placed = [...spans]
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .map((span) => {
      const free = ends.findIndex((end) => end < span.from);
      const lane = free === -1 ? ends.length : free;
      ends[lane] = span.to;
      return { ...span, lane };
    });
  return { count: ends.length, spans: placed };
}

interface Axis {
  /** Where a year lies. */
  y: (year: number) => number;
  /** Where the first line of each block stands. */
  places: number[];
  /** Middles of the voids that were cut. */
  breaks: number[];
}

/**
 * Lays the axis and the blocks beside it. The axis is as long as the blocks need, a little longer where that brings
 * labels near to their years, and cut at outlying voids where that does.
 */
export function layAxis(
  blocks: { from: number; height: number }[],
  years: number[],
  spans: { from: number; to: number }[],
): Axis {
  const top = LEADING / 2;
  const distinct = [...new Set(years)].sort((a, b) => a - b);
  const needed = blocks.slice(0, -1).reduce((sum, block) => sum + block.height + BLOCK_GAP, 0);
  const shortest = distinct.length > 1 ? Math.max(needed, 24) : 0;

  const lay = (gaps: number[], length: number): Axis & { farthest: number } => {
    const ends = [0, ...cumsum(gaps)];
    const whole = ends.at(-1)! || 1;
    const y = (year: number) => top + (ends[distinct.indexOf(year)]! / whole) * length;
    const wanted = blocks.map((block) => y(block.from));
    const places = stack(blocks, wanted, top, length);
    const breaks = gaps.flatMap((gap, i) =>
      gap < distinct[i + 1]! - distinct[i]! ? [(y(distinct[i]!) + y(distinct[i + 1]!)) / 2] : [],
    );
    return {
      y,
      places,
      breaks,
      farthest: Math.max(...places.map((place, i) => Math.abs(place - wanted[i]!))),
    };
  };

  const gaps = pairs(distinct).map(([a, b]) => b - a);
  const cut = cutVoids(distinct, gaps, spans);
  const plain = lay(gaps, shortest);
  if (plain.farthest <= FARTHEST) return plain;
  for (const choice of cut ? [gaps, cut] : [gaps]) {
    for (let factor = 1; factor <= LONGEST; factor += 0.04) {
      const axis = lay(choice, shortest * factor);
      if (axis.farthest <= FARTHEST) return axis;
    }
  }
  return cut ? lay(cut, shortest) : plain;
}

/** The gaps with the outliers shortened, or undefined if there are none. A void within a span is never cut. */
function cutVoids(
  years: number[],
  gaps: number[],
  spans: { from: number; to: number }[],
): number[] | undefined {
  const usual = median(gaps);
  if (usual === undefined || gaps.length < 3) return undefined;
  const cut = gaps.map((gap, i) => {
    const covered = spans.some((span) => span.from < years[i + 1]! && span.to > years[i]!);
    return gap > VOID * usual && !covered ? VOID_KEPT * usual : gap;
  });
  return cut.some((gap, i) => gap !== gaps[i]) ? cut : undefined;
}

/**
 * Places blocks in order without overlap and with the least sum of squared distances from where they want to be
 * (pool adjacent violators), all first lines between `top` and `top + length`.
 */
function stack(blocks: { height: number }[], wanted: number[], top: number, length: number): number[] {
  const offsets = [0, ...cumsum(blocks.map((block) => block.height + BLOCK_GAP))];
  const pools: { total: number; count: number }[] = [];
  wanted.forEach((want, i) => {
    pools.push({ total: want - offsets[i]!, count: 1 });
    while (pools.length > 1) {
      const b = pools.at(-1)!;
      const a = pools.at(-2)!;
      if (a.total / a.count <= b.total / b.count) break;
      pools.splice(-2, 2, { total: a.total + b.total, count: a.count + b.count });
    }
  });
  const lowest = Math.max(top, top + length - offsets[blocks.length - 1]!);
  const free = pools.flatMap(({ total, count }) =>
    Array.from({ length: count }, () => Math.min(lowest, Math.max(top, total / count))),
  );
  return free.map((place, i) => place + offsets[i]!);
}
