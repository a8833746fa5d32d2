import {
  type PDFArray,
  type PDFContext,
  PDFDocument,
  type PDFName,
  type PDFObject,
  PDFObjectCopier,
  PDFRef,
} from "pdf-lib";
import { mendContents } from "./artifacts.ts";
import { readDestinations } from "./destinations.ts";
import { dictOf, name } from "./objects.ts";
import type { Page } from "./pages.ts";
import { contentOfFigures, readStructure, type Structure } from "./structure.ts";

/** A source whose pages, tags and places are in the target already; all references are the target's. */
export interface Source {
  id: string;
  pages: Page[];
  structure: Structure;
  /** Name in the source to explicit destination. */
  destinations: Map<string, PDFArray>;
}

/** Names that the sources of one assembly share. */
export class SharedNames {
  readonly roles = new Renamer();
  readonly classes = new Renamer();

  /** @param several whether there are other sources whose element ids could be the same. */
  constructor(readonly several: boolean) {}
}

/** Gives a name that has another meaning in an earlier source a new one. */
class Renamer {
  private readonly meanings = new Map<string, string>();

  rename(key: PDFName, meaning: PDFObject): PDFName {
    const wanted = key.decodeText();
    for (let n = 1; ; n++) {
      const candidate = n === 1 ? wanted : `${wanted}-${n}`;
      const known = this.meanings.get(candidate);
      if (known === undefined) this.meanings.set(candidate, String(meaning));
      if (known === undefined || known === String(meaning)) return name(candidate);
    }
  }
}

/**
 * Reads a tagged PDF and copies what is used of it into the target: its pages and what hangs from them, its structure
 * elements and its named destinations. Its old catalogue, page tree, outline, structure root and metadata stay behind.
 *
 * @throws if it cannot be read, or has no pages or no tags.
 */
export async function copySource(
  target: PDFContext,
  piece: { id: string; pdf: Uint8Array },
  shared: SharedNames,
): Promise<Source> {
  const { id } = piece;
  const doc = await PDFDocument.load(piece.pdf, { updateMetadata: false, parseSpeed: Infinity }).catch(
    (cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`Piece "${id}" is not a PDF that can be read (${why}): print it again`, { cause });
    },
  );
  const { context, catalog } = doc;
  const pages = doc.getPages().map((page) => page.ref);
  if (pages.length === 0) throw new Error(`Piece "${id}" has no pages: print it again`);
  const destinations = readDestinations(context, catalog);
  const renaming = {
    id: (element: string) => (shared.several ? `${id}/${element}` : element),
    role: (role: PDFName, maps: PDFObject) => shared.roles.rename(role, maps),
    class: (className: PDFName, means: PDFObject) => shared.classes.rename(className, means),
  };
  const contents = await mendContents(context, pages, contentOfFigures(context, catalog));
  const structure = readStructure(context, catalog, renaming, contents);
  if (structure.top.length === 0)
    throw new Error(`Piece "${id}" has no tags: print it with \`tagged: true\``);

  // One copier for pages and elements, so that an element's page is the copied page.
  const copier = PDFObjectCopier.for(context, target);
  const copiedPages = pages.map((page): Page => {
    const ref = copier.copy(page);
    return { ref, dict: dictOf(target, ref)! };
  });
  const own = new Set(pages);
  const copiedDestinations = new Map<string, PDFArray>();
  for (const [key, explicit] of destinations) {
    const page = explicit.get(0);
    if (page instanceof PDFRef && own.has(page)) copiedDestinations.set(key, copier.copy(explicit));
  }
  return {
    id,
    pages: copiedPages,
    structure: copyStructure(structure, copier),
    destinations: copiedDestinations,
  };
}

function copyStructure(structure: Structure, copier: PDFObjectCopier): Structure {
  const copy = <T extends PDFObject>(object: T): T => copier.copy(object);
  return {
    top: structure.top.map(copy),
    hasDocument: structure.hasDocument,
    contents: new Map(
      [...structure.contents].map(([owner, elements]) => [
        copy(owner),
        Array.from(elements, (element) => element && copy(element)),
      ]),
    ),
    objects: new Map([...structure.objects].map(([object, element]) => [copy(object), copy(element)])),
    ids: new Map([...structure.ids].map(([id, element]) => [id, copy(element)])),
    roles: structure.roles.map(([from, to]) => [from, copy(to)]),
    classes: structure.classes.map(([from, to]) => [from, copy(to)]),
  };
}
