import { z } from "zod";
import { LONGEST_WORD, longestWord } from "./text.ts";
import { LICENSES, type License, POLICY_FIELDS, type PolicyField, REGIONS, type Region } from "./types.ts";
import { typeset } from "./typography.ts";

const keys = <K extends string>(record: Record<K, unknown>) => Object.keys(record) as [K, ...K[]];

/** A real day of the calendar, written `2026-11-23`. */
const isoDate = z.string({ error: "is not a date; write it as 2026-11-23" }).refine(
  (s) => {
    const d = new Date(`${s}T00:00:00Z`);
    return /^\d{4}-\d{2}-\d{2}$/.test(s) && !Number.isNaN(d.getTime()) && d.toISOString().startsWith(s);
  },
  { error: "is not a day of the calendar; write it as 2026-11-23" },
);

/** ISO 7064 MOD 11-2, as ORCID uses it. */
export function isOrcid(value: string): boolean {
  if (!/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(value)) return false;
  const digits = value.replaceAll("-", "");
  let total = 0;
  for (const c of digits.slice(0, 15)) total = (total + Number(c)) * 2;
  const check = (12 - (total % 11)) % 11;
  return digits[15] === (check === 10 ? "X" : String(check));
}

const text = (what: string) =>
  z
    .string({ error: `is missing or not text; write ${what}` })
    .transform((s) => typeset(s.replace(/\s+/g, " ")))
    .refine((s) => s.length > 0, { error: `is empty; write ${what}` })
    .refine((s) => longestWord(s) <= LONGEST_WORD, {
      error: `holds a word of more than ${LONGEST_WORD} letters; put spaces or hyphens into it`,
    });

const oneOf = <K extends string>(record: Record<K, unknown>, what: string) =>
  z.enum(keys(record), {
    error: (issue) => `${JSON.stringify(issue.input)} is not ${what}; choose from ${keys(record).join(", ")}`,
  });

/** The front matter of an article. */
export const articleSchema = z.strictObject({
  title: text("the title"),
  subtitle: text("the subtitle, or leave the key out").optional(),
  authors: z
    .array(
      z.strictObject({
        name: text("the author's name"),
        affiliation: text("the affiliation, or leave the key out").optional(),
        orcid: z
          .string()
          .refine(isOrcid, { error: "is not an ORCID iD; write it as 0000-0002-1825-0097" })
          .optional(),
      }),
      { error: "is not a list; write `- name: …`" },
    )
    .default([]),
  part: text("the id of a part from atlas.yaml"),
  summary: text("a summary of 40–60 words"),
  keyPoints: z
    .array(text("a key point"), {
      error: "is missing or not a list; write three key points, each after `- `",
    })
    .length(3, { error: "has not three entries; write three key points" }),
  policyFields: z
    .array(oneOf<PolicyField>(POLICY_FIELDS, "a policy field"), {
      error: "is missing or not a list; write `policyFields: [education]`, or `[]` for none",
    })
    .refine((a) => new Set(a).size === a.length, { error: "names a field twice; name each once" }),
  regions: z
    .array(oneOf<Region>(REGIONS, "a region"), {
      error: "is missing or not a list; write `regions: [africa]`, or `[]` for none",
    })
    .refine((a) => new Set(a).size === a.length, { error: "names a region twice; name each once" }),
  date: isoDate,
  updated: isoDate.optional(),
  license: oneOf<License>(LICENSES, "a known licence").optional(),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: "is not a language tag; write e.g. en-GB" })
    .optional(),
  draft: z
    .boolean({ error: "is neither true nor false; write `draft: true`, or leave the key out" })
    .default(false),
});

const year = z.int({ error: "is not a year; write e.g. 2014" }).min(1700).max(2999);
const address = z.url({ protocol: /^https?$/, error: "is not a web address; write it with https://" });
/** Markdown: it is set by the Markdown's own rules. */
const markdown = (what: string) =>
  z
    .string({ error: `is missing or not text; write ${what}` })
    .refine((s) => s.trim().length > 0, { error: `is empty; write ${what}` });

/** `glossary.yaml`. */
export const glossarySchema = z.array(
  z.strictObject({
    term: text("the term"),
    forms: z.array(text("another word for it"), { error: "is not a list; write `[one, two]`" }).default([]),
    definition: markdown("what the term means"),
  }),
  { error: "is not a list; write `- term: …`" },
);

/** `networks.yaml`. */
export const networksSchema = z.array(
  z
    .strictObject({
      name: text("the name"),
      short: text("the short name, or leave the key out").optional(),
      kind: text("what it is, e.g. Research project"),
      from: year.optional(),
      until: year.optional(),
      place: text("where it is, or leave the key out").optional(),
      partners: text("who takes part, or leave the key out").optional(),
      url: address.optional(),
      sources: z
        .array(address, { error: "is not a list; name public pages, `[https://…]`" })
        .min(1, { error: "is empty; name a public page that says what the text says" }),
      text: markdown("what it did"),
    })
    .refine((n) => n.from === undefined || n.until === undefined || n.from <= n.until, {
      path: ["until"],
      error: "is before `from`; correct one of the two",
    }),
  { error: "is not a list; write `- name: …`" },
);

/** `atlas.yaml`. */
export const atlasSchema = z.strictObject({
  title: text("the book's title"),
  subtitle: text("the book's subtitle"),
  edition: text("the edition's name"),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: "is not a language tag; write e.g. en-GB" }),
  url: z
    .url({
      protocol: /^https?$/,
      abort: true,
      error: "is not a web address; write e.g. https://example.org/atlas/",
    })
    .refine((u) => u.endsWith("/") && !u.includes("?") && !u.includes("#"), {
      error: "does not end with a slash; write e.g. https://example.org/atlas/",
    }),
  publisher: text("the publisher"),
  year: z.int({ error: "is not a year; write e.g. 2026" }).min(1900).max(2999),
  id: z.string().regex(/^urn:[a-z0-9-]+:\S+$/i, { error: "is not a URN; write e.g. urn:uuid:…" }),
  license: oneOf<License>(LICENSES, "a known licence"),
  email: z.email({ error: "is not an e-mail address; write the editors' address" }),
  description: text("a description"),
  keywords: z.array(text("a keyword"), { error: "is not a list; write `[one, two]`" }),
  parts: z
    .array(
      z.strictObject({
        id: z
          .string()
          .regex(/^[a-z][a-z0-9-]*$/, { error: "is not an id; use small letters, digits and hyphens" }),
        title: text("the part's title"),
        slug: z
          .string()
          .regex(/^[a-z][a-z0-9-]*$/, { error: "is not a slug; use small letters, digits and hyphens" }),
        summary: text("what the part is about"),
      }),
      { error: "is missing or not a list; list the parts" },
    )
    .min(1, { error: "is empty; list the parts" }),
});
