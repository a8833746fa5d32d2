import { XMLValidator } from "fast-xml-parser";
import { DOMParser, parseHTML } from "linkedom";

/** Finds in finished outputs what no text of an editor may bring there. */

/** Elements that run, load or send something and that no output needs. */
const FOREIGN = /^(?:iframe|frame|object|embed|applet|base|form|portal|style|audio|video|math|template)$/;
const ADDRESS =
  /^(?:href|xlink:href|src|srcset|action|formaction|poster|data|background|ping|cite|content|to|values)$/;
/** Schemes that run something; browsers take white space and control characters out first. */
const RUNS = (value: string) => /^(?:javascript|vbscript|data):/i.test(value.replace(/[\s\p{Cc}]/gu, ""));

export interface Parsed {
  localName: string;
  attributes: Iterable<{ name: string; value: string }>;
  getAttribute(name: string): string | null;
  textContent: string | null;
}

/** @param own whether a script element is the site's own */
export function faultsOf(elements: Iterable<Parsed>, own: (script: Parsed) => boolean): string[] {
  const found: string[] = [];
  for (const element of elements) {
    const name = element.localName.toLowerCase();
    if (name === "script" && !own(element)) found.push(`a script, ${element.textContent?.slice(0, 60)}`);
    if (FOREIGN.test(name)) found.push(`an element ${name}`);
    if (name === "meta" && /refresh|set-cookie/i.test(element.getAttribute("http-equiv") ?? ""))
      found.push("a refresh");
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/i.test(attribute)) found.push(`<${name} ${attribute}="${value}">`);
      // `content` of a meta element is text.
      if (ADDRESS.test(attribute) && name !== "meta" && RUNS(value))
        found.push(`<${name} ${attribute}="${value}">`);
    }
  }
  return found;
}

/** What the site loads itself, and data that scripts read. */
export function ownScript(script: Parsed): boolean {
  if (/json$/.test(script.getAttribute("type") ?? "")) {
    JSON.parse(script.textContent ?? "");
    return true;
  }
  return (
    /^(?:\.\.\/|\.\/|\/)*(?:atlas\/)?assets\/[\w.-]+\.js$/.test(script.getAttribute("src") ?? "") &&
    script.textContent === ""
  );
}

/** The faults of a page and the text that a reader sees. */
export function inspectHtml(html: string): { faults: string[]; text: string } {
  const { document } = parseHTML(html);
  const faults = faultsOf(document.querySelectorAll("*") as never, ownScript);
  for (const element of document.querySelectorAll("script")) element.remove();
  return { faults, text: document.documentElement?.textContent ?? "" };
}

/** A part of a page. */
export const inspectFragment = (html: string) =>
  inspectHtml(`<!doctype html><html><body>${html}</body></html>`);

/** XML in which no script stands at all: XHTML, feeds, catalogues, drawings. Embedded HTML is looked at too. */
export function inspectXml(xml: string): { faults: string[]; text: string } {
  const valid = XMLValidator.validate(xml);
  if (valid !== true)
    return { faults: [`not well-formed: ${valid.err.msg} (line ${valid.err.line})`], text: "" };
  const forbidden = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|&#x?0;/u.exec(xml);
  const document = new DOMParser().parseFromString(xml, "text/xml");
  const faults = faultsOf(document.querySelectorAll("*") as never, () => false);
  if (forbidden) faults.push(`a character that XML cannot hold, ${JSON.stringify(forbidden[0])}`);
  return { faults, text: document.documentElement?.textContent ?? "" };
}

/** Every text in a feed that its readers take for HTML: descriptions in RSS 2.0, and what Atom says is HTML. */
export function htmlInFeed(xml: string): string[] {
  const feed = new DOMParser().parseFromString(xml, "text/xml");
  const found: string[] = [];
  for (const element of feed.querySelectorAll("*")) {
    const isHtml =
      element.getAttribute("type") === "html" ||
      /^(?:content:encoded|itunes:summary)$/.test(element.localName) ||
      (element.localName === "description" && element.parentElement?.localName === "item");
    if (isHtml) found.push(element.textContent ?? "");
  }
  return found;
}

/** Fails with all faults, each with its place. */
export function expectSound({ faults }: { faults: string[] }, where: string): void {
  if (faults.length > 0) throw new Error(faults.map((fault) => `${where}: ${fault}`).join("\n"));
}
