import { periodOf } from "../../src/atlas/back-matter.ts";
import type { Atlas } from "../../src/atlas/types.ts";
import { type IndexLetter, printedLocators } from "../../src/markdown/case-index.ts";
import type { BackMatter, ReferenceEntry, Target } from "../../src/markdown/types.ts";

interface Where {
  target: Target;
  /** On the web and in the EPUB, the address of a site path as seen from the page. */
  to?: (path: string) => string;
}

/** The glossary's terms with their definitions. */
export function GlossaryList({ glossary, target, to }: Where & Pick<BackMatter, "glossary">) {
  return (
    <dl class="glossary-list">
      {glossary.map(({ term, definition }) => (
        <div key={term.id} id={term.id}>
          <dt>{term.name}</dt>
          <dd dangerouslySetInnerHTML={{ __html: definition.render(target, to) }} />
        </div>
      ))}
    </dl>
  );
}

/** Networks and initiatives, each with its facts. */
export function NetworksList({ networks, target, to }: Where & Pick<BackMatter, "networks">) {
  return (
    <>
      {networks.map(({ network, text }) => {
        const { id, name, short, kind, place, partners, url, sources } = network;
        const facts = [kind, periodOf(network), place].filter(Boolean).join(", ");
        return (
          <section key={id} class="network" aria-labelledby={id}>
            <h2 id={id}>
              {name}
              {short && <span class="network-short"> ({short})</span>}
            </h2>
            <p class="network-facts" id={`${id}-facts`}>
              {facts}
            </p>
            <div
              class="network-text"
              id={`${id}-text`}
              dangerouslySetInnerHTML={{ __html: text.render(target, to) }}
            />
            {partners && (
              <p class="network-partners" id={`${id}-partners`}>
                Partners: {partners}.
              </p>
            )}
            <p class="network-address" id={`${id}-address`}>
              {url && (
                <>
                  <a href={url}>{url.replace(/^https?:\/\/|\/$/g, "")}</a>
                  <span class="sep"> · </span>
                </>
              )}
              {sources.length > 1 ? "Sources: " : "Source: "}
              {sources.map((source, i) => (
                <span key={source}>
                  {i > 0 && ", "}
                  <a href={source}>{new URL(source).hostname.replace(/^www\./, "")}</a>
                </span>
              ))}
            </p>
          </section>
        );
      })}
    </>
  );
}

/**
 * All works cited in the book, with the articles that cite them.
 *
 * @param props.href the address of an article
 */
export function BibliographyText({
  atlas,
  bibliography,
  href,
}: {
  atlas: Pick<Atlas, "articles">;
  bibliography: (ReferenceEntry & { citedBy: string[] })[];
  href: (slug: string) => string;
}) {
  const numbers = new Map(atlas.articles.map((a) => [a.slug, a.number]));
  return (
    <>
      <p class="back-note">
        All works cited in the book. The numbers after an entry are those of the articles that cite it.
      </p>
      <ol class="references">
        {bibliography.map((r) => (
          <li key={r.key} id={r.id}>
            <span dangerouslySetInnerHTML={{ __html: r.html }} />{" "}
            <span class="cited-by">
              [
              {r.citedBy.map((slug, i) => (
                <span key={slug}>
                  {i > 0 && ", "}
                  <a href={href(slug)}>{numbers.get(slug)}</a>
                </span>
              ))}
              ]
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

/**
 * The index of cases and organisations with the printed pages.
 *
 * @param props.href the address of an element of an article
 */
export function IndexList({
  letters,
  href,
}: {
  letters: IndexLetter[];
  href: (slug: string, id: string) => string;
}) {
  return (
    <>
      <p class="back-note">
        Page numbers in bold are those of cases told in a box. Organisations that are only named in passing
        are left out.
      </p>
      <div class="index-columns">
        {letters.map(({ letter, entries }, n) => (
          <section key={letter} class="index-letter">
            <h2 id={`letter-${n + 1}`}>{letter}</h2>
            <ul>
              {entries.map((entry) => (
                <li key={entry.id} id={entry.id}>
                  {entry.name}
                  {printedLocators(entry).map(({ first, last, isCase, slug, id }, i) => (
                    <span key={`${slug}#${id}`}>
                      {i === 0 ? ",\u00a0" : ", "}
                      <a class={isCase ? "locator case-locator" : "locator"} href={href(slug, id)}>
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
    </>
  );
}
