import type { Context } from "../context.ts";
import { button, el } from "../ui/element.ts";
import { openPanel } from "../ui/panel.ts";
import { applySettings, DEFAULTS, RANGES, readSettings, SETTINGS_KEY, type Settings } from "./settings.ts";

const CHOICES: { name: "mode" | "theme" | "face" | "align"; legend: string; options: [string, string][] }[] =
  [
    {
      name: "mode",
      legend: "Reading",
      options: [
        ["scrolling", "Scrolling"],
        ["paged", "In pages"],
      ],
    },
    {
      name: "theme",
      legend: "Colours",
      options: [
        ["system", "As the device"],
        ["light", "Light"],
        ["sepia", "Sepia"],
        ["dark", "Dark"],
        ["contrast", "High contrast"],
      ],
    },
    {
      name: "face",
      legend: "Typeface",
      options: [
        ["alegreya", "Alegreya"],
        ["source-serif", "Source Serif"],
        ["sans", "Alegreya Sans"],
        ["legible", "Atkinson Hyperlegible"],
      ],
    },
    {
      name: "align",
      legend: "Right edge",
      options: [
        ["left", "Ragged"],
        ["justify", "Justified"],
      ],
    },
  ];

const STEPS: { name: keyof typeof RANGES; label: string; own: number; show: (value: number) => string }[] = [
  { name: "size", label: "Text size", own: DEFAULTS.size, show: (v) => `${v} %` },
  { name: "leading", label: "Line height", own: 148, show: (v) => (v / 100).toFixed(2).replace(/0$/, "") },
  { name: "measure", label: "Line length", own: DEFAULTS.measure, show: (v) => `${v} %` },
];

/** The panel for type and colours: every change is seen at once, and kept on the device. */
export function openSettings({ store, notify, say, info }: Context): void {
  const panel = openPanel("Type and colours", { kind: "settings" });
  const root = document.documentElement;
  let kept = true;
  const read = () => readSettings(store);
  let settings = read();
  const change = (part: Partial<Settings>) => {
    settings = { ...settings, ...part };
    const stored = store.set(SETTINGS_KEY, settings);
    applySettings(root, settings);
    root.dispatchEvent(new Event("atlas:settings"));
    if (!stored && kept) {
      kept = false;
      notify("This browser does not let the page keep settings; they hold until you leave it.");
    }
  };

  const form = el("form", { class: "settings" });
  const fill = () => {
    const choices = CHOICES.filter(({ name }) => name !== "mode" || info.article).map(
      ({ name, legend, options }) =>
        el(
          "fieldset",
          { class: `setting setting-${name}` },
          el("legend", {}, legend),
          ...options.map(([value, label]) => {
            const radio = el("input", { type: "radio", name, value, checked: settings[name] === value });
            radio.addEventListener("change", () => change({ [name]: value }));
            return el("label", { "data-value": value }, radio, el("span", {}, label));
          }),
        ),
    );
    const steps = STEPS.map(({ name, label, own, show }) => {
      const { min, max, step } = RANGES[name];
      const output = el("output", { id: `setting-${name}` });
      const current = () => settings[name] || own;
      const buttons: HTMLButtonElement[] = [];
      const update = () => {
        output.textContent = show(current());
        buttons[0]!.disabled = current() <= min;
        buttons[1]!.disabled = current() >= max;
      };
      const move = (by: number) => {
        change({ [name]: Math.min(max, Math.max(min, Math.round((current() + by) / step) * step)) });
        update();
        say(`${label} ${show(current())}`);
      };
      buttons.push(
        button("−", () => move(-step), { "aria-label": `${label}: less` }),
        button("+", () => move(step), { "aria-label": `${label}: more` }),
      );
      update();
      return el(
        "div",
        { class: "setting setting-step", role: "group", "aria-label": label },
        el("span", { class: "setting-name" }, label),
        buttons[0],
        output,
        buttons[1],
      );
    });
    const tick = (name: "spread" | "keys", label: string) => {
      const box = el("input", { type: "checkbox", checked: settings[name] });
      box.addEventListener("change", () => change({ [name]: box.checked }));
      return el("label", { class: "setting setting-tick" }, box, el("span", {}, label));
    };
    form.replaceChildren(
      ...choices,
      ...steps,
      ...(info.article ? [tick("spread", "Two pages side by side where there is room")] : []),
      tick("keys", "Commands on single letters"),
      el(
        "p",
        { class: "setting-reset" },
        button("As the Atlas is set", () => {
          change({ ...DEFAULTS, mode: settings.mode });
          fill();
          say("Settings are back to the Atlas’s own.");
        }),
      ),
    );
  };
  fill();
  form.addEventListener("submit", (event) => event.preventDefault());
  panel.body.append(form);
}
