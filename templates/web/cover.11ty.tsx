import { fileSize, keepTogether, roman } from "../../src/site/format.ts";
import { coverMetadata } from "../../src/site/metadata.ts";
import { PATHS } from "../../src/site/model.ts";
import { CoverArt } from "../shared/cover-art.tsx";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";
import { ContentsList, FileLink } from "./components/parts.tsx";

export const data = { permalink: "/" };

/** The cover: title, the drawing of the Atlas's own links, the contents, the downloads. */
export function render(pageData: PageData) {
  const context = contextOf(pageData);
  const { site, to } = context;
  const { meta } = site;
  const drawing = `${site.articles.length} articles as the segments of a scale bar, joined by ${site.links.length} arcs, one for each link between two of them.`;
  return (
    <Page context={context} metadata={coverMetadata(site)} kind="cover">
      <header class="title-page">
        <hgroup>
          <h1>{keepTogether(meta.title)}</h1>
          <p class="subtitle">{meta.subtitle}</p>
        </hgroup>
        <p class="edition">
          {meta.edition} {meta.year}
        </p>
        <figure class="art">
          <div class="art-wide">
            <CoverArt
              atlas={site.input.atlas}
              links={site.links}
              width={1200}
              height={400}
              hairline
              label={drawing}
            />
          </div>
          <div class="art-narrow">
            <CoverArt
              atlas={site.input.atlas}
              links={site.links}
              width={400}
              height={290}
              hairline
              label={drawing}
            />
          </div>
          <figcaption>
            The Atlas as a map of itself. Each segment of the bar is an article, each arc a link in its text
            to another: above the bar where it leads forward, below where it leads back.
          </figcaption>
        </figure>
        <p class="description">{meta.description}</p>
        <div class="resume scripted" />
      </header>

      <section class="contents" aria-labelledby="contents">
        <h2 id="contents">Contents</h2>
        {site.parts.map((view) => (
          <section
            key={view.path}
            class="contents-part"
            data-part={view.part.id}
            aria-labelledby={`part-${view.part.id}`}
          >
            <div class="contents-head">
              <p class="roman" aria-hidden="true">
                {roman(view.part.number)}
              </p>
              <h3 id={`part-${view.part.id}`}>
                <span class="visually-hidden">Part {view.part.number}: </span>
                <a href={to(view.path)}>{view.part.title}</a>
              </h3>
              <p>{view.part.summary}</p>
            </div>
            <ContentsList context={context} articles={view.articles} />
          </section>
        ))}
      </section>

      {site.backPages.length > 0 && (
        <section class="to-take back-pages" aria-labelledby="back-pages">
          <h2 id="back-pages">At the back of the book</h2>
          <ul>
            {site.backPages.map(({ title, path, facts }) => (
              <li key={path}>
                <a href={to(path)}>{title}</a>
                <span class="file-facts">{facts}</span>
              </li>
            ))}
          </ul>
        </section>
      )}

      <section class="to-take" aria-labelledby="to-take">
        <h2 id="to-take">To take with you</h2>
        <ul>
          {site.book && (
            <li>
              <a href={to(site.book.path)} type="application/pdf">
                The whole book
              </a>
              <span class="file-facts">PDF, {fileSize(site.book.bytes)}</span>
            </li>
          )}
          {site.bookEpub && (
            <li>
              <FileLink context={context} file={site.bookEpub} kind="EPUB">
                The same as an e-book
              </FileLink>
            </li>
          )}
          <li>
            <a href={to(PATHS.downloads)}>Single articles</a>
            <span class="file-facts">PDF and EPUB with the book’s page numbers, and citation files</span>
          </li>
          <li>
            <a href={to(PATHS.feeds)}>Feeds</a>
            <span class="file-facts">whole text, for the Atlas or for one part</span>
          </li>
        </ul>
      </section>
    </Page>
  );
}
