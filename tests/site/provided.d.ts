import "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    /** Folder of the site that the global set-up has built. */
    dist: string;
  }
}
