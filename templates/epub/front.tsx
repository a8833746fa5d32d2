import { type Article, type AtlasMeta, LICENSES, type Part } from "../../src/atlas/types.ts";
import { markup } from "../../src/markdown/markup.ts";
import type { PassageText } from "../../src/markdown/types.ts";
import { ImprintText } from "../shared/imprint.tsx";
import { roman } from "../shared/roman.ts";
import { epubType, type To } from "./page.tsx";

/** The cover: the same drawing as the cover image, its words as outlines. */
export function coverBody(svg: string): string {
  return markup(
    <section
      class="cover"
      {...epubType("cover")}
      aria-label="Cover"
      dangerouslySetInnerHTML={{ __html: svg }}
    />,
  );
}

export function titleBody(meta: AtlasMeta): string {
  return markup(
    <section class="title-page" {...epubType("titlepage")} aria-labelledby="top">
      <p class="label">{meta.edition}</p>
      <h1 id="top">{meta.title}</h1>
      <p class="subtitle" role="doc-subtitle" {...epubType("subtitle")}>
        {meta.subtitle}
      </p>
      <p class="year">{meta.year}</p>
    </section>,
  );
}

export function imprintBody(meta: AtlasMeta, citation: string): string {
  return markup(
    <section class="imprint" {...epubType("imprint")} aria-labelledby="top">
      <ImprintText meta={meta} citation={citation} />
    </section>,
  );
}

/**
 * The page that opens a part, with its introduction if there is one.
 *
 * @param to the address of a site path in the book
 */
export function partBody(part: Part, introduction: PassageText | undefined, to: To): string {
  return markup(
    <section class="part" data-part={part.id} {...epubType("part")} role="doc-part" aria-labelledby="top">
      <p class="part-number">Part {roman(part.number)}</p>
      <h1 id="top">{part.title}</h1>
      <p class="part-summary">{part.summary}</p>
      <ol class="part-articles">
        {part.articles.map((a) => (
          <li key={a.slug}>
            <span class="number">{a.number}</span> <a href={to(`/articles/${a.slug}/`)}>{a.title}</a>
          </li>
        ))}
      </ol>
      {introduction && (
        <div
          class="part-introduction"
          id="introduction"
          dangerouslySetInnerHTML={{ __html: introduction.render("epub", to) }}
        />
      )}
    </section>,
  );
}

/** The last page of an article that stands alone: where it comes from. */
export function originBody(options: {
  meta: AtlasMeta;
  article: Article;
  part: Part;
  pages?: string | undefined;
}): string {
  const { meta, article, part, pages } = options;
  const address = `${meta.url}articles/${article.slug}/`;
  const license = LICENSES[article.license];
  return markup(
    <section class="imprint" data-part={part.id} {...epubType("imprint")} aria-labelledby="top">
      <h1 id="top">About this article</h1>
      <p>
        Article {article.number} of the{" "}
        <cite>
          {meta.title}: {meta.subtitle}
        </cite>
        , {meta.edition}, {meta.year}, from its part {roman(part.number)}, {part.title}.
        {pages && ` Its printed pages are ${pages}; this file carries their numbers.`}
      </p>
      <p>
        Its page on the web is <a href={address}>{address}</a>. Links to other articles lead there too. The
        whole book, in the same formats, is at <a href={meta.url}>{meta.url}</a>
      </p>
      <p>
        Text: <a href={license.url}>{license.name}</a>. You may copy and share it if you name the source. What
        this edition is, and how it relates to the Atlas of 2018, is told on the{" "}
        <a href={`${meta.url}about/`}>page about it</a>.
      </p>
    </section>,
  );
}
