/**
 * The script of the print page: prepares a document, lets Paged.js cut it into pages and reports the layout. The page
 * stays open from one document to the next, so that fonts and scripts are loaded once. Bundled by `../assets.ts`;
 * nothing here runs in Node.
 */
import { Previewer } from "pagedjs";
import { registerBreakRules } from "./breaks.ts";
import { nameDestinations, numberNotes, removeIdleHyphens } from "./finish.ts";
import { type Layout, readLayout } from "./layout.ts";
import { loadFonts, snapToGrid } from "./prepare.ts";

declare global {
  interface Window {
    /**
     * @param html the document, as `templates/print/page.tsx` writes it
     * @param css the print styles
     * @param options.tight set the references smaller, to win the few lines that would make a page of their own
     */
    paginate(html: string, css: string, options: { tight: boolean }): Promise<Layout>;
  }
}

registerBreakRules();

window.paginate = async (html, css, { tight }) => {
  const source = new DOMParser().parseFromString(html, "text/html");
  reset(source.documentElement.lang, source.title, tight);
  const flow = document.adoptNode(source.querySelector<HTMLElement>("#flow")!);
  // The styles as they are serve for measuring; Paged.js brings in its own reading of them.
  const styles = document.createElement("style");
  styles.textContent = css;
  document.head.append(styles);
  document.body.append(flow);
  await loadFonts();
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  snapToGrid(flow);
  const content = document.createDocumentFragment();
  content.append(...flow.childNodes);
  flow.remove();
  styles.remove();
  const previewer = new Previewer({ hyphenGlyph: "-" });
  await previewer.preview(content, [{ "print.css": css }], document.body);
  const pages = document.querySelector<HTMLElement>(".pagedjs_pages")!;
  removeIdleHyphens(pages);
  const layout = readLayout();
  numberNotes(pages);
  nameDestinations(layout.ids);
  return layout;
};

/** Takes away what the last document and Paged.js have left. */
function reset(lang: string, title: string, tight: boolean): void {
  document.body.replaceChildren();
  for (const style of document.head.querySelectorAll("style")) style.remove();
  document.documentElement.lang = lang;
  document.documentElement.classList.toggle("tight", tight);
  document.title = title;
}
