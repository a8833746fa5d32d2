import { type ChartType, MEND } from "./schema.ts";

/** A fault of how parts of a chart fit each other. The message is "what ~ mend". */
export interface RelationFault {
  path: (string | number)[];
  message: string;
}

type Group = Record<string, unknown>;

/**
 * Checks what one key demands of another. Works on unchecked data and passes over what has the wrong type, so that
 * these faults are reported together with those of the schema.
 */
export function checkRelations(type: ChartType, data: Group): RelationFault[] {
  switch (type) {
    case "dot":
      return dotFaults(data);
    case "timeline":
      return groups(data.events).flatMap(([i, event]) => eventFaults(event, ["events", i]));
    case "matrix":
      return matrixFaults(data);
    case "bar":
      return [];
  }
}

function dotFaults({ series, data }: Group): RelationFault[] {
  if (!Array.isArray(series) || series.length === 0) return [];
  const faults: RelationFault[] = [];
  if (series.length === 1) {
    faults.push({
      path: ["series"],
      message: `"series" has only one entry${MEND}name two or more, or make it a bar chart`,
    });
  }
  for (const [i, row] of groups(data)) {
    if (!Array.isArray(row.values)) continue;
    const path = ["data", i, "values"];
    if (row.values.length !== series.length) {
      faults.push({
        path,
        message: `${name(row)} has ${count(row.values.length, "value")}, but there are ${series.length} series${MEND}give one value for each of ${series.join(", ")}; null where it is missing`,
      });
    } else if (row.values.every((value) => value === null)) {
      faults.push({
        path,
        message: `${name(row)} has no value at all${MEND}give at least one, or delete the row`,
      });
    }
  }
  return faults;
}

function eventFaults(event: Group, path: (string | number)[]): RelationFault[] {
  const { year, from, to } = event;
  const span = from !== undefined || to !== undefined;
  const fault = (what: string, mend: string, key?: string) => [
    { path: key === undefined ? path : [...path, key], message: `${name(event)} ${what}${MEND}${mend}` },
  ];
  if (year !== undefined && span)
    return fault("has both a year and a span", `keep "year", or "from" and "to"`);
  if (year === undefined && !span) return fault("has no year", `add "year", or "from" and "to"`);
  if (span && (from === undefined || to === undefined)) {
    const absent = from === undefined ? "from" : "to";
    return fault(`has half a span: "${absent}" is missing`, `add "${absent}", or write "year" alone`);
  }
  if (typeof from === "number" && typeof to === "number" && from > to) {
    return fault(`ends in ${to}, before it begins in ${from}`, `swap "from" and "to"`, "from");
  }
  return [];
}

function matrixFaults({ columns, rows, scale }: Group): RelationFault[] {
  const faults: RelationFault[] = [];
  for (const [i, row] of groups(rows)) {
    if (!Array.isArray(row.cells)) continue;
    if (Array.isArray(columns) && columns.length > 0 && row.cells.length !== columns.length) {
      faults.push({
        path: ["rows", i, "cells"],
        message: `${name(row)} has ${count(row.cells.length, "cell")}, but there ${columns.length === 1 ? "is" : "are"} ${count(columns.length, "column")}${MEND}give one cell for each of ${columns.join(", ")}`,
      });
    }
    row.cells.forEach((value, j) => {
      if (typeof value !== "number") return;
      const path = ["rows", i, "cells", j];
      if (scale === undefined) {
        faults.push({
          path,
          message: `the cell is the number ${value}, but there is no "scale" to name it${MEND}add scale: [name of 0, name of 1, …], or write the number in quotes to show it as text`,
        });
      } else if (Array.isArray(scale) && (!Number.isInteger(value) || value < 0 || value >= scale.length)) {
        const mend =
          scale.length > 1
            ? `use a whole number from 0 to ${scale.length - 1}, or add the name`
            : "add the names of the levels";
        faults.push({ path, message: `the level ${value} has no name in "scale"${MEND}${mend}` });
      }
    });
  }
  return faults;
}

function groups(list: unknown): [number, Group][] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, i): [number, Group][] =>
    item !== null && typeof item === "object" && !Array.isArray(item) ? [[i, item as Group]] : [],
  );
}

function name(group: Group): string {
  return typeof group.label === "string" || typeof group.label === "number"
    ? `"${group.label}"`
    : "the entry";
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
