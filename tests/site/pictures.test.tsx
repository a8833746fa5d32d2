import { renderToStaticMarkup } from "preact-render-to-string";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { cardOf, cardSvg, drawCard, drawIcons } from "../../src/site/pictures.tsx";
import { CoverArt, scaleBar } from "../../templates/shared/cover-art.tsx";
import { makeInput } from "./fixture.ts";

const { atlas } = makeInput();

/** An atlas of `n` articles in two parts that all link to the first and to the next one. */
function atlasOf(n: number) {
  const articles = Array.from({ length: n }, (_, i) => ({
    ...atlas.articles[0]!,
    slug: `a${i}`,
    part: i < n / 2 ? "landscape" : "fields",
  }));
  const links = articles.flatMap((a, i) => [
    { from: a.slug, to: "a0" },
    { from: a.slug, to: `a${(i + 1) % n}` },
  ]);
  return { atlas: { ...atlas, articles }, links };
}

describe("cover art", () => {
  test.each([
    [0, 1200, 400],
    [1, 1200, 400],
    [10, 1200, 400],
    [62, 400, 290],
    [62, 300, 500],
  ])("%i articles on %i × %i stay inside", (n, width, height) => {
    const big = atlasOf(n);
    const svg = renderToStaticMarkup(<CoverArt {...big} width={width} height={height} />);
    expect(svg).not.toMatch(/NaN|style=|undefined/);
    for (const [, x, y, w, h] of svg.matchAll(
      /<rect[^>]* x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"/g,
    )) {
      expect(Math.min(Number(x), Number(y))).toBeGreaterThanOrEqual(0);
      expect(Number(x) + Number(w)).toBeLessThanOrEqual(width + 0.01);
      expect(Number(y) + Number(h)).toBeLessThanOrEqual(height + 0.01);
    }
    // The highest point of an arc lies one radius from the bar.
    const upright = height > width;
    for (const [, x, y, rx, ry] of svg.matchAll(/d="M([\d.]+) ([\d.]+)A([\d.]+) ([\d.]+)/g)) {
      const [at, r, room] = upright ? [Number(x), Number(rx), width] : [Number(y), Number(ry), height];
      expect(at - r >= -0.01 || at + r <= room + 0.01).toBe(true);
    }
    expect(svg.match(/<rect/g)?.length ?? 0).toBe(n);
  });

  test("is the same every time, named when it says something, hidden when not", () => {
    const draw = (label?: string) =>
      renderToStaticMarkup(<CoverArt {...atlasOf(10)} width={100} height={50} label={label} />);
    expect(draw()).toBe(draw());
    expect(draw()).toContain('aria-hidden="true"');
    expect(draw("Ten articles")).toContain('role="img" aria-label="Ten articles"');
  });

  test("the bar is as long as it may be, with gaps between parts only", () => {
    const bar = scaleBar(atlasOf(10).atlas, 500);
    expect(bar.at(-1)!.start + bar.at(-1)!.length).toBeCloseTo(500);
    const gaps = bar.slice(1).map((s, i) => s.start - (bar[i]!.start + bar[i]!.length));
    expect(gaps.filter((g) => g > 0.01)).toHaveLength(1);
  });
});

describe("pictures for sharing", () => {
  const links = [{ from: "scaling", to: "care" }];
  test("text is outlines; what the font lacks does not break it", async () => {
    const svg = await cardSvg(cardOf(atlas, "work"), atlas, links);
    expect(svg).not.toMatch(/<text|NaN|undefined/);
    expect(svg).toContain("#1f4e79");
  });
  test("a very long title keeps to the picture", async () => {
    const title =
      "Social innovation, public administration and the long institutionalisation of neighbourhood care in Europe";
    const card = { ...cardOf(atlas, "scaling"), title };
    const png = await drawCard(card, atlas, links);
    expect(await sharp(png).metadata()).toMatchObject({ width: 1200, height: 630, format: "png" });
    const svg = await cardSvg(card, atlas, links);
    const xs = [...svg.matchAll(/<path d="([^"]+)"/g)].flatMap(([, d]) =>
      [...d!.matchAll(/[ML]([\d.]+) /g)].map((m) => Number(m[1])),
    );
    expect(Math.max(...xs)).toBeLessThan(1200 - 40);
  });
  test("icons have the sizes they say", async () => {
    for (const icon of await drawIcons(atlas)) {
      if (icon.sizes === "any") continue;
      const { width, height } = await sharp(icon.bytes).metadata();
      expect(`${width}x${height}`).toBe(icon.sizes);
    }
  });
});
