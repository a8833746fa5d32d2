import { glossaryBody, indexBody, networksBody, referencesBody } from "../../templates/epub/back.tsx";
import { coverBody, imprintBody, partBody, titleBody } from "../../templates/epub/front.tsx";
import type { To } from "../../templates/epub/page.tsx";
import type { ArticleLink } from "../../templates/shared/cover-art.tsx";
import { roman } from "../../templates/shared/roman.ts";
import { BACK_MATTER, type BackId } from "../atlas/back-matter.ts";
import { bookDate } from "../atlas/dates.ts";
import { caseIndex } from "../markdown/case-index.ts";
import { cardOf } from "../site/pictures.tsx";
import { bindEpub } from "./bind.ts";
import { coverAlt, coverPng, coverSvg } from "./cover.tsx";
import { takeImages } from "./images.ts";
import { markPages } from "./page-marks.ts";
import { articleFile, articleSection, headingEntries, startsOf } from "./sections.ts";
import type { Dress } from "./styles.ts";
import type { EpubInput, NavEntry, Section } from "./types.ts";

/** A section of the back matter; its file is `<id>.xhtml`. */
interface BackSection {
  id: BackId;
  /** The landmark, where the EPUB 3 Structural Semantics Vocabulary has a word for it. */
  landmark?: string;
  html: (title: string, to: To) => string;
}

/** What stands behind the articles; what would be empty is left out. */
function backSections({ atlas, bibliography, backMatter, documents, pageMap }: EpubInput): BackSection[] {
  const { networks, glossary } = backMatter;
  const letters = caseIndex(documents.values(), pageMap);
  const all: (BackSection & { size: number })[] = [
    { id: "networks", size: networks.length, html: (title, to) => networksBody(title, networks, to) },
    {
      id: "glossary",
      landmark: "glossary",
      size: glossary.length,
      html: (title, to) => glossaryBody(title, glossary, to),
    },
    {
      id: "references",
      landmark: "bibliography",
      size: bibliography.length,
      html: (title, to) => referencesBody(title, atlas, bibliography, to),
    },
    {
      id: "index",
      landmark: "index",
      size: letters.length,
      html: (title, to) => indexBody(title, letters, to),
    },
  ];
  return all.filter((b) => b.size > 0);
}

/** The whole book as one EPUB. */
export async function bookEpub(input: EpubInput, links: ArticleLink[], dress: Dress): Promise<Uint8Array> {
  const { atlas, backMatter, bookCitation } = input;
  const { meta } = atlas;
  const { lang } = meta;
  const parts = atlas.parts.filter((p) => p.articles.length > 0);
  const marked = (piece: string, html: string) => markPages(html, startsOf(input, piece));
  const card = { ...cardOf(atlas), foot: String(meta.year) };
  const svg = await coverSvg(card, atlas, links);
  const back = backSections(input);
  const to = (path: string) => bookAddress(path, meta.url);

  const front: Section[] = [
    { file: "cover.xhtml", title: "Cover", lang, html: marked("cover", coverBody(svg)), landmark: "cover" },
    { file: "title.xhtml", title: meta.title, lang, html: titleBody(meta), landmark: "titlepage" },
    {
      file: "imprint.xhtml",
      title: "Imprint",
      lang,
      html: marked("imprint", imprintBody(meta, bookCitation.apa.text)),
    },
  ];
  const body = parts.flatMap((part, i): Section[] => [
    {
      file: partFile(part.slug),
      title: part.title,
      lang,
      html: marked(`part-${part.id}`, partBody(part, backMatter.introductions.get(part.id), to)),
      ...(i === 0 ? { landmark: "bodymatter" } : {}),
    },
    ...part.articles.map((a) => articleSection(input, a)),
  ]);
  const { sections, images } = await takeImages(
    [
      ...front,
      ...body,
      ...back.map(({ id, landmark, html }) => ({
        file: backFile(id),
        title: BACK_MATTER[id].title,
        lang,
        html: marked(id, html(BACK_MATTER[id].title, to)),
        ...(landmark ? { landmark } : {}),
      })),
    ],
    atlas.dir,
  );

  const contents: NavEntry[] = [
    { title: "Imprint", href: "imprint.xhtml" },
    ...parts.map((part) => ({
      title: `Part ${roman(part.number)} · ${part.title}`,
      href: partFile(part.slug),
      id: `at-part-${part.id}`,
      children: part.articles.map((a) => ({
        title: a.title,
        number: a.number,
        href: articleFile(a.slug),
        id: `at-${a.slug}`,
        children: headingEntries(input, a),
        folded: true,
      })),
    })),
    ...back.map(({ id }) => {
      const { title, path } = BACK_MATTER[id];
      return { title, href: backFile(id), id: `at-${path.slice(1, -1)}` };
    }),
  ];

  return bindEpub({
    id: meta.id,
    title: meta.title,
    subtitle: meta.subtitle,
    lang,
    creators: [meta.publisher],
    publisher: meta.publisher,
    date: String(meta.year),
    modified: bookDate(atlas),
    description: meta.description,
    subjects: meta.keywords,
    license: meta.license,
    pageSource: `${meta.url}downloads/atlas-of-social-innovation.pdf`,
    cover: { svg, png: await coverPng(svg, 1.5), alt: coverAlt(card) },
    sections,
    contentsAfter: "imprint.xhtml",
    contents,
    contentsPages: startsOf(input, "contents"),
    resources: [...images, ...dress.for(sections.map((s) => s.html))],
  });
}

const partFile = (slug: string) => `part-${slug}.xhtml`;
const backFile = (id: BackId) => `${id}.xhtml`;

/** The address of a site path as seen from the folder of the package; on the web if the book does not have it. */
function bookAddress(path: string, url: string): string {
  const [page = "", hash] = path.split("#");
  const [, folder, slug] = /^\/(articles|parts)\/([^/]+)\/$/.exec(page) ?? [];
  const back = (Object.keys(BACK_MATTER) as BackId[]).find((id) => BACK_MATTER[id].path === page);
  const file = back ? backFile(back) : folder === "articles" ? articleFile(slug!) : folder && partFile(slug!);
  return `${file ?? url + page.slice(1)}${hash === undefined ? "" : `#${hash}`}`;
}
