import type { AtlasMeta, Part } from "../../src/atlas/types.ts";
import type { Document } from "../../src/markdown/types.ts";
import { roman } from "../shared/roman.ts";
import { printPage } from "./page.tsx";

/** An article as it is printed, without running heads and folios. */
export function articlePage(options: { document: Document; part: Part; meta: AtlasMeta }): string {
  const { document, part, meta } = options;
  const { article } = document;
  return printPage({
    title: article.title,
    lang: article.lang,
    children: (
      <article data-part={part.id}>
        <header class="opening">
          <p class="label">
            <span class="number">{article.number}</span> · Part {roman(part.number)} · {part.title}
          </p>
          <h1 id="top">{article.title}</h1>
          {article.subtitle && <p class="subtitle">{article.subtitle}</p>}
          {article.authors.length > 0 && (
            <p class="byline">
              {article.authors
                .map((a) => (a.affiliation ? `${a.name}, ${a.affiliation}` : a.name))
                .join("; ")}
            </p>
          )}
          <p class="summary">{article.summary}</p>
          <ol class="points" aria-label="Key points">
            {article.keyPoints.map((point, i) => (
              <li key={point}>
                <span class="n">{i + 1}</span> {point}
              </li>
            ))}
          </ol>
        </header>
        <div class="body" dangerouslySetInnerHTML={{ __html: document.render("print") }} />
        {document.references.length > 0 && (
          <section class="references" aria-labelledby="references">
            <h2 id="references">References</h2>
            <ol>
              {document.references.map((r) => (
                <li key={r.id} id={r.id} dangerouslySetInnerHTML={{ __html: r.html }} />
              ))}
            </ol>
          </section>
        )}
        {meta.license !== article.license && <p class="license">{article.license}</p>}
      </article>
    ),
  });
}
