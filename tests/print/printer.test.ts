import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadPrintAssets, type PrintAssets } from "../../src/print/assets.ts";
import { compareLayout, comparePdf } from "../../src/print/gate.ts";
import { pdfText } from "../../src/print/pdf-text.ts";
import { type Printed, Printer } from "../../src/print/printer.ts";
import { skiaText } from "../../src/print/skia-text.ts";
import { printPage } from "../../templates/print/page.tsx";

/** The print browser with documents that are hard to set, and with a browser that fails. */

let assets: PrintAssets;
let printer: Printer;
beforeAll(async () => {
  assets = await loadPrintAssets();
  printer = new Printer({ assets, dir: "articles", timeout: 30_000 });
});
afterAll(() => printer.close());

const page = (html: string) => {
  const whole = printPage({ title: "Test", lang: "en-GB", children: null });
  return whole.replace('<div id="flow"></div>', () => `<div id="flow">${html}</div>`);
};
const words = (n: number, from = "practice") =>
  Array.from({ length: n }, (_, i) => `${from}${i % 7 ? "" : "s"}`).join(" ");
const p = (id: string, n = 90) => `<p id="${id}">${words(n)}</p>`;

async function complete(html: string): Promise<Printed> {
  const source = page(html);
  const printed = await printer.print({ name: "test", html: source });
  expect(compareLayout(source, printed.layout)).toBeUndefined();
  const full = await pdfText(printed.pdf);
  expect(comparePdf(printed.layout, full)).toBeUndefined();
  // The quick reader sees what a full one does.
  const letters = (text: string) =>
    [...text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "")].sort().join("");
  expect(skiaText(printed.pdf)?.map(letters)).toEqual(full.map(letters));
  return printed;
}

describe("pages", () => {
  test("headings stay with what follows, no paragraph leaves or brings a single line", async () => {
    // Sixty short sections bring headings and paragraphs to every height of the page.
    const html = Array.from(
      { length: 60 },
      (_, i) => `<h2 id="h${i}">Heading</h2>${p(`p${i}`, 20 + ((i * 37) % 90))}`,
    ).join("");
    const { layout } = await complete(html);
    expect(layout.pages.length).toBeGreaterThan(8);
    expect(layout.faults).toEqual([]);
  });

  test("a long note goes on overleaf, wherever on the page it is called, and takes no line from the text", async () => {
    for (let before = 120; before <= 300; before += 10) {
      const note = `<span class="footnote" id="fn-1">${words(160, "note")}</span>`;
      const { layout } = await complete(`<p id="a">${words(before)}${note} ends</p>${p("b", 250)}`);
      expect(layout.faults.filter((f) => f.kind === "overflow")).toEqual([]);
    }
  });

  test("a word of five thousand letters that repeat themselves ends", async () => {
    const { layout } = await complete(`<p id="a">${"Dampf\u00adschiff\u00ad".repeat(460)} ends</p>${p("b")}`);
    expect(layout.faults.filter((f) => f.kind === "overflow")).toEqual([]);
  });

  test("the cells of a table share its width: no line is lost when hyphens are taken out", async () => {
    const long = [
      "con\u00adsump\u00adtion",
      "neigh\u00adbours",
      "ad\u00adjust\u00aded",
      "vil\u00adlages",
      "em\u00adploy\u00adment",
    ];
    const cell = (i: number) => Array.from({ length: 1 + (i % 4) }, (_, k) => long[(i + k) % 5]).join(" ");
    const html = Array.from({ length: 24 }, (_, t) => {
      const rows = Array.from(
        { length: 3 + (t % 4) },
        (_, r) =>
          `<tr><th scope="row">${cell(t + r)}</th>${[1, 2, 3].map((c) => `<td>${cell(t * 7 + r * 3 + c)}</td>`).join("")}</tr>`,
      ).join("");
      return `<figure class="table" id="t${t}"><table><tbody>${rows}</tbody></table></figure>${p(`p${t}`, 30 + ((t * 17) % 60))}`;
    }).join("");
    expect((await complete(html)).layout.pages.length).toBeGreaterThan(6);
  });

  test("notes stand on the page of their calls, numbered through", async () => {
    const html = Array.from(
      { length: 40 },
      (_, i) =>
        `<p id="p${i}">${words(40)} called${i}<span class="footnote" id="fn-${i + 1}">Note ${"abcdefghij"[i % 10]}${i} ${words(12)}</span> ${words(20)}</p>`,
    ).join("");
    const { layout, pdf } = await complete(html);
    layout.pages.forEach((page) => {
      const calls = [...page.text.matchAll(/called(\d+)/g)].map((m) => m[1]);
      const notes = [...page.notes.matchAll(/Note [a-j](\d+) /g)].map((m) => m[1]);
      expect(notes).toEqual(calls);
    });
    expect((await pdfText(pdf)).join(" ")).toMatch(/40\s*Note j39/);
  });

  test("a table of 120 rows runs over pages and loses no row; no row is cut", async () => {
    const rows = Array.from(
      { length: 120 },
      (_, i) => `<tr><th scope="row">Row ${i}</th><td>${words(9)}</td><td>end${i}</td></tr>`,
    );
    const { layout } = await complete(
      `<figure class="table"><figcaption>Long</figcaption><table><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead><tbody>${rows.join("")}</tbody></table></figure>`,
    );
    const order = layout.pages.flatMap((p) => [...p.text.matchAll(/end(\d+)/g)].map((m) => Number(m[1])));
    expect(order).toEqual(Array.from({ length: 120 }, (_, i) => i));
  });

  test("a figure is never cut: what does not fit goes over whole", async () => {
    const figure = `<figure class="chart" id="f"><figcaption>High</figcaption><div class="chart-body"><svg viewBox="0 0 400 500" role="img" aria-label="High"><rect width="400" height="500"/><text x="20" y="20">Top</text> <text x="20" y="490">Bottom</text></svg></div></figure>`;
    const { layout } = await complete(`${p("a", 220)}${figure}${p("b")}`);
    const pages = layout.pages.filter((page) => /Top|Bottom/.test(page.text));
    expect(pages.length).toBe(1);
    expect(pages[0]!.text).toMatch(/High.*Top.*Bottom/s);
    expect(layout.faults).toEqual([]);
  });

  test("a figure without room goes to the head of the next page, and the text after it flows up", async () => {
    const figure = `<figure class="chart" id="f"><figcaption>Moved</figcaption><div class="chart-body"><svg viewBox="0 0 400 300" role="img" aria-label="Moved"><rect width="400" height="300"/></svg></div></figure>`;
    const after = Array.from({ length: 6 }, (_, i) => `<p id="after${i}">after${i} ${words(80)}</p>`).join(
      "",
    );
    const { layout } = await complete(
      `<article><div class="body">${p("a", 230)}${figure}${after}</div></article>`,
    );
    expect(layout.pages[0]!.text).toMatch(/after0/);
    expect(layout.pages[0]!.text).not.toMatch(/Moved/);
    expect(layout.pages[1]!.text).toMatch(/^\s*Moved/);
    // The page begins, for whoever cites it, with the text that goes on.
    expect(layout.pages[1]!.id).toMatch(/^after/);
    expect(layout.faults).toEqual([]);
  });

  test("a figure with too little text after it stays where it is", async () => {
    const figure = `<figure class="chart" id="f"><figcaption>Kept</figcaption><div class="chart-body"><svg viewBox="0 0 400 300" role="img" aria-label="Kept"><rect width="400" height="300"/></svg></div></figure>`;
    const { layout } = await complete(
      `<article><div class="body">${p("a", 230)}${figure}<p id="b">after ${words(10)}</p></div><section class="references"><h2 id="references">References</h2><ol><li>${words(200)}</li></ol></section></article>`,
    );
    expect(layout.floats).toEqual([]);
    expect(layout.pages[1]!.text).toMatch(/^\s*Kept.*after/s);
  });

  test("lines end within words, and only those hyphens are left", async () => {
    const word = "or\u00adgan\u00adisa\u00adtions ";
    const { layout } = await complete(`<p id="a">${word.repeat(200)}</p>`);
    const hyphens =
      layout.pages
        .map((page) => page.text)
        .join("")
        .split("\u00ad").length - 1;
    const lines = layout.pages.length * 36;
    expect(hyphens).toBeGreaterThan(5);
    expect(hyphens).toBeLessThanOrEqual(lines);
  });

  test("a word of 3,000 letters, an empty section, deep lists", async () => {
    const deep = `${"<ul><li>level ".repeat(8)}${"</li></ul>".repeat(8)}`;
    await complete(
      `<p id="long">${"abcdefghij".repeat(300)}</p><h2 id="empty">Empty</h2><h2 id="e2">Next</h2>${p("a")}${deep}`,
    );
  });

  test("the text offset of a page's first block counts letters, not soft hyphens or note marks", async () => {
    const long = Array.from({ length: 900 }, (_, i) => `word${i}`)
      .join(" ")
      .replaceAll("word", "wo\u00adrd");
    const { layout } = await complete(`<p id="only">${long}</p>`);
    const plain = long.replaceAll("\u00ad", "");
    expect(layout.pages.length).toBeGreaterThan(2);
    layout.pages.forEach((page, i) => {
      expect(page.id).toBe("only");
      const text = page.text.replaceAll("\u00ad", "").trim();
      expect(plain.slice(page.offset).trim().startsWith(text.slice(0, 20)), `page ${i}`).toBe(true);
    });
  });
});

test("closed while documents wait, it starts no other browser", async () => {
  const brief = new Printer({ assets, dir: "articles" });
  const waiting = [1, 2].map((n) => brief.print({ name: `document ${n}`, html: page(p("p1")) }));
  const ended = Promise.allSettled(waiting);
  await brief.close();
  await ended;
  await expect(brief.print({ name: "another", html: page(p("p1")) })).rejects.toThrow(/is closed/);
});

describe("a browser that fails", () => {
  test("one that hangs is ended, the document is tried again and then named", async () => {
    const impatient = new Printer({ assets, dir: "articles", timeout: 2500 });
    const html = page('<p>never</p><img src="images/none.png" onerror="for(;;);">');
    const start = Date.now();
    await expect(impatient.print({ name: "articles/99-hang.md", html })).rejects.toThrow(
      /^articles\/99-hang\.md cannot be printed \(tried twice\): no result after/,
    );
    expect(Date.now() - start).toBeLessThan(15_000);
    // The next document gets a new browser.
    expect((await impatient.print({ name: "next", html: page(p("a")) })).layout.pages.length).toBe(1);
    await impatient.close();
  });

  test.skipIf(process.platform === "win32")("one that is killed in the middle is started again", async () => {
    const victim = new Printer({ assets, dir: "articles", timeout: 20_000 });
    await victim.print({ name: "first", html: page(p("a")) });
    const many = Array.from({ length: 150 }, (_, i) => p(`p${i}`)).join("");
    const running = victim.print({ name: "second", html: page(many) });
    await new Promise((done) => setTimeout(done, 500));
    execFileSync("pkill", ["-KILL", "-P", String(process.pid), "-f", "headless"]);
    expect((await running).layout.pages.length).toBeGreaterThan(10);
    await victim.close();
  });

  test("an image that is not there is named", async () => {
    const html = page(
      '<p id="a">text</p><figure class="figure"><img src="images/none.png" alt="None"></figure>',
    );
    await expect(printer.print({ name: "articles/98-image.md", html })).rejects.toThrow(
      /98-image.*not found: images\/none\.png/,
    );
  });
});
