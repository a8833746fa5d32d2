import { isMap, isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import type { Problem } from "./problem.ts";

type Path = readonly PropertyKey[];

/**
 * YAML, checked by a schema, every problem placed at the line of the value it speaks of.
 *
 * @param source the YAML text
 * @param at the file as shown to people and the 1-based line at which `source` begins
 * @returns the value, or undefined when there is an error among `problems`; `lineOf` gives the line of a path
 */
export function parseYaml<S extends z.ZodType>(
  source: string,
  schema: S,
  at: { file: string; line: number },
): { value?: z.output<S>; problems: Problem[]; lineOf: (path: Path) => number } {
  const lines = new LineCounter();
  const doc = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const toLine = (offset: number) => at.line + lines.linePos(offset).line - 1;
  const lineOf = (path: Path): number => {
    // The nearest ancestor that stands in the file: a missing key is reported where its map begins.
    for (let n = path.length; n > 0; n--) {
      const parent = doc.getIn(path.slice(0, n - 1), true) ?? doc.contents;
      if (isMap(parent)) {
        const pair = parent.items.find((p) => isNode(p.key) && String(p.key) === String(path[n - 1]));
        if (pair && isNode(pair.key) && pair.key.range) return toLine(pair.key.range[0]);
      }
      const node = doc.getIn(path.slice(0, n), true);
      if (isNode(node) && node.range) return toLine(node.range[0]);
    }
    return at.line;
  };
  if (doc.errors.length > 0) {
    const problems = doc.errors.map(
      (e): Problem => ({
        file: at.file,
        line: toLine(e.pos[0]),
        what: `bad YAML, ${e.message.split("\n")[0]}`,
        mend: "correct the line; put text that holds a colon or a quote in quotation marks",
        level: "error",
      }),
    );
    return { problems, lineOf };
  }
  let data: unknown;
  try {
    data = doc.toJS() ?? {};
  } catch (error) {
    // An alias without anchor, which is what `*` at the start of a text looks like, shows only here.
    const name = /unresolved alias.*: (\S+)$/i.exec((error as Error).message)?.[1];
    const offset = name ? Math.max(0, source.indexOf(`*${name}`)) : 0;
    return {
      problems: [
        {
          file: at.file,
          line: toLine(offset),
          what: `bad YAML, ${(error as Error).message}`,
          mend: "put text that begins with `*` or `&` in quotation marks",
          level: "error",
        },
      ],
      lineOf,
    };
  }
  const result = schema.safeParse(data);
  if (result.success) return { value: result.data, problems: [], lineOf };
  const problems = result.error.issues.flatMap((issue): Problem[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        file: at.file,
        line: lineOf([...issue.path, key]),
        what: `unknown key \`${key}\``,
        mend: "correct its spelling or take it out",
        level: "error",
      }));
    }
    // Our messages are «what; mend»; those that zod words itself get a general mend.
    const [what, ...mend] = issue.message.split("; ");
    const key = issue.path.length > 0 ? `\`${issue.path.join(".")}\` ` : "";
    return [
      {
        file: at.file,
        line: lineOf(issue.path),
        what: `${key}${what}`,
        mend: mend.join("; ") || "correct the value",
        level: "error",
      },
    ];
  });
  return { problems, lineOf };
}
