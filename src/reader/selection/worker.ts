/** Runs beside the page, so that reading goes on: fetches the offprints and joins them. Bundled by src/site/scripts.ts. */
import { ArticleError, fontsFor, frontText, makeSelection } from "./make.ts";
import type { Job, Message } from "./messages.ts";

/** The part of a worker's global scope that is used; the DOM's types know only windows. */
const scope = globalThis as unknown as {
  postMessage(message: Message, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<Job>) => void) | null;
};

class FetchError extends Error {
  constructor(
    readonly why: "network" | "missing",
    readonly article?: string,
  ) {
    super(`${article ?? "a font"}: ${why}`);
  }
}

scope.onmessage = ({ data }) => {
  make(data)
    .then((pdf) => scope.postMessage({ kind: "done", pdf }, [pdf.buffer as ArrayBuffer]))
    .catch((error: unknown) => {
      console.info(error);
      if (error instanceof FetchError)
        scope.postMessage({
          kind: "failed",
          why: error.why,
          ...(error.article !== undefined && { article: error.article }),
        });
      else if (error instanceof ArticleError)
        scope.postMessage({ kind: "failed", why: "damaged", article: error.article.title });
      else scope.postMessage({ kind: "failed", why: error instanceof RangeError ? "memory" : "other" });
    });
};

async function make({ request, root, fonts, fontRoot }: Job): Promise<Uint8Array> {
  const chosen = Object.entries(fontsFor(fonts, frontText(request)));
  const files = Promise.all(
    chosen.map(async ([key, names]) => {
      const all = await Promise.all(names.map((file) => get(new URL(file, fontRoot))));
      return [key, all] as const;
    }),
  );
  // It is awaited later; until then a failure is not to count as one that nobody minds.
  files.catch(() => {});
  let done = 0;
  const offprints = await Promise.all(
    request.articles.map(async ({ slug, title, offprint }) => {
      const pdf = await get(new URL(offprint.path, root), title);
      scope.postMessage({ kind: "progress", step: "loading", done: ++done });
      return [slug, pdf] as const;
    }),
  );
  return makeSelection(request, new Map(offprints), Object.fromEntries(await files), (joined) => {
    scope.postMessage({ kind: "progress", step: "joining", done: joined });
  });
}

async function get(address: URL, article?: string): Promise<Uint8Array> {
  const answer = await fetch(address).catch(() => {
    throw new FetchError("network", article);
  });
  if (!answer.ok) throw new FetchError("missing", article);
  return new Uint8Array(await answer.arrayBuffer());
}
