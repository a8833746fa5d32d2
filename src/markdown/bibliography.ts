import { plugins } from "@citation-js/core";
import "@citation-js/plugin-csl";
import CSL, { type CiteItem } from "citeproc";
import type { Reference } from "../atlas/types.ts";
import { escapeHtml, stripTags } from "./html.ts";
import type { ReferenceEntry } from "./types.ts";

/** One bracket of citations, `[see @a, p. 3; @b]`, or a narrative one, `@a` in the sentence. */
export interface CiteCluster {
  items: CiteItem[];
  narrative: boolean;
}

/**
 * Author-date citations and reference lists in APA style (7th edition), by citeproc-js.
 * One engine serves all articles, because reading the style costs more than citing a whole article.
 */
export class Bibliography {
  private readonly engine: InstanceType<typeof CSL.Engine>;

  constructor(private readonly references: Map<string, Reference>) {
    const { templates, locales } = plugins.config.get("@csl");
    this.engine = new CSL.Engine(
      {
        retrieveLocale: (lang) => (locales.has(lang) ? locales.get(lang) : locales.get("en-US")),
        // citeproc wraps an entry only if it has a system id.
        retrieveItem: (id) => ({ ...references.get(id), custom: undefined, system_id: id }),
        wrapCitationEntry: (html, id) =>
          `<a class="cite" href="#${referenceId(id)}" role="doc-biblioref">${html}</a>`,
      },
      templates.get("apa"),
      "en-US",
      true,
    );
    this.engine.opt.development_extensions.apply_citation_wrapper = true;
    this.engine.setOutputFormat("html");
  }

  /**
   * Sets the citations of one article. Years are told apart (2017a, 2017b) within the article.
   *
   * @param clusters in the order of the text; every key must be known
   * @returns the HTML of each cluster, and the reference list in the order of the style
   */
  cite(clusters: CiteCluster[]): { citations: string[]; references: ReferenceEntry[] } {
    const keys = [...new Set(clusters.flatMap((c) => c.items.map((i) => i.id)))];
    const references = this.list(keys);
    const set = (items: CiteItem[]) =>
      this.engine.processCitationCluster({ citationItems: items, properties: { noteIndex: 0 } }, [], [])[1][0]![1];
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
    this.engine.restoreProcessorState([]);
    this.engine.updateItems(keys.filter((k) => this.references.has(k)));
    const [{ entry_ids }, entries] = this.engine.makeBibliography();
    return entries.map((entry, i) => {
      const key = entry_ids[i]![0]!;
      const html = linkAddresses(entry.replace(/^\s*<div class="csl-entry">|<\/div>\s*$/g, "").trim());
      return { key, id: referenceId(key), html, text: stripTags(html) };
    });
  }
}

/** Element id of a work in an article's reference list. */
export function referenceId(key: string): string {
  return `ref-${key}`;
}

/** Addresses in a formatted entry become links; a full stop that ends the sentence stays outside. */
function linkAddresses(html: string): string {
  return html.replace(/https?:\/\/[^\s<]+?(?=[.,;]?(?:\s|<|$))/g, (url) => {
    const href = url.replaceAll("&#38;", "&amp;").replaceAll("&quot;", "%22").replaceAll('"', "%22");
    return `<a href="${href}">${breakable(url)}</a>`;
  });
}

/** Lets a long address break after a slash (Chicago Manual of Style, 7.46). */
function breakable(url: string): string {
  return url.replace(/(?<=[^/:])\/(?=[^/])/g, "/<wbr>");
}
