import type { Context } from "../context.ts";
import { openPanel } from "../ui/panel.ts";
import { openEditor } from "./editor.ts";
import { readShared } from "./selection.ts";

/** The panel with the reader's selection; on the page that shows it already, leads there. */
export function openSelection(context: Context): void {
  if (context.info.kind === "selection" && !readShared(location.search)) {
    document.getElementById("main")?.focus();
    return;
  }
  let end = () => {};
  const panel = openPanel("My selection", { kind: "selection", onClose: () => end() });
  end = openEditor(context, panel.body);
}
