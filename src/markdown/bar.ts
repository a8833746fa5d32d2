import type { Token } from "markdown-it";
import type { Problem } from "../atlas/problem.ts";
import type { Atlas } from "../atlas/types.ts";
import type { BackMatter, Document } from "./types.ts";

/**
 * What a machine can see of the bar that the book sets its articles. All of it are warnings: an editor may have
 * reasons, and an article that falls short can still be read.
 */

/** Words of body text, tables and figures included. */
const WORDS = { least: 1000, most: 1650 };
const SUMMARY = { least: 40, most: 60 };
const REFERENCES = { least: 6, most: 12 };
const SECTIONS = { least: 3, most: 6 };
/** Words of a part's introduction. */
const INTRODUCTION = { least: 150, most: 300 };
/** Words without a stop or a semicolon. */
const SENTENCE = 50;
const PARAGRAPH = 180;
/** Sentences of fewer words may well be written twice. */
const REPEATED = 9;

const countOf = (text: string) => text.split(/\s+/).filter(Boolean).length;

function sentencesOf(text: string, lang: string): string[] {
  return [...new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text)].map((s) =>
    s.segment.trim(),
  );
}

/** An article's paragraphs with the lines they begin on in its file, for `checkBar`. */
export interface Prose {
  document: Document;
  paragraphs: { text: string; line: number }[];
}

/** Paragraphs of a body, without tables. A citation counts as a word: it may be the subject of its sentence. */
export function paragraphsOf(tokens: Token[], firstLine: number): Prose["paragraphs"] {
  return tokens.flatMap((token, i) =>
    token.type === "paragraph_open"
      ? [{ text: textOf(tokens[i + 1]!), line: firstLine + (token.map?.[0] ?? 0) }]
      : [],
  );
}

function textOf(inline: Token): string {
  return (inline.children ?? [])
    .map(({ type, content }) => {
      if (type === "text" || type === "code_inline") return content;
      if (type === "softbreak" || type === "hardbreak") return " ";
      return type === "citation" ? "Authors" : "";
    })
    .join("");
}

/** Lengths and numbers of each article, and what stands in two of them. */
export function checkBar(articles: Prose[]): Problem[] {
  return [
    ...articles.flatMap(({ document }) => checkNumbers(document)),
    ...articles.flatMap(checkLengths),
    ...checkRepeats(articles),
    ...checkCases(articles),
  ];
}

function checkNumbers({
  article,
  words,
  headings,
  references,
  cases,
  figures,
  linksTo,
}: Document): Problem[] {
  const found: Problem[] = [];
  const warn = (what: string, mend: string) =>
    found.push({ file: article.file, line: 1, what, mend, level: "warning" });
  const within = (
    n: number,
    { least, most }: { least: number; most: number },
    what: (n: number) => string,
  ) => {
    if (n < least) warn(what(n), `${least} to ${most} are asked for: add to it`);
    else if (n > most) warn(what(n), `${least} to ${most} are asked for: shorten it`);
  };
  within(words, WORDS, (n) => `the text has ${n} words`);
  within(countOf(article.summary), SUMMARY, (n) => `the summary has ${n} words`);
  within(references.length, REFERENCES, (n) => `the article cites ${n} works`);
  within(headings.filter((h) => h.level === 2).length, SECTIONS, (n) => `the article has ${n} sections`);
  if (cases.length === 0) warn("no case is told", "add a `::: case` box");
  if (figures.length === 0) warn("there is no figure or table", "add a chart, a figure or a table");
  if (linksTo.length < 2) warn("there are fewer than two links to other articles", "link where it helps");
  return found;
}

/** Introductions of parts, and terms of the glossary that no article uses. */
export function checkBackMatter(
  { parts }: Pick<Atlas, "parts">,
  { introductions, glossary }: BackMatter,
  documents: Iterable<Document>,
): Problem[] {
  const found: Problem[] = [];
  for (const { id, introduction } of parts) {
    const words = introductions.get(id)?.words;
    if (!introduction || words === undefined) continue;
    const { least, most } = INTRODUCTION;
    if (words >= least && words <= most) continue;
    found.push({
      file: introduction.file,
      line: introduction.line,
      what: `the introduction has ${words} words`,
      mend: `${least} to ${most} are asked for: ${words < least ? "add to it" : "shorten it"}`,
      level: "warning",
    });
  }
  const used = new Set([...documents].flatMap((d) => d.terms));
  for (const { term } of glossary) {
    if (used.has(term)) continue;
    found.push({
      file: term.definition.file,
      line: term.definition.line,
      what: `no article uses the term \`${term.name}\``,
      mend: "add the form in which articles use it to `forms`, or take it out",
      level: "warning",
    });
  }
  return found;
}

/** Sentences and paragraphs that are too long to be read with ease. */
function checkLengths({ document: { article }, paragraphs }: Prose): Problem[] {
  return paragraphs.flatMap(({ text, line }) => {
    const warn = (what: string, mend: string): Problem => ({
      file: article.file,
      line,
      what,
      mend,
      level: "warning",
    });
    const long = sentencesOf(text, article.lang)
      .flatMap((s) => s.split(";"))
      .filter((s) => countOf(s) > SENTENCE);
    return [
      ...long.map((s) =>
        warn(
          `a sentence of ${countOf(s)} words: “${s.split(/\s+/).slice(0, 6).join(" ")} …”`,
          "make two of it",
        ),
      ),
      ...(countOf(text) > PARAGRAPH ? [warn(`a paragraph of ${countOf(text)} words`, "divide it")] : []),
    ];
  });
}

/** The same sentence in two articles. */
function checkRepeats(articles: Prose[]): Problem[] {
  const first = new Map<string, { file: string; line: number }>();
  const found: Problem[] = [];
  for (const { document, paragraphs } of articles) {
    const { file, lang } = document.article;
    for (const { text, line } of paragraphs) {
      for (const sentence of sentencesOf(text, lang)) {
        if (countOf(sentence) < REPEATED) continue;
        const key = sentence.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
        const before = first.get(key);
        if (!before) first.set(key, { file, line });
        else {
          found.push({
            file,
            line,
            what: `“${sentence.split(/\s+/).slice(0, 8).join(" ")} …” stands in ${before.file}:${before.line} as well`,
            mend: "say it once and link",
            level: "warning",
          });
        }
      }
    }
  }
  return found;
}

/** The same case told in two boxes. */
function checkCases(articles: Prose[]): Problem[] {
  const told = new Map<string, string>();
  return articles.flatMap(({ document: { article, mentions } }) =>
    mentions.flatMap(({ name: title, kind }): Problem[] => {
      if (kind !== "case") return [];
      const key = title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, " ")
        .trim();
      const before = told.get(key);
      told.set(key, before ?? article.file);
      return before
        ? [
            {
              file: article.file,
              line: 1,
              what: `the case “${title}” is told in ${before} as well`,
              mend: "tell it once and link to it",
              level: "warning",
            },
          ]
        : [];
    }),
  );
}
