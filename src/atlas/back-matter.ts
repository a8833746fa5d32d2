import type { Problem } from "./problem.ts";
import { glossarySchema, networksSchema } from "./schema.ts";
import { slugify } from "./text.ts";
import type { Network, Passage, Term } from "./types.ts";
import { parseYaml } from "./yaml.ts";

/**
 * `glossary.yaml`: a list of `{ term, forms?, definition }`, the definition in Markdown.
 *
 * @param file the path as shown to people
 * @returns the terms in the order of the alphabet, without those that stand there a second time
 */
export function parseGlossary(file: string, source: string): { terms: Term[]; problems: Problem[] } {
  const { value, problems, lineOf } = parseYaml(source, glossarySchema, { file, line: 1 });
  const found: Problem[] = [...problems];
  const known = new Map<string, string>();
  const ids = new Map<string, number>();
  const terms = (value ?? []).flatMap(({ term, forms, definition }, i): Term[] => {
    const line = lineOf([i, "term"]);
    const twice = known.get(term.toLowerCase());
    for (const word of [term, ...forms]) {
      const other = known.get(word.toLowerCase());
      known.set(word.toLowerCase(), other ?? term);
      if (other === undefined) continue;
      found.push({
        file,
        line,
        what: `\`${word}\` is a word for \`${other}\` already`,
        mend: "define a term once, and give each word to one term",
        level: "error",
      });
    }
    const passage: Passage = { file, line: lineOf([i, "definition"]), markdown: definition };
    if (twice !== undefined) return [];
    // C and C++ are two terms whose words make the same id.
    const base = `term-${slugify(term)}`;
    const n = (ids.get(base) ?? 0) + 1;
    ids.set(base, n);
    return [{ id: n === 1 ? base : `${base}-${n}`, name: term, forms, definition: passage }];
  });
  terms.sort((a, b) => a.name.localeCompare(b.name, "en"));
  return { terms, problems: found };
}

/** `networks.yaml`: a list of networks and initiatives, in the order of the file. */
export function parseNetworks(file: string, source: string): { networks: Network[]; problems: Problem[] } {
  const { value, problems, lineOf } = parseYaml(source, networksSchema, { file, line: 1 });
  const found: Problem[] = [...problems];
  const ids = new Set<string>();
  const networks = (value ?? []).flatMap(({ text, ...rest }, i): Network[] => {
    const id = `network-${slugify(rest.short ?? rest.name)}`;
    if (ids.has(id)) {
      found.push({
        file,
        line: lineOf([i, "name"]),
        what: `\`${rest.short ?? rest.name}\` stands here a second time`,
        mend: "keep one of the two",
        level: "error",
      });
      return [];
    }
    ids.add(id);
    return [{ id, ...rest, text: { file, line: lineOf([i, "text"]), markdown: text } }];
  });
  return { networks, problems: found };
}

/** `2014–2017`, `2016`, `since 2011`, `until 2021`; empty where no year is known. */
export function periodOf({ from, until }: Pick<Network, "from" | "until">): string {
  if (from === undefined) return until === undefined ? "" : `until ${until}`;
  if (until === undefined) return `since ${from}`;
  return from === until ? String(from) : `${from}–${until}`;
}

/** What stands behind the articles, in the order of the book: title and site path. */
export const BACK_MATTER = {
  networks: { title: "Networks and initiatives", path: "/networks/" },
  glossary: { title: "Glossary", path: "/glossary/" },
  references: { title: "References", path: "/references/" },
  index: { title: "Index of cases and organisations", path: "/index-of-cases/" },
} as const;
export type BackId = keyof typeof BACK_MATTER;
