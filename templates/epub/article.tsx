import { LICENSES, type Part } from "../../src/atlas/types.ts";
import type { Citation } from "../../src/markdown/cite.ts";
import { markup } from "../../src/markdown/markup.ts";
import type { Document } from "../../src/markdown/types.ts";
import { roman } from "../shared/roman.ts";
import { epubType } from "./page.tsx";

/** An article with its head, key points, text, notes, references and how to cite it. */
export function articleBody(options: { document: Document; part: Part; citation: Citation }): string {
  const { document, part, citation } = options;
  const { article } = document;
  const license = LICENSES[article.license];
  return markup(
    <section
      class="article"
      data-part={part.id}
      {...epubType("chapter")}
      role="doc-chapter"
      aria-labelledby="top"
    >
      <header class="opening">
        <p class="label">
          <span class="number">{article.number}</span> · Part {roman(part.number)} · {part.title}
        </p>
        <h1 id="top">{article.title}</h1>
        {article.subtitle && (
          <p class="subtitle" role="doc-subtitle" {...epubType("subtitle")}>
            {article.subtitle}
          </p>
        )}
        {article.authors.length > 0 && (
          <ul class="byline">
            {article.authors.map((a) => (
              <li key={a.name}>
                {a.name}
                {a.affiliation && `, ${a.affiliation}`}
                {a.orcid && (
                  <>
                    {" "}
                    <a href={`https://orcid.org/${a.orcid}`} aria-label={`ORCID of ${a.name}`}>
                      ORCID
                    </a>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
        <p class="summary">{article.summary}</p>
      </header>
      <section class="key-points" aria-labelledby="at-key-points">
        <h2 id="at-key-points">Key points</h2>
        <ol>
          {article.keyPoints.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ol>
      </section>
      <div class="body" dangerouslySetInnerHTML={{ __html: document.render("epub") }} />
      {document.references.length > 0 && (
        <section
          class="references"
          {...epubType("bibliography")}
          role="doc-bibliography"
          aria-labelledby="references"
        >
          <h2 id="references">References</h2>
          <ul>
            {document.references.map((r) => (
              <li key={r.id} id={r.id} dangerouslySetInnerHTML={{ __html: r.html }} />
            ))}
          </ul>
        </section>
      )}
      <section class="how-to-cite" aria-labelledby="at-cite">
        <h2 id="at-cite">How to cite</h2>
        <p class="citation" dangerouslySetInnerHTML={{ __html: citation.apa.html }} />
        <p class="license">
          Licence: <a href={license.url}>{license.name}</a>
        </p>
      </section>
    </section>,
  );
}
