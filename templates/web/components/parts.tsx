import { FILE_TYPES } from "../../../src/site/files.ts";
import { count, fileSize, roman } from "../../../src/site/format.ts";
import type { ArticleView, Download, Site } from "../../../src/site/model.ts";
import { PART_COLOURS, scaleBar } from "../../shared/cover-art.tsx";
import type { Context } from "./context.ts";
import { Pick } from "./pick.tsx";

/** `Part I · The social innovation landscape` */
export function PartLabel({ part }: { part: { number: number; title: string } }) {
  return (
    <>
      <span class="part-number">Part {roman(part.number)}</span> <span class="part-name">{part.title}</span>
    </>
  );
}

/** Where in the book we are, as the scale bar of a map: the given articles are filled, the rest is hollow. */
export function Locator({ site, here }: { site: Site; here: ArticleView[] }) {
  const slugs = new Set(here.map((a) => a.article.slug));
  return (
    <svg class="locator" viewBox="0 0 1200 8" preserveAspectRatio="none" aria-hidden="true">
      {scaleBar(site.input.atlas, 1198).map((s) => (
        <rect
          key={s.slug}
          class={slugs.has(s.slug) ? "segment filled" : "segment"}
          data-part={s.part}
          x={Math.round((s.start + 1) * 10) / 10}
          y="1"
          width={Math.round(s.length * 10) / 10}
          height="6"
          fill={slugs.has(s.slug) ? PART_COLOURS[s.part] : "none"}
          stroke={PART_COLOURS[s.part]}
          vector-effect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}

/** Articles as in a table of contents: number, title and subtitle, page of the book. */
export function ContentsList({ context: { to }, articles }: { context: Context; articles: ArticleView[] }) {
  return (
    <ol class="contents-list">
      {articles.map((view) => (
        <li key={view.path} data-slug={view.article.slug}>
          <span class="entry-number">{view.article.number}</span>
          <span class="entry-title">
            <a href={to(view.path)}>{view.article.title}</a>
            {view.article.subtitle && <span class="entry-subtitle">{view.article.subtitle}</span>}
          </span>
          {view.firstPage && (
            <span class="entry-page">
              <span class="visually-hidden">page </span>
              {view.firstPage}
            </span>
          )}
          <Pick article={view.article} />
        </li>
      ))}
    </ol>
  );
}

/** Articles with their summaries. */
export function Entries({
  context: { to },
  articles,
  showPart,
}: {
  context: Context;
  articles: ArticleView[];
  showPart?: boolean;
}) {
  return (
    <ol class="entries">
      {articles.map((view) => (
        <li key={view.path} data-part={view.article.part} data-slug={view.article.slug}>
          <span class="entry-number">{view.article.number}</span>
          <div>
            {showPart && (
              <p class="label">
                <PartLabel part={view.part} />
              </p>
            )}
            <h2>
              <a href={to(view.path)}>{view.article.title}</a>
            </h2>
            {view.article.subtitle && <p class="subtitle">{view.article.subtitle}</p>}
            <p>{view.article.summary}</p>
            <p class="entry-facts">
              {count(view.document.minutes, "minute")}
              {view.pages && <>, pp.&nbsp;{view.pages}</>} <Pick article={view.article} />
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** A link to a file with its kind and size. */
export function FileLink({
  context: { to },
  file,
  kind,
  children,
}: {
  context: Context;
  file: Download;
  kind: keyof typeof FILE_TYPES;
  children: string;
}) {
  return (
    <>
      <a href={to(file.path)} type={FILE_TYPES[kind]}>
        {children}
      </a>{" "}
      <span class="file-facts">
        {kind}, {fileSize(file.bytes)}
      </span>
    </>
  );
}

/** The citation's files: BibTeX, RIS, CSL-JSON. `stem` is the site path without the ending. */
export function CitationFiles({ context: { to }, stem }: { context: Context; stem: string }) {
  const files: [string, string, string][] = [
    ["BibTeX", "bib", "application/x-bibtex"],
    ["RIS", "ris", "application/x-research-info-systems"],
    ["CSL-JSON", "json", "application/vnd.citationstyles.csl+json"],
  ];
  return (
    <ul class="citation-files">
      {files.map(([name, ending, type]) => (
        <li key={ending}>
          <a href={to(`${stem}.${ending}`)} type={type}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}
