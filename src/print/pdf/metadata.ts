import { type PDFContext, type PDFRef, PDFString } from "pdf-lib";
import { name, text } from "./objects.ts";

/** What the file says of itself, in its XMP packet and in the Info dictionary. */
export interface Metadata {
  title: string;
  authors: string[];
  subject?: string;
  keywords?: string[];
  /** BCP 47. */
  lang: string;
  rights?: { text: string; url: string };
  identifier?: string;
  source?: string;
  publisher?: string;
  /** Creation and modification. */
  date: Date;
}

const PRODUCER = "Atlas of Social Innovation (Chromium, Paged.js, pdf-lib)";

/** Whether XML 1.0 (2.2) can hold a character at all; what it cannot, no escape makes it hold. */
const inXml = (character: string): boolean => {
  const code = character.codePointAt(0)!;
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return (code >= 0x20 || "\t\n\r".includes(character)) && !surrogate && code !== 0xfffe && code !== 0xffff;
};

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escapeXml = (value: string): string =>
  Array.from(value)
    .filter(inXml)
    .map((character) => ENTITIES[character] ?? character)
    .join("");

/** The XMP packet: Dublin Core, dates, and the claim of PDF/UA-1 (ISO 14289-1, clause 5). */
export function xmp(data: Metadata): string {
  const date = `${data.date.toISOString().slice(0, 19)}Z`;
  const simple = (tag: string, value: string | undefined) =>
    value ? `<${tag}>${escapeXml(value)}</${tag}>` : "";
  const list = (tag: string, kind: "Bag" | "Seq", values: string[] | undefined) =>
    values?.length
      ? `<${tag}><rdf:${kind}>${values.map((v) => `<rdf:li>${escapeXml(v)}</rdf:li>`).join("")}</rdf:${kind}></${tag}>`
      : "";
  const alternative = (tag: string, value: string | undefined) =>
    value
      ? `<${tag}><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(value)}</rdf:li></rdf:Alt></${tag}>`
      : "";
  const lines = [
    alternative("dc:title", data.title),
    list("dc:creator", "Seq", data.authors),
    alternative("dc:description", data.subject),
    list("dc:subject", "Bag", data.keywords),
    list("dc:language", "Bag", [data.lang]),
    alternative("dc:rights", data.rights?.text),
    list("dc:publisher", "Bag", data.publisher ? [data.publisher] : undefined),
    simple("dc:identifier", data.identifier),
    simple("dc:source", data.source),
    simple("dc:format", "application/pdf"),
    data.rights ? "<xmpRights:Marked>True</xmpRights:Marked>" : "",
    simple("xmpRights:WebStatement", data.rights?.url),
    simple("xmp:CreateDate", date),
    simple("xmp:ModifyDate", date),
    simple("xmp:MetadataDate", date),
    simple("xmp:CreatorTool", PRODUCER),
    simple("pdf:Producer", PRODUCER),
    simple("pdf:Keywords", data.keywords?.join(", ")),
    simple("pdfuaid:part", "1"),
  ].filter(Boolean);
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
${lines.join("\n")}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}

/** The metadata stream, uncompressed so that simple tools find it. */
export function metadataStream(context: PDFContext, data: Metadata): PDFRef {
  const bytes = new TextEncoder().encode(xmp(data));
  return context.register(context.stream(bytes, { Type: "Metadata", Subtype: "XML" }));
}

/** The Info dictionary, saying the same. */
export function infoDictionary(context: PDFContext, data: Metadata): PDFRef {
  const info = context.obj({});
  const set = (key: string, value: string | undefined) => {
    if (value) info.set(name(key), text(value));
  };
  set("Title", data.title);
  set("Author", data.authors.join("; "));
  set("Subject", data.subject);
  set("Keywords", data.keywords?.join(", "));
  set("Creator", PRODUCER);
  set("Producer", PRODUCER);
  // Whole seconds, as in the packet.
  info.set(name("CreationDate"), PDFString.fromDate(data.date));
  info.set(name("ModDate"), PDFString.fromDate(data.date));
  return context.register(info);
}
