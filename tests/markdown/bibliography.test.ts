import { expect, test } from "vitest";
import type { Reference } from "../../src/atlas/types.ts";
import { Bibliography } from "../../src/markdown/bibliography.ts";

const work = (id: string, family: string, given: string, year: number, title: string) =>
  ({
    id,
    type: "book",
    title,
    author: [{ family, given }],
    issued: { "date-parts": [[year]] },
    publisher: "Press",
  }) as unknown as Reference;

const works = [
  work("zuse", "Zuse", "K.", 1970, "The computer"),
  work("a1", "Moore", "M.-L.", 2015, "Scaling out"),
  work("a2", "Moore", "M.-L.", 2015, "Agency"),
  work("b", "Moore", "J.", 2011, "Another"),
  work("edler", "Édler", "J.", 2010, "Demand"),
];
const references = new Map(works.map((w) => [w.id, w]));
const cite = (id: string) => ({ items: [{ id }], narrative: false });

test("the book's list is the same whether the articles' lists were made before or not", () => {
  const once = new Bibliography(references).list([...references.keys()]);
  expect(once.map((entry) => entry.key)).toEqual(["edler", "b", "a2", "a1", "zuse"]);
  expect(once.find((entry) => entry.key === "a1")!.text).toContain("2015b");

  const bibliography = new Bibliography(references);
  // In an article of its own neither needs a letter; in the book both do.
  expect(
    bibliography
      .cite([cite("a1"), cite("zuse")])
      .references.map((r) => r.text)
      .join(),
  ).toContain("(2015)");
  bibliography.cite([cite("a2"), cite("edler")]);
  bibliography.cite([cite("b")]);
  expect(bibliography.list([...references.keys()])).toEqual(once);
});
