/**
 * The domain: an atlas is a book of parts, a part is a list of articles. Nothing here knows an output format.
 */

/** The seven policy fields of the SI-DRIVE mapping. */
export const POLICY_FIELDS = {
  education: "Education and lifelong learning",
  employment: "Employment",
  environment: "Environment and climate change",
  energy: "Energy supply",
  mobility: "Transport and mobility",
  health: "Health and social care",
  poverty: "Poverty reduction and sustainable development",
} as const;
export type PolicyField = keyof typeof POLICY_FIELDS;

/** The thirteen world regions of the SI-DRIVE mapping. */
export const REGIONS = {
  africa: "Africa",
  "east-asia": "East Asia",
  "south-asia": "South Asia",
  "western-central-asia": "Western and Central Asia",
  "australia-new-zealand": "Australia and New Zealand",
  "russian-federation": "Russian Federation",
  "northern-europe": "Northern Europe",
  "eastern-europe": "Eastern Europe",
  "southern-europe": "Southern Europe",
  "western-europe": "Western Europe",
  "uk-ireland": "United Kingdom and Ireland",
  "north-america": "North America",
  "latin-america-caribbean": "Latin America and the Caribbean",
} as const;
export type Region = keyof typeof REGIONS;

/** Licences an article may carry: SPDX id to the reader's name and the licence's address. */
export const LICENSES = {
  "CC-BY-4.0": { name: "CC BY 4.0", url: "https://creativecommons.org/licenses/by/4.0/" },
  "CC-BY-SA-4.0": { name: "CC BY-SA 4.0", url: "https://creativecommons.org/licenses/by-sa/4.0/" },
  "CC-BY-NC-4.0": { name: "CC BY-NC 4.0", url: "https://creativecommons.org/licenses/by-nc/4.0/" },
  "CC-BY-ND-4.0": { name: "CC BY-ND 4.0", url: "https://creativecommons.org/licenses/by-nd/4.0/" },
  "CC-BY-NC-ND-4.0": { name: "CC BY-NC-ND 4.0", url: "https://creativecommons.org/licenses/by-nc-nd/4.0/" },
  "CC0-1.0": { name: "CC0 1.0", url: "https://creativecommons.org/publicdomain/zero/1.0/" },
} as const;
export type License = keyof typeof LICENSES;

export interface Author {
  name: string;
  affiliation?: string;
  /** Sixteen digits in groups of four, checksum verified. */
  orcid?: string;
}

/** What every output says of the book itself; from `articles/atlas.yaml`. */
export interface AtlasMeta {
  title: string;
  subtitle: string;
  edition: string;
  /** BCP 47. */
  lang: string;
  /** Absolute, ends with a slash; its path is the path prefix of the site. */
  url: string;
  publisher: string;
  year: number;
  /** URN that outlives a move of the site. */
  id: string;
  license: License;
  email: string;
  description: string;
  keywords: string[];
}

/** Markdown outside the articles, and where it stands, for those who have to mend it. */
export interface Passage {
  /** Path as shown to people. */
  file: string;
  /** 1-based line of the file at which it begins. */
  line: number;
  markdown: string;
}

export interface Part {
  id: string;
  /** 1-based; printed as a roman numeral. */
  number: number;
  title: string;
  slug: string;
  summary: string;
  /** What the part is about and how its articles belong together; from `parts/<id>.md`. */
  introduction?: Passage;
  articles: Article[];
}

/** A term of the glossary; from `glossary.yaml`. */
export interface Term {
  /** The element id on the glossary's page, `term-social-practice`. */
  id: string;
  /** Plain text, as it stands at the head of its entry. */
  name: string;
  /** Other words by which articles speak of it: plurals, abbreviations. */
  forms: string[];
  definition: Passage;
}

/** A network, project, congress or other initiative of the field; from `networks.yaml`. */
export interface Network {
  /** The element id on the page of networks. */
  id: string;
  name: string;
  /** The name it is known by, `ESSI`. */
  short?: string;
  kind: string;
  /** Years; a single one where both are the same, open where there is no end. */
  from?: number;
  until?: number;
  place?: string;
  partners?: string;
  /** Its own address. */
  url?: string;
  /** Public pages that say what is said of it here. */
  sources: string[];
  text: Passage;
}

export interface Article {
  /** Orders the book; from the file name. */
  number: number;
  /** Permanent address; from the file name. */
  slug: string;
  /** Path as shown to people, e.g. `articles/07-scaling.md`. */
  file: string;
  title: string;
  subtitle?: string;
  /** Empty for texts of this edition. */
  authors: Author[];
  /** `Part.id`. */
  part: string;
  /** Plain text. */
  summary: string;
  /** Plain text, three sentences. */
  keyPoints: string[];
  policyFields: PolicyField[];
  regions: Region[];
  /** ISO 8601 date. */
  date: string;
  updated?: string;
  license: License;
  lang: string;
  draft: boolean;
  /** Markdown after the front matter. */
  body: string;
  /** 1-based line of the file at which `body` begins. */
  bodyLine: number;
}

/** A CSL-JSON item (https://citationstyles.org, CSL 1.0.2 data model) with our confirmation address. */
export interface Reference {
  id: string;
  type: string;
  title?: string;
  custom?: { confirmed?: string };
  [field: string]: unknown;
}

export interface Atlas {
  meta: AtlasMeta;
  parts: Part[];
  /** In the order of the book. */
  articles: Article[];
  references: Map<string, Reference>;
  /** In the order of the alphabet. */
  glossary: Term[];
  networks: Network[];
  /** Absolute path of the folder the articles were read from. */
  dir: string;
}
