/**
 * What is kept on the device: JSON under `atlas:<key>` in localStorage. A blocked, full or foreign storage never
 * throws: writing says so.
 */
export interface Store {
  /** The kept value if `guard` takes it, otherwise undefined. */
  get<T>(key: string, guard: (value: unknown) => value is T): T | undefined;
  /**
   * Keeps a value, or forgets the key if it is undefined. False if the device would not: the value then holds until
   * the page is left.
   */
  set(key: string, value: unknown): boolean;
  /** Calls back after each change of the key, here or in another tab. Gives what ends it. */
  watch(key: string, listener: () => void): () => void;
}

const PREFIX = "atlas:";

/** @param storage gives the storage; may throw, as reading `window.localStorage` does where it is forbidden */
export function openStore(storage: () => Storage = () => window.localStorage): Store {
  const listeners = new Map<string, Set<() => void>>();
  /** What the device would not keep, for as long as the page is open. */
  const held = new Map<string, unknown>();
  const tell = (key: string) => {
    for (const listener of listeners.get(key) ?? []) listener();
  };
  if (typeof window !== "undefined") {
    window.addEventListener("storage", (event) => {
      if (event.key === null) for (const key of listeners.keys()) tell(key);
      else if (event.key.startsWith(PREFIX)) tell(event.key.slice(PREFIX.length));
    });
  }
  return {
    get(key, guard) {
      if (held.has(key)) {
        const value = held.get(key);
        return guard(value) ? value : undefined;
      }
      try {
        const value: unknown = JSON.parse(storage().getItem(PREFIX + key) ?? "null");
        return guard(value) ? value : undefined;
      } catch {
        return undefined;
      }
    },
    set(key, value) {
      try {
        if (value === undefined) storage().removeItem(PREFIX + key);
        else storage().setItem(PREFIX + key, JSON.stringify(value));
        held.delete(key);
      } catch {
        held.set(key, value);
        tell(key);
        return false;
      }
      tell(key);
      return true;
    },
    watch(key, listener) {
      const set = listeners.get(key) ?? new Set();
      listeners.set(key, set.add(listener));
      return () => set.delete(listener);
    },
  };
}
