import { button, el } from "./element.ts";

export interface Panel {
  dialog: HTMLDialogElement;
  /** Where the content goes. */
  body: HTMLElement;
  close(): void;
}

let open: Panel | undefined;

/**
 * Opens a panel: a modal `<dialog>` with a heading and a button that closes it, at the side on wide screens and at the
 * foot on narrow ones. Escape and a click beside it close it; the focus goes back to where it was. One panel is open
 * at a time.
 *
 * @param options.kind class of the dialog, `panel-<kind>`
 * @param options.onClose called once, after it has closed
 */
export function openPanel(title: string, options: { kind: string; onClose?: () => void }): Panel {
  open?.close();
  const before = document.activeElement as HTMLElement | null;
  const heading = el("h2", { id: "panel-title", tabindex: -1 }, title);
  const body = el("div", { class: "panel-body" });
  const dialog = el(
    "dialog",
    { class: `panel panel-${options.kind}`, "aria-labelledby": "panel-title" },
    el(
      "header",
      { class: "panel-head" },
      heading,
      button("Close", () => panel.close(), { class: "panel-close" }),
    ),
    body,
  );
  const panel: Panel = { dialog, body, close: () => dialog.close() };
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) panel.close();
  });
  dialog.addEventListener("close", () => {
    if (open === panel) open = undefined;
    // Where the focus stood before, if nothing has claimed it meanwhile.
    const lost = document.activeElement === document.body || dialog.contains(document.activeElement);
    dialog.remove();
    if (lost && before?.isConnected) before.focus({ preventScroll: true });
    options.onClose?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  heading.focus({ preventScroll: true });
  open = panel;
  return panel;
}

/** Whether a panel is open: keys then belong to it. */
export function panelIsOpen(): boolean {
  return open !== undefined;
}
