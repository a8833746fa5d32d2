import type { Atlas } from "../../src/atlas/types.ts";
import type { IndexLetter } from "../../src/markdown/case-index.ts";
import type { BackMatter, ReferenceEntry } from "../../src/markdown/types.ts";
import { BibliographyText, GlossaryList, IndexList, NetworksList } from "../shared/back-matter.tsx";
import { printPage } from "./page.tsx";

interface Back {
  atlas: Atlas;
}

/** Networks and initiatives of the field. */
export function networksPage({ atlas, networks }: Back & Pick<BackMatter, "networks">): string {
  return printPage({
    title: "Networks and initiatives",
    lang: atlas.meta.lang,
    children: (
      <section class="back networks">
        <h1 id="top">Networks and initiatives</h1>
        <NetworksList networks={networks} target="print" />
      </section>
    ),
  });
}

/** The terms of the book. */
export function glossaryPage({ atlas, glossary }: Back & Pick<BackMatter, "glossary">): string {
  return printPage({
    title: "Glossary",
    lang: atlas.meta.lang,
    children: (
      <section class="back glossary">
        <h1 id="top">Glossary</h1>
        <GlossaryList glossary={glossary} target="print" />
      </section>
    ),
  });
}

/** All works cited in the book, with the articles that cite them. */
export function referencesPage(
  options: Back & { bibliography: (ReferenceEntry & { citedBy: string[] })[] },
): string {
  const { atlas, bibliography } = options;
  return printPage({
    title: "References",
    lang: atlas.meta.lang,
    children: (
      <section class="back bibliography">
        <h1 id="top">References</h1>
        <BibliographyText
          atlas={atlas}
          bibliography={bibliography}
          href={(slug) => `${atlas.meta.url}articles/${slug}/`}
        />
      </section>
    ),
  });
}

/** The index of cases and organisations, in two columns. */
export function indexPage({ atlas, letters }: Back & { letters: IndexLetter[] }): string {
  return printPage({
    title: "Index of cases and organisations",
    lang: atlas.meta.lang,
    children: (
      <section class="back index">
        <h1 id="top">Index of cases and organisations</h1>
        <IndexList letters={letters} href={(slug, id) => `${atlas.meta.url}articles/${slug}/#${id}`} />
      </section>
    ),
  });
}
