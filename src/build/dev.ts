import { stat } from "node:fs/promises";
import { join } from "node:path";
import { articleEpubPath, BOOK_EPUB_PATH } from "../epub/run.ts";
import { BOOK_PATH, offprintPath } from "../print/run.ts";
import { devSite } from "../site/build.ts";
import { type Places, readContent, siteInput } from "./build.ts";
import { readPageMap } from "./print.ts";

/** `atlas dev`: the site without PDFs, live. Page numbers and downloads are those of the last build, if there was one. */
export async function dev({ articles, out, cache, port }: Places & { port: number }): Promise<number> {
  await devSite(
    async () => {
      const content = await readContent(articles, { strict: true, drafts: true, cache });
      const pageMap = await readPageMap(out);
      const input = siteInput(
        content,
        "dev",
        pageMap,
        await downloadSizes(
          out,
          content.atlas.articles.map((a) => a.slug),
        ),
      );
      await content.memo?.save().catch(() => undefined);
      return input;
    },
    { port, watch: [articles], dist: out },
  );
  return new Promise(() => undefined);
}

async function downloadSizes(out: string, slugs: string[]): Promise<Map<string, number>> {
  const paths = [BOOK_PATH, BOOK_EPUB_PATH, ...slugs.flatMap((s) => [offprintPath(s), articleEpubPath(s)])];
  const sizes = await Promise.all(
    paths.map((p) =>
      stat(join(out, p)).then(
        (s) => s.size,
        () => undefined,
      ),
    ),
  );
  return new Map(paths.flatMap((p, i) => (sizes[i] === undefined ? [] : [[p, sizes[i]]])));
}
