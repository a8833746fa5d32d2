import { renderToStaticMarkup } from "preact-render-to-string";
import sharp from "sharp";
import { type ArticleLink, CoverArt, INK, PAPER, PART_COLOURS } from "../../templates/shared/cover-art.tsx";
import type { Atlas } from "../atlas/types.ts";
import { cached, contentHash } from "./cache.ts";
import { keepTogether, roman } from "./format.ts";
import { breakLines, type Cut, lineWidth, openCut, outline } from "./outlines.ts";

/** The size that Open Graph consumers crop least. */
export const CARD = { width: 1200, height: 630 } as const;

/** A part of the drawing has changed if this has. */
const VERSION = "3";

export interface Card {
  /** Small capitals above the title. */
  label: string;
  title: string;
  subtitle?: string;
  /** Small capitals at the foot. */
  foot: string;
  /** Part id, or none for the book. */
  part?: string;
  /** Article set off in the drawing. */
  highlight?: string;
}

/** What the picture of an article (or, without a slug, of the book) says. */
export function cardOf(atlas: Atlas, slug?: string): Card {
  const article = atlas.articles.find((a) => a.slug === slug);
  const part = atlas.parts.find((p) => p.id === article?.part);
  const { title, subtitle, edition } = atlas.meta;
  if (!article || !part) return { label: edition, title, subtitle, foot: "" };
  return {
    label: `Part ${roman(part.number)} · ${part.title}`,
    title: article.title,
    subtitle: article.subtitle,
    foot: `${title}, ${edition}`,
    part: part.id,
    highlight: article.slug,
  };
}

/** The picture that stands for a page where it is shared, as PNG of 1200 × 630 pixels; kept by content. */
export function drawCard(card: Card, atlas: Atlas, links: ArticleLink[]): Promise<Uint8Array> {
  const order = atlas.articles.map((a) => [a.slug, a.part]);
  const key = JSON.stringify([VERSION, card, order, links]);
  return cached("og", key, "png", async () => {
    const svg = await cardSvg(card, atlas, links);
    return sharp(Buffer.from(svg))
      .png({ palette: true, colours: 32, effort: 1, dither: 0, compressionLevel: 6 })
      .toBuffer();
  });
}

let cuts: Promise<{ title: Cut; italic: Cut; label: Cut }> | undefined;

/** The cuts in which pictures are lettered, opened once. */
export function pictureCuts(): Promise<{ title: Cut; italic: Cut; label: Cut }> {
  cuts ??= (async () => ({
    title: await openCut("alegreya", 500),
    italic: await openCut("alegreya", 400, "italic"),
    label: await openCut("alegreya-sans-sc", 500),
  }))();
  return cuts;
}

/** The picture as SVG, all text as outlines. */
export async function cardSvg(card: Card, atlas: Atlas, links: ArticleLink[]): Promise<string> {
  const { title, italic, label } = await pictureCuts();
  const margin = 72;
  const measure = CARD.width - 2 * margin;
  const colour = card.part ? PART_COLOURS[card.part]! : INK;

  // The largest of these sizes at which the title keeps to two lines; three at the smallest.
  const sizes = [88, 80, 72, 64, 56];
  const text = keepTogether(card.title);
  const size = card.part
    ? (sizes.find((s) => breakLines(title, text, s, measure).length <= 2) ?? sizes.at(-1)!)
    : 96;
  // The book has room for its title on two lines.
  const lines = breakLines(title, text, size, card.part ? measure : measure * 0.8);
  const paths: { d: string; fill: string }[] = [];
  let y = 98;
  paths.push({ d: outline(label, card.label.toLowerCase(), margin, y, 30, 1.5), fill: colour });
  y += 34;
  for (const line of lines) {
    y += size * 1.02;
    paths.push({ d: outline(title, line, margin - size * 0.03, y, size), fill: INK });
  }
  if (card.subtitle && lines.length <= 2) {
    const small = [38, 34, 30].find((s) => lineWidth(italic, card.subtitle!, s) <= measure);
    if (small) {
      y += 56;
      paths.push({ d: outline(italic, card.subtitle, margin, y, small), fill: "#5f5a50" });
    }
  }
  if (card.foot) {
    paths.push({
      d: outline(label, card.foot.toLowerCase(), margin, CARD.height - 40, 24, 1.2),
      fill: "#5f5a50",
    });
  }
  const top = y + 40;
  const bottom = CARD.height - (card.foot ? 92 : 56);
  return renderToStaticMarkup(
    <svg
      aria-hidden="true"
      xmlns="http://www.w3.org/2000/svg"
      width={CARD.width}
      height={CARD.height}
      viewBox={`0 0 ${CARD.width} ${CARD.height}`}
    >
      <rect width={CARD.width} height={CARD.height} fill={PAPER} />
      {card.part && <rect width="20" height={CARD.height} fill={colour} />}
      {paths.map(({ d, fill }) => (
        <path key={d.slice(0, 40)} d={d} fill={fill} />
      ))}
      <g transform={`translate(${margin} ${top})`}>
        <CoverArt
          atlas={atlas}
          links={links}
          width={measure}
          height={bottom - top}
          stroke={1.6}
          highlight={card.highlight}
          bare
        />
      </g>
    </svg>,
  );
}

/** The site's sign: the cover art with the four parts in place of the articles. */
export function iconSvg(atlas: Atlas, options: { size: number; padding: number; paper: boolean }): string {
  const { size, padding, paper } = options;
  const parts = atlas.parts;
  const inner = size - 2 * padding;
  const gap = inner * 0.05;
  const length = (inner - gap * (parts.length - 1)) / Math.max(1, parts.length);
  const bar = size * 0.11;
  const stroke = size * 0.05;
  const middle = (i: number) => padding + i * (length + gap) + length / 2;
  const y = size * 0.6;
  const arcs: { from: number; to: number }[] = [];
  // From the first part to all others above the bar, and from the last back below it: always the same sign.
  for (let i = 1; i < parts.length; i++) arcs.push({ from: 0, to: i });
  if (parts.length > 2) arcs.push({ from: parts.length - 1, to: 1 });
  const flatten = 1;
  return renderToStaticMarkup(
    <svg
      aria-hidden="true"
      xmlns="http://www.w3.org/2000/svg"
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
    >
      {paper && <rect width={size} height={size} fill={PAPER} />}
      <g fill="none" stroke-width={stroke}>
        {arcs.map(({ from, to }) => {
          const r = Math.abs(middle(to) - middle(from)) / 2;
          const edge = to > from ? y - bar / 2 : y + bar / 2;
          return (
            <path
              key={`${from} ${to}`}
              stroke={PART_COLOURS[parts[Math.max(to, from)]!.id] ?? INK}
              d={`M${middle(from)} ${edge}A${r} ${r * flatten} 0 0 1 ${middle(to)} ${edge}`}
            />
          );
        })}
      </g>
      {parts.map((part, i) => (
        <rect
          key={part.id}
          x={padding + i * (length + gap)}
          y={y - bar / 2}
          width={length}
          height={bar}
          fill={PART_COLOURS[part.id] ?? INK}
        />
      ))}
    </svg>,
  );
}

export interface Icon {
  name: string;
  bytes: Uint8Array;
  sizes: string;
  type: string;
  purpose?: "maskable";
}

/** Icons for tabs, home screens and the manifest. */
export async function drawIcons(atlas: Atlas): Promise<Icon[]> {
  const svg = iconSvg(atlas, { size: 64, padding: 3, paper: false });
  const png = async (name: string, size: number, padding: number, purpose?: "maskable"): Promise<Icon> => {
    const source = iconSvg(atlas, { size, padding, paper: true });
    const bytes = await cached("icons", source, "png", () => sharp(Buffer.from(source)).png().toBuffer());
    return {
      name: `${name}.${contentHash(bytes)}.png`,
      bytes,
      sizes: `${size}x${size}`,
      type: "image/png",
      purpose,
    };
  };
  return [
    { name: `icon.${contentHash(svg)}.svg`, bytes: Buffer.from(svg), sizes: "any", type: "image/svg+xml" },
    await png("icon-144", 144, 14),
    await png("icon-180", 180, 22),
    await png("icon-192", 192, 18),
    await png("icon-512", 512, 48),
    await png("icon-maskable-512", 512, 96, "maskable"),
  ];
}
