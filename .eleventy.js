// The web site. `atlas build` and `atlas dev` run Eleventy with this file and hand over the atlas as the global datum
// `site` (src/site/build.ts); the templates show what src/site/ has worked out.
//
//   templates/web/   cover            /                         article    /articles/<slug>/
//                    part             /parts/<slug>/            tags, tag  /tags/, /tags/<field or region>/
//                    references       /references/              downloads  /downloads/
//                    glossary         /glossary/                networks   /networks/
//                    index-of-cases   /index-of-cases/
//                    about            /about/                   feeds      /feeds/
//                    404              /404.html                 offline    /offline/
//                    citation         …/citation.bib, .ris, .json; /atlas.bib …
//                    feed             …/feed.xml, atom.xml, feed.json, of the whole and of each part
//                    sitemap, robots, manifest
import rss from "@11ty/eleventy-plugin-rss";
import { tsxTemplates } from "./src/site/tsx-templates.ts";

export default function (eleventyConfig) {
  // Pages: typed Preact components in TSX, rendered to HTML
  eleventyConfig.addPlugin(tsxTemplates);

  // Feeds: dates and addresses in the forms the standards ask for
  eleventyConfig.addPlugin(rss);

  // dist/ and .atlas/ are ignored by git, but Eleventy is to write there
  eleventyConfig.setUseGitIgnore(false);

  // Styles, fonts, icons and pictures are made by src/site/assets.ts under names that carry their content's hash
  return { dir: { input: "templates/web" }, templateFormats: ["11ty.tsx"], htmlTemplateEngine: false };
}
