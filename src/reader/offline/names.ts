/** Names of our caches. Each carries the site's own path: several sites may live on one host. */

/** Kept on request, one for each build: `atlas-kept:/path/:<build>`. */
export const keptPrefix = (root: string) => `atlas-kept:${new URL(root).pathname}:`;
/** Pages that were visited, and what they loaded; gone with the next version of the shell. */
export const visitedName = (root: string, version: string) =>
  `atlas-visited:${new URL(root).pathname}:${version}`;
/** Of every version. */
export const visitedPrefix = (root: string) => visitedName(root, "");

/** Address of the entry that says what a kept cache holds; written last, so a cache without it is not whole. */
export const recordUrl = (root: string) => `${root}offline-kept.json`;
