import { expect, test } from "vitest";
import { findPassage, parseTextDirective, textDirective } from "../../src/reader/place/text-fragment.ts";

test.each([
  ["#:~:text=one%20two", { start: "one two" }],
  ["x#id:~:text=one,two", { start: "one", end: "two" }],
  ["#:~:text=be-,one,two,-af", { start: "one", end: "two", prefix: "be", suffix: "af" }],
  ["#:~:foo=1&text=a%2Db", { start: "a-b" }],
  ["#:~:text=%zz", { start: "%zz" }],
])("reads %s", (url, directive) => {
  expect(parseTextDirective(url)).toEqual(directive);
});

test.each(["#one", "#:~:text=", "#:~:text=a,b,c,d"])("%s asks for no passage", (url) => {
  expect(parseTextDirective(url)).toBeUndefined();
});

test("what is written is read again, hyphens and commas too", () => {
  const directive = { prefix: "a-b,", start: "-c d-", end: "e,f&g", suffix: "-h" };
  expect(parseTextDirective(`#x${textDirective(directive)}`)).toEqual(directive);
});

test("a passage is found across white space, soft hyphens and case, at whole words only", () => {
  const text = "The house\u00adhold and\n  the House of cards. The house.";
  const at = (start: string, more = {}) => {
    const found = findPassage(text, { start, ...more });
    return found && text.slice(found.from, found.to);
  };
  expect(at("household AND the")).toBe("house\u00adhold and\n  the");
  expect(findPassage(text, { start: "the house" })!.from).toBe(text.indexOf("the House"));
  expect(findPassage(text, { start: "the house", suffix: "." })!.from).toBe(text.lastIndexOf("The house"));
  expect(at("house", { end: "cards" })).toBe("House of cards");
  expect(at("not there")).toBeUndefined();
  expect(at("house", { end: "nowhere" })).toBeUndefined();
});
