import { createHash } from "node:crypto";

/** RFC 9562, 6.6: the namespace for names that are URLs; a URN is one. */
const NAMESPACE_URL = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

/**
 * A URN that stays the same when the site moves: a name-based UUID (RFC 9562, 5.5) of the book's own id and a name
 * inside the book, such as `articles/scaling`.
 */
export function stableId(bookId: string, name: string): string {
  const hash = createHash("sha1")
    .update(Buffer.from(NAMESPACE_URL.replaceAll("-", ""), "hex"))
    .update(`${bookId}/${name}`)
    .digest()
    .subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")}`;
}
