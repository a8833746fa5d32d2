import type { Problem } from "./problem.ts";
import { articleSchema } from "./schema.ts";
import { decodeText } from "./text.ts";
import type { Article, AtlasMeta, Part } from "./types.ts";
import { parseYaml } from "./yaml.ts";

const FILE_NAME = /^(\d{2,4})-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.md$/;

/** Number and slug from an article's file name, or undefined if the name is not of the form `07-scaling.md`. */
export function parseFileName(name: string): { number: number; slug: string } | undefined {
  const m = FILE_NAME.exec(name);
  return m ? { number: Number(m[1]), slug: m[2]! } : undefined;
}

/** What the check of a body needs, also of an article whose front matter has errors. */
export type ArticleText = Pick<Article, "file" | "body" | "bodyLine" | "lang">;

/**
 * One article file, front matter checked. The body is only cut off here; `src/markdown` reads it.
 *
 * @param file the path as shown to people; its last segment carries number and slug
 * @param bytes the file's content
 * @returns no article if there is an error, but its text where the front matter could be cut off
 */
export function parseArticle(
  file: string,
  bytes: Uint8Array,
  book: { meta: AtlasMeta; parts: Pick<Part, "id">[] },
): { article?: Article; text?: ArticleText; problems: Problem[] } {
  const problem = (line: number, what: string, mend: string, level: Problem["level"] = "error"): Problem => ({
    file,
    line,
    what,
    mend,
    level,
  });
  const name = parseFileName(file.slice(file.lastIndexOf("/") + 1));
  if (!name) {
    return {
      problems: [
        problem(
          1,
          "the file name is not a number and a slug",
          "name it like 07-scaling.md: two digits, hyphen, small letters",
        ),
      ],
    };
  }
  const decoded = decodeText(file, bytes);
  if ("problem" in decoded) return { problems: [decoded.problem] };
  const source = decoded.text;
  if (source.trim() === "")
    return { problems: [problem(1, "the file is empty", "write the article or delete the file")] };

  const lines = source.split("\n");
  if (lines[0] !== "---") {
    return {
      problems: [
        problem(
          1,
          "the front matter is missing",
          "begin the file with a line `---`, the keys and a line `---`",
        ),
      ],
    };
  }
  const end = lines.indexOf("---", 1);
  if (end < 0) {
    return {
      problems: [problem(1, "the front matter is not closed", "put a line `---` after its last key")],
    };
  }
  const { value, problems, lineOf } = parseYaml(lines.slice(1, end).join("\n"), articleSchema, {
    file,
    line: 2,
  });
  const body = lines.slice(end + 1).join("\n");
  const text = { file, body, bodyLine: end + 2, lang: value?.lang ?? book.meta.lang };
  if (!value) return { text, problems };

  const found: Problem[] = [];
  const ids = book.parts.map((p) => p.id);
  if (!ids.includes(value.part)) {
    found.push(
      problem(lineOf(["part"]), `there is no part \`${value.part}\``, `choose from ${ids.join(", ")}`),
    );
  }
  if (value.updated && value.updated < value.date) {
    found.push(problem(lineOf(["updated"]), "`updated` is earlier than `date`", "correct one of the two"));
  }
  const words = value.summary.split(" ").length;
  if (words < 40 || words > 60) {
    found.push(problem(lineOf(["summary"]), `the summary has ${words} words`, "write 40 to 60", "warning"));
  }
  if (body.trim() === "") {
    found.push(
      problem(end + 1, "the article has no text", "write it below the front matter, or add `draft: true`"),
    );
  }
  const article: Article = {
    ...name,
    file,
    ...value,
    license: value.license ?? book.meta.license,
    lang: value.lang ?? book.meta.lang,
    body,
    bodyLine: text.bodyLine,
  };
  return { article: found.some((p) => p.level === "error") ? undefined : article, text, problems: found };
}
