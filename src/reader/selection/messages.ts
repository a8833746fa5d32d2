import type { FontFiles, SelectionRequest } from "./request.ts";

/** What the page asks of the worker. Addresses are absolute. */
export interface Job {
  request: SelectionRequest;
  /** Where the paths of the offprints start. */
  root: string;
  fonts: FontFiles;
  /** Where the font files are. */
  fontRoot: string;
}

/** What the worker says. */
export type Message =
  | { kind: "progress"; step: "loading" | "joining"; done: number }
  | { kind: "done"; pdf: Uint8Array }
  /** `network`: nothing came; `missing`: the server says no; `damaged`: not an offprint; `other`: not the article's fault. */
  | { kind: "failed"; why: "network" | "missing" | "damaged" | "memory" | "other"; article?: string };
