import { LICENSES } from "../../src/atlas/types.ts";
import type { Heading } from "../../src/markdown/types.ts";
import { count, keepTogether, longDate } from "../../src/site/format.ts";
import { articleMetadata } from "../../src/site/metadata.ts";
import { type ArticleView, articlePath, partPath, type Site, type TagView } from "../../src/site/model.ts";
import { markedBody, marksOf, pageMark } from "../../src/site/page-marks.ts";
import type { Context, PageData } from "./components/context.ts";
import { contextOf, Page } from "./components/page.tsx";
import { CitationFiles, FileLink, Locator, PartLabel } from "./components/parts.tsx";
import { Pick } from "./components/pick.tsx";

export const data = {
  pagination: { data: "site.slugs", size: 1, alias: "slug" },
  permalink: ({ slug }: { slug: string }) => articlePath(slug),
};

function Byline({ site, view }: { site: Site; view: ArticleView }) {
  const { authors } = view.article;
  if (authors.length === 0) return <p class="byline">{site.byline}</p>;
  return (
    <ul class="byline">
      {authors.map((author) => (
        <li key={author.name}>
          <span class="author">{author.name}</span>
          {author.affiliation && <span class="affiliation">, {author.affiliation}</span>}
          {author.orcid && (
            <>
              {" "}
              <a
                class="orcid"
                href={`https://orcid.org/${author.orcid}`}
                aria-label={`ORCID of ${author.name}`}
              >
                ORCID
              </a>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

const Inline = ({ html }: { html: string }) => <span dangerouslySetInnerHTML={{ __html: html }} />;

function Contents({ view }: { view: ArticleView }) {
  const { headings, footnotes, references } = view.document;
  const sections: { heading: Heading; below: Heading[] }[] = [];
  for (const heading of headings) {
    if (heading.level === 2) sections.push({ heading, below: [] });
    else sections.at(-1)?.below.push(heading);
  }
  return (
    <nav class="toc" aria-labelledby="at-contents">
      <h2 id="at-contents">In this article</h2>
      <ol>
        {sections.map(({ heading, below }) => (
          <li key={heading.id}>
            <a href={`#${heading.id}`}>
              <Inline html={heading.html} />
            </a>
            {below.length > 0 && (
              <ol>
                {below.map((h) => (
                  <li key={h.id}>
                    <a href={`#${h.id}`}>
                      <Inline html={h.html} />
                    </a>
                  </li>
                ))}
              </ol>
            )}
          </li>
        ))}
        {footnotes > 0 && (
          <li class="toc-back">
            <a href="#notes">Notes</a>
          </li>
        )}
        {references.length > 0 && (
          <li class="toc-back">
            <a href="#references">References</a>
          </li>
        )}
        <li class="toc-back">
          <a href="#at-cite">How to cite</a>
        </li>
      </ol>
    </nav>
  );
}

function Tags({ context: { to }, name, tags }: { context: Context; name: string; tags: TagView[] }) {
  if (tags.length === 0) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <ul>
          {tags.map((tag) => (
            <li key={tag.id}>
              <a href={to(tag.path)} rel="tag">
                {tag.name}
              </a>
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}

/** On narrow screens, where the facts come after the text: the most wanted of them in a line. */
function Brief({ context, view }: { context: Context; view: ArticleView }) {
  return (
    <p class="brief">
      {count(view.document.minutes, "minute")}
      {view.pages && <> · pp.&nbsp;{view.pages}</>}
      {view.offprint && (
        <>
          {" "}
          ·{" "}
          <FileLink context={context} file={view.offprint} kind="PDF">
            Offprint
          </FileLink>
        </>
      )}
      {view.epub && (
        <>
          {" "}
          ·{" "}
          <FileLink context={context} file={view.epub} kind="EPUB">
            E-book
          </FileLink>
        </>
      )}
      <span class="scripted">
        {" "}
        · <Pick article={view.article} words={["add to selection", "in my selection"]} />
      </span>
    </p>
  );
}

function Facts({ context, view }: { context: Context; view: ArticleView }) {
  const { site } = context;
  const { article, document, offprint } = view;
  const license = LICENSES[article.license];
  return (
    <aside class="facts" aria-labelledby="at-facts">
      <h2 id="at-facts">This article</h2>
      <dl>
        {view.pages && (
          <div>
            <dt>In the book</dt>
            <dd>pp.&nbsp;{view.pages}</dd>
          </div>
        )}
        <div>
          <dt>Reading time</dt>
          <dd>{count(document.minutes, "minute")}</dd>
        </div>
        {offprint && (
          <div>
            <dt>Offprint</dt>
            <dd>
              <FileLink context={context} file={offprint} kind="PDF">
                Download
              </FileLink>
            </dd>
          </div>
        )}
        {view.epub && (
          <div>
            <dt>E-book</dt>
            <dd>
              <FileLink context={context} file={view.epub} kind="EPUB">
                Download
              </FileLink>
            </dd>
          </div>
        )}
        <div>
          <dt>Published</dt>
          <dd>
            <time datetime={article.date}>{longDate(article.date, site.meta.lang)}</time>
          </dd>
        </div>
        {article.updated && (
          <div>
            <dt>Updated</dt>
            <dd>
              <time datetime={article.updated}>{longDate(article.updated, site.meta.lang)}</time>
            </dd>
          </div>
        )}
        <div class="scripted">
          <dt>Selection</dt>
          <dd>
            <Pick article={article} words={["Add to my selection", "In my selection"]} />
          </dd>
        </div>
        <Tags context={context} name="Policy fields" tags={view.tags.filter((t) => t.kind === "field")} />
        <Tags context={context} name="Regions" tags={view.tags.filter((t) => t.kind === "region")} />
        <div>
          <dt>Licence</dt>
          <dd>
            <a href={license.url} rel="license">
              {license.name}
            </a>
          </dd>
        </div>
      </dl>
    </aside>
  );
}

function References({ view }: { view: ArticleView }) {
  const { references } = view.document;
  if (references.length === 0) return null;
  return (
    <section class="references" role="doc-bibliography" aria-labelledby="references">
      <h2
        id="references"
        dangerouslySetInnerHTML={{
          __html: `${marksOf(view, "references").map(pageMark).join("")}References`,
        }}
      />
      <ul>
        {references.map((r) => (
          <li
            key={r.key}
            id={r.id}
            dangerouslySetInnerHTML={{
              __html: marksOf(view, r.id).map(pageMark).join("") + r.html,
            }}
          />
        ))}
      </ul>
    </section>
  );
}

function Neighbours({ context: { to }, view }: { context: Context; view: ArticleView }) {
  const link = (neighbour: ArticleView | undefined, rel: "prev" | "next", label: string) =>
    neighbour && (
      <a class={rel} rel={rel} href={to(neighbour.path)} data-part={neighbour.article.part}>
        <span class="label">{label}</span>
        <span class="neighbour-title">
          <span class="entry-number">{neighbour.article.number}</span> {neighbour.article.title}
        </span>
      </a>
    );
  return (
    <nav class="neighbours" aria-label="Neighbouring articles">
      {link(view.previous, "prev", "Previous article")}
      {link(view.next, "next", "Next article")}
    </nav>
  );
}

/** An article: its head, contents, text, notes, references, how to cite it, and the ways on. */
export function render(pageData: PageData & { slug: string }) {
  const context = contextOf(pageData);
  const { site, to } = context;
  const view = site.article(pageData.slug);
  const { article, document, part, citation, linkedFrom } = view;
  return (
    <Page
      context={context}
      metadata={articleMetadata(site, view)}
      kind="article"
      part={article.part}
      view={view}
    >
      <article lang={article.lang === site.meta.lang ? undefined : article.lang}>
        <header class="article-head">
          <Locator site={site} here={[view]} />
          <p class="label">
            {view.firstPage !== undefined && (
              <span class="page-mark" id={`page-${view.firstPage}`} data-page={view.firstPage} />
            )}
            <a href={to(partPath(part.slug))}>
              <PartLabel part={part} />
            </a>
          </p>
          <p class="article-number" aria-hidden="true">
            {article.number}
          </p>
          <hgroup>
            <h1>{keepTogether(article.title)}</h1>
            {article.subtitle && <p class="subtitle">{article.subtitle}</p>}
          </hgroup>
          <Byline site={site} view={view} />
          <Brief context={context} view={view} />
          <p class="standfirst">{article.summary}</p>
        </header>
        <section class="key-points" aria-labelledby="at-key-points">
          <h2 id="at-key-points">Key points</h2>
          <ol>
            {article.keyPoints.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ol>
        </section>
        <Contents view={view} />
        <div
          class="prose"
          lang={article.lang}
          data-minutes={document.minutes}
          dangerouslySetInnerHTML={{ __html: markedBody(view) }}
        />
        <References view={view} />
        <section class="how-to-cite" aria-labelledby="at-cite">
          <h2 id="at-cite">How to cite</h2>
          <p class="citation" dangerouslySetInnerHTML={{ __html: citation.apa.html }} />
          <CitationFiles context={context} stem={`${view.path}citation`} />
        </section>
        {linkedFrom.length > 0 && (
          <section class="linked-from" aria-labelledby="at-linked">
            <h2 id="at-linked">Articles that lead here</h2>
            <ul>
              {linkedFrom.map((other) => (
                <li key={other.path} data-part={other.article.part}>
                  <span class="entry-number">{other.article.number}</span>{" "}
                  <a href={to(other.path)}>{other.article.title}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Facts context={context} view={view} />
      </article>
      <Neighbours context={context} view={view} />
    </Page>
  );
}
