import sharp from "sharp";
import { ATTACKS } from "./hostile.ts";

/** Articles that no page was made for: too long, too wide, too deep, too many. */

const SENTENCE = "Practices change when people begin to do something otherwise, and go on doing it. ";
const WORD = "Donaudampfschifffahrtsgesellschaft".repeat(148).slice(0, 5000);
const times = (n: number, make: (i: number) => string) => Array.from({ length: n }, (_, i) => make(i + 1));

const words = [
  `A word ${WORD} in the text, a path /${"folder/".repeat(400)} and digits ${"1234567890".repeat(300)}.[^w]`,
  `## A heading with ${WORD.slice(0, 200)}`,
  `- ${WORD.slice(0, 3000)}`,
  `> ${WORD.slice(0, 3000)}`,
  `\`${"x".repeat(2000)}\``,
  `\`\`\`\n${"code-".repeat(300)}\n\`\`\``,
  `::: table A table of ${WORD.slice(0, 200)}\n| ${WORD.slice(0, 200)} | B |\n|---|---|\n| a | ${"x".repeat(200)} |\n\nSource: ${WORD.slice(0, 200)}\n:::`,
  `::: case ${WORD.slice(0, 100)}\n- Where: ${WORD.slice(0, 200)}\n- Since: 1990\n- Who: all\n\n${WORD.slice(0, 3000)}\n:::`,
  `[^w]: A note ${WORD.slice(0, 4000)} with a word.`,
].join("\n\n");

const table = [
  SENTENCE,
  `::: table Two hundred rows\n| No | What | Much |\n|---|---|--:|\n${times(200, (i) => `| ${i} | Row ${i}, ${SENTENCE} | ${i * i} |`).join("\n")}\n\nSource: counted.\n:::`,
  `::: table A cell of half a page\n| A | B |\n|---|---|\n| a | ${SENTENCE.repeat(36)} |\n\nSource: none.\n:::`,
  `::: table Many columns\n| ${times(14, (i) => `C${i}`).join(" | ")} |\n|${"---|".repeat(14)}\n| ${times(14, (i) => `cell ${i}`).join(" | ")} |\n\nSource: none.\n:::`,
  SENTENCE,
].join("\n\n");

const chart = (fields: string) =>
  `\`\`\`chart\n${fields}\nalt: a > b, as a drawing\nsource: Made up.\n\`\`\``;
const figures = [
  SENTENCE,
  `::: figure Taller than a page\n![A tower](images/tall.png)\n\nSource: drawn.\n:::`,
  `::: figure Wider than a page\n![A wall](images/wide.png)\n\nSource: drawn.\n:::`,
  `::: figure ${SENTENCE.repeat(40)}\n![A tower with a caption as long as a page](images/tall.png)\n\nSource: drawn.\n:::`,
  chart(
    `type: bar\nid: bars\ncaption: Sixty bars\ndata:\n${times(60, (i) => `  - { label: "Bar ${i} with a long label that breaks", value: ${i} }`).join("\n")}`,
  ),
  chart(
    `type: timeline\nid: years\ncaption: Sixty years\nevents:\n${times(60, (i) => `  - { year: ${1900 + i}, label: "Event ${i}", text: "What came about, told in a line or two" }`).join("\n")}`,
  ),
  chart(
    `type: matrix\nid: grid\ncaption: Sixty rows\ncolumns: [A, B]\nrows:\n${times(60, (i) => `  - { label: "Row ${i}", cells: [x, y] }`).join("\n")}`,
  ),
  SENTENCE,
].join("\n\n");

const notes = [
  times(20, (i) => `word[^a${i}]`).join(" "),
  ...times(140, (i) => `${SENTENCE}[^b${i}] ${SENTENCE}[^c${i}]`),
  ...times(20, (i) => `[^a${i}]: Note a${i}.`),
  ...times(140, (i) => `[^b${i}]: ${SENTENCE.repeat(i % 20 === 0 ? 12 : 1)}`),
  ...times(140, (i) => `[^c${i}]: Note c${i} with \`code\` and *emphasis*.`),
].join("\n\n");

const deep = [
  times(6, (i) => `${"  ".repeat(i - 1)}- Level ${i}`).join("\n"),
  times(6, (i) => `${"> ".repeat(i)}quoted ${i}`).join("\n>\n"),
  ...times(30, (i) => `## Empty section ${i}`),
  ...times(10, (i) => `### Empty subsection ${i}`),
  `1. one\n\n   para\n\n   > quote\n   >\n   > - list\n   >   1. more\n\n2. two`,
  "---",
  "## The end",
].join("\n\n");

const long = times(200, (i) => `${i % 10 === 1 ? `## Section ${i}\n\n` : ""}${SENTENCE.repeat(8)}`).join(
  "\n\n",
);

const attacks = ATTACKS.map((a) => `An attack \`\` ${a} \`\` in the text.`).join("\n\n");

/** The body of each, by slug. */
export const OVERSIZE = { words, table, figures, notes, deep, long, attacks };

/** The pictures that they show. */
export async function oversizePictures(): Promise<Record<string, Uint8Array>> {
  const picture = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: "#446" } })
      .png()
      .toBuffer();
  return { "tall.png": await picture(300, 4000), "wide.png": await picture(5000, 40) };
}
