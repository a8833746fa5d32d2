import type { Context } from "../context.ts";
import { button, el } from "../ui/element.ts";
import { openPanel } from "../ui/panel.ts";
import { currentJob, fulfil, onJob, readWish, refresh } from "./job.ts";
import { fetchManifest, KeepError, readKept, surroundings } from "./keep.ts";
import {
  bytesOf,
  change,
  filesOf,
  type Kept,
  missing,
  NOTHING,
  type OfflineManifest,
  size,
  type Wish,
} from "./manifest.ts";
import { installer } from "./start.ts";

type What = "book" | "pdf" | { article: string };

interface Row {
  /** Names the row, so that the focus finds it again. */
  id: string;
  title: string;
  what: What;
  /** What it brings. */
  about: string;
  kept: boolean;
  /** Instead of a button: why there is none. */
  because?: string | undefined;
}

const REASONS: Record<KeepError["reason"], string> = {
  refused:
    "This browser does not let the site keep anything: its storage is blocked for it, or in this window.",
  full: "The device has no room for it. What was kept before is still there.",
  connection: "It could not be fetched. What was kept before is still there.",
  changing:
    "The Atlas is being renewed at this moment. Try again in a minute; what was kept before is still there.",
  cancelled: "Stopped. What was kept before is still there.",
};

/** The panel that keeps this article, the book and the PDFs on the device, and says what is there. */
export async function openKeep(context: Context): Promise<void> {
  const { info } = context;
  let end = () => {};
  const panel = openPanel("Keep offline", { kind: "keep", onClose: () => end() });
  const here = info.worker ? surroundings(info.root) : undefined;
  if (!here) {
    panel.body.append(
      el(
        "p",
        { class: "panel-state" },
        info.worker ? REASONS.refused : "This copy of the site is being written.",
      ),
      el(
        "p",
        {},
        "The book and each article are also there as a PDF: ",
        el("a", { href: `${info.root}downloads/` }, "downloads"),
        ".",
      ),
    );
    return;
  }
  const state = el("p", { class: "panel-state", role: "status" }, "Looking at what is there …");
  const error = el("p", { class: "panel-error", role: "alert" });
  const rows = el("div", { class: "keep-rows" });
  const foot = el("div", { class: "keep-foot" });
  panel.body.append(state, error, rows, foot);

  let manifest: OfflineManifest | undefined;
  let bar: { progress: HTMLProgressElement; words: HTMLElement } | undefined;

  const run = async (wish: Wish, done: string, id: string) => {
    error.textContent = "";
    try {
      // Granted or not, it can be kept; granted, the browser will not clear it on its own. Firefox asks the reader, who
      // may leave the question alone: nothing waits for the answer.
      void navigator.storage?.persist?.().catch(() => false);
      await fulfil(context, here, manifest!, wish);
      if (panel.dialog.isConnected) context.say(done);
      else context.notify(done);
    } catch (problem) {
      const text = await explain(problem);
      if (panel.dialog.isConnected) error.textContent = text;
      else context.notify(text);
    }
    await show(id);
  };

  const show = async (focus?: string) => {
    if (!panel.dialog.isConnected) return;
    const [wish, found, book] = await Promise.all([
      readWish(context, here).catch(() => NOTHING),
      readKept(here).catch(() => undefined),
      context.book().catch(() => undefined),
    ]);
    const kept = found?.kept;
    const job = currentJob();
    const titles = new Map(book?.articles.map((a) => [a.slug, a.title]));
    const offprints = manifest?.pdf.length ?? 0;
    const slug = info.article?.slug;
    const entry = (row: Row) => showRow(row, wish, kept, job !== undefined);
    bar = undefined;
    rows.replaceChildren(
      ...(job ? [showJob()] : []),
      ...(slug
        ? [
            entry({
              id: "article",
              title: "This article",
              what: { article: slug },
              about: info.article!.title,
              kept: wish.articles.includes(slug),
              because: wish.book && !wish.articles.includes(slug) ? "Kept with the whole book." : undefined,
            }),
          ]
        : []),
      entry({
        id: "book",
        title: "The whole book",
        what: "book",
        about: "All articles and lists, and the search",
        kept: wish.book,
      }),
      ...(offprints > 0 || wish.pdf
        ? [
            entry({
              id: "pdf",
              title: "The PDFs",
              what: "pdf",
              about: "The printed book, the offprints, and what joins them to a selection",
              kept: wish.pdf,
            }),
          ]
        : []),
      ...wish.articles
        .filter((s) => s !== slug)
        .map((s) =>
          entry({
            id: `article-${s}`,
            title: titles.get(s) ?? s,
            what: { article: s },
            about: "",
            kept: true,
          }),
        ),
    );
    state.textContent = manifest
      ? kept
        ? `On this device: ${size(bytesOf(kept.files))}, as of ${when(kept.time, info.lang)}.`
        : "Nothing is kept yet. What you keep can be read without a connection and renews itself."
      : kept
        ? `There is no connection. On this device: ${size(bytesOf(kept.files))}, as of ${when(kept.time, info.lang)}.`
        : "There is no connection, and nothing is kept yet.";
    const lasting = kept && (await navigator.storage?.persisted?.().catch(() => false));
    const install = installer();
    foot.replaceChildren(
      ...(kept
        ? [
            el(
              "p",
              { class: "keep-about" },
              lasting
                ? "The browser has promised not to clear it by itself."
                : "The browser may clear it when the device runs out of room; it is then fetched again.",
            ),
          ]
        : []),
      ...(kept && !job
        ? [
            button("Remove everything", () => void run(NOTHING, "Nothing is kept any more.", "book"), {
              class: "text-button",
            }),
          ]
        : []),
      ...(install
        ? [button("Install as an app", () => void install(), { class: "text-button keep-install" })]
        : []),
    );
    if (focus && panel.dialog.isConnected)
      (
        rows.querySelector<HTMLElement>(`[data-row="${CSS.escape(focus)}"] button`) ??
        panel.dialog.querySelector<HTMLElement>("h2")
      )?.focus();
  };

  const showRow = (row: Row, wish: Wish, kept: Kept | undefined, busy: boolean) => {
    const next = change(wish, row.what, !row.kept);
    const more = manifest && missing(filesOf(manifest, next), kept?.files ?? []);
    const there = row.kept && kept !== undefined;
    const has = manifest && row.kept ? bytesOf(own(manifest, row.what)) : 0;
    const facts =
      row.because ??
      (there
        ? has
          ? `Kept, ${size(has)}.`
          : "Kept."
        : more
          ? `Not kept: ${size(bytesOf(more))} to fetch.`
          : "Not kept.");
    const act = row.kept ? "Remove" : "Keep";
    return el(
      "section",
      { class: "keep-row", "data-row": row.id },
      el("h3", {}, row.title),
      row.about !== "" && el("p", { class: "keep-about" }, row.about),
      el("p", { class: "keep-facts" }, facts),
      row.because === undefined &&
        manifest !== undefined &&
        !busy &&
        button(
          act,
          () =>
            void run(
              next,
              row.kept ? `${row.title}: removed.` : `${row.title}: kept on this device.`,
              row.id,
            ),
          { class: "button", "aria-label": `${act}: ${row.title}` },
        ),
    );
  };

  const showJob = () => {
    const progress = el("progress", { "aria-label": "Fetched", max: 1 });
    const words = el("span", { class: "keep-progress-words" });
    bar = { progress, words };
    const cancel = button("Cancel", () => currentJob()?.cancel(), { class: "button" });
    move();
    return el("section", { class: "keep-job", "data-row": "job" }, progress, words, cancel);
  };
  const move = () => {
    const job = currentJob();
    if (!bar || !job) return;
    bar.progress.value = job.all > 0 ? job.done / job.all : 0;
    bar.words.textContent = job.all > 0 ? `${size(job.done)} of ${size(job.all)}` : "Beginning …";
  };
  let busy = currentJob() !== undefined;
  end = onJob(() => {
    const now = currentJob() !== undefined;
    if (now === busy) move();
    else {
      busy = now;
      if (now) context.say("Fetching.");
      void show(now ? "job" : undefined);
    }
  });

  await show();
  manifest = await fetchManifest(here).catch(() => undefined);
  await show();
  // Whoever looks wants to know: every file is read.
  if (manifest) await refresh(context, true).then(() => (currentJob() ? undefined : show()));
}

/** What a row alone comes to, without what every page needs. */
function own(manifest: OfflineManifest, what: What): OfflineManifest["base"] {
  if (what === "pdf") return manifest.pdf;
  if (what === "book") return filesOf(manifest, { ...NOTHING, book: true });
  return manifest.articles[what.article] ?? [];
}

async function explain(problem: unknown): Promise<string> {
  if (!(problem instanceof KeepError)) throw problem;
  if (problem.reason !== "full") return REASONS[problem.reason];
  const { quota = 0, usage = 0 } = ((await navigator.storage?.estimate?.().catch(() => undefined)) ??
    {}) as StorageEstimate;
  return quota > 0
    ? `${REASONS.full} The browser allows ${size(Math.max(0, quota - usage))} more.`
    : REASONS.full;
}

const when = (time: number, lang: string) =>
  new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" }).format(time);
