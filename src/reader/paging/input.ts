import { panelIsOpen } from "../ui/panel.ts";

export interface Turns {
  next(): void;
  previous(): void;
  first(): void;
  last(): void;
  /** Shows or hides the tools. */
  tools(): void;
}

/** What a key or a tap belongs to before it can turn a page. */
const CONTROLS = "a, button, input, select, textarea, summary, label, [contenteditable], [role=slider]";
/** Share of the window's width at each side where a tap turns. */
const TAP_ZONE = 0.25;
/** Movement of a wheel, in CSS pixels, that turns a page; and the pause until it may turn the next. */
const WHEEL_TURN = 40;
const WHEEL_PAUSE = 260;

/**
 * Keys, taps, swipes and the wheel for reading in pages.
 *
 * @param surface listens here for the pointer; the keys of the whole document count
 * @param isOn whether pages are shown at all
 */
export function listenForTurns(
  surface: HTMLElement,
  main: HTMLElement,
  turns: Turns,
  isOn: () => boolean,
): void {
  document.addEventListener("keydown", (event) => {
    if (!isOn() || event.defaultPrevented || panelIsOpen()) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const turn = keyTurn(event);
    if (!turn) return;
    event.preventDefault();
    turns[turn]();
  });

  let moved = 0;
  let pausedUntil = 0;
  surface.addEventListener(
    "wheel",
    (event) => {
      if (!isOn() || event.ctrlKey || scrollsItself(event.target, event)) return;
      event.preventDefault();
      const now = performance.now();
      if (now < pausedUntil) return;
      const delta = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY;
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 40;
      moved = Math.sign(delta) === Math.sign(moved) ? moved + delta * unit : delta * unit;
      if (Math.abs(moved) < WHEEL_TURN) return;
      const forward = moved > 0;
      moved = 0;
      pausedUntil = now + WHEEL_PAUSE;
      if (forward) turns.next();
      else turns.previous();
    },
    { passive: false },
  );

  let down: { x: number; y: number; time: number; id: number } | undefined;
  surface.addEventListener("pointerdown", (event) => {
    down =
      isOn() && event.isPrimary && event.button === 0
        ? { x: event.clientX, y: event.clientY, time: performance.now(), id: event.pointerId }
        : undefined;
  });
  surface.addEventListener("pointercancel", () => {
    down = undefined;
  });
  surface.addEventListener("pointerup", (event) => {
    const start = down;
    down = undefined;
    if (!start || !isOn() || event.pointerId !== start.id) return;
    const target = event.target as Element | null;
    const dx = event.clientX - start.x;
    const dy = event.clientY - start.y;
    if (!window.getSelection()?.isCollapsed) return;
    if (event.pointerType !== "mouse" && Math.abs(dx) > 40 && Math.abs(dx) > 1.5 * Math.abs(dy)) {
      if (scrollsItself(target)) return;
      if (dx < 0) turns.next();
      else turns.previous();
      return;
    }
    if (Math.abs(dx) > 8 || Math.abs(dy) > 8 || performance.now() - start.time > 500) return;
    if (target?.closest(CONTROLS) || target?.closest("dialog, [popover], .reader-bar, .reader-foot, mark"))
      return;
    // With a mouse the text is for selecting; the margins beside it turn.
    if (event.pointerType === "mouse" && target?.closest("article *, .neighbours")) return;
    const share = event.clientX / window.innerWidth;
    if (share < TAP_ZONE) turns.previous();
    else if (share > 1 - TAP_ZONE) turns.next();
    else turns.tools();
  });
  // Where the browser would pan, it would never let go of the pointer.
  main.style.touchAction = "pan-y pinch-zoom";
}

function keyTurn(event: KeyboardEvent): keyof Turns | undefined {
  const target = event.target as Element | null;
  const typing = target?.closest("input, textarea, select, [contenteditable]");
  if (typing) return undefined;
  if (scrollsItself(target) && (event.key === "ArrowLeft" || event.key === "ArrowRight")) return undefined;
  switch (event.key) {
    case "ArrowRight":
    case "PageDown":
      return "next";
    case "ArrowLeft":
    case "PageUp":
      return "previous";
    case "Home":
      return "first";
    case "End":
      return "last";
    case " ":
      if (target?.closest("button, summary, [role=button]")) return undefined;
      return event.shiftKey ? "previous" : "next";
    default:
      return undefined;
  }
}

/** Whether the target lies in something that scrolls by itself, such as a wide table. */
function scrollsItself(target: EventTarget | null, wheel?: WheelEvent): boolean {
  const box = (target as Element | null)?.closest?.(".table-scroll, pre, .panel-body");
  if (!box) return false;
  const sideways = box.scrollWidth > box.clientWidth + 1;
  const upright = box.scrollHeight > box.clientHeight + 1;
  if (!wheel) return sideways;
  return Math.abs(wheel.deltaX) > Math.abs(wheel.deltaY) ? sideways : upright;
}
