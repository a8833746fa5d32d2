import { ProblemsError } from "../atlas/problem.ts";

const SYSTEM: Record<string, (path: string) => string> = {
  EACCES: (p) => `${p} may not be written: change its permissions or name another folder with --out`,
  EPERM: (p) => `${p} may not be written: change its permissions or name another folder with --out`,
  EROFS: (p) => `${p} is on a read-only disk: name another folder with --out and --cache`,
  ENOSPC: (p) => `the disk is full, ${p} could not be written: free some space and build again`,
  EDQUOT: (p) => `your disk quota is used up, ${p} could not be written: free some space and build again`,
  EMFILE: () => "too many open files: raise the limit (ulimit -n) and build again",
  EADDRINUSE: () => "the port is in use: name another with --port",
};

/** What went wrong, for a person: one line, or one for each problem. */
export function explain(error: unknown): string {
  if (error instanceof ProblemsError) return error.message;
  for (
    let at: unknown = error;
    at instanceof Error;
    at = (at as { originalError?: unknown }).originalError ?? at.cause
  ) {
    const { code, path } = at as NodeJS.ErrnoException;
    const words = code === undefined ? undefined : SYSTEM[code];
    if (words) return words(path ?? "a file");
  }
  if (error instanceof Error) return process.env.ATLAS_DEBUG ? (error.stack ?? error.message) : error.message;
  return String(error);
}
