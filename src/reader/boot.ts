/**
 * Runs in the head of every page, before anything is painted: puts the reader's settings on the root element. Small,
 * and in a file of its own, because the policy of the site lets no script stand in the page.
 */
import { applySettings, parseSettings, SETTINGS_KEY } from "./settings/settings.ts";

/** Files of the faces that are not the page's own, by face; put in by the build (src/site/scripts.ts). */
declare const ATLAS_FACES: Record<string, string[]>;

const root = document.documentElement;

/** The page as it is without scripts: complete, and scrolling. */
function withoutScripts(): void {
  delete root.dataset.js;
  delete root.dataset.mode;
}

function hasPlaces(): boolean {
  try {
    return (localStorage.getItem("atlas:places") ?? "{}").length > 2;
  } catch {
    return false;
  }
}

try {
  let kept: unknown;
  try {
    kept = JSON.parse(localStorage.getItem(`atlas:${SETTINGS_KEY}`) ?? "null");
  } catch {
    // Storage is forbidden or damaged: the page's own settings.
  }
  const settings = parseSettings(kept);
  root.dataset.js = "";
  applySettings(root, settings);
  // Room for the way back to where one stopped, which the cover shows when the book's data have come.
  if (hasPlaces()) root.dataset.resume = "";
  const here = (document.currentScript as HTMLScriptElement).src;
  for (const file of ATLAS_FACES[settings.face] ?? []) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous" });
    link.href = new URL(file, here).href;
    document.head.append(link);
  }
  // The tools are shown from the start; if what moves them does not come, they go.
  addEventListener(
    "error",
    (event) => {
      const script = event.target as HTMLScriptElement | null;
      if (script?.tagName === "SCRIPT" && script.id === "atlas-script") withoutScripts();
    },
    true,
  );
} catch {
  withoutScripts();
}
