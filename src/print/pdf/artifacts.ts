import { decodePDFRawStream, type PDFContext, type PDFDict, PDFRawStream, PDFRef } from "pdf-lib";
import { type ContentScan, markArtifacts, scanContent } from "./content.ts";
import { arrayOf, dictOf, name } from "./objects.ts";
import { deflate, inflate } from "./zlib.ts";

/** For each page: the form XObject that holds a marked-content id, where it is not the page itself. */
export type FormsOfIds = Map<PDFRef, Map<number, PDFRef>>;

/**
 * Marks as artifact whatever the pages of a source paint without saying what it is (PDF/UA-1, 7.1: content is real or
 * artifact): Chromium leaves backgrounds, generated content and what is hidden from assistive technology unmarked.
 * Says as well which ids are in forms: Chromium gives them to the page.
 */
export async function markUnmarked(context: PDFContext, pages: PDFRef[]): Promise<FormsOfIds> {
  const forms: FormsOfIds = new Map();
  const scans = new Map<PDFRef, Promise<number[]>>();

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
      if (inside.length > 0 && scan.unmarked.length > 0) {
        context.assign(ref, await encode(form.dict, bytes, scan));
      }
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
      if (owners.size > 0) forms.set(ref, owners);
      if (scan.unmarked.length > 0) {
        page.set(name("Contents"), context.register(await encode(context.obj({}), bytes, scan)));
      }
    }),
  );
  return forms;
}

async function decode(stream: PDFRawStream): Promise<Uint8Array> {
  const filter = stream.dict.get(name("Filter"));
  if (!filter) return stream.contents;
  const plainFlate = filter === name("FlateDecode") && !stream.dict.has(name("DecodeParms"));
  // The browser's own inflate is several times faster than pdf-lib's.
  return plainFlate ? inflate(stream.contents) : decodePDFRawStream(stream).decode();
}

async function encode(dict: PDFDict, bytes: Uint8Array, scan: ContentScan): Promise<PDFRawStream> {
  const contents = await deflate(markArtifacts(bytes, scan.unmarked));
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
