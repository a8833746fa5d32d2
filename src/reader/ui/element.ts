type Content = Node | string | undefined | false;

/**
 * Makes an element. Attributes that are `undefined` or `false` are left out, `true` is the empty string; strings
 * become text, never markup.
 *
 *     el("button", { type: "button", class: "tool" }, "Close")
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | boolean | undefined> = {},
  ...content: Content[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...content.filter((c): c is Node | string => c !== undefined && c !== false));
  return element;
}

/** A button with words on it. */
export function button(
  label: Content,
  run: (event: MouseEvent) => void,
  attributes: Record<string, string> = {},
): HTMLButtonElement {
  const made = el("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", run);
  return made;
}
