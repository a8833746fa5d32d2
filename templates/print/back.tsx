import type { Atlas } from "../../src/atlas/types.ts";
import { type IndexLetter, printedLocators } from "../../src/markdown/case-index.ts";
import type { BackMatter, ReferenceEntry } from "../../src/markdown/types.ts";
import { GlossaryList, NetworksList } from "../shared/back-matter.tsx";
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
  const article = (slug: string) => atlas.articles.find((a) => a.slug === slug);
  return printPage({
    title: "References",
    lang: atlas.meta.lang,
    children: (
      <section class="back bibliography">
        <h1 id="top">References</h1>
        <p class="back-note">
          All works cited in the book. The numbers after an entry are those of the articles that cite it.
        </p>
        <ol class="references">
          {bibliography.map((r) => (
            <li key={r.key}>
              <span dangerouslySetInnerHTML={{ __html: r.html }} />{" "}
              <span class="cited-by">
                [
                {r.citedBy.map((slug, i) => (
                  <span key={slug}>
                    {i > 0 && ", "}
                    <a href={`${atlas.meta.url}articles/${slug}/`}>{article(slug)?.number}</a>
                  </span>
                ))}
                ]
              </span>
            </li>
          ))}
        </ol>
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
        <p class="back-note">
          Page numbers in bold are those of cases told in a box. Organisations that are only named in passing
          are left out.
        </p>
        <div class="index-columns">
          {letters.map(({ letter, entries }) => (
            <section key={letter} class="index-letter">
              <h2>{letter}</h2>
              <ul>
                {entries.map((entry) => (
                  <li key={entry.id}>
                    {entry.name}
                    {printedLocators(entry).map(({ first, last, isCase, slug, id }, i) => (
                      <span key={`${slug}#${id}`}>
                        {i === 0 ? ",\u00a0" : ", "}
                        <a
                          class={isCase ? "locator case-locator" : "locator"}
                          href={`${atlas.meta.url}articles/${slug}/#${id}`}
                        >
                          {first === last ? first : `${first}–${last}`}
                        </a>
                      </span>
                    ))}
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </section>
    ),
  });
}
