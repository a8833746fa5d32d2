import type { NavEntry } from "../../src/epub/types.ts";
import { markup } from "../../src/markdown/markup.ts";
import { epubType } from "./page.tsx";

/** With a value, as XML wants it. */
const HIDDEN: object = { hidden: "hidden" };

function Entries({ entries, folded }: { entries: NavEntry[]; folded?: boolean | undefined }) {
  return (
    <ol {...(folded ? HIDDEN : {})}>
      {entries.map((e) => (
        <li key={e.href} id={e.id}>
          <a href={e.href}>
            {e.number !== undefined && <span class="number">{e.number} </span>}
            {e.title}
          </a>
          {e.children && e.children.length > 0 && <Entries entries={e.children} folded={e.folded} />}
        </li>
      ))}
    </ol>
  );
}

/** The contents (EPUB 3.3, 7.4.1). */
export function contentsNav(entries: NavEntry[]): string {
  return markup(
    <nav class="contents" {...epubType("toc")} role="doc-toc" aria-labelledby="top" id="toc">
      <h1 id="top">Contents</h1>
      <Entries entries={entries} />
    </nav>,
  );
}

/** The landmarks and the printed pages (EPUB 3.3, 7.4.2 and 7.4.3), for the reading system only. */
export function hiddenNavs(
  landmarks: { type: string; title: string; href: string }[],
  pages: { page: string; href: string }[],
): string {
  return markup(
    <>
      <nav {...epubType("landmarks")} aria-label="Landmarks" {...HIDDEN}>
        <ol>
          {landmarks.map((l) => (
            <li key={l.href}>
              <a {...epubType(l.type)} href={l.href}>
                {l.title}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      {pages.length > 0 && (
        <nav {...epubType("page-list")} role="doc-pagelist" aria-label="Printed pages" {...HIDDEN}>
          <ol>
            {pages.map((p) => (
              <li key={p.page}>
                <a href={p.href}>{p.page}</a>
              </li>
            ))}
          </ol>
        </nav>
      )}
    </>,
  );
}
