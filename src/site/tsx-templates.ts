import type { UserConfig } from "@11ty/eleventy";
import type { VNode } from "preact";
import { markup } from "../markdown/markup.ts";
import { cleanText } from "./xml.ts";

/**
 * Eleventy plugin: `*.11ty.tsx` files are templates whose `render` gives either text or a Preact element, which
 * becomes an HTML document (https://www.11ty.dev/docs/languages/jsx/). The process has to run under tsx.
 */
export function tsxTemplates(eleventyConfig: UserConfig): void {
  eleventyConfig.addTemplateFormats("11ty.tsx");
  eleventyConfig.addExtension("11ty.tsx", {
    key: "11ty.js",
    compile() {
      return async function (
        this: { defaultRenderer(data: unknown): Promise<string | VNode> },
        data: unknown,
      ) {
        const content = await this.defaultRenderer(data);
        return typeof content === "string" ? content : htmlPage(content);
      };
    },
  });
}

/** A page as it is written. */
export function htmlPage(content: VNode): string {
  return `<!doctype html>\n${cleanText(markup(content))}\n`;
}
