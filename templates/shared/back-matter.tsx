import { periodOf } from "../../src/atlas/back-matter.ts";
import type { BackMatter, Target } from "../../src/markdown/types.ts";

interface Where {
  target: Target;
  /** On the web, the address of a site path as seen from the page. */
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
            <p class="network-facts">{facts}</p>
            <div class="network-text" dangerouslySetInnerHTML={{ __html: text.render(target, to) }} />
            {partners && <p class="network-partners">With {partners}.</p>}
            <p class="network-address">
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
