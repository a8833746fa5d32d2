/**
 * The script of the print page. The page stays open from one document to the next, so that fonts, styles and scripts
 * are loaded once. Bundled by `../assets.ts`; nothing here runs in Node.
 */
import { registerBreakRules } from "./breaks.ts";
import { registerNoteRules } from "./notes.ts";
import { SteadyPager } from "./pager.ts";
import { paginateWith } from "./paginate.ts";
import { registerTokenRules } from "./tokens.ts";

registerBreakRules();
registerNoteRules();
registerTokenRules();
window.paginate = paginateWith(new SteadyPager());
