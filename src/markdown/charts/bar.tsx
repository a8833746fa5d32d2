import { LEADING, textWidth } from "./metrics.ts";
import { isSuffix, numberFormat, withUnit } from "./numbers.ts";
import { layLabels } from "./rows.ts";
import { type Drawing, HAIRLINE, Lines, path, Rule, r } from "./svg.tsx";
import { typeset, wrap } from "./text.ts";
import type { BarSpec } from "./types.ts";

const THICK = 9;
const GAP = 5;
const ROW_GAP = 7;
const STACKED_GAP = 11;
const LABEL_GAP = 10;
/** Share of the width up to which the label column grows for a note. */
const NOTE_CAP = 0.4;
/** Below this width bars can no longer be compared, and the labels give way. */
const LEAST_PLOT = 110;

/** Horizontal bars from a common zero, each with its value at the end. */
export function drawBar(spec: BarSpec, width: number): Drawing {
  const format = numberFormat(spec.data.map((d) => d.value));
  const unit = spec.unit === undefined ? undefined : typeset(spec.unit);
  const labels = spec.data.map((d) => typeset(d.label));
  const values = spec.data.map((d) => withUnit(format(d.value), unit));
  const valueWidths = values.map((text) => textWidth(text, "strong"));
  // A column of years or other numbers is set like one.
  const numbered = labels.every((label) => /^\d+$/.test(label));
  const marked = spec.data.some((d) => d.highlight);

  let column = layLabels(labels, width * 0.44, width, marked ? "strong" : "sans");
  const needed = LEAST_PLOT + Math.max(...valueWidths);
  if (!column.stacked && width - column.width - LABEL_GAP < needed) {
    column = layLabels(labels, width - LABEL_GAP - needed, width, marked ? "strong" : "sans");
  }
  if (!column.stacked) {
    // A short note stays on one line if that costs the bars little.
    const notes = spec.data.map((d) => (d.note === undefined ? 0 : textWidth(typeset(d.note))));
    const wished = Math.max(...notes.filter((w) => w <= NOTE_CAP * width), 0);
    column = { ...column, width: Math.max(column.width, Math.min(wished, width - LABEL_GAP - needed)) };
  }
  const left = column.stacked ? 0 : column.width + LABEL_GAP;
  const rowGap = column.stacked ? STACKED_GAP : ROW_GAP;
  const scale = fitScale(
    spec.data.map((d, i) => ({ value: d.value, text: valueWidths[i]! + GAP })),
    width - left,
  );
  const zero = left + scale.zero;

  const head = unit !== undefined && !isSuffix(unit) ? wrap(unit, column.stacked ? width : width - left) : [];
  const headHeight = head.length === 0 ? 0 : head.length * LEADING + 3;

  let y = headHeight;
  const rows = spec.data.map((d, i) => {
    const lines = wrap(labels[i]!, column.width, d.highlight ? "strong" : "sans");
    const note = d.note === undefined ? [] : wrap(typeset(d.note), column.width);
    const top = y;
    // The bar is centred on the label beside it, or set under a label above it.
    const middle = column.stacked
      ? top + lines.length * LEADING + LEADING / 2
      : top + (lines.length * LEADING) / 2;
    const beside = (lines.length + note.length) * LEADING;
    y += beside + (column.stacked ? LEADING : 0) + rowGap;
    return {
      ...d,
      text: values[i]!,
      lines,
      note,
      top,
      middle,
      noteTop: column.stacked ? middle + LEADING / 2 : top + lines.length * LEADING,
    };
  });
  const bottom = y - rowGap;

  return {
    height: bottom,
    marks: (
      <>
        {head.length > 0 && <Lines lines={head} x={column.stacked ? 0 : left} y={LEADING / 2} tone="muted" />}
        {rows.map((row) => {
          const length = Math.abs(row.value) * scale.perUnit;
          // Nothing that is not nought may vanish.
          const shown = row.value === 0 ? 0 : Math.max(length, 0.8);
          const x = row.value < 0 ? zero - shown : zero;
          const end = row.value < 0 ? x - GAP : x + shown + GAP;
          return (
            <>
              <Lines
                lines={row.lines}
                x={0}
                y={row.top + LEADING / 2}
                cut={row.highlight ? "strong" : "sans"}
                numeric={numbered}
              />
              <Lines lines={row.note} x={0} y={row.noteTop + LEADING / 2} tone="muted" />
              {shown > 0 && (
                <Bar x={x} y={row.middle - THICK / 2} length={shown} open={marked && !row.highlight} />
              )}
              <Lines
                lines={[row.text]}
                x={end}
                y={row.middle}
                anchor={row.value < 0 ? "end" : "start"}
                cut={row.highlight ? "strong" : "sans"}
                numeric
              />
            </>
          );
        })}
        {column.stacked ? (
          rows.map((row) => (
            <Rule
              kind="axis"
              d={path([zero, row.middle - THICK / 2 - 1.5], [zero, row.middle + THICK / 2 + 1.5])}
            />
          ))
        ) : (
          <Rule kind="axis" d={path([zero, rows[0]!.middle - THICK], [zero, rows.at(-1)!.middle + THICK])} />
        )}
      </>
    ),
  };
}

/** A bar: solid, or, beside a highlighted one, hatched as an engraver would do it. */
function Bar({ x, y, length, open }: { x: number; y: number; length: number; open: boolean }) {
  if (!open || length < 2) {
    return <rect class="chart-fill" x={r(x)} y={r(y)} width={r(length)} height={THICK} fill="currentColor" />;
  }
  const inset = HAIRLINE / 2;
  const strokes: string[] = [];
  for (let start = -THICK + 2.6; start < length; start += 2.6) {
    const from = Math.max(0, -start);
    const to = Math.min(THICK, length - start);
    if (to > from) strokes.push(path([x + start + from, y + THICK - from], [x + start + to, y + THICK - to]));
  }
  return (
    <>
      <path
        class="chart-line"
        d={strokes.join("")}
        fill="none"
        stroke="currentColor"
        stroke-width={HAIRLINE}
      />
      <rect
        class="chart-line"
        x={r(x + inset)}
        y={r(y + inset)}
        width={r(length - 2 * inset)}
        height={THICK - 2 * inset}
        fill="none"
        stroke="currentColor"
        stroke-width={HAIRLINE}
      />
    </>
  );
}

/**
 * The largest scale at which every bar and the text at its end fit into `room`, and where zero then lies. Negative
 * bars grow to the left with their text at the left end.
 */
export function fitScale(
  bars: { value: number; text: number }[],
  room: number,
): { perUnit: number; zero: number } {
  const largest = Math.max(...bars.map((bar) => Math.abs(bar.value)));
  const zeroAt = (k: number) =>
    Math.max(0, ...bars.filter((b) => b.value < 0).map((b) => -b.value * k + b.text));
  const widthAt = (k: number) =>
    zeroAt(k) + Math.max(0, ...bars.filter((b) => b.value >= 0).map((b) => b.value * k + b.text));
  if (largest === 0) return { perUnit: 0, zero: 0 };
  let low = 0;
  let high = room / largest;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (widthAt(middle) <= room) low = middle;
    else high = middle;
  }
  return { perUnit: low, zero: zeroAt(low) };
}
