import type { Context } from "../context.ts";

/** Links whose end can be shown in place: notes, references, glossary terms, other articles. */
export const PREVIEWED =
  "#main article a:is([role='doc-noteref'], [role='doc-biblioref'], .article-link, [href*='glossary/#'])";

/** Before that a pointer is only passing. */
const HOVER = 250;

/**
 * Shows where a link leads without leaving the line: when the pointer rests on it, when it gets the focus, and on a
 * first tap. What shows it is loaded when it is first needed.
 */
export function startPreviews(context: Context): void {
  const load = () => import("./popover.ts");
  let resting = 0;
  let touched = false;

  const linkOf = (event: Event) =>
    (event.target as Element | null)?.closest<HTMLAnchorElement>(PREVIEWED) ?? undefined;
  const show = (link: HTMLAnchorElement, how: "hover" | "focus" | "tap") => {
    load()
      .then((m) => m.showPreview(context, link, how))
      .catch((error: unknown) => console.error(error));
  };

  document.addEventListener("pointerover", (event) => {
    clearTimeout(resting);
    const link = event.pointerType === "mouse" ? linkOf(event) : undefined;
    if (link) resting = window.setTimeout(() => show(link, "hover"), HOVER);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    // Not where a tap or a click has put it.
    if (link?.matches(":focus-visible")) show(link, "focus");
  });
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse";
  });
  document.addEventListener(
    "click",
    (event) => {
      const link = linkOf(event);
      if (!link || !touched || event.detail === 0) return;
      // The second tap follows it.
      if (link.dataset.previewed !== undefined) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      show(link, "tap");
    },
    true,
  );
}
