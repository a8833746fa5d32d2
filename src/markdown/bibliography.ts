import { createHash } from "node:crypto";
import { plugins } from "@citation-js/core";
import "@citation-js/plugin-csl";
import CSL, { type CiteItem, type RegistryItem } from "citeproc";
import type { Reference } from "../atlas/types.ts";
import { escapeHtml, stripTags } from "./html.ts";
import type { ReferenceEntry } from "./types.ts";

/** One bracket of citations, `[see @a, p. 3; @b]`, or a narrative one, `@a` in the sentence. */
export interface CiteCluster {
  items: CiteItem[];
  narrative: boolean;
}

/** Results of earlier builds, by what they were made from. */
export interface Memo {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
}

/** Raised when citations are formatted in a manner that no input shows. */
const FORMAT = "3";

/**
 * The styles' engine writes values into markup by patterns in which a dollar has a meaning, `$'s` would become what
 * stands behind it: a character that no text has stands in for it on the way.
 */
const DOLLAR = "\ue024";
export const hideDollars = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll("$", DOLLAR)) as T;
export const showDollars = (text: string) => text.replaceAll(DOLLAR, "$");

/**
 * Author-date citations and reference lists in APA style (7th edition), by citeproc-js.
 * One engine serves all articles, because reading the style costs more than citing a whole article.
 */
export class Bibliography {
  private made: InstanceType<typeof CSL.Engine> | undefined;

  constructor(
    private readonly references: Map<string, Reference>,
    private readonly memo?: Memo,
  ) {}

  /** Made when first needed: where all articles are as they were, it never is. */
  private get engine(): InstanceType<typeof CSL.Engine> {
    this.made ??= this.makeEngine();
    return this.made;
  }

  private makeEngine(): InstanceType<typeof CSL.Engine> {
    const { templates, locales } = plugins.config.get("@csl");
    const engine = new CSL.Engine(
      {
        retrieveLocale: (lang) => (locales.has(lang) ? locales.get(lang) : locales.get("en-US")),
        // citeproc wraps an entry only if it has a system id.
        retrieveItem: (id) => hideDollars({ ...this.references.get(id), custom: undefined, system_id: id }),
        wrapCitationEntry: (html, id) =>
          `<a class="cite" href="#${referenceId(id)}" role="doc-biblioref">${html}</a>`,
      },
      templates.get("apa"),
      "en-US",
      true,
    );
    engine.opt.development_extensions.apply_citation_wrapper = true;
    engine.setOutputFormat("html");
    return engine;
  }

  /**
   * Sets the citations of one article. Years are told apart (2017a, 2017b) within the article.
   *
   * @param clusters in the order of the text; every key must be known
   * @returns the HTML of each cluster, and the reference list in the order of the style
   */
  cite(clusters: CiteCluster[]): { citations: string[]; references: ReferenceEntry[] } {
    const keys = [...new Set(clusters.flatMap((c) => c.items.map((i) => i.id)))];
    return this.remembered(["cite", clusters, this.items(keys)], () => this.format(clusters, keys));
  }

  private format(
    clusters: CiteCluster[],
    keys: string[],
  ): { citations: string[]; references: ReferenceEntry[] } {
    const references = this.formatEntries(keys).map(({ entry }) => entry);
    // Each cluster on its own: the registry knows all works already, so nothing needs to be looked at again.
    // «et al.» and a page number stay with what they belong to.
    const set = (items: CiteItem[]) =>
      showDollars(this.engine.makeCitationCluster(hideDollars(items)))
        .replace(/ (et al\.)/g, "\u00a0$1")
        .replace(/\b(pp?\.) (?=\d)/g, "$1\u00a0");
    const citations = clusters.map(({ items, narrative }) => {
      if (!narrative) return `(${set(items.map((i) => ({ ...i })))})`;
      const [item] = items as [CiteItem];
      // In running text APA joins two authors by a word (8.17).
      const author = stripTags(set([{ id: item.id, "author-only": true }])).replaceAll(" & ", " and ");
      return `${escapeHtml(author)} (${set([{ ...item, "suppress-author": true }])})`;
    });
    return { citations, references };
  }

  /** The given works as a reference list, in the order of the style. */
  list(keys: string[]): ReferenceEntry[] {
    return this.remembered(["list", this.items(keys)], () => this.listOfAll(keys));
  }

  private items(keys: string[]): (Reference | undefined)[] {
    return keys.map((k) => this.references.get(k));
  }

  private remembered<T>(inputs: unknown, make: () => T): T {
    const key = createHash("sha256")
      .update(JSON.stringify([FORMAT, inputs]))
      .digest("hex");
    const known = this.memo?.get(key);
    if (known !== undefined) return JSON.parse(known) as T;
    const value = make();
    this.memo?.set(key, JSON.stringify(value));
    return value;
  }

  /** Entries that no other work had a part in, by key: they are the same in every list where that is so. */
  private readonly alone = new Map<string, { entry: ReferenceEntry; sort: RegistryItem }>();

  /**
   * The whole book's list is made of what the articles' lists have. Only works of which another has the same first
   * author can come to look otherwise beside it (a letter after the year), and are formatted anew, all together.
   */
  private listOfAll(keys: string[]): ReferenceEntry[] {
    const known = this.apart(keys).filter((key) => this.alone.has(key));
    const reused = new Set(known);
    const others = keys.filter((key) => !reused.has(key));
    const order = new Map(keys.map((key, i) => [key, i]));
    const { sorter } = this.engine.registry;
    return [...this.formatEntries(others), ...known.map((key) => this.alone.get(key)!)]
      .map(({ entry, sort }) => ({ entry, sort: { ...sort, seq: order.get(entry.key)! } }))
      .sort((a, b) => sorter.compareKeys(a.sort, b.sort))
      .map(({ entry }) => entry);
  }

  private formatEntries(keys: string[]): { entry: ReferenceEntry; sort: RegistryItem }[] {
    const { engine } = this;
    engine.restoreProcessorState([]);
    engine.updateItems(keys.filter((k) => this.references.has(k)));
    const [{ entry_ids }, entries] = engine.makeBibliography();
    const apart = new Set(this.apart(keys));
    return entries.map((html, i) => {
      const key = entry_ids[i]![0]!;
      const linked = linkAddresses(
        showDollars(html)
          .replace(/^\s*<div class="csl-entry">|<\/div>\s*$/g, "")
          .trim(),
      );
      const entry = { key, id: referenceId(key), html: linked, text: stripTags(linked) };
      const sort = engine.registry.registry[key]!;
      if (apart.has(key)) this.alone.set(key, { entry, sort });
      return { entry, sort };
    });
  }

  /** Those of some works whose first author is that of no other; works without author count as of one. */
  private apart(keys: string[]): string[] {
    const first = (key: string): string => {
      const authors = this.references.get(key)?.author as { family?: string; literal?: string }[] | undefined;
      const name = authors?.[0];
      return (name?.family ?? name?.literal ?? "").normalize("NFKD").replace(/\P{L}/gu, "").toLowerCase();
    };
    const count = new Map<string, number>();
    for (const key of keys) count.set(first(key), (count.get(first(key)) ?? 0) + 1);
    return keys.filter((key) => first(key) !== "" && count.get(first(key)) === 1);
  }
}

/** Element id of a work in an article's reference list. */
export function referenceId(key: string): string {
  return `ref-${key}`;
}

/** Addresses in a formatted entry become links; a full stop that ends the sentence stays outside, an entity is left whole. */
function linkAddresses(html: string): string {
  return html.replace(/https?:\/\/(?:&#?\w+;|[^\s<&])+?(?=[.,;]?(?:\s|<|$))/g, (url) => {
    const href = url.replaceAll("&#38;", "&amp;").replaceAll("&quot;", "%22").replaceAll('"', "%22");
    return `<a href="${href}">${breakable(url)}</a>`;
  });
}

/** Lets a long address break after a slash (Chicago Manual of Style, 7.46). */
function breakable(url: string): string {
  return url.replace(/(?<=[^/:])\/(?=[^/])/g, "/<wbr>");
}
