import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import sirv from "sirv";

/**
 * Serves a built site, under a path prefix where its addresses have one.
 *
 * @returns the server and the address of its first page
 * @throws Error if there is nothing built, or the port is in use
 */
export async function startServer(
  out: string,
  port: number,
  prefix = "/",
): Promise<{ server: Server; url: string }> {
  if (!existsSync(join(out, "index.html")))
    throw new Error(`there is no site in ${out}: run npm run build first`);
  const files = sirv(out, {
    dev: true,
    etag: true,
    extensions: ["html"],
    // Whoever keeps the site must hear of a new build at once.
    setHeaders: (res, path) => {
      if (/^\/(?:sw\.js|offline\.json)$/.test(path)) res.setHeader("cache-control", "no-cache");
    },
  });
  const missing = await readFile(join(out, "404.html")).catch(() => Buffer.from("Not found"));
  const notFound = (res: import("node:http").ServerResponse) => {
    res.writeHead(404, { "content-type": "text/html; charset=utf-8" });
    res.end(missing);
  };
  const server = createServer((req, res) => {
    const url = req.url ?? "/";
    if (!url.startsWith(prefix)) {
      if (`${url}/` === prefix || url === "/") {
        res.writeHead(302, { location: prefix });
        res.end();
      } else notFound(res);
      return;
    }
    req.url = `/${url.slice(prefix.length)}`;
    files(req, res, () => notFound(res));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}${prefix}` };
}

/** `atlas serve`: runs until it is interrupted. */
export async function serve({ out, port }: { out: string; port: number }): Promise<number> {
  const { server, url } = await startServer(out, port);
  process.stdout.write(`The atlas is at ${url} (Ctrl-C ends)\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  server.close();
  server.closeAllConnections();
  return 0;
}
