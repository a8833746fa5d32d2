import { OPDS1, OPDS2 } from "../../src/site/catalogues/opds1.ts";
import { WEBPUB } from "../../src/site/catalogues/webpub.ts";
import { FILE_TYPES } from "../../src/site/files.ts";
import { fileSize } from "../../src/site/format.ts";
import { pageMetadata } from "../../src/site/metadata.ts";
import { ALL_CITATIONS, BOOK_CITATION, CATALOGUES, PATHS } from "../../src/site/model.ts";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";
import { CitationFiles, FileLink, PartLabel } from "./components/parts.tsx";
import { Pick } from "./components/pick.tsx";

const CATALOGUE_LINKS = [
  ["OPDS 1.2", CATALOGUES.opds1, OPDS1],
  ["OPDS 2.0", CATALOGUES.opds2, OPDS2],
  ["Readium manifest", CATALOGUES.webpub, WEBPUB],
  ["ONIX 3.0", CATALOGUES.onix, "application/xml"],
] as const;

export const data = { permalink: PATHS.downloads };

/** The book and the offprints, with their sizes. */
export function render(pageData: PageData) {
  const context = contextOf(pageData);
  const { site, to } = context;
  const printed = site.articles.some((a) => a.offprint);
  const metadata = pageMetadata(site, {
    title: "Downloads",
    description: `The ${site.meta.title} as a book and each article on its own, as PDF and EPUB, with citation files.`,
    path: PATHS.downloads,
  });
  return (
    <Page context={context} metadata={metadata} kind="downloads">
      <header class="page-head">
        <h1>Downloads</h1>
        <p class="standfirst">
          The PDFs are tagged for screen readers, carry bookmarks, and have the page numbers by which the
          Atlas is cited. An offprint has the same pages and numbers as the book. The e-books (EPUB) fit any
          screen and know the same page numbers.
        </p>
      </header>
      <section aria-labelledby="book">
        <h2 id="book">The book</h2>
        {site.book ? (
          <p class="book-file">
            <a href={to(site.book.path)} type={FILE_TYPES.PDF}>
              {site.meta.title}, {site.meta.edition}
            </a>{" "}
            <span class="file-facts">PDF, {fileSize(site.book.bytes)}</span>
          </p>
        ) : (
          <p>The book has not been printed in this copy of the site.</p>
        )}
        {site.bookEpub && (
          <p class="book-file">
            <FileLink context={context} file={site.bookEpub} kind="EPUB">
              The same as an e-book
            </FileLink>
          </p>
        )}
        <p class="label">How to cite it</p>
        <p class="citation" dangerouslySetInnerHTML={{ __html: site.input.bookCitation.apa.html }} />
        <CitationFiles context={context} stem={BOOK_CITATION} />
        <p class="label">All articles in one file</p>
        <CitationFiles context={context} stem={ALL_CITATIONS} />
        {site.cataloguePaths.includes(CATALOGUES.opds1) && (
          <>
            <p class="label">For reading apps and libraries</p>
            <ul class="citation-files">
              {CATALOGUE_LINKS.map(([name, path, type]) => (
                <li key={path}>
                  <a href={to(path)} type={type}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
      <section aria-labelledby="offprints">
        <h2 id="offprints">Single articles</h2>
        {!printed && (
          <p>The offprints have not been printed in this copy of the site. Citation files are here.</p>
        )}
        <section class="table-scroll" tabindex={0} aria-label="Single articles to download">
          <table class="download-table">
            <thead>
              <tr>
                <th scope="col">Article</th>
                <th scope="col">Offprint</th>
                <th scope="col">E-book</th>
                <th scope="col" class="number">
                  Pages
                </th>
                <th scope="col">Citation</th>
                <th scope="col" class="scripted">
                  Selection
                </th>
              </tr>
            </thead>
            {site.parts.map((view) => (
              <tbody key={view.path} data-part={view.part.id}>
                <tr>
                  <th scope="rowgroup" colspan={6} class="label">
                    <PartLabel part={view.part} />
                  </th>
                </tr>
                {view.articles.map((a) => (
                  <tr key={a.path}>
                    <th scope="row">
                      <a href={to(a.path)}>{a.article.title}</a>
                    </th>
                    <td>
                      {a.offprint ? (
                        <a href={to(a.offprint.path)} type={FILE_TYPES.PDF}>
                          PDF, {fileSize(a.offprint.bytes)}
                          <span class="visually-hidden">: {a.article.title}</span>
                        </a>
                      ) : (
                        "–"
                      )}
                    </td>
                    <td>
                      {a.epub ? (
                        <a href={to(a.epub.path)} type={FILE_TYPES.EPUB}>
                          EPUB, {fileSize(a.epub.bytes)}
                          <span class="visually-hidden">: {a.article.title}</span>
                        </a>
                      ) : (
                        "–"
                      )}
                    </td>
                    <td class="number">{a.pages ?? "–"}</td>
                    <td>
                      {(["bib", "ris", "json"] as const).map((ending, i) => (
                        <span key={ending}>
                          {i > 0 && " "}
                          <a href={to(`${a.path}citation.${ending}`)}>
                            {ending}
                            <span class="visually-hidden">: {a.article.title}</span>
                          </a>
                        </span>
                      ))}
                    </td>
                    <td class="scripted">
                      <Pick article={a.article} />
                    </td>
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </section>
      </section>
    </Page>
  );
}
