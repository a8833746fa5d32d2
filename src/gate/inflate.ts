import { inflateSync } from "node:zlib";
import type { PDFRawStream } from "pdf-lib";
import { name } from "../print/pdf/objects.ts";

/** The data of a stream, which in our files is deflated or plain. */
export function inflate(stream: PDFRawStream): Buffer {
  return stream.dict.has(name("Filter")) ? inflateSync(stream.contents) : Buffer.from(stream.contents);
}
