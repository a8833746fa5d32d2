/** The print page with Paged.js as it is: what `npm run bench` compares with. */
import { Previewer } from "pagedjs";
import { registerBreakRules } from "../src/print/page/breaks.ts";
import { paginateWith } from "../src/print/page/paginate.ts";

registerBreakRules();
window.paginate = paginateWith({
  reset() {
    for (const style of document.head.querySelectorAll("style")) style.remove();
  },
  async flow(content, css) {
    await new Previewer({ hyphenGlyph: "-" }).preview(content, [{ "print.css": css }], document.body);
  },
});
