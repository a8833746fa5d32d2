import { stableId } from "../identity.ts";
import type { Site } from "../model.ts";
import { type Xml, xml, xmlDocument } from "../xml.ts";
import { articleWork, bookWork, type Work } from "./work.ts";

/**
 * ONIX for Books 3.0, reference names. Codes are of EDItEUR's lists, named beside them; elements stand in the order
 * of the schema.
 */

/** ISO 639-2/B of the languages that an atlas may be in (list 74), by ISO 639-1. */
const LANGUAGES: Record<string, string> = {
  en: "eng",
  de: "ger",
  fr: "fre",
  es: "spa",
  it: "ita",
  pt: "por",
  nl: "dut",
  pl: "pol",
  tr: "tur",
  ru: "rus",
  zh: "chi",
  ar: "ara",
};

/** Product form detail, list 175; accessibility, list 196: what both files offer. */
const FORMS = {
  "application/epub+zip": { detail: "E101", name: "epub", features: ["10", "11", "13", "14", "19", "22"] },
  "application/pdf": { detail: "E107", name: "pdf", features: ["05", "10", "11", "13", "14", "19", "22"] },
} as const;
type Form = keyof typeof FORMS;

const text = (name: string, value: string | number, attributes: Record<string, string> = {}) =>
  xml(name, attributes, String(value));
const compact = (date: Date) => date.toISOString().slice(0, 10).replaceAll("-", "");
const WORLD = xml("Territory", {}, text("RegionsIncluded", "WORLD"));

const identifier = (site: Site, form: Form) =>
  xml(
    "ProductIdentifier",
    {},
    // List 5: proprietary.
    text("ProductIDType", "01"),
    text("IDTypeName", "URN"),
    text("IDValue", stableId(site.meta.id, `products/${FORMS[form].name}`)),
  );

/** Title composite. @param level list 149: 01 product, 04 content item */
function title(work: Work, level: "01" | "04"): Xml {
  return xml(
    "TitleDetail",
    {},
    text("TitleType", "01"),
    xml(
      "TitleElement",
      {},
      text("TitleElementLevel", level),
      text("TitleText", work.title),
      work.subtitle !== undefined && text("Subtitle", work.subtitle),
    ),
  );
}

/** By (list 17), a person or, for texts of the edition, a corporate body. */
function contributors(work: Work): Xml[] {
  return work.authors.map((name, i) =>
    xml(
      "Contributor",
      {},
      text("SequenceNumber", i + 1),
      text("ContributorRole", "A01"),
      text(name === work.publisher ? "CorporateName" : "PersonName", name),
    ),
  );
}

function language(work: Work): Xml | false {
  const code = LANGUAGES[work.lang.slice(0, 2)];
  return code !== undefined && xml("Language", {}, text("LanguageRole", "01"), text("LanguageCode", code));
}

function descriptive(site: Site, work: Work, form: Form, bytes: number): Xml {
  return xml(
    "DescriptiveDetail",
    {},
    text("ProductComposition", "00"),
    // List 150: digital download.
    text("ProductForm", "ED"),
    text("ProductFormDetail", FORMS[form].detail),
    FORMS[form].features.map((code) =>
      // List 79: e-publication accessibility detail.
      xml(
        "ProductFormFeature",
        {},
        text("ProductFormFeatureType", "09"),
        text("ProductFormFeatureValue", code),
      ),
    ),
    // List 81: text; figures and charts.
    text("PrimaryContentType", "10"),
    text("ProductContentType", "19"),
    text("EpubTechnicalProtection", "00"),
    xml(
      "EpubLicense",
      {},
      text("EpubLicenseName", work.license.name),
      xml(
        "EpubLicenseExpression",
        {},
        text("EpubLicenseExpressionType", "01"),
        text("EpubLicenseExpressionLink", work.license.url),
      ),
    ),
    title(work, "01"),
    contributors(work),
    text("EditionStatement", `${site.meta.edition}, ${site.meta.year}`),
    language(work),
    // List 23: main content page count, file size.
    work.pages !== undefined &&
      xml("Extent", {}, text("ExtentType", "00"), text("ExtentValue", work.pages), text("ExtentUnit", "03")),
    xml("Extent", {}, text("ExtentType", "22"), text("ExtentValue", bytes), text("ExtentUnit", "17")),
    // Thema (list 27, 93): sociology; social welfare and social services.
    ["JHB", "JKS"].map((code, i) =>
      xml(
        "Subject",
        {},
        i === 0 && xml("MainSubject", {}),
        text("SubjectSchemeIdentifier", "93"),
        text("SubjectCode", code),
      ),
    ),
    xml(
      "Subject",
      {},
      text("SubjectSchemeIdentifier", "20"),
      text("SubjectHeadingText", site.meta.keywords.join("; ")),
    ),
    // List 28: general; professional and scholarly.
    ["01", "06"].map((code) =>
      xml("Audience", {}, text("AudienceCodeType", "01"), text("AudienceCodeValue", code)),
    ),
  );
}

function collateral(site: Site, work: Work): Xml {
  const contents = site.parts.map(
    (p) => `${p.part.title}: ${p.articles.map((a) => a.article.title).join("; ")}.`,
  );
  return xml(
    "CollateralDetail",
    {},
    // List 153: description, table of contents.
    (
      [
        ["03", work.summary],
        ["04", contents.join(" ")],
      ] as const
    ).map(([type, words]) =>
      xml("TextContent", {}, text("TextType", type), text("ContentAudience", "00"), text("Text", words)),
    ),
    work.cover &&
      xml(
        "SupportingResource",
        {},
        // Front cover, image, to be downloaded (lists 158, 159, 161).
        text("ResourceContentType", "01"),
        text("ContentAudience", "00"),
        text("ResourceMode", "03"),
        xml("ResourceVersion", {}, text("ResourceForm", "02"), text("ResourceLink", work.cover.url)),
      ),
  );
}

/** The articles. */
function content(site: Site): Xml {
  return xml(
    "ContentDetail",
    {},
    site.articles.map((view, i) => {
      const work = articleWork(site, view);
      return xml(
        "ContentItem",
        {},
        text("LevelSequenceNumber", i + 1),
        xml(
          "TextItem",
          {},
          // List 42: body matter.
          text("TextItemType", "03"),
          view.firstPage !== undefined &&
            view.lastPage !== undefined &&
            xml(
              "PageRun",
              {},
              text("FirstPageNumber", view.firstPage),
              text("LastPageNumber", view.lastPage),
            ),
          work.pages !== undefined && text("NumberOfPages", work.pages),
        ),
        title(work, "04"),
        contributors(work),
      );
    }),
  );
}

function publishing(site: Site, work: Work): Xml {
  return xml(
    "PublishingDetail",
    {},
    xml(
      "Publisher",
      {},
      text("PublishingRole", "01"),
      text("PublisherName", work.publisher),
      // List 73: for a specified work.
      xml("Website", {}, text("WebsiteRole", "02"), text("WebsiteLink", work.home)),
    ),
    text("PublishingStatus", "04"),
    xml(
      "PublishingDate",
      {},
      text("PublishingDateRole", "01"),
      text("Date", work.published, { dateformat: "05" }),
    ),
    xml(
      "CopyrightStatement",
      {},
      text("CopyrightYear", site.meta.year),
      xml("CopyrightOwner", {}, text("CorporateName", work.publisher)),
    ),
    // List 46: non-exclusive.
    xml("SalesRights", {}, text("SalesRightsType", "02"), WORLD),
  );
}

function supply(work: Work, url: string): Xml {
  return xml(
    "ProductSupply",
    {},
    xml("Market", {}, WORLD),
    xml(
      "SupplyDetail",
      {},
      xml(
        "Supplier",
        {},
        // List 93: publisher to end customers.
        text("SupplierRole", "09"),
        text("SupplierName", work.publisher),
        // List 73: the full content.
        xml("Website", {}, text("WebsiteRole", "29"), text("WebsiteLink", url)),
      ),
      // Available (list 65), unpriced because free (list 57).
      text("ProductAvailability", "20"),
      text("UnpricedItemType", "01"),
    ),
  );
}

/** The book as ONIX products, one for each form in which it can be had. */
export function renderOnix(site: Site): string {
  const work = bookWork(site);
  const products = work.files.filter((f): f is typeof f & { type: Form } => f.type in FORMS);
  return xmlDocument(
    xml(
      "ONIXMessage",
      { release: "3.0", xmlns: "http://ns.editeur.org/onix/3.0/reference" },
      xml(
        "Header",
        {},
        xml("Sender", {}, text("SenderName", work.publisher), text("EmailAddress", site.meta.email)),
        text("SentDateTime", compact(work.updated)),
      ),
      products.map(({ type, url, bytes }) =>
        xml(
          "Product",
          {},
          text("RecordReference", stableId(site.meta.id, `products/${FORMS[type].name}`)),
          // List 1: confirmed on publication.
          text("NotificationType", "03"),
          identifier(site, type),
          descriptive(site, work, type, bytes),
          collateral(site, work),
          content(site),
          publishing(site, work),
          xml(
            "RelatedMaterial",
            {},
            // One work (list 164: manifestation of), in another form (list 51).
            xml(
              "RelatedWork",
              {},
              text("WorkRelationCode", "01"),
              xml(
                "WorkIdentifier",
                {},
                text("WorkIDType", "01"),
                text("IDTypeName", "URN"),
                text("IDValue", work.id),
              ),
            ),
            products
              .filter((other) => other.type !== type)
              .map((other) =>
                xml("RelatedProduct", {}, text("ProductRelationCode", "06"), identifier(site, other.type)),
              ),
          ),
          supply(work, url),
        ),
      ),
    ),
  );
}
