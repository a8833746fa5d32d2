/**
 * Runs in the print browser after Paged.js and before printing: makes the document say what the tags of the PDF have
 * to say.
 */
import { type Marks, writeMarks } from "../marks.ts";

/**
 * Writes the numbers of notes into the text, each a link to its note or back to where it is called. Paged.js draws
 * them as generated content, which a PDF's tags do not hold: a screen reader would come to a link without words.
 */
export function numberNotes(root: HTMLElement): void {
  const numbers = new Map<string, number>();
  for (const call of root.querySelectorAll<HTMLAnchorElement>("[data-footnote-call]")) {
    const ref = call.dataset.footnoteCall!;
    if (!numbers.has(ref)) numbers.set(ref, numbers.size + 1);
    const number = numbers.get(ref)!;
    call.textContent = String(number);
    call.id = `fnref-${number}`;
    call.href = `#fn-${number}`;
    call.classList.add("numbered");
  }
  for (const note of root.querySelectorAll<HTMLElement>("[data-footnote-marker]")) {
    const number = numbers.get(note.dataset.footnoteMarker!) ?? 0;
    note.dataset.number = String(number);
    note.classList.add("numbered");
    if (note.dataset.splitFrom) {
      note.removeAttribute("id");
      continue;
    }
    // Paged.js names it anew in each run.
    note.id = `fn-${number}`;
    const label = document.createElement("span");
    label.className = "note-number";
    const back = document.createElement("a");
    back.href = `#fnref-${number}`;
    back.textContent = String(number);
    label.append(back);
    note.prepend(label, "\u2002");
  }
}

/** Marks what the assembly has to know (see `../marks.ts`); to be called when nothing is laid out any more. */
export function markTags(root: HTMLElement): void {
  const marked = new Map<HTMLElement, Marks>();
  const mark = (element: HTMLElement, marks: Marks) =>
    marked.set(element, { ...marked.get(element), ...marks });

  const parts = new Map<string, number>();
  for (const { dataset } of root.querySelectorAll<HTMLElement>("[data-split-from]")) {
    const ref = dataset.ref!;
    if (!parts.has(ref)) parts.set(ref, parts.size + 1);
  }
  for (const element of root.querySelectorAll<HTMLElement>("[data-ref]")) {
    const part = parts.get(element.dataset.ref!);
    if (part && !element.dataset.footnoteCall) mark(element, { part });
  }
  for (const call of root.querySelectorAll<HTMLElement>("[data-footnote-call]"))
    mark(call, { call: Number(call.textContent) });
  for (const note of root.querySelectorAll<HTMLElement>("[data-footnote-marker]")) {
    mark(note, { note: Number(note.dataset.number) });
    // What comes over from the page before may be text alone, and then would be no element.
    note.setAttribute("role", "group");
  }
  const anchors = new Map<string, number>();
  for (const figure of root.querySelectorAll<HTMLElement>("[data-read-after]")) {
    const ref = figure.dataset.readAfter!;
    if (!anchors.has(ref)) anchors.set(ref, anchors.size + 1);
    mark(figure, { float: anchors.get(ref)! });
  }
  for (const [ref, number] of anchors) {
    const anchor = root.querySelector<HTMLElement>(`[data-ref="${ref}"]`);
    if (anchor) mark(anchor, { anchor: number });
  }
  for (const list of root.querySelectorAll<HTMLElement>("dl")) mark(list, { terms: 0 });
  for (const label of root.querySelectorAll<HTMLElement>("dt, .note-number, .points .n")) {
    mark(label, { label: 0 });
    // Without a role of its own a span is not in the tree that Chromium makes the tags from.
    if (label.tagName === "SPAN") label.setAttribute("role", "group");
  }
  for (const body of root.querySelectorAll<HTMLElement>("dd")) mark(body, { body: 0 });
  // All languages are read before any is written, for an element has that of what it is in.
  const tags = [...marked].map(([element, marks]) => {
    const lang = element.closest<HTMLElement>("[lang]")?.lang ?? "";
    return [element, writeMarks(lang, element.hasAttribute("lang"), marks)] as const;
  });
  for (const [element, tag] of tags) element.lang = tag;
}
