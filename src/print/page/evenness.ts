/**
 * Runs in the print browser after Paged.js. Chromium breaks lines one by one, each as full as can be, and now and then
 * a long word leaves a line with holes, or holes of several lines stand above each other. Letters that stand a hair
 * closer or wider in that paragraph break it otherwise: so little that nobody sees it, and with as many lines as before.
 */

/** How much less full than the measure a line may be before its spaces look like holes, in parts of the measure. */
const ONE_LINE = 0.075;
/** The same for three lines in a row, which could make a river. */
const THREE_LINES = 0.036;
/** As bad as a line that lacks so much of the measure, cubed. */
const RIVER = 0.12 ** 3;
/** Letter-spacings that are tried, in parts of the type size. */
const TRIES = [-0.004, 0.004, -0.008, 0.008, -0.012, 0.012, 0.016];

export function evenLines(root: HTMLElement): void {
  const paragraphs = [...root.querySelectorAll<HTMLElement>(".body p, .body li")].filter(
    (p) => !p.querySelector("p") && !p.closest("figure, .case-title"),
  );
  // Ragged, each line ends where its words do.
  root.classList.add("ragged");
  const measured = paragraphs.map((p) => ({ p, lines: linesOf(p) }));
  for (const { p, lines } of measured) {
    let worst = unevenness(lines);
    if (worst === 0) continue;
    let best = "";
    for (const part of TRIES) {
      p.style.letterSpacing = `${part}em`;
      const tried = linesOf(p);
      if (tried.length !== lines.length || unevenness(tried) >= worst) continue;
      worst = unevenness(tried);
      best = p.style.letterSpacing;
      if (worst === 0) break;
    }
    p.style.letterSpacing = best;
  }
  root.classList.remove("ragged");
}

/** How much each line lacks of the measure, in parts of it; the last line of a paragraph lacks nothing. */
function linesOf(p: HTMLElement): number[] {
  const range = document.createRange();
  range.selectNodeContents(p);
  const box = p.getBoundingClientRect();
  const ends: { bottom: number; right: number }[] = [];
  for (const r of range.getClientRects()) {
    if (r.width === 0) continue;
    const line = ends.find(({ bottom }) => Math.abs(bottom - r.bottom) < r.height / 2);
    if (line) line.right = Math.max(line.right, r.right);
    else ends.push({ bottom: r.bottom, right: r.right });
  }
  const lacking = ends.map(({ right }) => (box.right - right) / box.width);
  if (!p.dataset.splitTo) lacking[lacking.length - 1] = 0;
  return lacking;
}

/** 0 where nothing needs to be done; else the more, the worse: a river is worse than a line with holes. */
function unevenness(lines: number[]): number {
  const rivers = lines.filter((_, i) => i >= 2 && lines.slice(i - 2, i + 1).every((l) => l > THREE_LINES));
  if (rivers.length === 0 && lines.every((lack) => lack <= ONE_LINE)) return 0;
  return rivers.length * RIVER + lines.reduce((sum, lack) => sum + Math.max(0, lack) ** 3, 0);
}
