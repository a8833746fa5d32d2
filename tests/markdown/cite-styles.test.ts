import { expect, test } from "vitest";
import { apaInText, type CitedChapter, chicago, mla } from "../../src/markdown/cite-styles.ts";

const BOOK = "Atlas of Social Innovation: New Practices for a Better Future";
const EDITION = "Atlas of Social Innovation, Reader edition";
const edition: CitedChapter = {
  authors: [{ literal: EDITION }],
  title: "Scaling out, up and deep: How small things grow",
  shortTitle: "Scaling out, up and deep",
  book: BOOK,
  publisher: EDITION,
  year: 2026,
  pages: "45–51",
  url: "https://atlas.example/articles/scaling/",
};
const people = (...families: string[]): CitedChapter => ({
  ...edition,
  authors: families.map((family) => ({ family, given: "Ada" })),
  title: "Who innovates?",
});

test("by the edition: it is named once", () => {
  expect(chicago(edition)).toEqual({
    reference: `Atlas of Social Innovation, Reader edition. 2026. “Scaling out, up and deep: How small things grow.” In ${BOOK}, 45–51. https://atlas.example/articles/scaling/.`,
    inText: "(Atlas of Social Innovation, Reader edition 2026, %p)",
  });
  expect(mla(edition)).toEqual({
    reference: `“Scaling out, up and deep: How small things grow.” ${BOOK}, ${EDITION}, 2026, pp. 45–51, atlas.example/articles/scaling/.`,
    inText: "(“Scaling out, up and deep” %p)",
  });
  expect(apaInText(edition)).toBe("(Atlas of Social Innovation, Reader edition, 2026, %p)");
});

test("by one, two and many people", () => {
  expect(chicago(people("Adams")).reference).toBe(
    `Adams, Ada. 2026. “Who innovates?” In ${BOOK}, 45–51. ${EDITION}. https://atlas.example/articles/scaling/.`,
  );
  expect(chicago(people("Adams", "Blum")).reference).toMatch(/^Adams, Ada, and Ada Blum\. 2026\./);
  expect(chicago(people("Adams", "Blum", "Chen")).inText).toBe("(Adams, Blum, and Chen 2026, %p)");
  expect(chicago(people("Adams", "Blum", "Chen", "Diaz")).inText).toBe("(Adams et al. 2026, %p)");
  expect(apaInText(people("Adams", "Blum"))).toBe("(Adams & Blum, 2026, %p)");
  expect(apaInText(people("Adams", "Blum", "Chen"))).toBe("(Adams et al., 2026, %p)");
  expect(mla(people("Adams", "Blum")).reference).toMatch(/^Adams, Ada, and Ada Blum\. “Who innovates\?” /);
  expect(mla(people("Adams", "Blum", "Chen"))).toMatchObject({ inText: "(Adams et al. %p)" });
  expect(mla(people("Adams", "Blum", "Chen")).reference).toMatch(/^Adams, Ada, et al\. /);
});

test("a chapter on one page, and one whose pages are not known", () => {
  expect(mla({ ...edition, pages: "45" }).reference).toContain("2026, p. 45, ");
  const { pages: _, ...unknown } = edition;
  expect(chicago(unknown).reference).toContain(`In ${BOOK}. https`);
});
