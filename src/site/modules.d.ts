// Packages without types of their own: what we use of them.

declare module "subset-font" {
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options?: { targetFormat?: "woff2" | "woff" | "sfnt"; keepFeatures?: string[]; noHinting?: boolean },
  ): Promise<Uint8Array>;
}

declare module "@11ty/eleventy-plugin-rss" {
  /** RFC 3339, without fractions of a second. */
  export function dateToRfc3339(date: Date): string;
  /** RFC 822 with a four-digit year. */
  export function dateToRfc822(date: Date): string;
  export function absoluteUrl(url: string, base: string): string;
  const plugin: (eleventyConfig: import("@11ty/eleventy").UserConfig) => void;
  export default plugin;
}

declare module "@11ty/eleventy" {
  export interface UserConfig {
    addPlugin(plugin: (eleventyConfig: UserConfig) => void | Promise<void>): void;
    addGlobalData(name: string, value: unknown): void;
    addTemplateFormats(formats: string | string[]): void;
    addExtension(extension: string | string[], options: Record<string, unknown>): void;
    addWatchTarget(target: string): void;
    setWatchJavaScriptDependencies(watch: boolean): void;
    setWatchThrottleWaitTime(milliseconds: number): void;
    setChokidarConfig(config: Record<string, unknown>): void;
    setServerOptions(options: Record<string, unknown>): void;
    setUseGitIgnore(use: boolean): void;
    on(event: string, listener: (...args: never[]) => void | Promise<void>): void;
  }
  export interface Options {
    configPath?: string;
    quietMode?: boolean;
    runMode?: "build" | "serve" | "watch";
    source?: "cli" | "script";
    config?: (eleventyConfig: UserConfig) => void | Promise<void>;
  }
  export default class Eleventy {
    constructor(input: string, output: string, options?: Options);
    init(): Promise<void>;
    write(): Promise<unknown>;
    watch(): Promise<unknown>;
    serve(port: number): Promise<unknown>;
    stopWatch(): Promise<void>;
    disableLogger(): void;
    setIsVerbose(verbose: boolean): void;
  }
}
