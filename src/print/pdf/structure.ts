import { PDFArray, type PDFContext, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRef } from "pdf-lib";
import { joinAreas } from "./areas.ts";
import type { Contents } from "./artifacts.ts";
import { arrayOf, dictOf, literal, name, numberOf, resolve, text, textOf } from "./objects.ts";
import { joinParts } from "./parts.ts";
import { placeBehind } from "./placing.ts";

/**
 * The structure tree of one source, tidied and read (ISO 32000-1, 14.7). The
 * parent tree is not read but derived from the tree, so that it fits after tidying.
 */
export interface Structure {
  /** Top elements, in order. */
  top: PDFRef[];
  /** Whether the only top element is a Document. */
  hasDocument: boolean;
  /** For a page or a form XObject: the element that owns each marked-content id. */
  contents: Map<PDFRef, (PDFRef | undefined)[]>;
  /** The element that holds an annotation. */
  objects: Map<PDFRef, PDFRef>;
  /** Element ids. */
  ids: Map<string, PDFRef>;
  roles: [PDFName, PDFObject][];
  classes: [PDFName, PDFObject][];
}

/** What names in this source have to become, so that they do not meet those of another. */
export interface Renaming {
  id(id: string): string;
  role(role: PDFName, maps: PDFObject): PDFName;
  class(className: PDFName, means: PDFObject): PDFName;
}

/** A child of an element: marked content, an object (annotation) or an element. */
export type Kid =
  | { kind: "content"; mcid: number; page: PDFRef | undefined; stream: PDFRef | undefined }
  | { kind: "object"; dict: PDFDict; object: PDFRef | undefined }
  | { kind: "element"; ref: PDFRef };

const K = name("K");
const P = name("P");
const S = name("S");
const PG = name("Pg");
const FIGURE = name("Figure");
const NON_STRUCT = name("NonStruct");
const NOTE = name("Note");
const PARAGRAPH = name("P");
const L = name("L");
const LI = name("LI");
const LINK = name("Link");
const LBL = name("Lbl");
const LBODY = name("LBody");
const REFERENCE = name("Reference");
/** The standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4). */
const STANDARD = new Set(
  (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl " +
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu " +
    "WT WP Figure Formula Form"
  )
    .split(" ")
    .map(name),
);
/** What types of PDF 2.0, which Chromium uses in files that say they are 1.4, come nearest to. */
const NEAREST: Record<string, string> = {
  Aside: "Div",
  FENote: "Div",
  Title: "P",
  Em: "Span",
  Strong: "Span",
  Sub: "Span",
};
const GROUPING = new Set<PDFObject>(["Document", "Part", "Art", "Sect", "Div", "BlockQuote"].map(name));
const INLINE = new Set<PDFObject>(
  ["Span", "Quote", "Code", "Link", "Reference", "Em", "Strong", "Sub"].map(name),
);
const STRUCTURE_ONLY = new Set(["Type", "S", "P", "K", "Pg"].map(name));

/**
 * Reads and tidies the structure tree of a source, and takes it out of the catalogue so that copying an element
 * does not bring the old root along. Tidying changes no meaning:
 * - NonStruct elements that only group are replaced by their children (Chromium wraps every line box in one), or are
 *   a P where they are lines of text in a grouping element;
 * - what holds a link is a Link, and what is directly in an L an item: with roles of DPUB-ARIA, such as doc-noteref,
 *   Chromium makes NonStruct of both; items outside of a list, as Paged.js leaves footnotes, get an L (PDF/UA-1, 7.2);
 * - types that PDF 1.7 does not know are mapped to those it does;
 * - a Note gets an id, as PDF/UA-1 (7.9) wants;
 * - a list item's content goes into an LBody, as PDF/UA-1 (7.2) wants;
 * - a Figure without alternative text that holds other elements becomes a Div: Chromium makes a Figure of the HTML
 *   figure element and another of the picture in it, and PDF/UA-1 (7.3) asks text of both;
 * - an id in a form XObject is said to be there (`contents`), for Chromium gives it to the page;
 * - what a page break has cut is one element (`parts.ts`); a note is a Note, comes after the block that calls it, and
 *   what calls it is a Reference; a figure that stands at the head of a later page comes where it is read; terms and what is said of them are the items of a list.
 *
 * A source without tags gives an empty structure.
 */
export function readStructure(
  context: PDFContext,
  catalog: PDFDict,
  renaming: Renaming,
  contents: Contents,
): Structure {
  const rootKey = name("StructTreeRoot");
  const rootRef = catalog.get(rootKey);
  const root = dictOf(context, rootRef);
  const structure: Structure = {
    top: [],
    hasDocument: false,
    contents: new Map(),
    objects: new Map(),
    ids: new Map(),
    roles: [],
    classes: [],
  };
  if (!root) return structure;

  const roles = new Map<PDFName, PDFName>();
  for (const [role, maps] of dictOf(context, root.get(name("RoleMap")))?.entries() ?? []) {
    roles.set(role, renaming.role(role, maps));
    structure.roles.push([roles.get(role)!, maps]);
  }
  const classes = new Map<PDFName, PDFName>();
  for (const [className, means] of dictOf(context, root.get(name("ClassMap")))?.entries() ?? []) {
    classes.set(className, renaming.class(className, means));
    structure.classes.push([classes.get(className)!, means]);
  }

  const marked = joinParts(context, root);
  /** Chromium numbers header cells by all that its process has ever shown. */
  const nodes = new Map<string, string>();
  const renameId = (id: string): string => {
    if (!/^node\d+$/.test(id)) return renaming.id(id);
    const known = nodes.get(id) ?? `cell-${nodes.size + 1}`;
    nodes.set(id, known);
    return renaming.id(known);
  };
  const element = (ref: PDFRef): PDFDict => context.lookup(ref, PDFDict);
  const kindOf = (ref: PDFRef): PDFObject | undefined => element(ref).get(S);

  const content = (mcid: number, pg: PDFObject | undefined, stm: PDFObject | undefined): Kid => {
    const page = pg instanceof PDFRef ? pg : undefined;
    const stream = stm instanceof PDFRef ? stm : page && contents.forms.get(page)?.get(mcid);
    return { kind: "content", mcid, page, stream };
  };

  const ownKids = (dict: PDFDict): Kid[] => {
    const k = resolve(context, dict.get(K));
    const items = k instanceof PDFArray ? k.asArray() : k ? [dict.get(K)!] : [];
    const page = dict.get(PG);
    const kids: Kid[] = [];
    for (const item of items) {
      const value = resolve(context, item);
      if (value instanceof PDFNumber) {
        kids.push(content(value.asNumber(), page, undefined));
      } else if (value instanceof PDFDict) {
        const type = value.get(name("Type"));
        if (type === name("MCR")) {
          const mcid = numberOf(context, value.get(name("MCID"))) ?? 0;
          kids.push(content(mcid, value.get(PG) ?? page, value.get(name("Stm"))));
        } else if (type === name("OBJR")) {
          const object = value.get(name("Obj"));
          if (!value.has(PG) && page) value.set(PG, page);
          kids.push({ kind: "object", dict: value, object: object instanceof PDFRef ? object : undefined });
        } else {
          kids.push({ kind: "element", ref: item instanceof PDFRef ? item : context.register(value) });
        }
      }
    }
    return kids.filter(
      (kid) =>
        kid.kind !== "content" || kid.stream || !kid.page || !contents.artifacts.get(kid.page)?.has(kid.mcid),
    );
  };

  /** Writes children back in the shortest form, sets their parent, and notes who owns what. */
  const setKids = (ref: PDFRef, kids: Kid[]): void => {
    const dict = element(ref);
    const page = kids.find((kid) => kid.kind === "content" && !kid.stream && kid.page) as
      | Extract<Kid, { kind: "content" }>
      | undefined;
    if (page?.page) dict.set(PG, page.page);
    else dict.delete(PG);
    const items: PDFObject[] = kids.map((kid) => {
      if (kid.kind === "element") {
        element(kid.ref).set(P, ref);
        return kid.ref;
      }
      if (kid.kind === "object") {
        if (kid.object) structure.objects.set(kid.object, ref);
        return kid.dict;
      }
      const owner = kid.stream ?? kid.page;
      if (owner) {
        const owned = structure.contents.get(owner) ?? [];
        owned[kid.mcid] = ref;
        structure.contents.set(owner, owned);
      }
      if (!kid.stream && kid.page === page?.page) return PDFNumber.of(kid.mcid);
      const mcr = context.obj({ Type: "MCR", MCID: kid.mcid });
      if (kid.page) mcr.set(PG, kid.page);
      if (kid.stream) mcr.set(name("Stm"), kid.stream);
      return mcr;
    });
    if (items.length === 0) dict.delete(K);
    else if (items.length === 1) dict.set(K, items[0]!);
    else dict.set(K, context.obj(items));
  };

  const renamed = new Set<PDFObject>();
  const renameHeaders = (attributes: PDFObject | undefined): void => {
    const value = resolve(context, attributes);
    if (!value || renamed.has(value)) return;
    renamed.add(value);
    if (value instanceof PDFArray) for (const item of value.asArray()) renameHeaders(item);
    if (!(value instanceof PDFDict)) return;
    const headers = arrayOf(context, value.get(name("Headers")));
    if (!headers || renamed.has(headers)) return;
    renamed.add(headers);
    for (let i = 0; i < headers.size(); i++) {
      const id = textOf(resolve(context, headers.get(i)));
      if (id !== undefined) headers.set(i, text(renameId(id)));
    }
  };

  let notes = 0;
  const renameNames = (ref: PDFRef, dict: PDFDict): void => {
    const { note, label, terms, body } = marked.get(ref);
    if (note !== undefined) dict.set(S, NOTE);
    if (label !== undefined) dict.set(S, LBL);
    if (terms !== undefined) dict.set(S, L);
    if (body !== undefined) dict.set(S, LBODY);
    if (dict.get(S) === NOTE && !dict.has(name("ID"))) dict.set(name("ID"), literal(`note-${++notes}`));
    const id = textOf(resolve(context, dict.get(name("ID"))));
    if (id !== undefined) {
      dict.set(name("ID"), text(renameId(id)));
      structure.ids.set(renameId(id), ref);
    }
    renameHeaders(dict.get(name("A")));
    const role = dict.get(S);
    if (role instanceof PDFName && !roles.has(role) && !STANDARD.has(role)) {
      const maps = name(NEAREST[role.decodeText()] ?? "NonStruct");
      roles.set(role, renaming.role(role, maps));
      structure.roles.push([roles.get(role)!, maps]);
    }
    if (role instanceof PDFName && roles.has(role)) dict.set(S, roles.get(role)!);
    const c = resolve(context, dict.get(name("C")));
    if (c instanceof PDFName && classes.has(c)) dict.set(name("C"), classes.get(c)!);
    if (c instanceof PDFArray) {
      for (let i = 0; i < c.size(); i++) {
        const className = c.get(i);
        if (className instanceof PDFName && classes.has(className)) c.set(i, classes.get(className)!);
      }
    }
  };

  const onlyGroups = (dict: PDFDict): boolean =>
    dict.get(S) === NON_STRUCT && dict.keys().every((key) => STRUCTURE_ONLY.has(key));

  const described = (dict: PDFDict): boolean => dict.has(name("Alt")) || dict.has(name("ActualText"));

  // The root is dressed as an element for the walk.
  const pseudo = context.register(context.obj({ S: "Root", K: root.get(K) ?? [] }));
  const visited = new Set<PDFRef>();
  /** Notes by their numbers, to be put where they are called. */
  const notesToPlace: [number, PDFRef][] = [];
  const calls = new Map<number, PDFRef>();
  /** Figures at the head of a page, to be put where they are read. */
  const floats: [number, PDFRef][] = [];
  const anchors = new Map<number, PDFRef>();
  /** Tidies an element from its leaves up and gives its children. */
  const tidy = (ref: PDFRef, parent?: PDFRef): Kid[] => {
    if (visited.has(ref)) return [];
    visited.add(ref);
    const dict = element(ref);
    renameNames(ref, dict);
    const before = ownKids(dict);
    if (dict.get(S) === NON_STRUCT && before.some(isLink)) dict.set(S, LINK);
    if (dict.get(S) === NON_STRUCT && parent && kindOf(parent) === L) dict.set(S, LI);
    let kids: Kid[] = [];
    for (const kid of before) {
      if (kid.kind !== "element") {
        kids.push(kid);
        continue;
      }
      const child = element(kid.ref);
      const inner = tidy(kid.ref, ref);
      const { note, call, float, anchor } = marked.get(kid.ref);
      if (anchor !== undefined) anchors.set(anchor, kid.ref);
      if (note !== undefined) notesToPlace.push([note, kid.ref]);
      else if (float !== undefined) floats.push([float, kid.ref]);
      else if (call !== undefined) {
        calls.set(call, kid.ref);
        kids.push(inElement(REFERENCE, [kid]));
      } else if (ref === pseudo || !onlyGroups(child)) kids.push(kid);
      else if (GROUPING.has(dict.get(S)!) && isParagraph(inner)) {
        child.set(S, PARAGRAPH);
        setKids(kid.ref, inner);
        kids.push(kid);
      } else kids.push(...inner);
    }
    const kind = dict.get(S);
    const holdsElements = kids.some((kid) => kid.kind === "element");
    if (kind === FIGURE && holdsElements && !described(dict)) dict.set(S, name("Div"));
    if (kind === LI) kids = withListBody(ref, kids);
    if (marked.get(ref).terms !== undefined) kids = itemsOfTerms(kids);
    // What only groups is kept at the top, for content cannot hang from the root itself.
    if (onlyGroups(dict) && parent !== pseudo) return kids;
    if (kind !== L) kids = wrapped(kids, L, (kid) => kid.kind === "element" && kindOf(kid.ref) === LI);
    if (kind !== LINK) kids = wrapped(kids, LINK, isLink);
    else kids = joinAreas(context, kids, isLink);
    setKids(ref, kids);
    return kids;
  };

  const isParagraph = (kids: Kid[]): boolean =>
    kids.some((kid) => kid.kind === "content") &&
    kids.every((kid) => kid.kind !== "element" || INLINE.has(kindOf(kid.ref)!));

  const isLink = (kid: Kid): boolean =>
    kid.kind === "object" && dictOf(context, kid.object)?.get(name("Subtype")) === LINK;

  const inElement = (type: PDFName, kids: Kid[]): Kid => {
    const ref = context.register(context.obj({ Type: "StructElem", S: type }));
    setKids(ref, kids);
    return { kind: "element", ref };
  };

  /** Each term with what is said of it; where several terms or bodies follow each other, the item holds them all. */
  const itemsOfTerms = (kids: Kid[]): Kid[] => {
    const items: Kid[][] = [];
    let before: PDFObject | undefined;
    for (const kid of kids) {
      const kind = kid.kind === "element" ? kindOf(kid.ref) : undefined;
      if (kind === LI) items.push([kid]);
      else if (items.length === 0 || (kind === LBL && before !== LBL)) items.push([kid]);
      else items.at(-1)!.push(kid);
      before = kind;
    }
    return items.map((item) => {
      const [only] = item;
      return only?.kind === "element" && kindOf(only.ref) === LI ? only : inElement(LI, item);
    });
  };

  /** Puts each run of children of one sort into an element of the given type. */
  const wrapped = (kids: Kid[], type: PDFName, belongs: (kid: Kid) => boolean): Kid[] => {
    if (!kids.some(belongs)) return kids;
    const out: Kid[] = [];
    let run: Kid[] = [];
    const close = () => {
      if (run.length === 0) return;
      out.push(inElement(type, run));
      run = [];
    };
    for (const kid of kids) {
      if (belongs(kid)) run.push(kid);
      else {
        close();
        out.push(kid);
      }
    }
    close();
    return out;
  };

  const withListBody = (item: PDFRef, kids: Kid[]): Kid[] => {
    const isPart = (kid: Kid) => kid.kind === "element" && [LBL, LBODY].includes(kindOf(kid.ref) as PDFName);
    const rest = kids.filter((kid) => !isPart(kid));
    if (rest.length === 0) return kids;
    const existing = kids.find((kid) => kid.kind === "element" && kindOf(kid.ref) === LBODY);
    if (existing) return kids;
    const body = context.register(context.obj({ Type: "StructElem", S: LBODY, P: item }));
    setKids(body, rest);
    return [...kids.filter(isPart), { kind: "element", ref: body }];
  };

  tidy(pseudo);
  placeBehind(context, pseudo, anchors, floats);
  placeBehind(context, pseudo, calls, notesToPlace);
  const top = ownKids(element(pseudo)).filter((kid) => kid.kind === "element");
  structure.top = top.map((kid) => kid.ref);
  structure.hasDocument = top.length === 1 && kindOf(top[0]!.ref) === name("Document");
  for (const ref of structure.top) element(ref).delete(P);
  catalog.delete(rootKey);
  context.delete(pseudo);
  return structure;
}

/** For each page: the ids of what figures and what is in them are made of. */
export function contentOfFigures(context: PDFContext, catalog: PDFDict): Map<PDFRef, Set<number>> {
  const found = new Map<PDFRef, Set<number>>();
  const seen = new Set<PDFDict>();
  const visit = (dict: PDFDict | undefined, inside: boolean, page: PDFObject | undefined): void => {
    if (!dict || seen.has(dict)) return;
    seen.add(dict);
    const pg = dict.get(PG) ?? page;
    const figure = dict.get(S) === FIGURE;
    // What HTML calls a figure holds captions and tables as well.
    const drawn = inside || (figure && dict.has(name("Alt")));
    const k = resolve(context, dict.get(K));
    for (const item of k instanceof PDFArray ? k.asArray() : k ? [k] : []) {
      const value = resolve(context, item);
      const mcid = numberOf(context, value instanceof PDFDict ? value.get(name("MCID")) : value);
      const owner = value instanceof PDFDict ? (value.get(PG) ?? pg) : pg;
      if (mcid !== undefined) {
        if ((drawn || figure) && owner instanceof PDFRef)
          found.set(owner, (found.get(owner) ?? new Set()).add(mcid));
      } else if (value instanceof PDFDict) visit(value, drawn, pg);
    }
  };
  visit(dictOf(context, catalog.get(name("StructTreeRoot"))), false, undefined);
  return found;
}
