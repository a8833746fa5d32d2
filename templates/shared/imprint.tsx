import { type AtlasMeta, LICENSES } from "../../src/atlas/types.ts";

/** What the book is, how it relates to the 2018 volume, licence and address. */
export function ImprintText({ meta, citation }: { meta: AtlasMeta; citation: string }) {
  const license = LICENSES[meta.license];
  return (
    <>
      <h1 id="top">Imprint</h1>
      <p class="imprint-title">
        {meta.title}: {meta.subtitle}. {meta.edition}, {meta.year}.
      </p>
      <p>
        The texts of this edition are newly written overviews. They cover the ground of the{" "}
        <cite>Atlas of Social Innovation: New Practices for a Better Future</cite>, edited by Jürgen Howaldt,
        Christoph Kaletka, Antonius Schröder and Marthe Zirngiebl (Sozialforschungsstelle, TU Dortmund
        University, 2018), whose 62 articles were written by named experts. Those texts are their authors’ and
        are not reproduced here, no article of this edition is a chapter of that volume, and no person named
        in either is the author of a text in this one.
      </p>
      <p>
        An editor who holds the original manuscripts publishes them by replacing the files of this edition;
        the names, affiliations and ORCID iDs of their authors then appear.
      </p>
      <p>
        A work is listed among the references only after a public source that names it with the same authors,
        year and title has been found. Errors that remain are ours; please report them to {meta.email}.
      </p>
      <p>
        Texts: <a href={license.url}>{license.name}</a>, unless an article says otherwise. You may copy, share
        and adapt them if you name the source. Type: Alegreya and Alegreya Sans by Juan Pablo del Peral,
        Huerta Tipográfica (SIL Open Font License).
      </p>
      <p>
        The book, each article on its own, and the pages to read on screen are at{" "}
        <a href={meta.url}>{meta.url}</a>
      </p>
      <h2>How to cite</h2>
      <p class="cite-text">{citation}</p>
    </>
  );
}
