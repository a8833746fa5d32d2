/** Something an editor has to mend (or, as a warning, may want to). */
export interface Problem {
  /** Path as shown to people. */
  file: string;
  /** 1-based. */
  line: number;
  /** What is wrong, without a full stop. */
  what: string;
  /** How to mend it, without a full stop. */
  mend: string;
  level: "error" | "warning";
}

/** `articles/07-scaling.md:12: what is wrong: how to mend it` */
export function formatProblem(p: Problem): string {
  return `${p.file}:${p.line}: ${p.level === "warning" ? "warning: " : ""}${p.what}: ${p.mend}`;
}

/** In the order an editor works: by file, then by line. */
export function sortProblems(problems: Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

/** Thrown where work cannot go on because of problems that have names and places. */
export class ProblemsError extends Error {
  constructor(readonly problems: Problem[]) {
    super(sortProblems(problems).map(formatProblem).join("\n"));
    this.name = "ProblemsError";
  }
}
