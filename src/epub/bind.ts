import { contentsNav, hiddenNavs } from "../../templates/epub/nav.tsx";
import { epubPage } from "../../templates/epub/page.tsx";
import { COVER_IMAGE, containerDocument, NAV, packageDocument } from "./package.ts";
import { markPages } from "./page-marks.ts";
import type { Publication, Resource, Section } from "./types.ts";
import { direction, toXhtml } from "./xhtml.ts";
import { zipEpub } from "./zip.ts";

/** The folder of the package in the container. */
export const FOLDER = "EPUB";

/** Puts a publication together: content documents, navigation, package document, container. */
export function bindEpub(p: Publication): Uint8Array {
  const contents: Section = {
    file: NAV,
    title: "Contents",
    lang: p.lang,
    html: markPages(contentsNav(p.contents), p.contentsPages),
    landmark: "toc",
  };
  const at = p.contentsAfter === undefined ? -1 : p.sections.findIndex((s) => s.file === p.contentsAfter);
  const order = at < 0 ? p.sections : p.sections.toSpliced(at + 1, 0, contents);
  const landmarks = order.flatMap((s) =>
    s.landmark ? [{ type: s.landmark, title: s.title, href: s === contents ? "#toc" : s.file }] : [],
  );
  const nav = {
    ...contents,
    html: `${contents.html}\n${hiddenNavs(landmarks, order.flatMap(pagesOf))}`,
  };
  const documents = [...p.sections, nav].map(contentDocument);
  const files = [...documents, { file: COVER_IMAGE, bytes: p.cover.png }, ...p.resources];
  const spine = order.map((s) => s.file);
  return zipEpub([
    { file: "META-INF/container.xml", bytes: containerDocument(`${FOLDER}/package.opf`) },
    { file: `${FOLDER}/package.opf`, bytes: packageDocument(p, files, spine) },
    ...files.map(({ file, bytes }) => ({ file: `${FOLDER}/${file}`, bytes })),
  ]);
}

function contentDocument({ file, title, lang, html }: Section): Resource {
  const root = "../".repeat(file.split("/").length - 1);
  const body = toXhtml(html);
  return { file, bytes: epubPage({ title, lang, dir: direction(lang), root, body }) };
}

/** The printed pages that start in a section, as `markPages` has marked them. */
function pagesOf({ file, html }: Section): { page: string; href: string }[] {
  const own = file === NAV ? "" : file;
  return [...html.matchAll(/<span class="page-mark" id="(page-([^"]+))"/g)].map((m) => ({
    page: m[2]!,
    href: `${own}#${m[1]}`,
  }));
}
