import type { Context } from "../context.ts";
import type { CitationStyle } from "../page-data.ts";
import { button, el } from "../ui/element.ts";
import { openPanel } from "../ui/panel.ts";
import { inTextCitation, type Passage, passageUrl, quotation } from "./quotation.ts";
import { selectedPassage } from "./selected.ts";

const STYLES: [CitationStyle, string][] = [
  ["apa", "APA"],
  ["chicago", "Chicago"],
  ["mla", "MLA"],
];
const isStyle = (value: unknown): value is CitationStyle => STYLES.some(([style]) => style === value);

/** Quotes what is selected, or cites the article: text to copy, links, files. */
export function openCite({ info, reader, store, say, notify }: Context): void {
  const { article } = info;
  if (!article || !reader) return;
  const main = document.getElementById("main")!;
  // Before the panel takes the focus, and with it the selection.
  const passage = selectedPassage(main, reader);
  const here: Passage = passage ?? { text: "", first: reader.printPage(reader.place()) };
  let style: CitationStyle = store.get("cite-style", isStyle) ?? "apa";
  const panel = openPanel("Quote and cite", { kind: "cite" });
  const page = location.origin + location.pathname;

  const copy = async (what: string, text: string, field: HTMLElement) => {
    try {
      await navigator.clipboard.writeText(text);
      say(`${what} copied.`);
      notify(`${what} copied.`);
    } catch {
      // Not allowed: selected, so that the reader's own copying takes it.
      const range = document.createRange();
      range.selectNodeContents(field);
      const selection = document.getSelection();
      selection?.removeAllRanges();
      selection?.addRange(range);
      say(
        `This browser does not let the page copy. The ${what.toLowerCase()} is selected; copy it yourself.`,
      );
    }
  };
  const item = (label: string, text: string, extra: Node[] = []) => {
    const field = el("p", { class: "cite-text" }, text);
    return el(
      "section",
      { class: "cite-item" },
      el("h3", {}, label),
      field,
      el(
        "p",
        { class: "cite-actions" },
        button("Copy", () => copy(label, text, field), {
          class: "text-button",
          "aria-label": `Copy: ${label}`,
        }),
        ...extra,
      ),
    );
  };
  const share = (text: string, url: string) =>
    "share" in navigator
      ? [
          button(
            "Share",
            () => void navigator.share({ title: article.title, text, url }).catch(() => undefined),
            {
              class: "text-button",
            },
          ),
        ]
      : [];

  const fill = () => {
    const choice = el(
      "fieldset",
      { class: "setting" },
      el("legend", {}, "Style"),
      ...STYLES.map(([value, label]) => {
        const radio = el("input", { type: "radio", name: "cite-style", value, checked: value === style });
        radio.addEventListener("change", () => {
          style = value;
          store.set("cite-style", style);
          fill();
          panel.body.querySelector<HTMLElement>("input:checked")?.focus();
        });
        return el("label", {}, radio, el("span", {}, label));
      }),
    );
    const link = passage ? passageUrl(page, passage) : page;
    panel.body.replaceChildren(
      choice,
      ...(passage ? [item("Quotation", quotation(article, style, passage))] : []),
      item("Reference in the text", inTextCitation(article, style, here)),
      item("Reference", article.cite[style].reference),
      item(passage ? "Link to the passage" : "Link", link, share(passage?.text ?? article.title, link)),
      el(
        "section",
        { class: "cite-item" },
        el("h3", {}, "Files"),
        el(
          "p",
          { class: "cite-actions" },
          ...(["bib", "ris", "json"] as const).map((ending) =>
            el(
              "a",
              { href: `citation.${ending}`, download: `${article.slug}.${ending}` },
              { bib: "BibTeX", ris: "RIS", json: "CSL-JSON" }[ending],
            ),
          ),
        ),
      ),
      ...(passage
        ? []
        : [
            el(
              "p",
              { class: "panel-state" },
              "To quote a passage, select it in the text and come back here.",
            ),
          ]),
    );
  };
  fill();
}
