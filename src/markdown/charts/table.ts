import { formatYears, isSuffix, numberFormat, withUnit } from "./numbers.ts";
import { typeset } from "./text.ts";
import type { ChartSpec } from "./types.ts";

/** The data of a chart as plain text; the first cell of a row is its header. */
export interface ChartTable {
  head: string[];
  rows: string[][];
}

const MISSING = "\u2013";

/** The data of a chart as a table, for those who cannot see the drawing or want the figures. */
export function chartTable(spec: ChartSpec): ChartTable {
  switch (spec.type) {
    case "bar": {
      const write = writer(
        spec.data.map((d) => d.value),
        spec.unit,
      );
      const notes = spec.data.some((d) => d.note !== undefined);
      return {
        head: ["Item", valueHead(spec.unit), ...(notes ? ["Note"] : [])],
        rows: spec.data.map((d) => [
          typeset(d.label),
          write(d.value),
          ...(notes ? [d.note === undefined ? "" : typeset(d.note)] : []),
        ]),
      };
    }
    case "dot": {
      const write = writer(
        spec.data.flatMap((d) => d.values.filter((v) => v !== null)),
        spec.unit,
      );
      const suffix = spec.unit !== undefined && !isSuffix(spec.unit) ? `, ${typeset(spec.unit)}` : "";
      return {
        head: ["Item", ...spec.series.map((name) => typeset(name) + suffix)],
        rows: spec.data.map((d) => [
          typeset(d.label),
          ...d.values.map((v) => (v === null ? MISSING : write(v))),
        ]),
      };
    }
    case "timeline": {
      const texts = spec.events.some((event) => event.text !== undefined);
      const years = spec.events.map((event): [number, number] =>
        "year" in event && event.year !== undefined
          ? [event.year, event.year]
          : [(event as { from: number }).from, (event as { to: number }).to],
      );
      return {
        head: ["Year", "Event", ...(texts ? ["What happened"] : [])],
        rows: spec.events
          .map((event, i) => ({ event, years: years[i]! }))
          .sort((a, b) => a.years[0] - b.years[0] || a.years[1] - b.years[1])
          .map(({ event, years: [from, to] }) => [
            formatYears(from, to),
            typeset(event.label),
            ...(texts ? [event.text === undefined ? "" : typeset(event.text)] : []),
          ]),
      };
    }
    case "matrix":
      return {
        head: ["Item", ...spec.columns.map(typeset)],
        rows: spec.rows.map((row) => [
          typeset(row.label),
          ...row.cells.map((cell) =>
            typeset(typeof cell === "number" ? (spec.scale?.[cell] ?? String(cell)) : cell),
          ),
        ]),
      };
  }
}

function writer(values: number[], unit: string | undefined): (value: number) => string {
  const format = numberFormat(values);
  return (value) => withUnit(format(value), unit === undefined ? undefined : typeset(unit));
}

function valueHead(unit: string | undefined): string {
  if (unit === undefined || isSuffix(unit)) return "Value";
  const text = typeset(unit);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
