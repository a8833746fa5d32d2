import type { Context } from "../context.ts";
import { el } from "../ui/element.ts";
import { previewOf } from "./content.ts";

/** Between the line and the preview, in CSS pixels. */
const GAP = 8;
/** Time to move the pointer from the link into the preview. */
const BRIDGE = 300;
const NARROW = 560;

let shown: { box: HTMLElement; link: HTMLAnchorElement; close(): void } | undefined;
let turn = 0;

/** Shows where a link leads, beside it or, on narrow screens and on a tap, at the foot of the window. */
export async function showPreview(
  context: Context,
  link: HTMLAnchorElement,
  how: "hover" | "focus" | "tap",
): Promise<void> {
  if (shown?.link === link) return;
  shown?.close();
  const mine = ++turn;
  const box = el("div", { class: "preview", id: "preview", role: "dialog", "aria-label": "Preview" });
  const text = el("div", { class: "preview-text" }, el("p", { class: "panel-state" }, "Being fetched …"));
  box.append(text);
  if ("popover" in box) box.setAttribute("popover", "manual");
  // A child of the body: nothing in the text moves.
  document.body.append(box);
  const end = new AbortController();
  const { signal } = end;
  const close = () => {
    end.abort();
    box.remove();
    delete link.dataset.previewed;
    link.removeAttribute("aria-describedby");
    stopMoves?.();
    if (shown?.box === box) shown = undefined;
  };
  const stopMoves = context.reader?.onMove(() => {
    // The page has been turned away from it.
    if (!inWindow(link)) close();
  });
  shown = { box, link, close };
  if (how === "tap") link.dataset.previewed = "";

  const place = () => {
    if (!box.isConnected) return;
    if (how === "tap" || window.innerWidth < NARROW) {
      box.classList.add("preview-foot");
      return;
    }
    const line = [...link.getClientRects()].at(how === "focus" ? 0 : -1);
    if (!line) return;
    const { offsetWidth: width, offsetHeight: height } = box;
    const left = Math.min(Math.max(GAP, line.left - 12), window.innerWidth - width - GAP);
    const below = line.bottom + GAP;
    const top = below + height <= window.innerHeight - GAP ? below : Math.max(GAP, line.top - GAP - height);
    box.style.left = `${left}px`;
    box.style.top = `${top}px`;
  };
  if ("showPopover" in box) box.showPopover();
  place();

  document.addEventListener("keydown", (event) => event.key === "Escape" && close(), { signal });
  if (how === "hover") {
    let leaving = 0;
    const leave = (event: Event) => {
      const to = (event as PointerEvent).relatedTarget as Node | null;
      if (to && (link.contains(to) || box.contains(to))) return;
      leaving = window.setTimeout(close, BRIDGE);
    };
    const stay = () => clearTimeout(leaving);
    for (const element of [link, box]) {
      element.addEventListener("pointerleave", leave, { signal });
      element.addEventListener("pointerenter", stay, { signal });
    }
  } else {
    document.addEventListener(
      "pointerdown",
      (event) => {
        const target = event.target as Node;
        if (!box.contains(target) && !link.contains(target)) close();
      },
      { signal },
    );
    if (how === "focus") {
      document.addEventListener(
        "focusin",
        (event) => {
          const target = event.target as Node;
          if (target !== link && !box.contains(target)) close();
        },
        { signal },
      );
    }
  }
  window.addEventListener("scroll", () => !inWindow(link) && close(), {
    signal,
    passive: true,
    capture: true,
  });
  link.addEventListener("click", () => how !== "tap" && close(), { signal });

  try {
    const preview = await previewOf(context, link);
    if (mine !== turn || !box.isConnected) return;
    if (!preview) {
      close();
      return;
    }
    text.replaceChildren(el("p", { class: "label preview-label" }, preview.label), ...preview.content);
    if (how === "tap") {
      const go = el("a", { href: link.getAttribute("href")!, class: "preview-go" }, "Go there");
      go.addEventListener("click", close);
      const dismiss = el("button", { type: "button", class: "text-button" }, "Close");
      dismiss.addEventListener("click", close);
      box.append(el("p", { class: "preview-actions" }, go, dismiss));
    }
    // Heard after the link's own words, without taking the focus.
    if (how === "focus") link.setAttribute("aria-describedby", "preview");
    if (how === "tap")
      context.say(`${preview.label}: ${text.textContent?.slice(preview.label.length) ?? ""}`);
  } catch {
    if (mine !== turn) return;
    text.replaceChildren(
      el("p", { class: "panel-state" }, "This could not be fetched. The link itself leads there."),
    );
  }
  place();
}

function inWindow(element: Element): boolean {
  return [...element.getClientRects()].some(
    (r) => r.right > 0 && r.left < window.innerWidth && r.bottom > 0 && r.top < window.innerHeight,
  );
}
