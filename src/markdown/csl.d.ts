/** The parts of citeproc-js and of citation-js that we use; neither brings types. */
declare module "citeproc" {
  export interface CiteItem {
    id: string;
    prefix?: string;
    suffix?: string;
    locator?: string;
    label?: string;
    "suppress-author"?: boolean;
    "author-only"?: boolean;
  }
  interface System {
    retrieveLocale(lang: string): string | undefined;
    retrieveItem(id: string): object;
    wrapCitationEntry?(html: string, id: string): string;
  }
  /** What the engine knows of a work that it has loaded. */
  export interface RegistryItem {
    sortkeys: (string | undefined)[];
    seq: number;
  }
  class Engine {
    registry: {
      registry: Record<string, RegistryItem>;
      sorter: { compareKeys(a: RegistryItem, b: RegistryItem): number };
    };
    constructor(sys: System, style: string, lang: string, forceLang: boolean);
    opt: { development_extensions: Record<string, boolean> };
    setOutputFormat(format: "html" | "text"): void;
    updateItems(ids: string[]): void;
    makeCitationCluster(items: CiteItem[]): string;
    restoreProcessorState(citations: []): void;
    makeBibliography(): [{ entry_ids: string[][] }, string[]];
  }
  const CSL: { Engine: typeof Engine };
  export default CSL;
}

declare module "@citation-js/core" {
  interface Register<T> {
    has(name: string): boolean;
    get(name: string): T;
  }
  export const plugins: {
    config: { get(name: "@csl"): { templates: Register<string>; locales: Register<string> } };
  };
  export class Cite {
    constructor(data: unknown);
    format(name: string, options?: object): string;
  }
}
declare module "@citation-js/plugin-csl";
declare module "@citation-js/plugin-bibtex";
declare module "@citation-js/plugin-ris";
