import type { ReferenceEntry } from "../../markdown/types.ts";
import { body } from "../bodies.ts";
import { stableId } from "../identity.ts";
import { type ArticleView, authorNames, changed, type PartView, type Site } from "../model.ts";
import { absoluteUrl } from "../urls.ts";

/** A feed as data; `rss.ts`, `atom.ts` and `json.ts` write it down. All addresses are absolute. */
export interface Feed {
  /** URN that outlives a move of the site. */
  id: string;
  title: string;
  description: string;
  lang: string;
  /** The page the feed belongs to. */
  home: string;
  /** Where the feed itself lies, in each format. */
  self: Record<FeedFormat, string>;
  /** Day of the newest change. */
  updated: Date;
  /** The edition, which stands for texts without named authors. */
  publisher: string;
  email: string;
  rights: string;
  icon: string;
  entries: FeedEntry[];
}

export interface FeedEntry {
  id: string;
  url: string;
  title: string;
  subtitle?: string;
  lang: string;
  summary: string;
  /** Whole text, HTML with absolute addresses. */
  content: string;
  /** Empty for texts of the edition. */
  authors: string[];
  categories: string[];
  published: Date;
  updated: Date;
  rights: string;
  image?: string;
  enclosure?: { url: string; bytes: number; type: string };
}

export type FeedFormat = "rss" | "atom" | "json";

export const FEED_FILES: Record<FeedFormat, { file: string; type: string; name: string }> = {
  rss: { file: "feed.xml", type: "application/rss+xml", name: "RSS 2.0" },
  atom: { file: "atom.xml", type: "application/atom+xml", name: "Atom 1.0" },
  json: { file: "feed.json", type: "application/feed+json", name: "JSON Feed 1.1" },
};

/** RSS takes pictures of at most 144 pixels. */
const FEED_ICON = "144x144";

/** Midnight UTC of an ISO 8601 date. */
const day = (iso: string) => new Date(`${iso}T00:00:00Z`);

/** The reference list as it closes an article. */
function references(entries: ReferenceEntry[]): string {
  if (entries.length === 0) return "";
  return `<h2>References</h2><ul>${entries.map((e) => `<li id="${e.id}">${e.html}</li>`).join("")}</ul>`;
}

/** With the pages of the printed book, as all other outputs give them. */
function howToCite({ citation }: ArticleView): string {
  return `<h2>How to cite</h2><p>${citation.apa.html}</p>`;
}

function entry(site: Site, view: ArticleView): FeedEntry {
  const { article, document, part, offprint } = view;
  const names = site.meta.publisher;
  const card = site.assets.cards.get(article.slug);
  const at = (path: string) => absoluteUrl(site.meta.url, path);
  return {
    id: stableId(site.meta.id, `articles/${article.slug}`),
    url: at(view.path),
    title: article.title,
    subtitle: article.subtitle,
    lang: article.lang,
    summary: article.summary,
    content: body(document, "feed") + references(document.references) + howToCite(view),
    authors: authorNames(article),
    categories: [part.title, ...view.tags.map((t) => t.name)],
    published: day(article.date),
    updated: day(changed(view)),
    rights: `${article.date.slice(0, 4)} ${article.authors.length > 0 ? authorNames(article).join(", ") : names}, ${article.license}`,
    image: card && at(card),
    enclosure: offprint && { url: at(offprint.path), bytes: offprint.bytes, type: "application/pdf" },
  };
}

/** The feed of the whole atlas or of one part, newest first; of one day in the order of the book. */
export function makeFeed(site: Site, part?: PartView): Feed {
  const { meta } = site;
  const home = part?.path ?? "/";
  const at = (path: string) => absoluteUrl(meta.url, path);
  const articles = [...(part?.articles ?? site.articles)].sort(
    (a, b) => changed(b).localeCompare(changed(a)) || a.article.number - b.article.number,
  );
  return {
    id: part ? stableId(meta.id, `parts/${part.part.slug}`) : stableId(meta.id, "feed"),
    title: part ? `${part.part.title} · ${site.byline}` : site.byline,
    description: part?.part.summary ?? meta.description,
    lang: meta.lang,
    home: at(home),
    self: { rss: at(`${home}feed.xml`), atom: at(`${home}atom.xml`), json: at(`${home}feed.json`) },
    updated: day(site.lastChange(articles)),
    publisher: meta.publisher,
    email: meta.email,
    rights: `${meta.year} ${meta.publisher}, ${meta.license}`,
    icon: at(site.assets.icons.find((i) => i.sizes === FEED_ICON)!.path),
    entries: articles.map((a) => entry(site, a)),
  };
}
