import { expect, test } from "vitest";
import {
  directiveOf,
  inTextCitation,
  neighbourWords,
  passageUrl,
  quotation,
} from "../../src/reader/cite/quotation.ts";
import type { PageArticle } from "../../src/reader/page-data.ts";
import { findPassage } from "../../src/reader/place/text-fragment.ts";

const style = (inText: string) => ({ reference: "", inText });
const article = {
  cite: {
    apa: style("(Atlas, 2026, %p)"),
    chicago: style("(Atlas 2026, %p)"),
    mla: style("(“Scaling” %p)"),
  },
} as PageArticle;

test("a quotation carries the printed page in the form of its style", () => {
  const passage = { text: "a “new” way", first: 57, last: 57 };
  expect(quotation(article, "apa", passage)).toBe("“a ‘new’ way” (Atlas, 2026, p. 57)");
  expect(inTextCitation(article, "apa", { ...passage, last: 58 })).toBe("(Atlas, 2026, pp. 57–58)");
  expect(inTextCitation(article, "chicago", { ...passage, last: 58 })).toBe("(Atlas 2026, 57–58)");
  expect(inTextCitation(article, "mla", passage)).toBe("(“Scaling” 57)");
  expect(inTextCitation(article, "apa", { text: "x" })).toBe("(Atlas, 2026)");
  expect(inTextCitation(article, "mla", { text: "x" })).toBe("(“Scaling”)");
});

test("the link of a passage leads back to it, be it short, long or one of several", () => {
  const text =
    "The first open question is whether to grow. They argue that scaling is a choice to be justified, on evidence and on values, together with those it will affect. It is open whether to grow.";
  const at = (from: number, to: number) => ({
    text: text.slice(from, to),
    prefix: neighbourWords(text.slice(0, from), "before"),
    suffix: neighbourWords(text.slice(to), "after"),
  });
  for (const [from, to] of [
    [4, 23],
    [text.lastIndexOf("whether"), text.length],
    [text.indexOf("They"), text.indexOf(" It is")],
    [0, text.length],
  ] as const) {
    expect(findPassage(text, directiveOf(at(from, to)))).toEqual({ from, to });
  }
  expect(passageUrl("https://h/a/", { text: "x, y-z", block: "deep-p1", first: 57 })).toBe(
    "https://h/a/?p=57#deep-p1:~:text=x%2C%20y%2Dz",
  );
});
