import type { PDFContext, PDFDict } from "pdf-lib";
import type { Directory } from "./destinations.ts";
import { dictOf, literal, name, text, textOf } from "./objects.ts";

/** Where a link leads: to a web address, or to a page and maybe a bookmarked place in this file. */
export type LinkTarget = { uri: string } | { title: string | undefined; folio: string };

/** A place that a link or a bookmark asks for and that its piece does not have. */
export interface Missing {
  from: "link" | "outline";
  piece: string;
  dest: string;
}

/** The name of annotations whose web address is to stay one, even where the address is in the file. */
export const WEB_ADDRESS = "atlas-web-address";

/** "Title, p. 57", "Page 57" or the address. */
export function describeLink(target: LinkTarget): string {
  if ("uri" in target) return target.uri;
  if (!target.folio) return target.title ?? "Page without number";
  return target.title ? `${target.title}, p. ${target.folio}` : `Page ${target.folio}`;
}

/** Points a link to where its target is in this file, if it is, and gives it a description. */
export function pointLink(
  links: {
    context: PDFContext;
    directory: Directory;
    missing: Missing[];
    describe: (target: LinkTarget) => string;
    describePlace: (place: string) => string;
  },
  piece: string,
  link: PDFDict,
): void {
  const { context, directory } = links;
  // A notice names the piece's own address, and means the address.
  if (textOf(link.get(name("NM")))?.startsWith(WEB_ADDRESS)) return;
  const action = dictOf(context, link.get(name("A")));
  const kind = action?.get(name("S"));
  const uri = kind === name("URI") ? textOf(action?.lookup(name("URI"))) : undefined;
  const named = textOf(
    link.lookup(name("Dest")) ?? (kind === name("GoTo") ? action?.lookup(name("D")) : undefined),
  );
  const wanted =
    uri !== undefined ? directory.address(uri) : named !== undefined ? { piece, fragment: named } : undefined;

  let description: string | undefined;
  if (wanted) {
    const start = directory.piece(wanted.piece)!.start;
    // A name made by an earlier assembly may be the piece's own id, which is its start.
    const known = wanted.fragment === undefined || wanted.fragment === wanted.piece;
    const place = known ? start : directory.place(wanted.piece, wanted.fragment!);
    if (place === undefined)
      links.missing.push({ from: "link", piece: wanted.piece, dest: wanted.fragment! });
    link.delete(name("Dest"));
    link.set(name("A"), context.obj({ Type: "Action", S: "GoTo", D: literal(place ?? start) }));
    description = links.describePlace(place ?? start);
  } else if (uri !== undefined) {
    description = links.describe({ uri });
  }
  const contents = textOf(link.lookup(name("Contents")));
  // An address as description was put there by an earlier assembly in which the target was not.
  const stale = wanted !== undefined && uri !== undefined && contents === uri;
  if (!contents || stale)
    link.set(name("Contents"), text(description ?? describeLink({ title: undefined, folio: "" })));
}
