import type { PageMap } from "../../src/atlas/page-map.ts";
import type { Atlas, AtlasMeta, Part } from "../../src/atlas/types.ts";
import type { PassageText } from "../../src/markdown/types.ts";
import { type ArticleLink, CoverArt } from "../shared/cover-art.tsx";
import { ImprintText } from "../shared/imprint.tsx";
import { roman } from "../shared/roman.ts";
import { printPage } from "./page.tsx";

interface Front {
  atlas: Atlas;
}

const address = (meta: AtlasMeta, slug: string) => `${meta.url}articles/${slug}/`;

/** A part with more articles begins at the head of its page, so that all of them stand on it. */
const LONG_PART = 14;

/** The first page: title, and the articles and the links between them as the book's own map. */
export function coverPage({ atlas, links }: Front & { links: ArticleLink[] }): string {
  const { meta } = atlas;
  return printPage({
    title: meta.title,
    lang: meta.lang,
    children: (
      <section class="cover">
        <p class="cover-edition">{meta.edition}</p>
        <h1 id="top">{meta.title}</h1>
        <p class="cover-subtitle">{meta.subtitle}</p>
        <div class="cover-art">
          <CoverArt
            atlas={atlas}
            links={links}
            width={424}
            height={330}
            label={`The ${atlas.articles.length} articles of this book in their order, with arcs for the links between them.`}
          />
        </div>
        <p class="cover-year">{meta.year}</p>
      </section>
    ),
  });
}

/** What the book is, how it relates to the 2018 volume, licence and address. */
export function imprintPage({ atlas, citation }: Front & { citation: string }): string {
  const { meta } = atlas;
  return printPage({
    title: "Imprint",
    lang: meta.lang,
    children: (
      <section class="imprint">
        <ImprintText meta={meta} citation={citation} />
      </section>
    ),
  });
}

/** What stands behind the articles, for the contents. */
export interface BackPiece {
  title: string;
  /** Site path of its page on the web. */
  path: string;
  /** Folio of its first page. */
  first: number;
}

/** Parts, articles and page numbers, each line a link. */
export function contentsPage(
  options: Front & { pages: PageMap; parts: Record<string, number>; back: BackPiece[] },
): string {
  const { atlas, pages, parts, back } = options;
  return printPage({
    title: "Contents",
    lang: atlas.meta.lang,
    children: (
      <section class="contents">
        <h1 id="top">Contents</h1>
        {atlas.parts
          .filter((p) => p.articles.length > 0)
          .map((part) => (
            <section key={part.id} data-part={part.id}>
              <h2 id={`at-part-${part.id}`}>
                <a href={`${atlas.meta.url}parts/${part.slug}/`}>
                  <span class="contents-part">Part {roman(part.number)}</span>
                  <span class="contents-title">{part.title}</span>
                  <span class="contents-page">{parts[part.id]}</span>
                </a>
              </h2>
              <ol>
                {part.articles.map((a) => (
                  <li key={a.slug} id={`at-${a.slug}`}>
                    <a href={address(atlas.meta, a.slug)}>
                      <span class="contents-number">{a.number}</span>
                      <span class="contents-title">
                        {a.title}
                        {a.authors.length > 0 && (
                          <span class="contents-author">{a.authors.map((x) => x.name).join(", ")}</span>
                        )}
                      </span>
                      <span class="contents-page">{pages[a.slug]?.first}</span>
                    </a>
                  </li>
                ))}
              </ol>
            </section>
          ))}
        {back.length > 0 && (
          <ol class="contents-back">
            {back.map(({ title, path, first }) => (
              <li key={path} id={`at-${path.slice(1, -1)}`}>
                <a href={`${atlas.meta.url}${path.slice(1)}`}>
                  <span class="contents-number" />
                  <span class="contents-title">{title}</span>
                  <span class="contents-page">{first}</span>
                </a>
              </li>
            ))}
          </ol>
        )}
      </section>
    ),
  });
}

/** The right-hand page that opens a part, with its articles; the introduction, if there is one, on the next. */
export function partPage(
  options: Front & { part: Part; pages: PageMap; introduction?: PassageText | undefined },
): string {
  const { atlas, part, pages, introduction } = options;
  return printPage({
    title: part.title,
    lang: atlas.meta.lang,
    children: (
      <section
        class={`part-opener${part.articles.length > LONG_PART ? " part-opener-long" : ""}`}
        data-part={part.id}
      >
        <p class="part-number">Part {roman(part.number)}</p>
        <h1 id="top">{part.title}</h1>
        <p class="part-summary">{part.summary}</p>
        <ol class="part-articles">
          {part.articles.map((a) => (
            <li key={a.slug}>
              <a href={address(atlas.meta, a.slug)}>
                <span class="contents-number">{a.number}</span>
                <span class="contents-title">{a.title}</span>
                <span class="contents-page">{pages[a.slug]?.first}</span>
              </a>
            </li>
          ))}
        </ol>
        {introduction && (
          <div
            class="part-introduction"
            id="introduction"
            dangerouslySetInnerHTML={{ __html: introduction.render("print") }}
          />
        )}
      </section>
    ),
  });
}
