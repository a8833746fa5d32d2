/** What an address asks to be shown, and where the way to it has led from. */

/**
 * The address with the passage it asks for; `location` hides it from scripts. Chromium and Safari tell it where a
 * page's loading is timed, Firefox in the history of the Navigation API; older browsers nowhere, and mark it themselves.
 */
export function askedPassage(): string | undefined {
  const [entry] = performance.getEntriesByType("navigation");
  const { navigation } = window as { navigation?: { currentEntry?: { url: string | null } | null } };
  return [entry?.name, navigation?.currentEntry?.url].find((url) => url?.includes(":~:text=")) ?? undefined;
}

/** `#id`: what it names in `main`. */
export function hashTarget(main: Element): Element | undefined {
  const id = decodeURIComponent(location.hash.slice(1).split(":~:")[0]!);
  const element = id ? document.getElementById(id) : null;
  return element && main.contains(element) ? element : undefined;
}

/** `?p=57`: the mark of the printed page. */
export function askedPage(marks: readonly HTMLElement[]): HTMLElement | undefined {
  const page = Number(new URLSearchParams(location.search).get("p"));
  const mark = marks.findLast((m) => Number(m.dataset.page) <= page);
  return page ? mark : undefined;
}

/** Sent to the next article's page when the end of one leads on, or the start of one leads back. */
const ARRIVAL_KEY = "arrive";
export type Arrival = "start" | "end";

/** Where the next page that opens begins. Without storage it opens where it was left. */
export function sendArrival(arrival: Arrival): void {
  try {
    sessionStorage.setItem(ARRIVAL_KEY, arrival);
  } catch {
    // It opens where it was left, then.
  }
}

export function takeArrival(): string | undefined {
  try {
    const arrival = sessionStorage.getItem(ARRIVAL_KEY) ?? undefined;
    sessionStorage.removeItem(ARRIVAL_KEY);
    return arrival;
  } catch {
    return undefined;
  }
}
