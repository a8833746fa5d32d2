import type { Store } from "../store.ts";
import { isPlace, type Place } from "./anchor.ts";

/** How far someone has come in an article. */
export interface KeptPlace extends Place {
  /** Share of the article before the end of what was seen, 0 to 1. */
  progress: number;
  /** When, in ms since 1970. */
  time: number;
  /** Its end has been reached once. */
  read?: boolean;
}

/** By slug. */
export type Places = Record<string, KeptPlace>;

export const PLACES_KEY = "places";
/** Seen so far, an article counts as read. */
const READ = 0.97;

export function isPlaces(value: unknown): value is Places {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(
      (p) =>
        isPlace(p) &&
        typeof (p as KeptPlace).progress === "number" &&
        typeof (p as KeptPlace).time === "number",
    )
  );
}

export function readPlaces(store: Store): Places {
  return store.get(PLACES_KEY, isPlaces) ?? {};
}

/** Keeps a place; an article once read stays read. */
export function keepPlace(store: Store, slug: string, place: Place, progress: number, now: number): void {
  const places = readPlaces(store);
  const read = places[slug]?.read || progress >= READ;
  store.set(PLACES_KEY, { ...places, [slug]: { ...place, progress, time: now, ...(read && { read }) } });
}

/** The place to open an article at: where it was left, unless that was its beginning or its end. */
export function resumePlace(store: Store, slug: string): Place | undefined {
  const kept = readPlaces(store)[slug];
  return kept && kept.id !== "top" && kept.progress < READ ? { id: kept.id, offset: kept.offset } : undefined;
}
