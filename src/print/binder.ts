import { Worker } from "node:worker_threads";
import type { AssembleOptions } from "./assemble.ts";
import { threadScript } from "./assets.ts";
import type { Answer, Order } from "./binder-thread.ts";
import type { BookPlan } from "./book.ts";

/**
 * Puts the book together in a thread of its own, which takes in the articles while others are still being printed.
 * The thread begins when it is told to: a book that turns out to be there already costs nothing.
 */
export class Binder {
  private worker: Promise<Worker> | undefined;
  private answered: ((pdf: Uint8Array) => void) | undefined;
  private failed: ((error: unknown) => void) | undefined;
  private readonly answer: Promise<Uint8Array>;
  private readonly offered = new Map<string, Uint8Array>();

  constructor(private readonly fonts: AssembleOptions["fonts"]) {
    this.answer = new Promise((resolve, reject) => {
      this.answered = resolve;
      this.failed = reject;
    });
    // Whoever does not wait for the book has an error of his own.
    this.answer.catch(() => undefined);
  }

  /** A piece of the book as soon as it is there; always in the same order, so that the book has the same bytes. */
  offer(id: string, pdf: Uint8Array): void {
    this.offered.set(id, pdf);
    if (this.worker) this.tell({ id, pdf });
  }

  /** From now on the book is worked on. */
  start(): void {
    if (this.worker) return;
    this.worker = threadScript("src/print/binder-thread.ts").then((script) => {
      const worker = new Worker(script, { eval: true, execArgv: [] });
      worker.on("message", (answer: Answer) => {
        if ("pdf" in answer) this.answered!(answer.pdf);
        else this.failed!(answer.error);
      });
      worker.on("error", this.failed!);
      worker.on("exit", () => this.failed!(new Error("the thread that binds the book has ended early")));
      return worker;
    });
    this.tell({ fonts: this.fonts });
    for (const [id, pdf] of this.offered) this.tell({ id, pdf });
  }

  /**
   * The whole book as one tagged PDF.
   *
   * @param pieces all of it; those that were offered before are known by their ids
   */
  async finish(plan: BookPlan, pieces: { id: string; pdf: Uint8Array }[]): Promise<Uint8Array> {
    this.start();
    for (const { id, pdf } of pieces) if (!this.offered.has(id)) this.offer(id, pdf);
    this.tell({ plan });
    return this.answer;
  }

  async close(): Promise<void> {
    const worker = await this.worker?.catch(() => undefined);
    await worker?.terminate();
  }

  private tell(order: Order): void {
    this.worker!.then((worker) => worker.postMessage(order), this.failed);
  }
}
