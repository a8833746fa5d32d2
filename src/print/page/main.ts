/**
 * The script of the print page: prepares the document, lets Paged.js cut it into pages and reports the layout.
 * Bundled by `../bundle.ts`; nothing here runs in Node.
 */
import { Previewer } from "pagedjs";
import { registerBreakRules } from "./breaks.ts";
import { nameDestinations, numberNotes, removeIdleHyphens } from "./finish.ts";
import { type Layout, readLayout } from "./layout.ts";
import { loadFonts, snapToGrid } from "./prepare.ts";

declare global {
  interface Window {
    /** @param tight set the references smaller, to win the few lines that would make a page of their own */
    paginate(css: string, options: { tight: boolean }): Promise<Layout>;
  }
}

window.paginate = async (css, { tight }) => {
  document.documentElement.classList.toggle("tight", tight);
  await loadFonts();
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  const flow = document.querySelector<HTMLElement>("#flow")!;
  snapToGrid(flow);
  const content = document.createElement("template");
  content.innerHTML = flow.innerHTML;
  flow.remove();
  // It has served for measuring; Paged.js brings in its own reading of it.
  document.querySelector("link[href='print.css']")!.remove();
  registerBreakRules();
  const previewer = new Previewer({ hyphenGlyph: "-" });
  await previewer.preview(content.content, [{ "print.css": css }], document.body);
  removeIdleHyphens(document.querySelector<HTMLElement>(".pagedjs_pages")!);
  const layout = readLayout();
  numberNotes(document.querySelector<HTMLElement>(".pagedjs_pages")!);
  nameDestinations(Object.keys(layout.places));
  return layout;
};
