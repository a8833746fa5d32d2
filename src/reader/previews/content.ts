import type { Context } from "../context.ts";
import { el } from "../ui/element.ts";

/** What a preview shows. */
export interface Preview {
  /** What kind of thing it is, for those who listen. */
  label: string;
  content: Node[];
}

/** Ids are unique in a page, and marks and ways back belong to their own places. */
function copyOf(element: Element): Node[] {
  const copy = element.cloneNode(true) as Element;
  for (const foreign of copy.querySelectorAll(".note-back, .page-mark")) foreign.remove();
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  return [...copy.childNodes];
}

/** What a link leads to, or undefined if there is nothing to show. Fetches what the page does not hold. */
export async function previewOf(
  { info, book }: Context,
  link: HTMLAnchorElement,
): Promise<Preview | undefined> {
  const url = new URL(link.href);
  const id = decodeURIComponent(url.hash.slice(1));
  if (url.pathname === location.pathname) {
    const target = id ? document.getElementById(id) : null;
    if (!target) return undefined;
    const label = link.matches("[role='doc-noteref']") ? "Note" : "Reference";
    return { label, content: copyOf(target) };
  }
  if (/\/glossary\/$/.test(url.pathname)) {
    const answer = await fetch(url.pathname);
    if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const term = page.getElementById(id);
    const definition = term?.querySelector("dd");
    if (!term || !definition) return undefined;
    return {
      label: "Glossary",
      content: [
        el("p", { class: "preview-title" }, term.querySelector("dt")?.textContent ?? ""),
        ...copyOf(definition).map((n) => document.importNode(n, true)),
      ],
    };
  }
  const root = new URL(info.root, location.href).pathname;
  const article = (await book()).articles.find((a) => root + a.path === url.pathname);
  if (!article) return undefined;
  const pages = article.first === undefined ? "" : `, pp.\u00a0${article.first}–${article.last}`;
  return {
    label: "Article",
    content: [
      el(
        "p",
        { class: "preview-title", "data-part": article.part },
        el("span", { class: "entry-number" }, String(article.number)),
        ` ${article.title}`,
      ),
      el("p", {}, article.summary),
      el("p", { class: "preview-facts" }, `${article.minutes} minutes${pages}`),
    ],
  };
}
