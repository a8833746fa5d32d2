/** A link to another article by file name: `08-scaling.md#deep`. Undefined for every other address. */
export function articleLink(href: string): { file: string; hash?: string } | undefined {
  const m = /^(?:\.\/)?(\d+-[a-z0-9-]+\.md)(?:#(.+))?$/.exec(href);
  return m ? { file: m[1]!, hash: m[2] } : undefined;
}
