import type { Context } from "../context.ts";
import type { BookInfo } from "../page-data.ts";
import { button, el } from "../ui/element.ts";
import type { Printable, SelectionRequest } from "./request.ts";
import { fileName, sharedQuery } from "./selection.ts";

/** What there is to make, asked when the button is pressed. */
export interface Wanted {
  book: BookInfo;
  articles: Printable[];
  title: string;
}

export interface Making {
  element: HTMLElement;
  /** Forgets the PDF that was made, or is being made: the list is another. */
  reset(): void;
  /** Ends everything. */
  close(): void;
}

/** The button that makes the PDF, what it says while it does, and the PDF. */
export function openMaking(context: Context, wanted: () => Wanted | undefined): Making {
  const { info, say } = context;
  const bar = el("progress", { max: 1, value: 0, "aria-label": "Making the PDF", hidden: true });
  const state = el("p", { class: "selection-state", role: "alert" });
  const result = el("p", { class: "selection-make" });
  const start = button("Make the PDF", () => void make(), { class: "button" });
  const stop = button("Stop", () => reset(), { class: "text-button" });
  stop.hidden = true;
  const row = el("div", { class: "selection-make" }, start, stop, bar);
  let running: AbortController | undefined;
  let address: string | undefined;

  const reset = () => {
    running?.abort();
    running = undefined;
    if (address) URL.revokeObjectURL(address);
    address = undefined;
    result.replaceChildren();
    state.textContent = "";
    bar.hidden = true;
    if (document.activeElement === stop) start.focus();
    stop.hidden = true;
  };

  const make = async () => {
    const want = wanted();
    if (!want || want.articles.length === 0 || running) return;
    reset();
    const { book, articles, title } = want;
    const mine = new AbortController();
    running = mine;
    bar.hidden = stop.hidden = false;
    bar.value = 0.02;
    say("Making the PDF.");
    const request: SelectionRequest = {
      book,
      articles,
      title,
      address: `${book.url}selection/${sharedQuery(
        articles.map((a) => a.slug),
        title,
      )}`,
      lang: info.lang,
      date: new Date().toISOString().slice(0, 10),
    };
    try {
      const { makeInWorker } = await import("./maker.ts");
      const root = new URL(info.root, location.href).href;
      const pdf = await makeInWorker(
        request,
        root,
        ({ step, done }) => {
          // Fetching is about half of it.
          const part = done / articles.length / 2;
          bar.value = step === "loading" ? part : 0.5 + part;
        },
        mine.signal,
      );
      if (running !== mine) return;
      finish(request, pdf);
    } catch (error) {
      if (running !== mine) return;
      reset();
      const { SelectionFailure } = await import("./maker.ts").catch(() => ({ SelectionFailure: undefined }));
      state.textContent =
        SelectionFailure && error instanceof SelectionFailure
          ? error.message
          : "What makes the PDF could not be fetched. Is there a connection?";
    }
  };

  const finish = ({ title, book }: SelectionRequest, pdf: Uint8Array) => {
    running = undefined;
    bar.hidden = true;
    const name = fileName(title, book.title);
    address = URL.createObjectURL(new Blob([pdf as BlobPart], { type: "application/pdf" }));
    const save = el("a", { href: address, download: name }, "Save");
    result.replaceChildren(
      el("span", { class: "selection-file" }, `${name}, PDF, ${size(pdf.length)}`),
      save,
      el("a", { href: address, target: "_blank" }, "Open"),
    );
    const onStop = document.activeElement === stop;
    stop.hidden = true;
    if (onStop) save.focus();
    save.click();
    say(`The PDF is made: ${name}, ${size(pdf.length)}. It is among your downloads.`);
  };

  return { element: el("div", {}, row, state, result), reset, close: reset };
}

/** Bytes in words, as on the rest of the site. */
export function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
