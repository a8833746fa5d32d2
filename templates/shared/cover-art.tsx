import type { Atlas } from "../../src/atlas/types.ts";

/** A link in the text of one article to another; both are slugs. */
export interface ArticleLink {
  from: string;
  to: string;
}

/** Part colours and ink on paper: the values that stand where no stylesheet reaches (pictures, icons, print). */
export const PART_COLOURS: Record<string, string> = {
  landscape: "#1f4e79",
  regions: "#8a3b12",
  fields: "#2f6b3a",
  infrastructures: "#6b2a5b",
};
export const INK = "#1b1a17";
export const PAPER = "#fffdf8";
export const RULE = "#c9c2b4";

export interface CoverArtProps {
  atlas: Pick<Atlas, "parts" | "articles">;
  links: ArticleLink[];
  /** In units of the drawing. If it is higher than wide, the scale stands upright. */
  width: number;
  height: number;
  /** Width of the lines in units of the drawing. With `hairline`, in pixels of the screen, however large it is shown. */
  stroke?: number;
  hairline?: boolean;
  /** Slug of an article that is set off: it and its links in full strength, the rest pale. */
  highlight?: string;
  /** What the drawing shows, for those who do not see it; without it the drawing is hidden from assistive technology. */
  label?: string;
  /** Only the inner `<g>`, for use inside another SVG. */
  bare?: boolean;
}

/** One article on the scale, in units of the drawing, along the scale. */
interface Segment {
  slug: string;
  part: string;
  start: number;
  length: number;
  filled: boolean;
}

/**
 * The articles in their order as the segments of a map's scale bar, filled and hollow by turns, with a gap between the
 * parts. Everything is measured along the bar.
 */
export function scaleBar(atlas: Pick<Atlas, "parts" | "articles">, length: number): Segment[] {
  const parts = atlas.parts
    .map((part) => ({ part, articles: atlas.articles.filter((a) => a.part === part.id) }))
    .filter((p) => p.articles.length > 0);
  const gap = Math.min(length * 0.02, (length / Math.max(1, atlas.articles.length)) * 0.6);
  const unit = (length - gap * Math.max(0, parts.length - 1)) / Math.max(1, atlas.articles.length);
  const segments: Segment[] = [];
  let at = 0;
  for (const { part, articles } of parts) {
    articles.forEach((article, i) => {
      segments.push({ slug: article.slug, part: part.id, start: at, length: unit, filled: i % 2 === 0 });
      at += unit;
    });
    at += gap;
  }
  return segments;
}

const round = (n: number) => Math.round(n * 100) / 100;

/**
 * The cover art: the Atlas's own network. The bar is the book, one segment an article; every arc is a link in the text
 * of one article to another, on the near side if it leads forward and on the far side if it leads back, in the colour
 * of the part it starts from.
 */
export function CoverArt(props: CoverArtProps) {
  const { atlas, links, width, height, stroke = 1, hairline, highlight, label, bare } = props;
  const upright = height > width;
  const along = upright ? height : width;
  const across = upright ? width : height;
  const bar = Math.max(4 * stroke, Math.min(along * 0.008, 9 * stroke));
  const inset = stroke;
  const segments = scaleBar(atlas, along - 2 * inset).map((s) => ({ ...s, start: s.start + inset }));
  const bySlug = new Map(segments.map((s) => [s.slug, s]));
  const middle = (s: Segment) => s.start + s.length / 2;

  const arcs = links
    .map(({ from, to }) => ({ from: bySlug.get(from), to: bySlug.get(to) }))
    .filter((l): l is { from: Segment; to: Segment } => Boolean(l.from && l.to && l.from !== l.to))
    .map(({ from, to }) => ({
      from,
      to,
      a: middle(from),
      b: middle(to),
      forward: middle(to) > middle(from),
      strong: highlight === undefined || from.slug === highlight || to.slug === highlight,
    }))
    // Long arcs first, so that no short one is painted over.
    .sort((x, y) => Math.abs(y.b - y.a) - Math.abs(x.b - x.a));
  const pale = arcs.filter((l) => !l.strong);
  const strong = arcs.filter((l) => l.strong);

  const radius = (forward: boolean) =>
    Math.max(0, ...arcs.filter((l) => l.forward === forward).map((l) => Math.abs(l.b - l.a) / 2));
  const near = radius(true);
  const far = radius(false);
  const room = across - bar - 2 * inset;
  const flatten = near + far > 0 ? Math.min(1, room / (near + far)) : 1;
  // Centred if the arcs do not fill the room.
  const axis = inset + near * flatten + bar / 2 + (room - (near + far) * flatten) / 2;

  const point = (l: number, c: number) =>
    upright ? `${round(across - c)} ${round(l)}` : `${round(l)} ${round(c)}`;
  const path = (l: (typeof arcs)[number]) => {
    const edge = l.forward ? axis - bar / 2 : axis + bar / 2;
    const r = Math.abs(l.b - l.a) / 2;
    const radii = upright ? `${round(r * flatten)} ${round(r)}` : `${round(r)} ${round(r * flatten)}`;
    // Going on along the bar on the near side and coming back on the far side turn the same way round.
    return `M${point(l.a, edge)}A${radii} 0 0 1 ${point(l.b, edge)}`;
  };
  const effect = hairline ? { "vector-effect": "non-scaling-stroke" } : {};

  const drawing = (
    <g class="cover-art-drawing">
      <g class="arcs" fill="none" stroke-width={stroke} {...effect}>
        {/* In one piece: there may be hundreds, all alike. */}
        {pale.length > 0 && <path class="arc pale" stroke={RULE} d={pale.map(path).join("")} {...effect} />}
        {strong.map((l) => (
          <path
            key={`${l.from.slug} ${l.to.slug}`}
            class="arc"
            data-part={l.from.part}
            stroke={PART_COLOURS[l.from.part]}
            stroke-width={highlight ? stroke * 2 : stroke}
            d={path(l)}
            {...effect}
          />
        ))}
      </g>
      <g class="scale" stroke-width={stroke}>
        {segments.map((s) => {
          const strong = highlight === undefined || s.slug === highlight;
          const filled = highlight === undefined ? s.filled : s.slug === highlight;
          const colour = strong ? PART_COLOURS[s.part] : "#8d867a";
          const box = upright
            ? { x: across - axis - bar / 2, y: s.start, width: bar, height: s.length }
            : { x: s.start, y: axis - bar / 2, width: s.length, height: bar };
          return (
            <rect
              key={s.slug}
              class={`segment${filled ? " filled" : ""}${strong ? "" : " pale"}`}
              data-part={s.part}
              x={round(box.x)}
              y={round(box.y)}
              width={round(box.width)}
              height={round(box.height)}
              fill={filled ? colour : "none"}
              stroke={colour}
              {...effect}
            />
          );
        })}
      </g>
    </g>
  );
  if (bare) return drawing;
  return (
    <svg
      class="cover-art"
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : "true"}
    >
      {drawing}
    </svg>
  );
}
