import type { Place } from "./anchor.ts";

/** Title of the section that a place lies in, or undefined before the first. */
export function sectionAt(main: Element, place: Place): string | undefined {
  const at = document.getElementById(place.id);
  if (!at || !main.contains(at)) return undefined;
  let section: Element | undefined;
  for (const heading of main.querySelectorAll(
    ":is(.prose, .references, .how-to-cite, .linked-from, .facts) h2",
  )) {
    if (heading !== at && !(heading.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
    section = heading;
  }
  return section?.textContent?.trim() || undefined;
}
