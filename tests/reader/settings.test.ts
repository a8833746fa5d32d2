import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { applySettings, DEFAULTS, parseSettings } from "../../src/reader/settings/settings.ts";

test.each([[null], ["dark"], [[]], [{ theme: "neon", size: 9000, leading: "1.5", keys: "no" }]])(
  "%j gives the page's own settings",
  (kept) => {
    expect(parseSettings(kept)).toEqual(DEFAULTS);
  },
);

test("what is understood is kept, the rest is the page's own", () => {
  expect(parseSettings({ theme: "sepia", size: 140, measure: 1, keys: false })).toEqual({
    ...DEFAULTS,
    theme: "sepia",
    size: 140,
    keys: false,
  });
});

test("settings stand on the root element only where they differ from the page's own", () => {
  const { document } = parseHTML('<html data-kind="article"></html>');
  const root = document.documentElement;
  applySettings(root, { ...DEFAULTS, theme: "contrast", size: 150, mode: "paged" });
  expect(root.dataset.theme).toBe("contrast");
  expect(root.dataset.mode).toBe("paged");
  expect(root.dataset.face).toBeUndefined();
  expect(root.getAttribute("style")).toContain("--size");
  applySettings(root, DEFAULTS);
  expect(root.dataset.theme).toBeUndefined();
  expect(root.getAttribute("style") ?? "").not.toContain("--size");
});

test("a page without an article has no mode", () => {
  const { document } = parseHTML('<html data-kind="cover"></html>');
  applySettings(document.documentElement, { ...DEFAULTS, mode: "paged" });
  expect(document.documentElement.dataset.mode).toBeUndefined();
});
