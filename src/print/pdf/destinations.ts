import { PDFArray, type PDFContext, PDFDict, type PDFObject } from "pdf-lib";
import { dictOf, name, resolve } from "./objects.ts";
import { readNameTree } from "./trees.ts";

/**
 * The named destinations of a source as explicit ones, `[page /XYZ left top zoom]` (ISO 32000-1, 12.3.2): from the
 * Dests dictionary, which Chromium writes, and from the name tree, which `assemble` writes.
 */
export function readDestinations(context: PDFContext, catalog: PDFDict): Map<string, PDFArray> {
  const found = new Map<string, PDFArray>();
  const add = (key: string, value: PDFObject | undefined) => {
    const held = resolve(context, value);
    const explicit = held instanceof PDFDict ? resolve(context, held.get(name("D"))) : held;
    if (explicit instanceof PDFArray) found.set(key, explicit);
  };
  for (const [key, value] of dictOf(context, catalog.get(name("Dests")))?.entries() ?? []) {
    add(key.decodeText(), value);
  }
  const names = dictOf(context, catalog.get(name("Names")));
  for (const [key, value] of readNameTree(context, dictOf(context, names?.get(name("Dests")))))
    add(key, value);
  return found;
}

/** A name or address in ASCII: everything else as its UTF-8 bytes in percent notation, as in the fragment of an address. */
export function asciiName(value: string): string {
  return value.replace(/[^\x21-\x7e]+/gu, (part) => encodeURIComponent(part));
}

/** The places of one piece under the names they have in the assembled file. */
export interface Places {
  id: string;
  href?: string;
  /** Name of the top of the first page. */
  start: string;
  /** Name in the source to name in the result. */
  names: Map<string, string>;
}

/** Finds what links and bookmarks mean among the pieces of an assembly. */
export class Directory {
  private readonly byId = new Map<string, Places>();
  private readonly byHref = new Map<string, Places>();

  constructor(places: Places[]) {
    for (const place of places) {
      this.byId.set(place.id, place);
      if (place.href) this.byHref.set(canonical(place.href), place);
    }
  }

  piece(id: string): Places | undefined {
    return this.byId.get(id);
  }

  /** The name in the result of a name in a piece, or undefined if the piece has no such place. */
  place(id: string, fragment: string): string | undefined {
    const names = this.byId.get(id)?.names;
    if (!names) return undefined;
    for (const candidate of [fragment, asciiName(fragment), decoded(fragment)]) {
      // A piece that was assembled before has its own names prefixed.
      const found = names.get(candidate) ?? names.get(`${id}/${candidate}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The piece and fragment that a web address leads to, or undefined if it leads out of the assembly. */
  address(uri: string): { piece: string; fragment: string | undefined } | undefined {
    const hash = uri.indexOf("#");
    const place = this.byHref.get(canonical(hash < 0 ? uri : uri.slice(0, hash)));
    if (!place) return undefined;
    // What follows :~: is for web browsers only (WICG scroll to text fragment).
    const fragment = hash < 0 ? "" : uri.slice(hash + 1).replace(/:~:.*$/, "");
    return { piece: place.id, fragment: fragment || undefined };
  }
}

const canonical = (href: string): string => href.replace(/#.*$/, "").replace(/(\/index\.html|\/)$/, "");

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
