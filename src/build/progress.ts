import cliProgress from "cli-progress";
import type { Article } from "../atlas/types.ts";

export interface Progress {
  stage(name: string): void;
  article(article: Article, done: number, total: number): void;
  stop(): void;
}

/** A bar with the article, how many of how many and the time left on a terminal; one line a stage elsewhere. */
export function createProgress(out: NodeJS.WriteStream = process.stderr): Progress {
  let bar: cliProgress.SingleBar | undefined;
  const stop = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    stage(name) {
      stop();
      out.write(`${name}\n`);
    },
    article(article, done, total) {
      if (!out.isTTY) return;
      if (!bar) {
        bar = new cliProgress.SingleBar({
          stream: out,
          format: "  {bar} {value}/{total} · {eta_formatted} left · {title}",
          barCompleteChar: "━",
          barIncompleteChar: "─",
          hideCursor: true,
          clearOnComplete: true,
          barsize: 24,
          etaBuffer: 20,
        });
        bar.start(total, 0, { title: "" });
      }
      bar.update(done, { title: article.title });
    },
    stop,
  };
}
