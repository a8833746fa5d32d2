import type { ComponentChildren } from "preact";
import { LICENSES } from "../../../src/atlas/types.ts";
import { OPDS1, OPDS2 } from "../../../src/site/catalogues/opds1.ts";
import { WEBPUB } from "../../../src/site/catalogues/webpub.ts";
import { contentSecurityPolicy, jsonForScript, type PageMetadata } from "../../../src/site/metadata.ts";
import { type ArticleView, CATALOGUES, PATHS, type Site } from "../../../src/site/model.ts";
import { pageInfo } from "../../../src/site/reader-data.ts";
import { relativeUrl } from "../../../src/site/urls.ts";
import type { Context, PageData } from "./context.ts";
import { Announcements, ReaderBar, ReaderFoot, SiteTools } from "./tools.tsx";

/** The context of an ordinary page: relative links. */
export function contextOf({ site, page }: PageData): Context {
  return { site, url: page.url, to: (path) => relativeUrl(page.url, path) };
}

function Head({ context: { site, to }, metadata }: { context: Context; metadata: PageMetadata }) {
  const { assets } = site;
  const apple = assets.icons.find((i) => i.sizes === "180x180");
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content={contentSecurityPolicy(site.input.mode)} />
      <title>{metadata.title}</title>
      <meta name="description" content={metadata.description} />
      {metadata.robots && <meta name="robots" content={metadata.robots} />}
      <script src={to(assets.scripts.boot)} />
      <link rel="stylesheet" href={to(assets.stylesheet)} />
      {assets.preload.map((path) => (
        <link key={path} rel="preload" href={to(path)} as="font" type="font/woff2" crossorigin="anonymous" />
      ))}
      <script id="atlas-script" type="module" src={to(assets.scripts.main)} />
      {metadata.canonical && <link rel="canonical" href={metadata.canonical} />}
      {metadata.feeds.map((feed) => (
        <link key={feed.path} rel="alternate" type={feed.type} title={feed.title} href={to(feed.path)} />
      ))}
      <link rel="icon" type="image/svg+xml" href={to(assets.icons.find((i) => i.sizes === "any")!.path)} />
      {apple && <link rel="apple-touch-icon" href={to(apple.path)} />}
      <link rel="manifest" href={to("/manifest.json")} />
      {/* Reading apps know theirs by its type; browsers take the first. */}
      <link rel="manifest" type={WEBPUB} href={to(CATALOGUES.webpub)} />
      {site.cataloguePaths.includes(CATALOGUES.opds1) && (
        <>
          <link rel="related" type={OPDS1} title="OPDS 1.2" href={to(CATALOGUES.opds1)} />
          <link rel="related" type={OPDS2} title="OPDS 2.0" href={to(CATALOGUES.opds2)} />
        </>
      )}
      <meta name="theme-color" content="#fffdf8" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#171613" media="(prefers-color-scheme: dark)" />
      <meta name="color-scheme" content="light dark" />
      {metadata.tags.map((tag, i) => (
        <meta key={i} {...tag} />
      ))}
      {metadata.jsonLd.map((value, i) => (
        <script
          key={i}
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: jsonForScript(value) }}
        />
      ))}
    </head>
  );
}

function Masthead({ context: { site, url, to } }: { context: Context }) {
  const items: [string, string][] = [
    ["Contents", PATHS.cover],
    ["Fields and regions", PATHS.tags],
    ["References", PATHS.references],
    ["Downloads", PATHS.downloads],
    ["About", PATHS.about],
  ];
  return (
    <header class="masthead">
      <p class="masthead-title">
        <a href={to(PATHS.cover)}>{site.meta.title}</a>
      </p>
      <nav aria-label="Site">
        <ul class="site-pages">
          {items.map(([name, path]) => (
            <li key={path}>
              <a href={to(path)} aria-current={url === path ? "page" : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
        <SiteTools />
      </nav>
    </header>
  );
}

function Colophon({ context: { site, to } }: { context: Context }) {
  const { meta } = site;
  const license = LICENSES[meta.license];
  return (
    <footer class="colophon">
      <p>
        <span class="colophon-title">{meta.title}</span>
        <br />
        {meta.edition}, {meta.year}. Texts under{" "}
        <a href={license.url} rel="license">
          {license.name}
        </a>
        , unless an article says otherwise.
      </p>
      <ul>
        <li>
          <a href={to(PATHS.about)}>About and imprint</a>
        </li>
        {site.backPages
          .filter(({ path }) => path !== PATHS.references)
          .map(({ title, path }) => (
            <li key={path}>
              <a href={to(path)}>{title}</a>
            </li>
          ))}
        <li>
          <a href={to(PATHS.feeds)}>Feeds</a>
        </li>
        <li>
          <a href={to(PATHS.downloads)}>Downloads</a>
        </li>
        <li>
          <a href={`mailto:${meta.email}`}>Write to the editors</a>
        </li>
      </ul>
    </footer>
  );
}

/** In `dev`: what is wrong with the articles, above the page as it last was right. */
function Problems({ site }: { site: Site }) {
  if (site.problems.length === 0) return null;
  return (
    <aside class="problems" aria-label="Problems">
      <p>The articles have problems; this page shows them as they were before.</p>
      <ul>
        {site.problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </aside>
  );
}

export interface PageProps {
  context: Context;
  metadata: PageMetadata;
  /** Which kind of page, for the stylesheet. */
  kind: string;
  /** Part id; sets the colour. */
  part?: string;
  /** The article that the page shows, if it shows one. */
  view?: ArticleView;
  children: ComponentChildren;
}

/** A whole page: head, skip link, masthead, main, colophon. */
export function Page({ context, metadata, kind, part, view, children }: PageProps) {
  const info = pageInfo(context.site, context.url, kind, view);
  // The 404 page is shown at any depth.
  if (kind === "not-found") info.root = context.to("/");
  return (
    <html lang={context.site.meta.lang} data-kind={kind}>
      <Head context={context} metadata={metadata} />
      <body class={`page page-${kind}`} data-part={part}>
        <a class="skip" href="#main">
          Skip to the text
        </a>
        <Masthead context={context} />
        <Problems site={context.site} />
        {view && <ReaderBar title={view.article.title} />}
        <main id="main" tabindex={-1}>
          {children}
        </main>
        {view && <ReaderFoot page={view.firstPage} minutes={view.document.minutes} />}
        <Colophon context={context} />
        <Announcements />
        <script
          id="atlas-page"
          type="application/json"
          dangerouslySetInnerHTML={{ __html: jsonForScript(info) }}
        />
      </body>
    </html>
  );
}
