type Zlib = Pick<typeof import("node:zlib"), "inflateSync" | "deflateSync">;

/** Node's own, where there is one: streams of the web, made for each of thousands of small parts, cost ten times more. */
const node = (
  globalThis.process as { getBuiltinModule?: (id: string) => Zlib | undefined } | undefined
)?.getBuiltinModule?.("node:zlib");

/** Undoes zlib compression with what the platform has, in Node and in browsers. */
export async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  return node ? node.inflateSync(bytes) : through(bytes, new DecompressionStream("deflate"));
}

/** zlib compression. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  return node ? node.deflateSync(bytes) : through(bytes, new CompressionStream("deflate"));
}

async function through(
  bytes: Uint8Array,
  step: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(step);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
