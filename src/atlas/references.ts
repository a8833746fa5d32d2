import { z } from "zod";
import type { Problem } from "./problem.ts";
import type { Reference } from "./types.ts";

const person = z.union(
  [
    z.strictObject({
      family: z.string().min(1),
      given: z.string().optional(),
      suffix: z.string().optional(),
      "non-dropping-particle": z.string().optional(),
      "dropping-particle": z.string().optional(),
    }),
    z.strictObject({ literal: z.string().min(1) }),
  ],
  { error: "is not a name; write { family, given }, or { literal } for a body" },
);
const date = z.object({
  "date-parts": z.array(z.array(z.union([z.int(), z.string().regex(/^\d+$/)])).min(1)).min(1),
});

const referenceSchema = z.looseObject({
  id: z
    .string({ error: "is missing; write family-year-word, e.g. murray-2010-open" })
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/, {
      error: "is not of the form family-year-word; use small ASCII letters, e.g. murray-2010-open",
    }),
  type: z
    .string({ error: "is missing; write the CSL type, e.g. book" })
    .min(1, { error: "is empty; write the CSL type, e.g. book" }),
  title: z
    .string({ error: "is missing; write the work's title" })
    .min(1, { error: "is empty; write the work's title" }),
  author: z
    .array(person, { error: "is not a list of names; write [{ family, given }] or [{ literal }]" })
    .optional(),
  editor: z.array(person).optional(),
  issued: date.optional(),
  DOI: z
    .string()
    .regex(/^10\.\d{4,9}\/\S+$/, { error: "is not a DOI; write it without https://doi.org/" })
    .optional(),
  URL: z.url({ protocol: /^https?$/, error: "is not a web address; write it with https://" }).optional(),
  custom: z.looseObject(
    {
      confirmed: z.url({
        protocol: /^https?$/,
        error: "has no address; name a public page that gives the same authors, year and title",
      }),
    },
    { error: "is missing; add the address of a page that confirms the work, { confirmed: https://… }" },
  ),
});

/**
 * `references.json`: CSL-JSON items, each confirmed by a public page.
 *
 * @param file the path as shown to people
 * @returns the references by id and the line each stands on, for later warnings; `broken` has the ids of entries
 * with errors, or says that the file cannot be read at all
 */
export function parseReferences(
  file: string,
  source: string,
): {
  references: Map<string, Reference>;
  lines: Map<string, number>;
  broken: ReadonlySet<string> | "all";
  problems: Problem[];
} {
  const problems: Problem[] = [];
  const references = new Map<string, Reference>();
  const lines = new Map<string, number>();
  const add = (line: number, what: string, mend: string) =>
    problems.push({ file, line, what, mend, level: "error" });

  let items: unknown;
  try {
    items = JSON.parse(source);
  } catch (error) {
    add(
      lineOfFault(source),
      `bad JSON, ${(error as Error).message.replace(/\s+/g, " ")}`,
      "correct it; every entry but the last ends with a comma",
    );
    return { references, lines, broken: "all", problems };
  }
  if (!Array.isArray(items)) {
    add(1, "the file is not a list", "write [ { … }, { … } ]");
    return { references, lines, broken: "all", problems };
  }
  const broken = new Set<string>();
  const starts = entryLines(source);
  items.forEach((item: unknown, i) => {
    const line = starts[i] ?? 1;
    const result = referenceSchema.safeParse(item);
    if (!result.success) {
      const id = (item as { id?: unknown } | null)?.id ?? `entry ${i + 1}`;
      for (const issue of result.error.issues) {
        const [what, ...mend] = issue.message.split("; ");
        add(
          line,
          `\`${String(id)}\`: \`${issue.path.join(".")}\` ${what}`,
          mend.join("; ") || "correct the value",
        );
      }
      broken.add(String(id));
      return;
    }
    const id = result.data.id;
    if (references.has(id)) add(line, `\`${id}\` stands here a second time`, "keep one of the two");
    references.set(id, result.data as Reference);
    lines.set(id, line);
  });
  return { references, lines, broken, problems };
}

/** 1-based line on which each entry of a sound JSON list begins. */
function entryLines(source: string): number[] {
  const lines: number[] = [];
  let depth = 0;
  let line = 1;
  // An entry begins with what follows the list's bracket or a comma between entries.
  let awaited = false;
  for (const [token] of source.matchAll(/"(?:\\.|[^"\\])*"|[[\]{},\n]|[^\s"[\]{},]+/g)) {
    if (token === "\n") {
      line++;
      continue;
    }
    if (awaited && token !== "]") {
      lines.push(line);
      awaited = false;
    }
    if (token === "[" || token === "{") {
      depth++;
      if (depth === 1) awaited = true;
    } else if (token === "]" || token === "}") depth--;
    else if (token === "," && depth === 1) awaited = true;
  }
  return lines;
}

/**
 * 1-based line at which JSON goes wrong. Not every message of the engine has a position: the line is the first at
 * which a text cut off there is wrong in itself, not merely unfinished.
 */
function lineOfFault(source: string): number {
  const lines = source.split("\n");
  const wrong = (count: number) => {
    const cut = `${lines.slice(0, count).join("\n")}\n`;
    try {
      JSON.parse(cut);
      return false;
    } catch (error) {
      const { message } = error as Error;
      const at = /position (\d+)/.exec(message);
      return !/end of JSON input/.test(message) && (!at || Number(at[1]) < cut.length);
    }
  };
  let [low, high] = [1, lines.length] as [number, number];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wrong(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
