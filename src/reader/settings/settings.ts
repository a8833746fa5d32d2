import type { Store } from "../store.ts";

/** How the text is shown: chosen by the reader, kept on the device, applied before the first paint (boot.ts). */
export interface Settings {
  mode: "scrolling" | "paged";
  theme: (typeof THEMES)[number];
  face: (typeof FACES)[number];
  align: "left" | "justify";
  /** Two pages side by side where there is room. */
  spread: boolean;
  /** Text size in per cent of the page's own. */
  size: number;
  /** Height of a line in hundredths of the text size; 0 is the page's own. */
  leading: number;
  /** Length of a line in per cent of the page's own. */
  measure: number;
  /** Commands on single letters, which speech control can set off by accident (WCAG 2.2, 2.1.4). */
  keys: boolean;
}

export const THEMES = ["system", "light", "sepia", "dark", "contrast"] as const;
export const FACES = ["alegreya", "source-serif", "sans", "legible"] as const;

export const DEFAULTS: Settings = {
  mode: "scrolling",
  theme: "system",
  face: "alegreya",
  align: "left",
  spread: true,
  size: 100,
  leading: 0,
  measure: 100,
  keys: true,
};

/** Least, most and step of what is a number. */
export const RANGES = {
  size: { min: 70, max: 250, step: 10 },
  leading: { min: 120, max: 220, step: 10 },
  measure: { min: 60, max: 140, step: 10 },
} as const;

export const SETTINGS_KEY = "settings";

/** Settings from what was kept: each that is not understood is the page's own. */
export function parseSettings(kept: unknown): Settings {
  const given = (typeof kept === "object" && kept !== null ? kept : {}) as Record<string, unknown>;
  const one = <T>(name: keyof Settings, values: readonly T[], own: T): T =>
    values.includes(given[name] as T) ? (given[name] as T) : own;
  const number = (name: keyof typeof RANGES): number => {
    const value = given[name];
    const { min, max } = RANGES[name];
    return typeof value === "number" && value >= min && value <= max ? value : DEFAULTS[name];
  };
  return {
    mode: one("mode", ["scrolling", "paged"] as const, DEFAULTS.mode),
    theme: one("theme", THEMES, DEFAULTS.theme),
    face: one("face", FACES, DEFAULTS.face),
    align: one("align", ["left", "justify"] as const, DEFAULTS.align),
    spread: one("spread", [true, false], DEFAULTS.spread),
    size: number("size"),
    leading: number("leading"),
    measure: number("measure"),
    keys: one("keys", [true, false], DEFAULTS.keys),
  };
}

const isAny = (value: unknown): value is unknown => value !== null;

/** The settings kept on the device. */
export function readSettings(store: Pick<Store, "get">): Settings {
  return parseSettings(store.get(SETTINGS_KEY, isAny));
}

/** Windows lower than this, in CSS pixels, hold no page: a phone held across at most, or 400 % zoom. */
const LEAST_HEIGHT = 320;

/** The mode that a window has room for. */
export function modeFor(wanted: Settings["mode"], height: number): Settings["mode"] {
  return height < LEAST_HEIGHT ? "scrolling" : wanted;
}

/** Puts the settings on the root element, where the stylesheet reads them. `mode` only where there is an article. */
export function applySettings(root: HTMLElement, settings: Settings): void {
  const { dataset, style } = root;
  const attribute = (name: string, value: string, own: string) => {
    if (value === own) delete dataset[name];
    else dataset[name] = value;
  };
  attribute("theme", settings.theme, "system");
  attribute("face", settings.face, "alegreya");
  attribute("align", settings.align, "left");
  attribute("spread", settings.spread ? "two" : "one", "two");
  if (dataset.kind === "article") {
    dataset.mode = modeFor(settings.mode, typeof innerHeight === "number" ? innerHeight : LEAST_HEIGHT);
  }
  const property = (name: string, value: number, own: number) => {
    if (value === own) style.removeProperty(name);
    else style.setProperty(name, String(value / 100));
  };
  property("--size", settings.size, DEFAULTS.size);
  property("--leading", settings.leading, DEFAULTS.leading);
  property("--measure-scale", settings.measure, DEFAULTS.measure);
}
