import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { parseHTML } from "linkedom";
import type { Finding } from "./findings.ts";

/** HTML's own rules and those for accessibility, without matters of style. */
const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // Style, not validity: preact writes lower-case doctype and void elements with a slash.
    "doctype-style": "off",
    "void-style": "off",
    "no-trailing-whitespace": "off",
    "long-title": "off",
    "tel-non-breaking": "off",
    // Our own files, from our own host.
    "require-sri": ["error", { target: "crossorigin" }],
    // A scrolling region has to be reachable by key.
    "no-redundant-role": "off",
    "prefer-native-element": "off",
  },
});

/** @param files HTML files, as seen from the site's root */
export async function judgeHtml(dist: string, files: string[]): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const file of files) {
    const { results } = await validator.validateString(readFileSync(join(dist, file), "utf8"), file);
    for (const m of results.flatMap((r) => r.messages))
      found.push({ file, what: `${m.line}:${m.column} ${m.ruleId}: ${m.message}` });
  }
  return found;
}

/**
 * The file that an address of the site leads to, and its fragment; undefined for addresses of others.
 *
 * @param from the page that holds it, as seen from the site's root
 * @param base the address the site was built for
 */
export function target(
  href: string,
  from: string,
  base: string,
): { file: string; fragment: string } | undefined {
  const origin = new URL(base);
  const url = new URL(href, new URL(from.replace(/index\.html$/, ""), origin));
  if (url.origin !== origin.origin || !url.pathname.startsWith(origin.pathname)) return undefined;
  const at = decodeURIComponent(url.pathname.slice(origin.pathname.length));
  return {
    file: at === "" || at.endsWith("/") ? `${at}index.html` : at,
    fragment: decodeURIComponent(url.hash.slice(1)),
  };
}

/** Address the site was built for, from its sitemap. */
export function baseOf(dist: string): string {
  return /<loc>([^<]+)<\/loc>/.exec(readFileSync(join(dist, "sitemap.xml"), "utf8"))![1]!;
}

/** Links and sources of all pages that lead to no file or to no place in it. */
export function judgeLinks(dist: string, pages: string[], files: ReadonlySet<string>): Finding[] {
  const base = baseOf(dist);
  const parsed = new Map(
    pages.map((file) => [file, parseHTML(readFileSync(join(dist, file), "utf8")).document]),
  );
  return pages.flatMap((file) =>
    [...parsed.get(file)!.querySelectorAll("[href], [src]")].flatMap((element): Finding[] => {
      const href = (element.getAttribute("href") ?? element.getAttribute("src"))!;
      const to = href.startsWith("mailto:") ? undefined : target(href, file, base);
      if (!to) return [];
      const there =
        files.has(to.file) &&
        (!to.fragment || !to.file.endsWith(".html") || parsed.get(to.file)!.getElementById(to.fragment));
      return there ? [] : [{ file, what: `${href} leads nowhere` }];
    }),
  );
}
