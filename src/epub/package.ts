import { LICENSES } from "../atlas/types.ts";
import { type Xml, xml, xmlDocument } from "../site/xml.ts";
import type { Publication, Resource } from "./types.ts";
import { direction } from "./xhtml.ts";

/** The identifier, the document and the file of the cover, in the package document. */
const ID = "publication-id";
export const NAV = "nav.xhtml";
export const COVER_IMAGE = "images/cover.png";

/** Core media types (EPUB 3.3, 3.2) by ending. */
const TYPES: Record<string, string> = {
  xhtml: "application/xhtml+xml",
  css: "text/css",
  woff2: "font/woff2",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  svg: "image/svg+xml",
};

/** What the publication offers to those who read in other ways (schema.org accessibility vocabulary). */
export const ACCESSIBILITY = {
  modes: ["textual", "visual"],
  sufficient: ["textual", "textual,visual"],
  features: [
    "alternativeText",
    "ARIA",
    "displayTransformability",
    "pageBreakMarkers",
    "pageNavigation",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
    "unlocked",
  ],
  hazard: "none",
  conformsTo: "EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
  summary:
    "All of the text can be read in any size, face and colours, and by screen readers. Charts and pictures have text alternatives. Headings, lists, tables with header cells, notes and references are marked as such; notes lead back to where they are called. The page numbers are those of the printed book.",
} as const;

const meta = (property: string, value: string, more: Record<string, string> = {}) =>
  xml("meta", { property, ...more }, value);

function metadata(p: Publication): Xml {
  const license = LICENSES[p.license];
  return xml(
    "metadata",
    { "xmlns:dc": "http://purl.org/dc/elements/1.1/" },
    xml("dc:identifier", { id: ID }, p.id),
    xml("dc:title", { id: "title" }, p.title),
    meta("title-type", "main", { refines: "#title" }),
    p.subtitle !== undefined && [
      xml("dc:title", { id: "subtitle" }, p.subtitle),
      meta("title-type", "subtitle", { refines: "#subtitle" }),
    ],
    xml("dc:language", {}, p.lang),
    p.creators.map((name, i) => [
      xml("dc:creator", { id: `creator-${i + 1}` }, name),
      meta("role", "aut", { refines: `#creator-${i + 1}`, scheme: "marc:relators" }),
    ]),
    xml("dc:publisher", {}, p.publisher),
    xml("dc:date", {}, p.date),
    // To the second, in UTC (EPUB 3.3, 5.5.5).
    meta("dcterms:modified", `${p.modified.toISOString().slice(0, 19)}Z`),
    xml("dc:description", {}, p.description),
    p.subjects.map((s) => xml("dc:subject", {}, s)),
    xml("dc:rights", {}, license.name),
    meta("dcterms:license", license.url),
    // The page source, in the new way and in the one that reading systems know.
    meta("pageBreakSource", p.pageSource),
    xml("dc:source", { id: "pages" }, p.pageSource),
    meta("source-of", "pagination", { refines: "#pages" }),
    p.partOf && [
      meta("belongs-to-collection", p.partOf.title, { id: "book" }),
      meta("collection-type", "set", { refines: "#book" }),
      meta("group-position", String(p.partOf.position), { refines: "#book" }),
      meta("dcterms:identifier", p.partOf.id, { refines: "#book" }),
    ],
    ACCESSIBILITY.modes.map((mode) => meta("schema:accessMode", mode)),
    ACCESSIBILITY.sufficient.map((modes) => meta("schema:accessModeSufficient", modes)),
    ACCESSIBILITY.features.map((feature) => meta("schema:accessibilityFeature", feature)),
    p.sections.some((s) => s.landmark === "index") && meta("schema:accessibilityFeature", "index"),
    meta("schema:accessibilityHazard", ACCESSIBILITY.hazard),
    meta("schema:accessibilitySummary", ACCESSIBILITY.summary),
    meta("dcterms:conformsTo", ACCESSIBILITY.conformsTo, { id: "conformance" }),
    // Nobody else has looked at it.
    meta("a11y:certifiedBy", p.publisher, { refines: "#conformance" }),
    // For reading systems of EPUB 2.
    xml("meta", { name: "cover", content: itemId(COVER_IMAGE) }),
  );
}

const itemId = (file: string) => `f-${file.replace(/[^\w-]/g, "-")}`;

function item({ file, bytes }: Resource): Xml {
  const type = TYPES[file.slice(file.lastIndexOf(".") + 1).toLowerCase()];
  if (!type) throw new Error(`${file} is of no kind that an EPUB can hold`);
  const properties = [
    file === NAV && "nav",
    file === COVER_IMAGE && "cover-image",
    file.endsWith(".xhtml") && typeof bytes === "string" && bytes.includes("<svg") && "svg",
  ].filter(Boolean);
  return xml("item", {
    id: itemId(file),
    href: encodeURI(file),
    "media-type": type,
    properties: properties.length > 0 ? properties.join(" ") : undefined,
  });
}

/**
 * The package document (EPUB 3.3, 5).
 *
 * @param files everything in its folder but itself
 * @param spine the files of the reading order
 */
export function packageDocument(publication: Publication, files: Resource[], spine: string[]): string {
  return xmlDocument(
    xml(
      "package",
      {
        xmlns: "http://www.idpf.org/2007/opf",
        version: "3.0",
        "unique-identifier": ID,
        "xml:lang": publication.lang,
      },
      metadata(publication),
      xml("manifest", {}, files.map(item)),
      xml(
        "spine",
        { "page-progression-direction": direction(publication.lang) },
        spine.map((file) => xml("itemref", { idref: itemId(file) })),
      ),
    ),
  );
}

/** `META-INF/container.xml` (EPUB 3.3, 4.2.6.3.1). */
export function containerDocument(packagePath: string): string {
  return xmlDocument(
    xml(
      "container",
      { version: "1.0", xmlns: "urn:oasis:names:tc:opendocument:xmlns:container" },
      xml(
        "rootfiles",
        {},
        xml("rootfile", { "full-path": packagePath, "media-type": "application/oebps-package+xml" }),
      ),
    ),
  );
}
