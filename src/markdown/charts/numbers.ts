/** Thousands are set apart by a narrow no-break space. */
const THOUSANDS = "\u202f";
const MINUS = "\u2212";

/** Decimals that a number needs when it is written with at most `significant` figures after rounding. */
function decimals(value: number, significant = 3): number {
  if (value === 0 || Number.isInteger(value)) return 0;
  // Numbers as editors write them (16.3, 0.25) are kept; computed ones (33.333333) are rounded.
  const written = /^\d+\.(\d+)$/.exec(String(Math.abs(value)))?.[1]?.length;
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const sensible = Math.max(magnitude >= 0 ? 2 : 0, significant - 1 - magnitude);
  return Math.min(written ?? 100, sensible, 12);
}

function scientific(value: number): string {
  const [mantissa, exponent] = Number(value.toPrecision(3)).toExponential().split("e") as [string, string];
  // "E" notation: the fonts have no superscript figures above 3 and no superscript minus.
  return `${mantissa.replace("-", MINUS)} E${exponent.replace("+", "").replace("-", MINUS)}`.replace(
    " ",
    "\u00a0",
  );
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, THOUSANDS);
}

/**
 * A formatter for the numbers of one chart: the same decimals for all of them where they are few enough to line up,
 * thousands set apart as soon as one number has five digits, a true minus.
 */
export function numberFormat(values: number[]): (value: number) => string {
  const plain = values.filter((v) => Number.isFinite(v) && !isExtreme(v));
  const most = Math.max(0, ...plain.map((v) => decimals(v)));
  const shared = most <= 2 ? most : undefined;
  const grouped = plain.some((v) => Math.abs(v) >= 10_000);
  return (value) => {
    if (isExtreme(value)) return scientific(value);
    const [whole = "0", fraction] = Math.abs(value)
      .toFixed(shared ?? decimals(value))
      .split(".");
    const text = (grouped ? group(whole) : whole) + (fraction === undefined ? "" : `.${fraction}`);
    return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
  };
}

function isExtreme(value: number): boolean {
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e15 || size < 1e-6);
}

/** A unit that is said with every value ("12%", "€5") rather than once above them. */
export function isSuffix(unit: string): boolean {
  return [...unit].length <= 2;
}

/** A value with its short unit: currency signs before it, the percent sign close behind, others after a narrow space. */
export function withUnit(text: string, unit: string | undefined): string {
  if (unit === undefined || unit === "" || !isSuffix(unit)) return text;
  if (/^\p{Sc}$/u.test(unit)) return text.startsWith(MINUS) ? MINUS + unit + text.slice(1) : unit + text;
  return unit === "%" || unit === "°" ? text + unit : text + THOUSANDS + unit;
}

/** A year of the common era, or before it. */
export function formatYear(year: number): string {
  return year < 0 ? `${-year}\u00a0BC` : String(year);
}

/** One year, or the first and last of a span. */
export function formatYears(from: number, to: number): string {
  return from === to ? formatYear(from) : `${formatYear(from)}\u2013${formatYear(to)}`;
}
