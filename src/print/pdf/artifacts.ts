import {
  decodePDFRawStream,
  type PDFContext,
  type PDFDict,
  type PDFObject,
  PDFRawStream,
  PDFRef,
} from "pdf-lib";
import { applyEdits, artifactEdits, type ContentScan, type Edit, scanContent } from "./content.ts";
import { arrayOf, dictOf, name } from "./objects.ts";
import { type Glyphs, saysTooLittle, shownText, stringToken, toUnicode } from "./to-unicode.ts";
import { deflate, inflate } from "./zlib.ts";

/** What the content of a source is, beyond what its structure tree says. */
export interface Contents {
  /** For each page: the form XObject that holds a marked-content id, where it is not the page itself. */
  forms: Map<PDFRef, Map<number, PDFRef>>;
  /** For each page: the ids that are artifacts now. */
  artifacts: Map<PDFRef, Set<number>>;
}

/**
 * Mends what the pages of a source paint:
 * - what does not say what it is becomes an artifact (PDF/UA-1, 7.1: content is real or artifact): Chromium leaves
 *   backgrounds, generated content and what is hidden from assistive technology unmarked;
 * - rules and backgrounds that Chromium gives to the element they belong to become artifacts as well;
 * - a text that says less than the glyphs it stands for is taken away, so that the glyphs speak.
 *
 * @param drawings ids of each page that belong to figures: their lines are content
 */
export async function mendContents(
  context: PDFContext,
  pages: PDFRef[],
  drawings: Map<PDFRef, Set<number>>,
): Promise<Contents> {
  const contents: Contents = { forms: new Map(), artifacts: new Map() };
  const scans = new Map<PDFRef, Promise<number[]>>();
  const fonts = new Map<PDFObject, Promise<Glyphs | undefined>>();

  /** Scans a form once, rewrites it if need be, and gives the ids in it and in the forms it paints. */
  const scanForm = (ref: PDFRef, owners: Map<number, PDFRef>): Promise<number[]> => {
    const known = scans.get(ref);
    if (known) return known;
    const scanning = (async () => {
      const form = context.lookup(ref) as PDFRawStream;
      // A form that is in the middle of being scanned paints itself; that is an error of the file, not ours.
      scans.set(ref, Promise.resolve([]));
      const bytes = await decode(form);
      const tagged = await taggedForms(form.dict, owners);
      const scan = scanContent(bytes, (key) => tagged.has(key));
      for (const id of scan.ids) owners.set(id, ref);
      // An untagged form is marked where it is painted.
      const inside = [...scan.ids, ...[...tagged.values()].flat()];
      const edits = await mendText(bytes, scan, form.dict);
      if (inside.length > 0) edits.push(...artifactEdits(scan.unmarked));
      if (edits.length > 0) context.assign(ref, await encode(form.dict, bytes, edits));
      return inside;
    })();
    scans.set(ref, scanning);
    return scanning;
  };

  const taggedForms = async (
    holder: PDFDict,
    owners: Map<number, PDFRef>,
  ): Promise<Map<string, number[]>> => {
    const tagged = new Map<string, number[]>();
    const objects = dictOf(context, dictOf(context, holder.get(name("Resources")))?.get(name("XObject")));
    for (const [key, ref] of objects?.entries() ?? []) {
      const object = context.lookup(ref);
      if (!(ref instanceof PDFRef) || !(object instanceof PDFRawStream)) continue;
      if (object.dict.get(name("Subtype")) !== name("Form")) continue;
      const ids = await scanForm(ref, owners);
      if (ids.length > 0) tagged.set(key.decodeText(), ids);
    }
    return tagged;
  };

  const mendText = async (bytes: Uint8Array, scan: ContentScan, holder: PDFDict): Promise<Edit[]> => {
    const edits: Edit[] = [];
    const latin = (start: number, end: number) => String.fromCharCode(...bytes.subarray(start, end));
    for (const { open, close, text, font } of scan.replaced) {
      const said = stringToken(latin(...text));
      if (!/\p{L}/u.test(said)) continue;
      const shown = latin(open[1], close[0]);
      const key = /\/(\S+) \S+ Tf/.exec(shown)?.[1] ?? font;
      const resources = dictOf(context, holder.get(name("Resources")));
      const glyphs = await glyphsOf(dictOf(context, resources?.get(name("Font")))?.get(name(key)));
      if (glyphs && saysTooLittle(said, shownText(shown, glyphs))) edits.push([...open, ""], [...close, ""]);
    }
    return edits;
  };

  const glyphsOf = (font: PDFObject | undefined): Promise<Glyphs | undefined> => {
    if (!font) return Promise.resolve(undefined);
    const known = fonts.get(font);
    if (known) return known;
    const reading = (async () => {
      const map = dictOf(context, font)?.lookup(name("ToUnicode"));
      return map instanceof PDFRawStream
        ? toUnicode(new TextDecoder("latin1").decode(await decode(map)))
        : undefined;
    })();
    fonts.set(font, reading);
    return reading;
  };

  await Promise.all(
    pages.map(async (ref) => {
      const page = dictOf(context, ref)!;
      const held = page.get(name("Contents"));
      const parts = (arrayOf(context, held)?.asArray() ?? [held]).map((part) =>
        part instanceof PDFRef ? context.lookup(part) : part,
      );
      const streams = parts.filter((part) => part instanceof PDFRawStream);
      const owners = new Map<number, PDFRef>();
      const tagged = await taggedForms(page, owners);
      const bytes = join(await Promise.all(streams.map(decode)));
      const scan = scanContent(bytes, (key) => tagged.has(key));
      for (const id of scan.ids) owners.delete(id);
      if (owners.size > 0) contents.forms.set(ref, owners);
      const decorations = scan.decorations.filter(
        ({ id }) => !drawings.get(ref)?.has(id) && scan.ids.indexOf(id) === scan.ids.lastIndexOf(id),
      );
      contents.artifacts.set(ref, new Set(decorations.map(({ id }) => id)));
      const edits = [
        ...artifactEdits(scan.unmarked),
        ...decorations.map(({ open }): Edit => [...open, "/Artifact BMC"]),
        ...(await mendText(bytes, scan, page)),
      ];
      if (edits.length > 0) {
        page.set(name("Contents"), context.register(await encode(context.obj({}), bytes, edits)));
      }
    }),
  );
  return contents;
}

async function decode(stream: PDFRawStream): Promise<Uint8Array> {
  const filter = stream.dict.get(name("Filter"));
  if (!filter) return stream.contents;
  const plainFlate = filter === name("FlateDecode") && !stream.dict.has(name("DecodeParms"));
  // The browser's own inflate is several times faster than pdf-lib's.
  return plainFlate ? inflate(stream.contents) : decodePDFRawStream(stream).decode();
}

async function encode(dict: PDFDict, bytes: Uint8Array, edits: Edit[]): Promise<PDFRawStream> {
  const contents = await deflate(applyEdits(bytes, edits));
  dict.delete(name("DecodeParms"));
  dict.set(name("Filter"), name("FlateDecode"));
  return PDFRawStream.of(dict, contents);
}

/** Content streams of one page, joined as a reader would: a token cannot reach across (7.8.2). */
function join(parts: Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length + 1, 0)).fill(10);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length + 1;
  }
  return out;
}
