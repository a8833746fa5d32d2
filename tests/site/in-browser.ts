import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import packaged from "@sparticuz/chromium";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import sirv from "sirv";
import { launchBrowser } from "../../src/print/browser.ts";

/** The built site in a real browser, served under a path prefix for which it was not made. */
export interface Site {
  browser: Browser;
  /** Ends with a slash. */
  url: string;
  /** A context whose pages note in `wrong` every message, error and failed request. */
  context(options?: BrowserContextOptions): Promise<{ context: BrowserContext; wrong: string[] }>;
  /** Takes the connection away and gives it back: from the pages, and from workers, which do not see the former. */
  connect(context: BrowserContext, connected: boolean): Promise<void>;
  close(): Promise<void>;
}

/** @param prefix path that the site is served under, without a slash at its end */
export async function openSite(dist: string, prefix = "/some/where"): Promise<Site> {
  const serve = sirv(dist, { dev: true });
  let connected = true;
  const server = createServer((request, response) => {
    if (!connected) {
      request.socket.destroy();
      return;
    }
    const missing = () => {
      response.writeHead(404).end();
    };
    if (!request.url!.startsWith(`${prefix}/`)) return missing();
    request.url = request.url!.slice(prefix.length);
    serve(request, response, missing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // vitest has no import.meta.resolve, by which the printer finds the packaged shell.
  if (process.platform === "linux") process.env.ATLAS_CHROMIUM ??= await packaged.executablePath();
  const browser = await launchBrowser();
  return {
    browser,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}/`,
    async context(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      const wrong: string[] = [];
      context.on("weberror", (e) => wrong.push(String(e.error())));
      context.on("console", (m) => {
        if (!/was preloaded using link preload/.test(m.text())) wrong.push(`${m.type()}: ${m.text()}`);
      });
      context.on("response", (r) => {
        if (r.status() >= 400) wrong.push(`${r.status()} ${r.url()}`);
      });
      return { context, wrong };
    },
    async connect(context, yes) {
      connected = yes;
      await context.setOffline(!yes);
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds on the page, each in a line. The context has to bypass the policy (`bypassCSP`). */
export async function axe(page: Page, rules?: string[]): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async (rules) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, {
      runOnly: rules
        ? { type: "rule", values: rules }
        : {
            type: "tag",
            values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          },
    });
    return violations.map(
      (v) =>
        `${v.id}: ${v.nodes
          .map((n) => n.html.slice(0, 160))
          .slice(0, 3)
          .join(" | ")}`,
    );
  }, rules);
}

/** Keeps settings on the device before a page runs. */
export async function withSettings(context: BrowserContext, settings: object): Promise<void> {
  await context.addInitScript((value) => {
    try {
      if (!localStorage.getItem("atlas:settings")) localStorage.setItem("atlas:settings", value);
    } catch {
      // about:blank has no storage.
    }
  }, JSON.stringify(settings));
}
