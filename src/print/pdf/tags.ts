import {
  type PDFArray,
  type PDFContext,
  type PDFDict,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFStream,
} from "pdf-lib";
import { arrayOf, dictOf, name, text } from "./objects.ts";
import { annotations, type Page } from "./pages.ts";
import type { Source } from "./source.ts";
import { nameTree, numberTree } from "./trees.ts";

/** The structure tree of the assembled file and its parent tree (ISO 32000-1, 14.7). */
export class TagTree {
  private readonly root: PDFRef;
  private readonly rootDict: PDFDict;
  private readonly parents = new Map<number, PDFObject>();
  private readonly pieces: PDFRef[] = [];
  private readonly ids = new Map<string, PDFObject>();
  /** The owners of a page's marked content, by page. */
  private readonly owned = new Map<PDFRef, PDFArray>();
  private readonly document: PDFDict | undefined;

  constructor(
    private readonly context: PDFContext,
    private readonly sources: Source[],
    /** What a piece is called in the outline, if it is in it. */
    titleOf: (piece: string) => string | undefined,
  ) {
    this.rootDict = context.obj({ Type: "StructTreeRoot" });
    this.root = context.register(this.rootDict);
    const several = sources.length > 1;
    let documentRef = this.root;
    if (several) {
      this.document = context.obj({ Type: "StructElem", S: "Document", P: this.root });
      documentRef = context.register(this.document);
      this.rootDict.set(name("K"), documentRef);
    }
    for (const { id, structure } of sources) {
      let ref = structure.top[0]!;
      if (!structure.hasDocument) {
        ref = context.register(context.obj({ Type: "StructElem", K: structure.top }));
        for (const element of structure.top) dictOf(context, element)!.set(name("P"), ref);
      }
      const dict = dictOf(context, ref)!;
      dict.set(name("S"), name(several ? "Part" : "Document"));
      dict.set(name("P"), documentRef);
      const title = titleOf(id);
      if (several && title) dict.set(name("T"), text(title));
      this.pieces.push(ref);
      for (const [elementId, element] of structure.ids) this.ids.set(elementId, element);
      for (const [owner, elements] of structure.contents) {
        this.owned.set(owner, context.obj(Array.from(elements, (element) => element ?? null)));
      }
    }
    if (this.document) this.document.set(name("K"), context.obj(this.pieces));
    else this.rootDict.set(name("K"), this.pieces[0]!);
  }

  /** Gives a page, its forms and its annotations their keys in the parent tree. */
  addPage(source: number, page: Page): void {
    const { objects } = this.sources[source]!.structure;
    this.key(page.ref, page.dict);
    this.keyForms(dictOf(this.context, page.dict.get(name("Resources"))), new Set());
    const list = annotations(this.context, page.dict);
    for (const ref of list) {
      const dict = dictOf(this.context, ref);
      if (!dict) continue;
      dict.delete(name("StructParent"));
      const element = objects.get(ref);
      if (element) this.keyObject(dict, element);
      else if (dict.get(name("Subtype")) === name("Link")) this.adopt(source, page.ref, ref, dict);
    }
    if (list.length > 0) page.dict.set(name("Tabs"), name("S"));
  }

  private key(ref: PDFRef, dict: PDFDict): void {
    const key = name("StructParents");
    const owners = this.owned.get(ref);
    dict.delete(key);
    if (!owners) return;
    dict.set(key, PDFNumber.of(this.parents.size));
    this.parents.set(this.parents.size, this.context.register(owners));
  }

  private readonly keyed = new Set<PDFRef>();

  private keyForms(resources: PDFDict | undefined, seen: Set<PDFDict>): void {
    if (!resources || seen.has(resources)) return;
    seen.add(resources);
    for (const [, ref] of dictOf(this.context, resources.get(name("XObject")))?.entries() ?? []) {
      const form = this.context.lookup(ref);
      if (!(ref instanceof PDFRef) || !(form instanceof PDFStream) || this.keyed.has(ref)) continue;
      this.keyed.add(ref);
      this.key(ref, form.dict);
      form.dict.delete(name("StructParent"));
      this.keyForms(dictOf(this.context, form.dict.get(name("Resources"))), seen);
    }
  }

  private keyObject(dict: PDFDict, element: PDFRef): void {
    dict.set(name("StructParent"), PDFNumber.of(this.parents.size));
    this.parents.set(this.parents.size, element);
  }

  /** A link that the source left out of its tree gets an element at the end of its piece (PDF/UA-1, 7.18.5). */
  private adopt(source: number, page: PDFRef, ref: PDFRef, dict: PDFDict): void {
    const element = this.append(source, { Type: "StructElem", S: "Link" });
    dictOf(this.context, element)!.set(name("K"), this.context.obj({ Type: "OBJR", Obj: ref, Pg: page }));
    this.keyObject(dict, element);
  }

  /** Adds an element at the end of a piece. */
  append(source: number, entries: Record<string, string>, parent = this.pieces[source]!): PDFRef {
    const dict = this.context.obj(entries);
    dict.set(name("P"), parent);
    const ref = this.context.register(dict);
    this.addKid(parent, ref);
    return ref;
  }

  /** Adds a child to an element. */
  addKid(parent: PDFRef, kid: PDFObject): void {
    const dict = dictOf(this.context, parent)!;
    const key = name("K");
    const kids = arrayOf(this.context, dict.get(key));
    const only = dict.get(key);
    if (kids) kids.push(kid);
    else dict.set(key, only ? this.context.obj([only, kid]) : kid);
  }

  /** A new marked-content id on a page, owned by an element. */
  mark(page: Page, element: PDFRef): number {
    let owners = this.owned.get(page.ref);
    if (!owners) {
      owners = this.context.obj([]);
      this.owned.set(page.ref, owners);
      this.key(page.ref, page.dict);
    }
    owners.push(element);
    return owners.size() - 1;
  }

  /** Places an annotation in an element. */
  hold(page: PDFRef, element: PDFRef, annotation: PDFRef, dict: PDFDict): void {
    this.addKid(element, this.context.obj({ Type: "OBJR", Obj: annotation, Pg: page }));
    this.keyObject(dict, element);
  }

  write(lang: string): PDFRef {
    const { context, rootDict } = this;
    (this.document ?? dictOf(context, this.pieces[0])!).set(name("Lang"), text(lang));
    rootDict.set(name("ParentTree"), numberTree(context, this.parents));
    rootDict.set(name("ParentTreeNextKey"), PDFNumber.of(this.parents.size));
    if (this.ids.size > 0) rootDict.set(name("IDTree"), nameTree(context, this.ids));
    for (const [key, entries] of [
      ["RoleMap", "roles"],
      ["ClassMap", "classes"],
    ] as const) {
      const map = context.obj({});
      for (const { structure } of this.sources) {
        for (const [from, to] of structure[entries]) map.set(from, to);
      }
      if (map.keys().length > 0) rootDict.set(name(key), map);
    }
    return this.root;
  }
}
