/**
 * Addresses. Inside pages every link is relative, so that the same files work under any path prefix; an absolute
 * address is made only where a standard asks for one (canonical, Open Graph, feeds, sitemap).
 *
 * A site path starts with a slash and is counted from the site's root, not from the host: `/articles/scaling/`.
 */

/**
 * The relative reference (RFC 3986, 4.2) that leads from one site path to another.
 *
 * | from                 | to                   | result           |
 * |----------------------|----------------------|------------------|
 * | `/`                  | `/about/`            | `about/`         |
 * | `/articles/scaling/` | `/`                  | `../../`         |
 * | `/articles/scaling/` | `/articles/x/#deep`  | `../x/#deep`     |
 * | `/articles/scaling/` | `/articles/scaling/` | `./`             |
 */
export function relativeUrl(from: string, to: string): string {
  const target = /^[^?#]*/.exec(to)![0];
  const rest = to.slice(target.length);
  const here = from.split("/").slice(1, -1);
  const there = target.split("/").slice(1);
  const file = there.pop() ?? "";
  let same = 0;
  while (same < here.length && same < there.length && here[same] === there[same]) same++;
  const path =
    "../".repeat(here.length - same) +
    there
      .slice(same)
      .map((s) => `${s}/`)
      .join("") +
    file;
  return (path === "" ? "./" : path) + rest;
}

/** The absolute address of a site path, under `base` (which ends with a slash). */
export function absoluteUrl(base: string, path: string): string {
  return new URL(path.replace(/^\/+/, ""), base).href;
}

/** The address from the host's root, with the path prefix of `base`: for the 404 page, which is served at any depth. */
export function rootUrl(base: string, path: string): string {
  const url = new URL(absoluteUrl(base, path));
  return url.pathname + url.search + url.hash;
}
