import { z } from "zod";

/*
 * The shape of a chart block; how its parts must fit each other is in relations.ts. Messages are written for editors:
 * "what ~ mend". What zod finds by itself (unknown and missing keys) is put into words in parse.ts.
 */

/** Separates what is wrong from how to mend it in the messages of this schema. */
export const MEND = " ~ ";

/** More series than this cannot be told apart by shape. */
export const MAX_SERIES = 6;
/** More columns than this do not fit the page. */
export const MAX_COLUMNS = 14;
export const MAX_ROWS = 60;

/** Text; YAML reads a bare 2010 as a number, which is text here all the same. */
const text = z
  .union([z.string(), z.number()], {
    error: (issue) => wrongType(issue.input, "a text", "write it in quotes"),
  })
  .transform((value) => (typeof value === "number" ? String(value) : value.trim()))
  .refine((value) => value !== "", {
    error: `the text is empty${MEND}write it, or delete the key if it is optional`,
  });

const number = z.number({
  error: (issue) =>
    wrongType(
      issue.input,
      "a number",
      "write digits with a point for decimals, without quotes, unit or separators",
    ),
});

const year = z
  .number({
    error: (issue) => wrongType(issue.input, "a year", "write a whole number such as 1967, without quotes"),
  })
  .int({ error: `a year must be a whole number${MEND}write it without decimals` });

function wrongType(input: unknown, wanted: string, mend: string): string | undefined {
  // Undefined is a missing key: parse.ts says so in its own words.
  if (input === undefined) return undefined;
  return `${describe(input)} stands where ${wanted} is expected${MEND}${mend}`;
}

/** Names a value of YAML as an editor would. */
export function describe(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of keys";
  if (typeof value === "number" && !Number.isFinite(value))
    return `"${value}", which is not a finite number,`;
  if (typeof value === "boolean") return `the truth value ${value}`;
  return typeof value === "string" ? `the text "${value}"` : `the number ${value}`;
}

const list = <T extends z.ZodType>(item: T, name: string, max: number) =>
  z
    .array(item, {
      error: (issue) => wrongType(issue.input, "a list", "write one entry per line, each behind a dash"),
    })
    .min(1, { error: `"${name}" is empty${MEND}add at least one entry` })
    .max(max, { error: `"${name}" has more than ${max} entries${MEND}leave some out, or make two charts` });

const common = {
  id: text.refine((id) => /^[a-z][a-z0-9-]*$/.test(id), {
    error: `the id does not begin with a small letter or holds more than small letters, digits and hyphens${MEND}write it like fig-policy-fields`,
  }),
  caption: text,
  alt: text,
  source: text,
};

const bar = z.strictObject({
  type: z.literal("bar"),
  ...common,
  unit: text.optional(),
  data: list(
    z.strictObject({
      label: text,
      value: number,
      note: text.optional(),
      highlight: z
        .boolean({
          error: (issue) => wrongType(issue.input, "true or false", "write true or false without quotes"),
        })
        .optional(),
    }),
    "data",
    MAX_ROWS,
  ),
});

const dot = z.strictObject({
  type: z.literal("dot"),
  ...common,
  unit: text.optional(),
  series: list(text, "series", MAX_SERIES),
  data: list(
    z.strictObject({
      label: text,
      values: z.array(
        z.union([z.number(), z.null()], {
          error: (issue) =>
            wrongType(
              issue.input,
              "a number",
              "write digits with a point for decimals, or null where the value is missing",
            ),
        }),
        {
          error: (issue) =>
            wrongType(issue.input, "a list", "write [1, 2], one number for each entry of series"),
        },
      ),
    }),
    "data",
    MAX_ROWS,
  ),
});

const event = z.strictObject({
  year: year.optional(),
  from: year.optional(),
  to: year.optional(),
  label: text,
  text: text.optional(),
});

const timeline = z.strictObject({
  type: z.literal("timeline"),
  ...common,
  events: list(event, "events", MAX_ROWS),
});

const cell = z.union([z.number(), z.string()], {
  error: (issue) =>
    wrongType(
      issue.input ?? null,
      "a level or a short text",
      'write a number named in "scale", a text, or "" for an empty cell',
    ),
});

const matrix = z.strictObject({
  type: z.literal("matrix"),
  ...common,
  columns: list(text, "columns", MAX_COLUMNS),
  rows: list(
    z.strictObject({
      label: text,
      cells: z.array(cell, {
        error: (issue) => wrongType(issue.input, "a list", "write [1, 2], one cell for each column"),
      }),
    }),
    "rows",
    MAX_ROWS,
  ),
  scale: list(text, "scale", 9).optional(),
});

/** One schema for each type of chart. */
export const SCHEMAS = { bar, dot, timeline, matrix };
export type ChartType = keyof typeof SCHEMAS;
