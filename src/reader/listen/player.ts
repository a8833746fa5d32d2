import { button, el } from "../ui/element.ts";
import { type ListenPreferences, RATE } from "./preferences.ts";
import type { SpeakerState } from "./speaker.ts";

export interface PlayerActions {
  toggle(): void;
  previous(): void;
  next(): void;
  stop(): void;
  rate(value: number): void;
  voice(uri: string): void;
  citations(on: boolean): void;
  onward(on: boolean): void;
}

/** The controls above the foot. */
export interface Player {
  element: HTMLElement;
  state(state: SpeakerState): void;
  /** What there is to choose from; none yet, or none at all, leaves the choice out. */
  voices(voices: readonly SpeechSynthesisVoice[], chosen: SpeechSynthesisVoice | undefined): void;
  /** A word to the reader in the place of the rate, with what can be done; nothing takes it away. */
  note(text?: string, action?: { label: string; run(): void }): void;
  /** Nothing can be read: what is wrong, and the button that closes. */
  fail(text: string): void;
  focus(): void;
}

const shown = (rate: number) => `${rate.toFixed(1)}×`;

export function makePlayer(preferences: ListenPreferences, actions: PlayerActions): Player {
  const toggle = button("Play", () => actions.toggle(), { class: "player-toggle" });
  const output = el("output", { for: "player-rate" }, shown(preferences.rate));
  const slider = el("input", {
    type: "range",
    id: "player-rate",
    ...RATE,
    value: preferences.rate,
    "aria-valuetext": shown(preferences.rate),
  });
  slider.addEventListener("input", () => {
    output.textContent = shown(Number(slider.value));
    slider.setAttribute("aria-valuetext", shown(Number(slider.value)));
  });
  slider.addEventListener("change", () => actions.rate(Number(slider.value)));
  const rate = el(
    "div",
    { class: "player-rate" },
    el("label", { for: "player-rate" }, "Speed"),
    slider,
    output,
  );
  const note = el("div", { class: "player-note", hidden: true });

  const select = el("select", { id: "player-voice" });
  select.addEventListener("change", () => actions.voice(select.value));
  const voice = el(
    "div",
    { class: "player-voice", hidden: true },
    el("label", { for: "player-voice" }, "Voice"),
    select,
  );
  const tick = (label: string, checked: boolean, run: (on: boolean) => void) => {
    const box = el("input", { type: "checkbox", checked });
    box.addEventListener("change", () => run(box.checked));
    return el("label", { class: "player-tick" }, box, el("span", {}, label));
  };
  const options = el(
    "div",
    { class: "player-options", id: "player-options", hidden: true },
    voice,
    tick("Read citations in brackets", preferences.citations, actions.citations),
    tick("Go on with the next article", preferences.onward, actions.onward),
  );
  const open = (on: boolean) => {
    options.hidden = !on;
    more.setAttribute("aria-expanded", String(on));
  };
  const more = button("Options", () => open(options.hidden), {
    class: "player-more",
    "aria-expanded": "false",
    "aria-controls": "player-options",
  });
  const steps = el(
    "div",
    { class: "player-steps" },
    button(el("span", {}, "← Sentence"), () => actions.previous(), { "aria-label": "Previous sentence" }),
    toggle,
    button(el("span", {}, "Sentence →"), () => actions.next(), { "aria-label": "Next sentence" }),
  );
  const stop = button("Stop", () => actions.stop(), { class: "player-stop" });
  const element = el(
    "section",
    { class: "player", "aria-label": "Reading aloud" },
    options,
    steps,
    el("div", { class: "player-slot" }, rate, note),
    el("div", { class: "player-end" }, more, stop),
  );
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || options.hidden) return;
    open(false);
    more.focus();
  });

  return {
    element,
    state(state) {
      toggle.textContent = state === "playing" ? "Pause" : state === "ended" ? "Again" : "Play";
    },
    voices(voices, chosen) {
      voice.hidden = voices.length === 0;
      select.replaceChildren(
        ...voices.map((v) =>
          el(
            "option",
            { value: v.voiceURI, selected: v === chosen },
            v.localService ? v.name : `${v.name} (needs a connection)`,
          ),
        ),
      );
    },
    note(text, action) {
      const had = note.contains(document.activeElement);
      note.replaceChildren(
        ...(text ? [el("span", {}, text)] : []),
        ...(action ? [button(action.label, action.run, { class: "text-button" })] : []),
      );
      note.hidden = !text && !action;
      rate.hidden = !note.hidden;
      if (had) toggle.focus({ preventScroll: true });
    },
    fail(text) {
      open(false);
      element.classList.add("player-failed");
      for (const part of [steps, rate, more]) part.hidden = true;
      note.replaceChildren(el("span", {}, text));
      note.hidden = false;
      stop.textContent = "Close";
      stop.focus({ preventScroll: true });
    },
    focus: () => toggle.focus({ preventScroll: true }),
  };
}
