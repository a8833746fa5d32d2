import sharp from "sharp";
import { type ArticleLink, CoverArt, INK, PAPER, PART_COLOURS } from "../../templates/shared/cover-art.tsx";
import type { Atlas } from "../atlas/types.ts";
import { markup } from "../markdown/markup.ts";
import { cached } from "../site/cache.ts";
import { keepTogether } from "../site/format.ts";
import { breakLines, lineWidth, outline } from "../site/outlines.ts";
import { type Card, pictureCuts } from "../site/pictures.tsx";
import { cleanText } from "../site/xml.ts";

/** The drawing's units; two to three, as most reading systems show covers. */
const COVER = { width: 800, height: 1200 } as const;
const MARGIN = 64;
const GREY = "#5f5a50";

/** What the cover says, for those who do not see it. */
export function coverAlt({ label, title, subtitle }: Card): string {
  return `Cover: ${[title, subtitle, label].filter(Boolean).join(". ")}. The articles of the book in their order, with arcs for the links between them.`;
}

/** The cover as SVG, all text as outlines: the printed book's, upright. */
export async function coverSvg(card: Card, atlas: Atlas, links: ArticleLink[]): Promise<string> {
  const { title, italic, label } = await pictureCuts();
  const { width, height } = COVER;
  const measure = width - 2 * MARGIN;
  const colour = card.part ? PART_COLOURS[card.part]! : INK;
  const text = keepTogether(card.title);
  const fits = (lines: string[], size: number) =>
    lines.length <= (card.part ? 4 : 3) && lines.every((l) => lineWidth(title, l, size) <= measure);
  const size = [100, 92, 84, 76, 68, 60].find((s) => fits(breakLines(title, text, s, measure), s)) ?? 54;
  const paths: { d: string; fill: string }[] = [];
  let y = MARGIN + 58;
  const small =
    [30, 27, 24, 21].find((s) => lineWidth(label, card.label.toLowerCase(), s, 1.5) <= measure) ?? 18;
  paths.push({ d: outline(label, card.label.toLowerCase(), MARGIN, y, small, 1.5), fill: colour });
  y += 34;
  for (const line of breakLines(title, text, size, measure)) {
    y += size * 1.04;
    paths.push({ d: outline(title, line, MARGIN - size * 0.03, y, size), fill: INK });
  }
  if (card.subtitle) {
    y += 18;
    for (const line of breakLines(italic, keepTogether(card.subtitle), 38, measure)) {
      y += 46;
      paths.push({ d: outline(italic, line, MARGIN, y, 38), fill: GREY });
    }
  }
  const foot = height - MARGIN;
  if (card.foot) {
    paths.push({ d: outline(label, card.foot.toLowerCase(), MARGIN, foot, 26, 1.2), fill: GREY });
  }
  const top = y + 56;
  const bottom = foot - 62;
  const svg = markup(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={coverAlt(card)}
    >
      <rect width={width} height={height} fill={PAPER} />
      <rect x={MARGIN} y={MARGIN} width={measure} height="5" fill={colour} />
      {paths.map(({ d, fill }) => (
        <path key={d.slice(0, 40)} d={d} fill={fill} />
      ))}
      <g transform={`translate(${MARGIN} ${top})`}>
        <CoverArt
          atlas={atlas}
          links={links}
          width={measure}
          height={Math.min(bottom - top, measure)}
          stroke={card.highlight ? 1.3 : 1.6}
          highlight={card.highlight}
          bare
        />
      </g>
    </svg>,
  );
  return cleanText(svg);
}

/** The cover as PNG, `scale` times the drawing's units; kept by content. */
export function coverPng(svg: string, scale: number): Promise<Uint8Array> {
  return cached("covers", JSON.stringify([scale, svg]), "png", () =>
    sharp(Buffer.from(svg), { density: 72 * scale })
      .resize(COVER.width * scale, COVER.height * scale)
      .png({ palette: true, colours: 16, effort: 1, dither: 0, compressionLevel: 6 })
      .toBuffer(),
  );
}
