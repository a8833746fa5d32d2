import type { ComponentChildren } from "preact";
import type { Atlas } from "../../src/atlas/types.ts";
import type { IndexLetter } from "../../src/markdown/case-index.ts";
import { markup } from "../../src/markdown/markup.ts";
import type { BackMatter, ReferenceEntry } from "../../src/markdown/types.ts";
import { BibliographyText, GlossaryList, IndexList, NetworksList } from "../shared/back-matter.tsx";
import { epubType, type To } from "./page.tsx";

/** Back matter under its title. `type` and `role` say what it is where vocabularies have a word for it. */
function Back(props: {
  kind: string;
  title: string;
  type?: string;
  role?: string;
  children: ComponentChildren;
}) {
  const { kind, title, type, role, children } = props;
  return (
    <section
      class={`back book-${kind}`}
      {...(type ? epubType(type) : {})}
      role={role as "doc-glossary" | undefined}
      aria-labelledby="top"
    >
      <h1 id="top">{title}</h1>
      {children}
    </section>
  );
}

export function networksBody(title: string, networks: BackMatter["networks"], to: To): string {
  return markup(
    <Back kind="networks" title={title}>
      <NetworksList networks={networks} target="epub" to={to} />
    </Back>,
  );
}

export function glossaryBody(title: string, glossary: BackMatter["glossary"], to: To): string {
  return markup(
    <Back kind="glossary" title={title} type="glossary" role="doc-glossary">
      <GlossaryList glossary={glossary} target="epub" to={to} />
    </Back>,
  );
}

export function referencesBody(
  title: string,
  atlas: Atlas,
  bibliography: (ReferenceEntry & { citedBy: string[] })[],
  to: To,
): string {
  return markup(
    <Back kind="references" title={title} type="bibliography" role="doc-bibliography">
      <BibliographyText atlas={atlas} bibliography={bibliography} href={(slug) => to(`/articles/${slug}/`)} />
    </Back>,
  );
}

export function indexBody(title: string, letters: IndexLetter[], to: To): string {
  return markup(
    <Back kind="index" title={title} type="index" role="doc-index">
      <IndexList letters={letters} href={(slug, id) => to(`/articles/${slug}/#${id}`)} />
    </Back>,
  );
}
