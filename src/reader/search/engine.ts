/**
 * Searches the index that the build has left in `search/` (src/site/search.ts) with Pagefind's own code, and turns its
 * answers into what is shown.
 */

/** An anchor of the indexed text: any element with an id, and at which word of the text it stands. */
interface Anchor {
  element: string;
  id: string;
  location: number;
}

interface Fragment {
  url: string;
  meta: Record<string, string>;
  anchors: Anchor[];
  sub_results: { title: string; url: string; excerpt: string; locations: number[]; anchor?: Anchor }[];
}

interface Pagefind {
  options(options: object): Promise<void>;
  init(): Promise<void>;
  filters(): Promise<Counts>;
  search(
    term: string | null,
    options: { filters: Record<string, { any: string[] }> },
  ): Promise<{ results: { data(): Promise<Fragment> }[]; filters: Counts }>;
}

/** How many articles each value of each filter has. */
export type Counts = Record<string, Record<string, number>>;

export interface Hit {
  /** Path of the article from the root. */
  path: string;
  number: string;
  title: string;
  part: string;
  passages: Passage[];
}

export interface Passage {
  /** Title of the section; empty before the first. */
  section: string;
  /** Id of the block it begins in, or undefined at the article's top. */
  block?: string;
  /** Folio of the printed page. */
  page?: number;
  excerpt: { text: string; marked: boolean }[];
}

export interface Answer {
  /** Articles found. */
  count: number;
  counts: Counts;
  /** Gives the articles from one to before another. */
  hits(from: number, to: number): Promise<Hit[]>;
}

/** Passages shown of an article. */
const PASSAGES = 3;

/** Loads the engine from below the site's root. Throws if there is no index: no build yet, or no connection. */
export async function openEngine(root: string): Promise<{
  counts: Counts;
  search(query: string, filters: Record<string, string[]>): Promise<Answer>;
}> {
  const base = new URL(`${root}search/`, location.href).href;
  const pagefind = (await import(/* the build leaves it there */ `${base}pagefind.js`)) as Pagefind;
  await pagefind.options({ basePath: base, baseUrl: "/", excerptLength: 24 });
  await pagefind.init();
  return {
    counts: await pagefind.filters(),
    async search(query, filters) {
      const chosen = Object.entries(filters).filter(([, values]) => values.length > 0);
      const { results, filters: counts } = await pagefind.search(query || null, {
        // Values of one filter add up, filters among themselves narrow down.
        filters: Object.fromEntries(chosen.map(([name, any]) => [name, { any }])),
      });
      return {
        count: results.length,
        counts,
        hits: (from, to) => Promise.all(results.slice(from, to).map(async (r) => toHit(await r.data()))),
      };
    },
  };
}

/** What is shown of an article that was found. */
export function toHit({ url, meta, anchors, sub_results }: Fragment): Hit {
  return {
    path: url.replace(/^\//, "").replace(/#.*$/, ""),
    number: meta.number ?? "",
    title: meta.title ?? "",
    part: meta.part ?? "",
    passages: sub_results.slice(0, PASSAGES).map((sub) => {
      const at = sub.locations[0] ?? sub.anchor?.location ?? 0;
      const before = anchors.filter((a) => a.location <= at);
      const page = before.findLast((a) => /^page-\d+$/.test(a.id));
      const block = before.findLast((a) => !/^(?:page-|main$)/.test(a.id));
      return {
        section: sub.title === meta.title ? "" : sub.title,
        ...(block && { block: block.id }),
        ...(page && { page: Number(page.id.slice(5)) }),
        excerpt: excerptParts(sub.excerpt),
      };
    }),
  };
}

/** Pagefind's excerpt, HTML whose only tags are `<mark>`, as text: nothing of it becomes markup. */
export function excerptParts(html: string): { text: string; marked: boolean }[] {
  let marked = false;
  return html.split(/(<\/?mark>)/).flatMap((piece) => {
    if (piece === "<mark>" || piece === "</mark>") {
      marked = piece === "<mark>";
      return [];
    }
    const text = piece
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&quot;/g, '"')
      .replace(/&#(?:39|x27);/g, "'")
      .replace(/&amp;/g, "&");
    return text ? [{ text, marked }] : [];
  });
}
