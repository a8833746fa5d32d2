import { parentPort } from "node:worker_threads";
import { checkPdf, type Expected, type Finding } from "./outputs.ts";

/** PDFs to be looked at, and the articles they hold. */
export interface Order {
  expected: Map<string, Expected>;
  root: string;
  pdfs: { output: string; bytes: Uint8Array; pieces: string[] }[];
}

/** Findings by PDF, in the order they were given. */
export type Answer = { findings: Finding[][] } | { error: unknown };

parentPort!.on("message", async ({ expected, root, pdfs }: Order) => {
  try {
    const findings: Finding[][] = [];
    for (const { output, bytes, pieces } of pdfs) {
      findings.push(await checkPdf(output, bytes, pieces, expected, root));
    }
    parentPort!.postMessage({ findings } satisfies Answer);
  } catch (error) {
    parentPort!.postMessage({ error } satisfies Answer);
  }
});
