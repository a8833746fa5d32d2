/** How numbers and dates are written for people. */
export { roman } from "../../templates/shared/roman.ts";

/** Bytes as readers of downloads know them: decimal units, `412 KB`, `3.4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`;
  const mega = bytes / 1_000_000;
  return `${mega < 10 ? mega.toFixed(1) : Math.round(mega)} MB`;
}

/** `23 November 2026` from an ISO 8601 date. */
export function longDate(iso: string, lang: string): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${iso}T00:00:00Z`),
  );
}

/** `45` or `45–51`. */
export function pageRange(range: { first: number; last: number }): string {
  return range.first === range.last ? String(range.first) : `${range.first}–${range.last}`;
}

/** `1 work`, `2 works` */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** `a, b and c` */
export function joinNames(names: string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** A title whose last two words stay on one line, so that none is left alone there. */
export function keepTogether(title: string): string {
  return title.split(" ").length < 3 ? title : title.replace(/ (?=\S+$)/, "\u00a0");
}
