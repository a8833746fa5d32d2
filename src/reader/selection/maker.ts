import type { Job, Message } from "./messages.ts";
import type { FontFiles, SelectionRequest } from "./request.ts";

/** Name of the worker and of the fonts beside it; put in by the build (src/site/scripts.ts). */
declare const ATLAS_SELECTION: { worker: string; fonts: FontFiles };

export type Progress = Extract<Message, { kind: "progress" }>;

/** Why there is no PDF, in words for the reader. */
export class SelectionFailure extends Error {}

/**
 * Makes the PDF in a worker, so that the page stays usable.
 *
 * @param root where the site starts, absolute
 * @throws SelectionFailure with what to say; AbortError if `signal` ends it
 */
export function makeInWorker(
  request: SelectionRequest,
  root: string,
  progress: (message: Progress) => void,
  signal: AbortSignal,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(ATLAS_SELECTION.worker, import.meta.url), { type: "module" });
    const end = (settle: () => void) => {
      worker.terminate();
      settle();
    };
    signal.addEventListener("abort", () => end(() => reject(new DOMException("given up", "AbortError"))));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      end(() => reject(new SelectionFailure(words({ kind: "failed", why: "network" }))));
    });
    worker.addEventListener("message", ({ data }: MessageEvent<Message>) => {
      if (data.kind === "progress") progress(data);
      else if (data.kind === "done") end(() => resolve(data.pdf));
      else end(() => reject(new SelectionFailure(words(data))));
    });
    const job: Job = {
      request,
      root,
      fonts: ATLAS_SELECTION.fonts,
      fontRoot: new URL(".", import.meta.url).href,
    };
    worker.postMessage(job);
  });
}

/** What to tell the reader. */
export function words({ why, article }: Extract<Message, { kind: "failed" }>): string {
  const name = article === undefined ? "" : `“${article}”`;
  switch (why) {
    case "network":
      return name
        ? `The pages of ${name} could not be fetched. Is there a connection?`
        : "What makes the PDF could not be fetched. Is there a connection?";
    case "missing":
      return name
        ? `The pages of ${name} are not on the server. Take the article out, or try again later.`
        : "The typefaces of the PDF are not on the server. Load the page again; there may be a new edition.";
    case "damaged":
      return `The pages of ${name} have arrived damaged. Try again; if it happens again, take the article out.`;
    case "memory":
      return "There was not enough memory for so many pages. Make two smaller selections.";
    case "other":
      return "The PDF could not be made. If it happens again, please write to the editors.";
  }
}
