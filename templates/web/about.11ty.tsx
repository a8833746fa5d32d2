import { LICENSES } from "../../src/atlas/types.ts";
import { pageMetadata } from "../../src/site/metadata.ts";
import { PATHS } from "../../src/site/model.ts";
import type { PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";
import { CitationFiles } from "./components/parts.tsx";

export const data = { permalink: PATHS.about };

/** What this edition is, what it is not, and who answers for it. */
export function render(pageData: PageData) {
  const context = contextOf(pageData);
  const { site, to } = context;
  const { meta } = site;
  const license = LICENSES[meta.license];
  const named = site.articles.filter((a) => a.article.authors.length > 0).length;
  const metadata = pageMetadata(site, {
    title: "About and imprint",
    description: `What the ${site.byline} is, how it relates to the Atlas of 2018, how its cases and references are confirmed, its licences and its contact.`,
    path: PATHS.about,
  });
  return (
    <Page context={context} metadata={metadata} kind="about">
      <header class="page-head">
        <h1>About and imprint</h1>
        <p class="standfirst">{meta.description}</p>
      </header>
      <div class="prose">
        <section aria-labelledby="edition">
          <h2 id="edition">What this edition is</h2>
          <p>
            This is the <em>{meta.title}</em>, {meta.edition}: {site.articles.length} short overviews in{" "}
            {site.parts.length} parts, made from one set of texts as a website, a book in PDF, an offprint of
            each article, and feeds. All of them carry the same page numbers, so that a passage can be cited
            by the page of the book wherever it was read.
          </p>
          {named === 0 ? (
            <p>
              The texts were newly written for this edition. None of them names a person as its author, and
              none is to be read as the work of an expert in whose field it lies. They are cited under the
              name of the edition.
            </p>
          ) : (
            <p>
              {named} of the texts{" "}
              {named === 1 ? "is the work of its named author" : "are the work of their named authors"}. The
              others were newly written for this edition; they name no person as their author and are cited
              under the name of the edition.
            </p>
          )}
        </section>

        <section aria-labelledby="volume">
          <h2 id="volume">The Atlas of 2018</h2>
          <p>
            The <em>Atlas of Social Innovation: New Practices for a Better Future</em> was published in 2018,
            edited by Jürgen Howaldt, Christoph Kaletka, Antonius Schröder and Marthe Zirngiebl at
            Sozialforschungsstelle, TU Dortmund University. It has 62 short articles by named experts. Those
            texts belong to their authors and are not in this edition. Nothing here is a chapter of that book,
            an abridgement of one, or endorsed by its editors or authors.
          </p>
          <p>
            What the two share is the ground they cover: the idea of social innovation and research on it, the
            regions of the world, seven policy fields, and the infrastructures on which new practices depend.
            The fields and regions by which articles are sorted here are those of the SI-DRIVE mapping.
          </p>
        </section>

        <section aria-labelledby="manuscripts">
          <h2 id="manuscripts">For editors with the original manuscripts</h2>
          <p>
            Each article is one Markdown file in the folder <code>articles/</code>. Editors who hold the
            manuscripts of the 2018 volume and the right to publish them replace those files, with the
            authors’ names, affiliations and ORCIDs at the head of each. The next build shows them on the
            page, in the book and the offprint, in the feeds, and in every citation; addresses stay as they
            are. A licence set in a file holds for that article.
          </p>
        </section>

        <section aria-labelledby="confirmation">
          <h2 id="confirmation">How cases and references are confirmed</h2>
          <p>
            A work is cited only if a public page was found that names it with the same authors, year and
            title. That page is recorded with the reference and linked in the{" "}
            <a href={to(PATHS.references)}>list of references</a>. Volume, pages and DOI are given only where
            a source shows them. A statement about a case that is not common knowledge carries the work it was
            taken from; a number carries its year and its source. What could not be confirmed was left out.
          </p>
          <p>
            Confirmed means that the work exists as cited. It does not mean that its findings are beyond
            dispute, and where they are disputed the articles try to say so. If you find an error, please
            write to us: it will be mended, and the article will show the date of the change.
          </p>
        </section>

        <section aria-labelledby="licences">
          <h2 id="licences">Licences</h2>
          <p>
            Unless an article says otherwise, its text and its charts are published under{" "}
            <a href={license.url} rel="license">
              {license.name}
            </a>
            : you may copy, translate and change them, also for money, if you name the edition and say what
            you changed. The program that makes the site and the book is under the MIT licence. The typefaces
            are Alegreya, Alegreya Sans and their small capitals by Juan Pablo del Peral, Huerta Tipográfica,
            under the SIL Open Font License 1.1.
          </p>
          <p>
            This site sets no cookies, runs no scripts and loads nothing from other hosts. A link to another
            site is just a link.
          </p>
        </section>

        <section aria-labelledby="imprint">
          <h2 id="imprint">Imprint</h2>
          <dl class="imprint">
            <div>
              <dt>Title</dt>
              <dd>
                {meta.title}: {meta.subtitle}. {meta.edition}
              </dd>
            </div>
            <div>
              <dt>Publisher</dt>
              <dd>{meta.publisher}</dd>
            </div>
            <div>
              <dt>Year</dt>
              <dd>{meta.year}</dd>
            </div>
            <div>
              <dt>Contact</dt>
              <dd>
                <a href={`mailto:${meta.email}`}>{meta.email}</a>
              </dd>
            </div>
            <div>
              <dt>Address</dt>
              <dd>
                <a href={meta.url}>{meta.url}</a>
              </dd>
            </div>
            <div>
              <dt>Identifier</dt>
              <dd class="identifier">{meta.id}</dd>
            </div>
          </dl>
          <p class="label">How to cite the book</p>
          <p class="citation" dangerouslySetInnerHTML={{ __html: site.input.bookCitation.apa.html }} />
          <CitationFiles context={context} stem="/atlas" />
        </section>
      </div>
    </Page>
  );
}
