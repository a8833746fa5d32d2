import { coverBody, originBody } from "../../templates/epub/front.tsx";
import type { ArticleLink } from "../../templates/shared/cover-art.tsx";
import { articleDate } from "../atlas/dates.ts";
import { type Article, POLICY_FIELDS, REGIONS } from "../atlas/types.ts";
import { bookTitle } from "../markdown/cite.ts";
import { stableId } from "../site/identity.ts";
import { cardOf } from "../site/pictures.tsx";
import { bindEpub } from "./bind.ts";
import { coverAlt, coverPng, coverSvg } from "./cover.tsx";
import { takeImages } from "./images.ts";
import { articleFile, articleSection, headingEntries, startsOf } from "./sections.ts";
import type { Dress } from "./styles.ts";
import type { EpubInput } from "./types.ts";

/** One article as an EPUB of its own. Links to other articles lead to the web. */
export async function articleEpub(
  input: EpubInput,
  article: Article,
  links: ArticleLink[],
  dress: Dress,
): Promise<Uint8Array> {
  const { atlas } = input;
  const { meta } = atlas;
  const { lang, slug } = article;
  const part = atlas.parts.find((p) => p.id === article.part)!;
  const folios = startsOf(input, slug).map((s) => s.page);
  const card = cardOf(atlas, slug);
  const svg = await coverSvg(card, atlas, links);
  const text = articleSection(input, article);
  const { sections, images } = await takeImages(
    [
      { file: "cover.xhtml", title: "Cover", lang, html: coverBody(svg), landmark: "cover" },
      { ...text, html: linksToWeb(text.html, meta.url), landmark: "bodymatter" },
      {
        file: "about.xhtml",
        title: "About this article",
        lang: meta.lang,
        html: originBody({ meta, article, part, pages: range(folios) }),
      },
    ],
    atlas.dir,
  );
  return bindEpub({
    id: stableId(meta.id, `articles/${slug}`),
    title: article.title,
    ...(article.subtitle ? { subtitle: article.subtitle } : {}),
    lang,
    creators: article.authors.length > 0 ? article.authors.map((a) => a.name) : [meta.publisher],
    publisher: meta.publisher,
    date: article.date,
    modified: articleDate(article),
    description: article.summary,
    subjects: [
      ...meta.keywords,
      ...article.policyFields.map((f) => POLICY_FIELDS[f]),
      ...article.regions.map((r) => REGIONS[r]),
    ],
    license: article.license,
    pageSource: `${meta.url}downloads/atlas-of-social-innovation.pdf`,
    partOf: { id: meta.id, title: bookTitle(meta), position: article.number },
    cover: { svg, png: await coverPng(svg, 0.6), alt: coverAlt(card) },
    sections,
    contents: [
      {
        title: article.title,
        href: articleFile(slug),
        children: headingEntries(input, article),
      },
      { title: "About this article", href: "about.xhtml" },
    ],
    contentsPages: [],
    resources: [...images, ...dress.for(sections.map((s) => s.html))],
  });
}

/** Links to other articles and to the glossary, which are not in this file. */
function linksToWeb(html: string, url: string): string {
  return html.replace(
    /href="(\.\.\/)?([a-z\d-]+)\.xhtml(#[^"]*)?"/g,
    (_whole, back: string | undefined, name: string, hash = "") =>
      `href="${url}${back ? "" : "articles/"}${name}/${hash}"`,
  );
}

function range(folios: string[]): string | undefined {
  return folios.length > 1 ? `${folios[0]}–${folios.at(-1)}` : folios[0];
}
