import { LEVEL, LevelMark } from "./marks.tsx";
import { LEADING, textWidth } from "./metrics.ts";
import { layKey } from "./rows.ts";
import { type Drawing, Lines, path, Rule, r } from "./svg.tsx";
import { blockWidth, columnWidth, longestWord, typeset, wrap } from "./text.ts";
import type { MatrixSpec } from "./types.ts";

const PAD = 7;
const ROW_PAD = 5;
/** Upright column heads are wrapped at this length. */
const UPRIGHT = 128;

interface Column {
  name: string;
  /** All cells are levels. */
  marks: boolean;
  /** Width without which words would be cut. */
  need: number;
  /** Width at which nothing would be wrapped. */
  want: number;
}

/** A grid: levels as discs that fill, texts wrapped, a key below. */
export function drawMatrix(spec: MatrixSpec, width: number): Drawing {
  const scale = (spec.scale ?? []).map(typeset);
  const columns = spec.columns.map((name, j) =>
    measure(
      typeset(name),
      spec.rows.map((row) => row.cells[j]!),
    ),
  );
  const labels = spec.rows.map((row) => typeset(row.label));
  const labelWidth = labelColumn(labels, columns, width);
  const room = width - labelWidth;

  const upright = sum(columns.map((c) => c.need)) > room;
  if (upright) {
    for (const column of columns.filter((c) => c.marks)) column.need = column.want = 2 * LEVEL + 4;
  }
  const widths = share(columns, room);
  const lefts = widths.map((_, j) => labelWidth + sum(widths.slice(0, j)));
  const middles = widths.map((w, j) => lefts[j]! + w / 2);

  const heads = columns.map((column, j) => {
    const turned = upright && column.marks && [...column.name].length > 2;
    const most = turned ? Math.max(1, Math.floor((widths[j]! - 2) / LEADING)) : 0;
    return {
      turned,
      lines: turned
        ? uprightLines(column.name, most)
        : wrap(column.name, widths[j]! - (column.marks ? 2 : PAD), "caps"),
    };
  });
  const headHeight = Math.max(
    ...heads.map((head) => (head.turned ? blockWidth(head.lines, "caps") : head.lines.length * LEADING)),
  );

  const texty = columns.some((c) => !c.marks);
  let y = headHeight + 5;
  const rows = spec.rows.map((row, i) => {
    const lines = wrap(labels[i]!, labelWidth - PAD);
    const cells = row.cells.map((cell, j) =>
      typeof cell === "number" ? cell : wrap(typeset(cell), widths[j]! - PAD),
    );
    const most = Math.max(
      lines.length,
      1,
      ...cells.map((cell) => (typeof cell === "number" ? 1 : cell.length)),
    );
    const top = y;
    y += most * LEADING + 2 * ROW_PAD;
    const centre = top + ROW_PAD + (most * LEADING) / 2;
    // In a row of texts everything stands on the first line, as in a table.
    const line = (n: number) => (texty ? top + ROW_PAD + LEADING / 2 : centre - ((n - 1) * LEADING) / 2);
    return { lines, cells, top, line };
  });
  const bottom = y;
  const key =
    scale.length > 0 && spec.rows.some((row) => row.cells.some((c) => typeof c === "number"))
      ? layKey(scale, width, 2 * LEVEL + 6, "sans")
      : undefined;

  return {
    height: bottom + (key ? 8 + key.height : 1),
    marks: (
      <>
        {heads.map((head, j) =>
          head.turned ? (
            <Upright lines={head.lines} x={middles[j]!} y={headHeight} />
          ) : (
            <Lines
              lines={head.lines}
              x={columns[j]!.marks ? middles[j]! : lefts[j]!}
              y={headHeight - head.lines.length * LEADING + LEADING / 2}
              cut="caps"
              anchor={columns[j]!.marks ? "middle" : "start"}
            />
          ),
        )}
        <Rule kind="axis" d={path([0, headHeight + 5], [width, headHeight + 5])} />
        {rows.map((row, i) => (
          <>
            {i > 0 && <Rule d={path([0, row.top], [width, row.top])} />}
            <Lines lines={row.lines} x={0} y={row.line(row.lines.length)} />
            {row.cells.map((cell, j) =>
              typeof cell === "number" ? (
                <LevelMark
                  level={cell}
                  levels={scale.length}
                  x={columns[j]!.marks ? middles[j]! : lefts[j]! + LEVEL + 0.5}
                  y={row.line(1)}
                />
              ) : (
                <Lines lines={cell} x={lefts[j]!} y={row.line(cell.length)} />
              ),
            )}
          </>
        ))}
        <Rule kind="axis" d={path([0, bottom], [width, bottom])} />
        {key?.entries.map((entry, i) => (
          <>
            <LevelMark level={i} levels={scale.length} x={entry.x + LEVEL + 0.5} y={bottom + 8 + entry.y} />
            <Lines lines={entry.lines} x={entry.x + 2 * LEVEL + 6} y={bottom + 8 + entry.y} tone="muted" />
          </>
        ))}
      </>
    ),
  };
}

function measure(name: string, cells: (number | string)[]): Column {
  const texts = cells.filter((cell) => typeof cell === "string").map(typeset);
  const marks = texts.length === 0;
  return {
    name,
    marks,
    need: Math.max(2 * LEVEL, longestWord(name, "caps"), ...texts.map((text) => longestWord(text))) + PAD,
    want: Math.max(2 * LEVEL, textWidth(name, "caps"), ...texts.map((text) => textWidth(text))) + PAD,
  };
}

/**
 * The row labels get what they need on up to three lines, and at most a third or so of the width; less, down to their
 * longest word, where the texts of the columns would have to be hyphenated.
 */
function labelColumn(labels: string[], columns: Column[], width: number): number {
  const cap = width * (columns.length > 9 ? 0.3 : 0.36);
  const fits = [1, 2, 3].map((lines) => columnWidth(labels, cap, lines)).find((w) => w !== undefined);
  const wanted = (fits ?? cap) + PAD + 3;
  if (columns.every((c) => c.marks)) return wanted;
  const least = Math.max(...labels.map((label) => longestWord(label))) + PAD;
  return Math.min(wanted, Math.max(least, width - sum(columns.map((c) => c.need))));
}

/** Widths that fill the room: marks in equal columns, texts by how much they hold. */
function share(columns: Column[], room: number): number[] {
  const needs = columns.map((c) => c.need);
  const spare = room - sum(needs);
  if (spare < 0) {
    // Words will be hyphenated; the columns of marks keep what they need.
    const fixed = sum(columns.filter((c) => c.marks).map((c) => c.need));
    const squeeze = (room - fixed) / sum(columns.filter((c) => !c.marks).map((c) => c.need));
    return squeeze > 0 && Number.isFinite(squeeze)
      ? columns.map((c) => (c.marks ? c.need : c.need * squeeze))
      : columns.map(() => room / columns.length);
  }
  if (columns.every((c) => c.marks)) {
    const equal = room / columns.length;
    return Math.max(...needs) <= equal
      ? columns.map(() => equal)
      : needs.map((need) => need + spare / columns.length);
  }
  const wishes = columns.map((c) => c.want - c.need);
  const wished = sum(wishes);
  const given = Math.min(1, wished === 0 ? 0 : spare / wished);
  const rest = (spare - given * wished) / columns.length;
  return columns.map((c, j) => c.need + given * wishes[j]! + rest);
}

function uprightLines(name: string, most: number): string[] {
  if (textWidth(name, "caps") <= UPRIGHT || most < 2) return [name];
  const lines = wrap(name, UPRIGHT, "caps");
  return lines.length <= most
    ? lines
    : wrap(name, textWidth(name, "caps") / most + longestWord(name, "caps") / 2, "caps");
}

/** A column head that reads upwards. */
function Upright({ lines, x, y }: { lines: string[]; x: number; y: number }) {
  return (
    <>
      {lines.map((line, i) => {
        const across = x + (i - (lines.length - 1) / 2) * LEADING;
        return (
          <g transform={`translate(${r(across)} ${r(y)}) rotate(-90)`}>
            <Lines lines={[line]} x={0} y={0} cut="caps" />
          </g>
        );
      })}
    </>
  );
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
