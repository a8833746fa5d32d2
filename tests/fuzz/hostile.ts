import fc from "fast-check";
import { stringify } from "yaml";

/** Atlases that somebody wrote who means harm, or who has a cat on the keyboard. */

/** What is written where words are asked for, to get out of the place that words have. */
export const ATTACKS = [
  "<script>alert(1)</script>",
  '</script><script src="https://evil.example/x.js"></script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '" onfocus="alert(1)" autofocus="',
  "<svg/onload=alert(1)>",
  "</title></textarea></style><script>alert(1)</script>",
  "--><script>alert(1)</script><!--",
  "]]><script>alert(1)</script><![CDATA[",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&#60;script&#62;alert(1)&#60;/script&#62;",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;',
  "<?php echo 1 ?>",
  "{{constructor.constructor('alert(1)')()}} $\u007balert(1)} <%= 1 %>",
  "$& $1 $` $' $$",
  "</a></p></li></div></section></main></body></html>",
  '<a href="javascript:alert(1)">here</a>',
  '<i>a</i> <span style="x:y">b</span> <b onclick=alert(1)>c</b>',
  "a < b > c & d \"e\" 'f'",
  "x > y > z",
  '<math><mtext><mglyph><style><!--</style><img title="--><img src=1 onerror=alert(1)>">',
  "<base href=//evil.example><meta http-equiv=refresh content=0>",
  "\\<script\\>alert(1)\\</script\\>",
  "C:\\temp\\u003cscript\\u003e",
  "%3Cscript%3Ealert(1)%3C/script%3E",
  "@import url(//evil.example); } * { color: red",
];

/** Addresses that run something, or lead where nobody wants to go. */
export const ADDRESSES = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\tscript:alert(1)",
  "&#106;avascript:alert(1)",
  "&#x6A;avascript&colon;alert(1)",
  "\u0001javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "data:image/svg+xml,<svg onload=alert(1)>",
  "vbscript:msgbox(1)",
  "file:///etc/passwd",
  "//evil.example/x",
  "../../../etc/passwd",
  'https://evil.example/"onclick="alert(1)',
  "https://evil.example/'><script>alert(1)</script>",
  "https://evil.example/<script>",
  "https://[::1",
  '01-first.md#"><script>alert(1)</script>',
  '#x" onclick="alert(1)',
  "http://example.org/a_(b)_c?x=1&y=<2>#z",
];

const WORDS = [
  "practice",
  "Ærøskøbing",
  "naïve",
  "Ψυχή",
  "Наука",
  "a--b",
  "it's",
  "“so”",
  "…",
  "1990s",
  "ß",
  "e\u0301",
];

/** A few words with at most one attack; always with a letter, so that it can be found again. */
export const words = fc
  .tuple(
    fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }),
    fc.option(fc.constantFrom(...ATTACKS)),
    fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }),
  )
  .map(([before, attack, after]) => [...before, ...(attack ? [attack] : []), ...after].join(" "));

/** Plain words: where an attack would be told as an error. */
const tame = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 }).map((w) => w.join(" "));

/** A code span that holds exactly these words. */
function code(text: string): string {
  const fence = "`".repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map((m) => m[0].length)));
  return `${fence} ${text} ${fence}`;
}

/** The words of a file that nobody has checked: anything at all, and much that means something in Markdown. */
const CRUMBS = [
  ...ATTACKS,
  ...ADDRESSES.map((a) => `[x](${a})`),
  ...ADDRESSES.map((a) => `<${a}>`),
  ...ADDRESSES.map((a) => `![x](${a} "t")`),
  "# a",
  "## b",
  "### c",
  "#### d",
  "##",
  "---",
  "===",
  "***",
  "> q",
  ">>> q",
  "- i",
  "1. i",
  "  - j",
  "\t- k",
  "::: case X",
  "::: case",
  "::: table T {#t}",
  "::: figure F",
  ":::",
  "::: nonsense",
  "::::",
  "```chart",
  "```",
  "~~~",
  "type: bar",
  "data: [{label: a, value: 1}]",
  "| a | b |",
  "|---|---|",
  "| c |",
  "[^1]",
  "[^1]: n",
  "[^2]: m",
  "^[inline]",
  "[@lee-2014-book]",
  "@lee-2014-book",
  "[see @lee-2014-book, p. 3; -@moss-2016-pair]",
  "[@no-one-knows]",
  "[@",
  "@",
  "[[x]]",
  "[x]{.index}",
  '[x]{.index as="y"}',
  "[[x](01-first.md)]{.index",
  "{#id}",
  "{.class onclick=alert(1)}",
  "{onclick=alert(1)}",
  "{#a .b style=x}",
  "[x](02-second.md)",
  "[x](99-none.md#y)",
  "[x]: javascript:alert(1)",
  "[x]",
  "`",
  "``",
  "**",
  "__",
  "*",
  "_",
  "\\",
  "<",
  ">",
  "&",
  "&amp;",
  "&#0;",
  "&#x110000;",
  "&nosuch;",
  "\u0000",
  "\u0007",
  "\u202e",
  "\ufeff",
  "\u2028",
  "\ud83d\ude00",
  "שלום",
  "漢字",
  "Z\u0338\u0321\u0334",
  "\u{1f468}\u200d\u{1f469}",
  "- Where: x",
  "- Since: y",
  "- Who: z",
  "Source: s",
  "w".repeat(5000),
  " ",
  "\n",
  "\n\n",
  "    ",
];

/** A body that nobody has checked. */
export const chaos = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...CRUMBS) },
        { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
        { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
      ),
      fc.constantFrom(" ", "\n", "\n\n", ""),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.flat().join(""));

/** YAML of a value with all its quotes and escapes. */
const yaml = (value: unknown) => stringify(value, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE" });

const forty = "word ".repeat(40).trim();

const front = fc.record({
  title: words,
  subtitle: words,
  authors: fc.array(fc.record({ name: words, affiliation: words }), { maxLength: 3 }),
  part: fc.constantFrom("landscape", "fields"),
  summary: words.map((w) => `${w} ${forty}`),
  keyPoints: fc.tuple(words, words, words),
  policyFields: fc.constant(["health"]),
  regions: fc.constant(["africa"]),
  date: fc.constant("2026-11-23"),
});

const citation = fc.constantFrom(
  "[@lee-2014-book]",
  "[see @lee-2014-book, p. 3; @moss-2016-pair]",
  "@moss-2016-pair",
);
const inline = fc.oneof(
  tame,
  words.map(code),
  words.map((w) => `**${code(w)}**`),
  fc
    .tuple(
      words,
      fc.constantFrom("https://example.org/a?b=c&d=%3Ce%3E", "mailto:a@example.org", "02-second.md"),
    )
    .map(([w, to]) => `[${code(w)}](${to})`),
  fc.constantFrom("a \\< b", "&lt;5&gt;", "&amp;amp;", "x > y", "5 < 6", "\"q\" 'r'", "$& $1"),
  fc.constant("a practice of ours"),
);
const lineOf = (of: fc.Arbitrary<string>) =>
  fc.array(of, { minLength: 1, maxLength: 5 }).map((l) => l.join(" "));
/** Outside the articles nothing is cited. */
const uncited = lineOf(inline);
const line = lineOf(fc.oneof({ weight: 5, arbitrary: inline }, { weight: 1, arbitrary: citation }));

/** Blocks that are sound, whatever words stand in them. The number makes ids of their own. */
const block = fc.oneof(
  { weight: 4, arbitrary: line.map((l) => () => l) },
  { weight: 2, arbitrary: line.map((l) => () => `## About ${l}`) },
  { weight: 1, arbitrary: line.map((l) => () => `> ${l}`) },
  {
    weight: 1,
    arbitrary: fc
      .array(line, { minLength: 1, maxLength: 4 })
      .map((ls) => () => ls.map((l) => `- ${l}`).join("\n")),
  },
  { weight: 1, arbitrary: words.map((w) => () => `\`\`\`\n${w}\n\`\`\``) },
  { weight: 1, arbitrary: line.map((l) => (n: number) => `${l}[^n${n}]\n\n[^n${n}]: ${l}`) },
  {
    weight: 1,
    arbitrary: fc.tuple(line, words, words).map(
      ([l, a, b]) =>
        (n: number) =>
          `::: table ${l} {#tab-${n}}\n| ${code(a).replaceAll("|", "\\|")} | B |\n|---|---|\n| ${code(b).replaceAll("|", "\\|")} | 1 |\n\nSource: ${l}\n:::`,
    ),
  },
  {
    weight: 1,
    arbitrary: line.map(
      (l) => (n: number) =>
        `::: case The ${l} {#case-${n}}\n- Where: ${l}\n- Since: 1990\n- Who: ${l}\n\nStory. ${l}\n:::`,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(line, words).map(
      ([l, w]) =>
        (n: number) =>
          `::: figure ${l} {#fig-${n}}\n![${w.replace(/[\\[\]<&`]/g, "\\$&")}](images/dot.png)\n\nSource: ${l}\n:::`,
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(words, line, fc.integer({ min: 0, max: 3 })).map(([w, l, kind]) => (n: number) => {
      const shared = { id: `chart-${n}`, caption: l, alt: w, source: l };
      const charts = [
        {
          type: "bar",
          ...shared,
          unit: w,
          data: [
            { label: w, value: 3, note: w },
            { label: `${w} b`, value: 1 },
          ],
        },
        { type: "dot", ...shared, series: [w, `${w} b`], data: [{ label: w, values: [1, 2] }] },
        {
          type: "timeline",
          ...shared,
          events: [
            { year: 1990, label: w, text: w },
            { year: 1999, label: "b" },
          ],
        },
        { type: "matrix", ...shared, columns: [w, `${w} b`], rows: [{ label: w, cells: [w, "b"] }] },
      ];
      return `\`\`\`\`chart\n${yaml(charts[kind])}\`\`\`\``;
    }),
  },
);

const body = fc
  .array(block, { minLength: 1, maxLength: 8 })
  .map((blocks) => blocks.map((b, n) => b(n)).join("\n\n"));

/** A work whose fields hold attacks. */
export const work = (id: string) =>
  fc
    .record({
      title: words,
      author: fc.array(fc.oneof(fc.record({ family: words, given: words }), fc.record({ literal: words })), {
        minLength: 1,
        maxLength: 3,
      }),
      publisher: words,
      "container-title": words,
      page: fc.constantFrom("1-2", "<script>1</script>", '"x'),
      volume: words,
      URL: fc.constantFrom(
        "https://example.org/?a=b&c=d",
        'https://example.org/"onclick="alert(1)',
        "https://example.org/'><script>alert(1)</script>",
        "https://example.org/<script>alert(1)</script>",
      ),
      DOI: fc.constantFrom(undefined, "10.1000/a", '10.1000/"><script>alert(1)</script>', "10.1000/<b>&x;"),
      type: fc.constantFrom("book", "article-journal", "webpage", "chapter", "report"),
    })
    .map((w) => ({ id, issued: { "date-parts": [[2014]] }, custom: { confirmed: w.URL }, ...w }));

const file = (head: object, text: string) => `---\n${yaml(head)}---\n${text}\n`;

/** One red pixel. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);

/** A whole atlas that is sound, with attacks wherever words may stand; as the files of its folder. */
export const atlas = fc
  .record({
    first: fc.tuple(front, body),
    second: fc.tuple(front, body),
    book: fc.record({
      title: words,
      subtitle: words,
      edition: words,
      publisher: words,
      description: words,
      keywords: fc.array(words, { maxLength: 2 }),
      id: fc.constantFrom("urn:x-a:b", 'urn:x-a:"><script>alert(1)</script>'),
    }),
    parts: fc.tuple(words, words, words, words),
    works: fc.tuple(work("lee-2014-book"), work("moss-2016-pair")),
    terms: fc.uniqueArray(words, { selector: (w) => w.toLowerCase(), maxLength: 3 }),
    definition: uncited,
    networks: fc.array(fc.record({ name: words, short: words, kind: words, place: words, partners: words }), {
      maxLength: 2,
    }),
  })
  .map(({ first, second, book, parts, works, terms, definition, networks }) => {
    const [aTitle, aSummary, bTitle, bSummary] = parts;
    return {
      "atlas.yaml": yaml({
        ...book,
        lang: "en-GB",
        url: "https://host.example/atlas/",
        year: 2026,
        license: "CC-BY-4.0",
        email: "editors@host.example",
        parts: [
          { id: "landscape", title: aTitle, slug: "landscape", summary: aSummary },
          { id: "fields", title: bTitle, slug: "policy-fields", summary: bSummary },
        ],
      }),
      "references.json": JSON.stringify(works, null, 1),
      "images/dot.png": DOT,
      "01-first.md": file({ ...first[0], part: "landscape" }, first[1]),
      "02-second.md": file({ ...second[0], part: "fields" }, second[1]),
      "parts/landscape.md": definition,
      "glossary.yaml": yaml([
        { term: "practice of ours", forms: ["ours"], definition },
        ...terms.map((t, i) => ({ term: `${t} T${i}`, definition })),
      ]),
      "networks.yaml": yaml(
        networks.map((n, i) => ({
          ...n,
          short: `${n.short} N${i}`,
          url: 'https://example.org/?a=b&c="<d>',
          sources: ["https://example.org/'><script>"],
          text: definition,
        })),
      ),
    };
  });
