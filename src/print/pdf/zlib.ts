/** Undoes zlib compression with what the platform has, in Node and in browsers. */
export async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  return through(bytes, new DecompressionStream("deflate"));
}

/** zlib compression. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  return through(bytes, new CompressionStream("deflate"));
}

async function through(
  bytes: Uint8Array,
  step: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(step);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
