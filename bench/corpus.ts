import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseFileName } from "../src/atlas/article.ts";
import { loadAtlas } from "../src/atlas/load.ts";

/**
 * Repeats the real articles until there are `count`, each with a number and slug of its own and its links turned to
 * the articles of its own round, so that a book of any size can be measured with real text.
 *
 * @param from the folder of the real articles
 * @param to an empty folder
 */
export async function makeCorpus(from: string, to: string, count: number): Promise<void> {
  const { atlas } = await loadAtlas(from);
  const names = (await readdir(from)).filter((n) => parseFileName(n)).sort();
  const rounds = Math.ceil(count / names.length);
  const all: { source: string; round: number; part: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const source of names) {
      if (all.length === count) break;
      const part = atlas.parts.findIndex((p) => p.articles.some((a) => a.file.endsWith(`/${source}`)));
      all.push({ source, round, part });
    }
  }
  // Numbers rise through the parts.
  all.sort((a, b) => a.part - b.part || a.round - b.round || (a.source < b.source ? -1 : 1));
  const nameOf = new Map(
    all.map(({ source, round }, i) => {
      const { slug } = parseFileName(source)!;
      return [
        `${source} ${round}`,
        `${String(i + 1).padStart(3, "0")}-${round === 0 ? slug : `${slug}-${round + 1}`}.md`,
      ];
    }),
  );
  await mkdir(to, { recursive: true });
  for (const file of ["atlas.yaml", "references.json"]) await cp(join(from, file), join(to, file));
  await cp(join(from, "images"), join(to, "images"), { recursive: true }).catch(() => undefined);
  const linked = (text: string, round: number) =>
    text.replace(/\((\d\d-[a-z0-9-]+\.md)/g, (_whole, target: string) => {
      const own = nameOf.get(`${target} ${round}`) ?? nameOf.get(`${target} 0`);
      return `(${own}`;
    });
  for (const { source, round } of all) {
    const text = await readFile(join(from, source), "utf8");
    await writeFile(join(to, nameOf.get(`${source} ${round}`)!), linked(text, round));
  }
  await mkdir(join(to, "parts"), { recursive: true });
  const parts = (await readdir(join(from, "parts")).catch(() => [] as string[])).map((n) => join("parts", n));
  for (const file of ["glossary.yaml", "networks.yaml", ...parts]) {
    const text = await readFile(join(from, file), "utf8").catch(() => undefined);
    if (text !== undefined) await writeFile(join(to, file), linked(text, 0));
  }
}

/** Changes one word of the running text of one article. @returns the file's name */
export async function editOneWord(dir: string, index: number): Promise<string> {
  const names = (await readdir(dir)).filter((n) => parseFileName(n)).sort();
  const name = names[index]!;
  const text = await readFile(join(dir, name), "utf8");
  const at = text.indexOf("\n---\n") + 5;
  const changed = text.slice(at).replace(/\b(the)\b/, "that");
  await writeFile(join(dir, name), text.slice(0, at) + changed);
  return name;
}
