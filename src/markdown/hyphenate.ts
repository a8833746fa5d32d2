import de from "hyphen/de/index.js";
import enGb from "hyphen/en-gb/index.js";
import enUs from "hyphen/en-us/index.js";
import es from "hyphen/es/index.js";
import fr from "hyphen/fr/index.js";

type Patterns = { hyphenateSync(text: string, options?: { minWordLength?: number }): string };
const LANGUAGES: Record<string, Patterns> = { de, en: enGb, "en-gb": enGb, "en-us": enUs, es, fr };

/** Whether words of this language can be hyphenated in print. */
export function canHyphenate(lang: string): boolean {
  return patterns(lang) !== undefined;
}

/**
 * Puts soft hyphens (U+00AD) where the language's patterns allow a break. Chromium's own hyphenation needs
 * dictionaries that a headless shell does not carry. Words under six letters and addresses are left whole; at
 * least two letters stay before a break and three after it.
 *
 * @param lang BCP 47; a language without patterns leaves the text as it is
 */
export function hyphenate(text: string, lang: string): string {
  const language = patterns(lang);
  if (!language) return text;
  return text.replace(/[\p{L}\p{M}’]{6,}/gu, (word, at: number) => {
    // Names in capitals and parts of addresses read badly when cut.
    if (
      /^\p{Lu}{2}/u.test(word) ||
      /[/@.]/.test(text[at - 1] ?? "") ||
      /[/@]/.test(text[at + word.length] ?? "")
    ) {
      return word;
    }
    return trim(language.hyphenateSync(word, { minWordLength: 6 }));
  });
}

function trim(word: string): string {
  const parts = word.split("\u00ad");
  if (parts.length > 1 && [...parts[0]!].length < 2) parts.splice(0, 2, parts[0]! + parts[1]!);
  if (parts.length > 1 && [...parts.at(-1)!].length < 3) parts.splice(-2, 2, parts.at(-2)! + parts.at(-1)!);
  return parts.join("\u00ad");
}

function patterns(lang: string): Patterns | undefined {
  const tag = lang.toLowerCase();
  return LANGUAGES[tag] ?? LANGUAGES[tag.split("-")[0]!];
}
