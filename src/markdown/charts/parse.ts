import { isAlias, isMap, isNode, isPair, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";
import { checkRelations } from "./relations.ts";
import { type ChartType, describe, MEND, SCHEMAS } from "./schema.ts";
import type { ChartSpec } from "./types.ts";

/** A fault of a chart block. */
export interface ChartProblem {
  /** 0-based line within the block's text. */
  line: number;
  /** What is wrong, without a full stop. */
  what: string;
  /** How to mend it, without a full stop. */
  mend: string;
}

export interface ParsedChart {
  /** Absent if there is any problem. */
  spec?: ChartSpec;
  problems: ChartProblem[];
}

const TYPES = Object.keys(SCHEMAS) as ChartType[];

/**
 * Reads and checks the text of a ```chart block. Never throws on what an editor may write: every fault is reported
 * with its line, all at once as far as the YAML can be read.
 */
export function parseChart(yamlText: string): ParsedChart {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: true, strict: true });
  const lineAt = (offset: number) => Math.max(0, lines.linePos(offset).line - 1);

  if (document.errors.length > 0) {
    return {
      // One fault makes the parser stumble on: the first of a line says what matters.
      problems: firstOfLine(
        document.errors.map((error) => ({
          line: lineAt(Math.min(error.pos[0], Math.max(0, yamlText.length - 1))),
          what: `the YAML cannot be read: ${error.message.replace(/ at line \d[\s\S]*$/, "").replace(/[\s:.]+$/, "")}`,
          mend: yamlMend(error.code),
        })),
      ),
    };
  }
  const root = document.contents;
  if (root === null || (!isMap(root) && document.toJS() === null)) {
    return {
      problems: [
        {
          line: 0,
          what: "the chart block is empty",
          mend: `write type, id, caption, alt, source and the data`,
        },
      ],
    };
  }
  let data: unknown;
  try {
    data = document.toJS();
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return {
      problems: [{ line: 0, what: `the YAML cannot be read: ${what}`, mend: "write the values out in full" }],
    };
  }
  if (!isMap(root)) {
    return {
      problems: [
        {
          line: lineAt(start(root)),
          what: `the chart block is ${describe(data)}`,
          mend: "write it as keys and values, e.g. type: bar",
        },
      ],
    };
  }

  const locate = (path: PropertyKey[]): number => lineAt(start(nodeAt(root, path) ?? root));
  const type = (data as { type?: unknown }).type;
  if (!TYPES.includes(type as ChartType)) {
    const near = typeof type === "string" ? nearest(type, TYPES) : undefined;
    return {
      problems: [
        {
          line: locate(["type"]),
          what: type === undefined ? `the key "type" is missing` : `the chart type is ${describe(type)}`,
          mend: near ? `write type: ${near}` : `write one of ${TYPES.join(", ")} as type`,
        },
      ],
    };
  }

  const locateKey = (path: PropertyKey[], key: string): number => {
    const map = nodeAt(root, path);
    const pair = isMap(map) ? map.items.find((item) => isPair(item) && String(item.key) === key) : undefined;
    return pair && isNode(pair.key) ? lineAt(start(pair.key)) : locate(path);
  };
  const result = SCHEMAS[type as ChartType].safeParse(data);
  const faults = checkRelations(type as ChartType, data as Record<string, unknown>);
  if (result.success && faults.length === 0) return { spec: result.data as ChartSpec, problems: [] };
  const problems = [
    ...(result.error?.issues ?? []).flatMap((issue) =>
      explain(issue, type as ChartType, data, locate, locateKey),
    ),
    ...faults.map(({ path, message }) => fromMessage(message, path, locate(path))),
  ];
  return { problems: problems.sort((a, b) => a.line - b.line) };
}

function firstOfLine(problems: ChartProblem[]): ChartProblem[] {
  return problems.filter((problem, i) => problems.findIndex((other) => other.line === problem.line) === i);
}

function start(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** The node at a path, or the nearest that exists around it. */
function nodeAt(root: Node, path: PropertyKey[]): Node | undefined {
  let node: Node = root;
  for (const step of path) {
    const next =
      "get" in node && typeof node.get === "function" ? (node.get(step, true) as unknown) : undefined;
    if (!isNode(next)) break;
    // An alias stands where the fault shows; what it points to may be elsewhere.
    if (isAlias(next)) return next;
    node = next;
  }
  return node;
}

function yamlMend(code: string): string {
  switch (code) {
    case "DUPLICATE_KEY":
      return "keep one of the two keys";
    case "TAB_AS_INDENT":
      return "indent with spaces";
    case "MULTILINE_IMPLICIT_KEY":
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MISSING_CHAR":
      return "close quotes and brackets, and put text that holds a colon, a comma or a quote in quotes";
    case "BAD_INDENT":
      return "indent the entries of a list alike, and close brackets and quotes";
    default:
      return "compare the block with the examples in articles/README.md; put text that holds a colon in quotes";
  }
}

/** Puts one finding of zod into an editor's words. */
function explain(
  issue: z.core.$ZodIssue,
  type: ChartType,
  data: unknown,
  locate: (path: PropertyKey[]) => number,
  locateKey: (path: PropertyKey[], key: string) => number,
): ChartProblem[] {
  const path = issue.path;
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(type, path);
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      return {
        line: locateKey(path, key),
        what: `unknown key "${key}"`,
        mend: near ? `write "${near}", or delete it` : `delete it; known here are ${known.join(", ")}`,
      };
    });
  }
  if (missing(data, path)) {
    const key = String(path.at(-1));
    return [
      {
        line: locate(path.slice(0, -1)),
        what: `the key "${key}" is missing`,
        mend: MISSING_MEND[key] ?? `add "${key}"`,
      },
    ];
  }
  const found = valueAt(data, path);
  if (found === null && typeof path.at(-1) === "string") {
    const key = String(path.at(-1));
    return [
      {
        line: locate(path),
        what: `"${key}" has no value`,
        mend: MISSING_MEND[key] ?? `write it behind "${key}:"`,
      },
    ];
  }
  if (issue.message.includes(MEND)) return [fromMessage(issue.message, path, locate(path))];
  return [
    {
      line: locate(path),
      what: place(`${describe(found)} stands where ${expected(issue)} is expected`, path),
      mend: "compare the block with the examples in articles/README.md",
    },
  ];
}

const MISSING_MEND: Record<string, string> = {
  alt: `add "alt": one or two sentences that say what the chart shows`,
  source: `add "source": where the data are from, with a citation`,
  id: `add "id", e.g. id: fig-policy-fields`,
};

/** Splits a message of the schema into its halves. */
function fromMessage(message: string, path: PropertyKey[], line: number): ChartProblem {
  const [what = "", mend = ""] = message.split(MEND);
  return { line, what: place(what, path), mend };
}

/** Names the key a finding is about, unless the message does. */
function place(what: string, path: PropertyKey[]): string {
  const key = [...path].reverse().find((step) => typeof step === "string");
  return key === undefined || what.startsWith('"') || what.startsWith("the ")
    ? what
    : `${what} (${String(key)})`;
}

function expected(issue: z.core.$ZodIssue): string {
  if (issue.code !== "invalid_type") return "something else";
  return issue.expected === "object" ? "a group of keys" : `a ${issue.expected}`;
}

function valueAt(data: unknown, path: PropertyKey[]): unknown {
  let value = data;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return value;
}

function missing(data: unknown, path: PropertyKey[]): boolean {
  return typeof path.at(-1) === "string" && valueAt(data, path) === undefined;
}

/** The keys that may stand at a path, e.g. `["data", 3]`. */
function knownKeys(type: ChartType, path: PropertyKey[]): string[] {
  const shape: Record<string, unknown> = SCHEMAS[type].shape;
  if (path.length === 0) return Object.keys(shape);
  const list = shape[String(path[0])] as
    | { element?: { shape?: object }; in?: { element?: { shape?: object } } }
    | undefined;
  return Object.keys(list?.element?.shape ?? {});
}

/** The known word that a misspelt one most likely stands for. */
function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(1, Math.floor(best.candidate.length / 3))
    ? best.candidate
    : undefined;
}

/** Levenshtein distance in which two swapped neighbours count as one step (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(substituted, rows[i - 1]![j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
      }
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
