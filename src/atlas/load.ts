import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type ArticleText, parseArticle, parseFileName } from "./article.ts";
import { parseGlossary, parseNetworks } from "./back-matter.ts";
import { type Problem, ProblemsError } from "./problem.ts";
import { parseReferences } from "./references.ts";
import { atlasSchema } from "./schema.ts";
import { decodeText } from "./text.ts";
import type { Article, Atlas, AtlasMeta, Part } from "./types.ts";
import { parseYaml } from "./yaml.ts";

export interface Loaded {
  atlas: Atlas;
  problems: Problem[];
  /** Line of each reference in references.json. */
  referenceLines: Map<string, number>;
  /**
   * What stands in the folder but has errors of its own. It is known to be there, so that what points at it is not
   * reported too; the texts are checked with all others.
   */
  broken: {
    /** File names of articles. */
    articles: string[];
    texts: ArticleText[];
    /** Ids, or `"all"` where the file cannot be read. */
    references: ReadonlySet<string> | "all";
  };
}

/**
 * Reads and checks the folder of articles: `atlas.yaml`, `references.json` and every `NN-slug.md`, and, where they are
 * there, `parts/<id>.md`, `glossary.yaml` and `networks.yaml`.
 * Articles with errors are left out of `atlas` and reported; the rest is there, so that one pass finds everything.
 *
 * @param dir the folder; its last segment is how problems name files (`articles/07-scaling.md`)
 * @param options.drafts whether articles marked `draft: true` are loaded
 * @throws ProblemsError when `atlas.yaml` cannot be read, for without it nothing else can be judged
 */
export async function loadAtlas(dir: string, options: { drafts?: boolean } = {}): Promise<Loaded> {
  const shown = (name: string) => `${basename(dir)}/${name}`;
  const fail = (name: string, what: string, mend: string): Problem => ({
    file: shown(name),
    line: 1,
    what,
    mend,
    level: "error",
  });
  let names: string[];
  try {
    names = (await readdir(dir)).sort();
  } catch {
    throw new ProblemsError([fail("", "the folder cannot be read", "name the folder that holds atlas.yaml")]);
  }
  if (!names.includes("atlas.yaml")) {
    throw new ProblemsError([
      fail("atlas.yaml", "the file is missing", "put it back; it names the book and its parts"),
    ]);
  }
  const bookText = decodeText(shown("atlas.yaml"), await readFile(join(dir, "atlas.yaml")));
  if ("problem" in bookText) throw new ProblemsError([bookText.problem]);
  const book = parseYaml(bookText.text, atlasSchema, { file: shown("atlas.yaml"), line: 1 });
  if (!book.value) throw new ProblemsError(book.problems);
  const { parts: partEntries, ...meta }: { parts: Omit<Part, "number" | "articles">[] } & AtlasMeta =
    book.value;
  const problems: Problem[] = [];
  for (const key of ["id", "slug"] as const) {
    for (const twice of duplicates(partEntries, (p) => p[key])) {
      problems.push(
        fail("atlas.yaml", `two parts have the ${key} \`${twice[0]![key]}\``, "give each its own"),
      );
    }
  }
  const parts: Part[] = partEntries.map((p, i) => ({ ...p, number: i + 1, articles: [] }));

  const refs = await readReferences(dir, names, shown("references.json"));
  problems.push(...refs.problems);
  problems.push(...(await readIntroductions(dir, parts)));
  const glossary = await readOptional(dir, names, "glossary.yaml", parseGlossary);
  const networks = await readOptional(dir, names, "networks.yaml", parseNetworks);
  problems.push(...glossary.problems, ...networks.problems);

  const files = names.filter((n) => n.endsWith(".md") && n !== "README.md");
  const read = await Promise.all(
    files.map(async (name) => parseArticle(shown(name), await readFile(join(dir, name)), { meta, parts })),
  );
  const all: Article[] = [];
  const broken: Loaded["broken"] = { articles: [], texts: [], references: refs.broken };
  read.forEach(({ article, text, problems: found }, i) => {
    problems.push(...found);
    if (article) all.push(article);
    else broken.articles.push(files[i]!);
    if (!article && text) broken.texts.push(text);
  });
  // From the names alone, so that a fault inside a file does not hide that its number is taken.
  const numbered = files.flatMap((name) => {
    const parsed = parseFileName(name);
    return parsed ? [{ file: shown(name), ...parsed }] : [];
  });
  for (const key of ["number", "slug"] as const) {
    for (const twice of duplicates(numbered, (a) => a[key])) {
      for (const a of twice.slice(1)) {
        problems.push({
          file: a.file,
          line: 1,
          what: `the ${key} ${a[key]} is also that of ${twice[0]!.file}`,
          mend: "rename one of the two files",
          level: "error",
        });
      }
    }
  }
  const articles = all.filter((a) => options.drafts || !a.draft).sort((a, b) => a.number - b.number);
  if (articles.length === 0 && problems.every((p) => p.level === "warning")) {
    problems.push(fail("", "there is no article", "add one as NN-slug.md"));
  }
  for (const part of parts) part.articles = articles.filter((a) => a.part === part.id);
  // Reading order is that of the parts; a number out of its part's range would break page numbers and "next".
  const inParts = parts.flatMap((p) => p.articles);
  const stray = inParts.findIndex((a, i) => i > 0 && a.number < inParts[i - 1]!.number);
  if (stray > 0) {
    const [a, before] = [inParts[stray]!, inParts[stray - 1]!];
    problems.push({
      file: a.file,
      line: 1,
      what: `number ${a.number} of part \`${a.part}\` comes after number ${before.number} of part \`${before.part}\``,
      mend: "renumber the files so that numbers rise through the parts",
      level: "error",
    });
  }
  return {
    atlas: {
      meta,
      parts,
      articles,
      references: refs.references,
      glossary: "terms" in glossary ? glossary.terms : [],
      networks: "networks" in networks ? networks.networks : [],
      dir,
    },
    problems,
    referenceLines: refs.lines,
    broken,
  };
}

async function readReferences(
  dir: string,
  names: string[],
  file: string,
): Promise<ReturnType<typeof parseReferences>> {
  const none = (problem: Problem) => ({
    references: new Map(),
    lines: new Map(),
    broken: "all" as const,
    problems: [problem],
  });
  if (!names.includes("references.json")) {
    const mend = "put it back, it lists the works that are cited; with none of them write `[]`";
    return none({ file, line: 1, what: "the file is missing", mend, level: "error" });
  }
  const decoded = decodeText(file, await readFile(join(dir, "references.json")));
  return "problem" in decoded ? none(decoded.problem) : parseReferences(file, decoded.text);
}

/** What is made of a file that need not be there. */
async function readOptional<T>(
  dir: string,
  names: string[],
  name: string,
  parse: (file: string, source: string) => T & { problems: Problem[] },
): Promise<(T & { problems: Problem[] }) | { problems: Problem[] }> {
  if (!names.includes(name)) return { problems: [] };
  const file = `${basename(dir)}/${name}`;
  const decoded = decodeText(file, await readFile(join(dir, name)));
  return "problem" in decoded ? { problems: [decoded.problem] } : parse(file, decoded.text);
}

/** Gives the parts their introductions, `parts/<id>.md`. */
async function readIntroductions(dir: string, parts: Part[]): Promise<Problem[]> {
  const names = await readdir(join(dir, "parts")).catch(() => [] as string[]);
  const found = await Promise.all(
    names
      .filter((name) => name.endsWith(".md"))
      .map(async (name): Promise<Problem[]> => {
        const file = `${basename(dir)}/parts/${name}`;
        const problem = (what: string, mend: string): Problem[] => [
          { file, line: 1, what, mend, level: "error" },
        ];
        const part = parts.find((p) => `${p.id}.md` === name);
        if (!part) {
          return problem("there is no part of this id", `choose from ${parts.map((p) => p.id).join(", ")}`);
        }
        const decoded = decodeText(file, await readFile(join(dir, "parts", name)));
        if ("problem" in decoded) return [decoded.problem];
        if (decoded.text.trim() === "") return problem("the file is empty", "write it or delete the file");
        part.introduction = { file, line: 1, markdown: decoded.text };
        return [];
      }),
  );
  return found.flat();
}

function duplicates<T>(items: T[], key: (item: T) => unknown): T[][] {
  const groups = new Map<unknown, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()].filter((g) => g.length > 1);
}
