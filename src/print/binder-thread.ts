import { parentPort } from "node:worker_threads";
import { type AssembleOptions, Assembly } from "./assemble.ts";
import type { BookPlan } from "./book.ts";
import { furniture } from "./furniture.ts";

/** What the thread is told, in this order. */
export type Order =
  | { fonts: AssembleOptions["fonts"] }
  | { id: string; pdf: Uint8Array }
  | { plan: BookPlan };

/** What it answers, once. */
export type Answer = { pdf: Uint8Array } | { error: unknown };

let assembly: Assembly | undefined;
let last = Promise.resolve();

parentPort!.on("message", (order: Order) => {
  last = last.then(() => obey(order)).catch((error: unknown) => answer({ error }));
});

async function obey(order: Order): Promise<void> {
  if ("fonts" in order) assembly = await Assembly.open(order.fonts, true);
  else if ("pdf" in order) await assembly!.add(order);
  else {
    const { heads, ...plan } = order.plan;
    const { pdf } = await assembly!.finish({ ...plan, furniture: furniture(heads) });
    answer({ pdf });
  }
}

function answer(value: Answer): void {
  parentPort!.postMessage(value);
}
