import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fontkit from "@pdf-lib/fontkit";
import { parseHTML } from "linkedom";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { fitScale } from "../../src/markdown/charts/bar.tsx";
import {
  type BarSpec,
  CHART_WIDTHS,
  type ChartLayout,
  type ChartSpec,
  chartTable,
  parseChart,
  renderChart,
  renderResponsiveChart,
} from "../../src/markdown/charts/index.ts";
import { CAPS_TRACKING, type Cut, LEADING, SIZE, textWidth } from "../../src/markdown/charts/metrics.ts";
import { formatYears, numberFormat, withUnit } from "../../src/markdown/charts/numbers.ts";
import { typeset, wrap } from "../../src/markdown/charts/text.ts";
import { assignLanes, layAxis } from "../../src/markdown/charts/timeline.tsx";

const HEAD = "id: fig-a\ncaption: A caption\nalt: What it shows\nsource: Own data\n";
const bar = (rest: string) => `type: bar\n${HEAD}${rest}`;
const dot = (rest: string) => `type: dot\n${HEAD}${rest}`;
const timeline = (rest: string) => `type: timeline\n${HEAD}${rest}`;
const matrix = (rest: string) => `type: matrix\n${HEAD}${rest}`;

/** The only problem of a text. */
function problem(text: string) {
  const { spec, problems } = parseChart(text);
  expect(spec).toBeUndefined();
  expect(problems).toHaveLength(1);
  return problems[0]!;
}

describe("parseChart", () => {
  it("reads every type", () => {
    for (const [text, type] of [
      [bar('data:\n  - { label: A, value: 1, note: "n", highlight: true }'), "bar"],
      [dot("series: [2010, 2020]\ndata:\n  - { label: A, values: [1, null] }"), "dot"],
      [
        timeline("events:\n  - { year: 1844, label: A }\n  - { from: 2014, to: 2017, label: B, text: t }"),
        "timeline",
      ],
      [matrix("columns: [A, B]\nscale: [no, yes]\nrows:\n  - { label: R, cells: [1, text] }"), "matrix"],
    ] as const) {
      const { spec, problems } = parseChart(text);
      expect(problems).toEqual([]);
      expect(spec?.type).toBe(type);
    }
  });

  it("takes bare numbers for text where text is wanted", () => {
    const { spec } = parseChart(dot("series: [2010, 2020]\ndata:\n  - { label: 1844, values: [1, 2] }"));
    expect(spec).toMatchObject({ series: ["2010", "2020"], data: [{ label: "1844" }] });
  });

  it.each([
    ["nothing", "", 0, /empty/],
    ["only a comment", "# later\n", 0, /empty/],
    ["a list", "- a\n- b", 0, /a list/],
    ["a sentence", "hello", 0, /the text "hello"/],
    ["no type", HEAD, 0, /"type" is missing/],
    ["an unknown type", `${HEAD}type: pie`, 4, /the text "pie"/],
    [
      "a missing key",
      "type: bar\nid: a\ncaption: c\nsource: s\ndata:\n  - { label: A, value: 1 }",
      0,
      /"alt" is missing/,
    ],
    ["a key without value", bar("unit:\ndata:\n  - { label: A, value: 1 }"), 5, /"unit" has no value/],
    ["an unknown key", bar("data:\n  - { label: A, value: 1 }\ncolour: red"), 7, /unknown key "colour"/],
    [
      "an unknown key in a row",
      bar("data:\n  - { label: A, value: 1 }\n  - { label: B, value: 1, hint: x }"),
      7,
      /unknown key "hint"/,
    ],
    ["no data", bar("data: []"), 5, /"data" is empty/],
    [
      "a number in quotes",
      bar('data:\n  - { label: A, value: 1 }\n  - { label: B, value: "2" }'),
      7,
      /the text "2" stands where a number/,
    ],
    ["an infinite number", bar("data:\n  - { label: A, value: .inf }"), 6, /not a finite number/],
    ["not a number", bar("data:\n  - { label: A, value: .nan }"), 6, /not a finite number/],
    [
      "an infinite number in a dot chart",
      dot("series: [a, b]\ndata:\n  - { label: A, values: [1, -.inf] }"),
      7,
      /not a finite number/,
    ],
    ["an empty label", bar('data:\n  - { label: "", value: 1 }'), 6, /the text is empty/],
    ["highlight that is text", bar("data:\n  - { label: A, value: 1, highlight: yes }"), 6, /true or false/],
    ["a row that is no group", bar("data:\n  - 3"), 6, /a group of keys/],
    [
      "a short row",
      dot("series: [a, b]\ndata:\n  - { label: A, values: [1, 2] }\n  - { label: B, values: [1] }"),
      8,
      /"B" has 1 value, but there are 2 series/,
    ],
    [
      "a row of nulls",
      dot("series: [a, b]\ndata:\n  - { label: A, values: [null, null] }"),
      7,
      /no value at all/,
    ],
    ["a single series", dot("series: [a]\ndata:\n  - { label: A, values: [1] }"), 5, /only one entry/],
    [
      "a span that ends before it begins",
      timeline("events:\n  - { from: 2010, to: 2009, label: A }"),
      6,
      /ends in 2009, before it begins in 2010/,
    ],
    ["half a span", timeline("events:\n  - { from: 2010, label: A }"), 6, /"to" is missing/],
    [
      "year and span",
      timeline("events:\n  - { year: 1, from: 1, to: 2, label: A }"),
      6,
      /both a year and a span/,
    ],
    ["no year", timeline("events:\n  - { label: A }"), 6, /has no year/],
    ["a fraction of a year", timeline("events:\n  - { year: 1999.5, label: A }"), 6, /whole number/],
    [
      "a short matrix row",
      matrix("columns: [A, B]\nrows:\n  - { label: R, cells: [x] }"),
      7,
      /has 1 cell, but there are 2 columns/,
    ],
    ["a level without scale", matrix("columns: [A]\nrows:\n  - { label: R, cells: [1] }"), 7, /no "scale"/],
    [
      "a level without name",
      matrix(
        "columns: [A]\nscale: [no, yes]\nrows:\n  - { label: R, cells: [0] }\n  - { label: S, cells: [2] }",
      ),
      9,
      /the level 2 has no name/,
    ],
    [
      "half a level",
      matrix("columns: [A]\nscale: [no, yes]\nrows:\n  - { label: R, cells: [0.5] }"),
      8,
      /the level 0.5 has no name/,
    ],
    [
      "an empty cell",
      matrix("columns: [A]\nrows:\n  - { label: R, cells: [~] }"),
      7,
      /nothing stands where a level/,
    ],
    ["a bad id", bar("data:\n  - { label: A, value: 1 }").replace("fig-a", "9-Fig"), 1, /the id/],
    ["a key twice", bar("alt: again\ndata:\n  - { label: A, value: 1 }"), 5, /unique/],
    ["an open bracket", bar("data: [{ label: A, value: 1 }"), 5, /YAML/],
    ["an open quote", bar("data: [{ label: 'A, value: 1 }]"), 5, /quote/],
    ["a colon in bare text", bar("data: [{ label: a: b, value: 1 }]"), 5, /YAML/],
    ["a tab", bar("data:\n\t- { label: A, value: 1 }"), 6, /Tabs/],
  ])("reports %s with its line", (_, text, line, what) => {
    const found = problem(text);
    expect(found.what).toMatch(what);
    expect(found.line).toBe(line);
    expect(found.mend).not.toBe("");
    expect(found.what + found.mend).not.toMatch(/[.~]$|Invalid input|undefined/);
  });

  it("reports everything at once, in the order of lines", () => {
    const { problems } = parseChart(
      dot(
        "series: [a, b]\ndata:\n  - { label: A, values: [1] }\n  - { label: B, values: [1, x] }\n  - { lable: C, values: [1, 2] }",
      ),
    );
    expect(problems.map((p) => p.line)).toEqual([7, 8, 9, 9]);
    expect(problems.map((p) => p.what).join()).toMatch(/"label" is missing.*unknown key "lable"/);
  });

  it("guesses what a misspelt key or type was meant to be", () => {
    expect(problem("type: barr").mend).toBe("write type: bar");
    expect(problem(bar("data:\n  - { label: A, value: 1, nots: x }")).mend).toMatch(/write "note"/);
  });

  it("survives aliases that multiply", () => {
    const bomb =
      "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b]";
    expect(problem(bomb).line).toBe(0);
  });
});

describe("numbers", () => {
  it("groups thousands with a narrow no-break space once a number has five digits", () => {
    const write = numberFormat([1450000000, 9646]);
    expect(write(1450000000)).toBe("1\u202f450\u202f000\u202f000");
    expect(write(9646)).toBe("9\u202f646");
    expect(numberFormat([9646, 12])(9646)).toBe("9646");
  });

  it("gives the numbers of a chart the same decimals", () => {
    const write = numberFormat([16.3, 8, -2]);
    expect([16.3, 8, -2].map(write)).toEqual(["16.3", "8.0", "\u22122.0"]);
  });

  it("keeps tiny numbers, rounds computed ones and never writes minus nought", () => {
    expect(numberFormat([0.00042, 3])(0.00042)).toBe("0.00042");
    expect(numberFormat([0.00042, 3])(3)).toBe("3");
    expect(numberFormat([33.333333333])(33.333333333)).toBe("33.33");
    expect(numberFormat([-0])(-0)).toBe("0");
    expect(numberFormat([1.2e-10])(1.2e-10)).toBe("1.2\u00a0E\u221210");
  });

  it("puts short units with the value", () => {
    expect(withUnit("12", "%")).toBe("12%");
    expect(withUnit("\u221212", "€")).toBe("\u2212€12");
    expect(withUnit("5", "°C")).toBe("5\u202f°C");
    expect(withUnit("5", "cases")).toBe("5");
  });

  it("writes years and spans", () => {
    expect(formatYears(2014, 2017)).toBe("2014\u20132017");
    expect(formatYears(-44, -44)).toBe("44\u00a0BC");
  });
});

describe("text", () => {
  it("sets quotes and dashes", () => {
    expect(typeset(`"Don't" -- said 'he' (in the '90s) ...`)).toBe("“Don’t” – said ‘he’ (in the ’90s) …");
  });

  it.each<[Cut, string]>([
    ["sans", "alegreya-sans/files/alegreya-sans-latin-400"],
    ["strong", "alegreya-sans/files/alegreya-sans-latin-500"],
    ["caps", "alegreya-sans-sc/files/alegreya-sans-sc-latin-400"],
  ])("is never measured narrower than it is set (%s)", (cut, file) => {
    const path = createRequire(import.meta.url).resolve(`@fontsource/${file}-normal.woff2`);
    const font = fontkit.create(readFileSync(path)) as unknown as {
      layout(text: string, features?: string[]): { advanceWidth: number };
    };
    for (const text of [
      "Health and social care",
      "1992–2017",
      "AVATAR, To Wave",
      "0123456789",
      "“flight” offices",
    ]) {
      const tracking = cut === "caps" ? text.length * CAPS_TRACKING * SIZE : 0;
      for (const features of [[], ["lnum"], ["lnum", "tnum"]]) {
        const set = (font.layout(text, features).advanceWidth / 1000) * SIZE + tracking;
        expect(textWidth(text, cut)).toBeGreaterThanOrEqual(set - 0.01);
        expect(textWidth(text, cut)).toBeLessThan(set * 1.15);
      }
    }
  });

  it("knows letters beyond Latin, and guesses where the fonts have none", () => {
    expect(textWidth("Ελλάδα")).toBeGreaterThan(20);
    expect(textWidth("Россия")).toBeGreaterThan(20);
    expect(textWidth("社会")).toBeGreaterThanOrEqual(2 * SIZE);
  });

  it.each([40, 80, 160])("wraps into lines no wider than %d units and loses nothing", (width) => {
    for (const text of [
      "Poverty reduction and sustainable development",
      "Donaudampfschifffahrtsgesellschaft",
      "non-governmental/non-profit organisations – all of them",
      "社会革新社会革新社会革新",
    ]) {
      const lines = wrap(text, width);
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width + 0.01);
      const letters = (s: string) => s.replace(/[\s-]/g, "");
      expect(letters(lines.join(""))).toBe(letters(text));
    }
  });

  it("does not break a text in a column that was measured for it", () => {
    for (const text of ["Amateurism", "Parliament", "Uniformity", "Sustainability"]) {
      expect(wrap(text, textWidth(text) + 7 - 7)).toEqual([text]);
    }
  });

  it("evens lines out", () => {
    const [first, second] = wrap("United Kingdom and Ireland", textWidth("United Kingdom and"));
    expect([first, second]).toEqual(["United Kingdom", "and Ireland"]);
  });
});

describe("layout", () => {
  it("fits bars of both signs with their values into the room", () => {
    const bars = [
      { value: 12.5, text: 30 },
      { value: -14, text: 40 },
      { value: 0.1, text: 90 },
    ];
    const { perUnit, zero } = fitScale(bars, 300);
    for (const { value, text } of bars) {
      const end = zero + value * perUnit + (value < 0 ? -text : text);
      expect(end).toBeGreaterThanOrEqual(-0.001);
      expect(end).toBeLessThanOrEqual(300.001);
    }
    expect(perUnit).toBeGreaterThan(4);
    expect(fitScale([{ value: 0, text: 9 }], 300)).toEqual({ perUnit: 0, zero: 0 });
  });

  it("puts overlapping spans into lanes of their own", () => {
    const { count, spans } = assignLanes([
      { from: 2000, to: 2010 },
      { from: 2005, to: 2006 },
      { from: 2007, to: 2012 },
      { from: 2011, to: 2012 },
    ]);
    expect(count).toBe(2);
    expect(spans.map((s) => s.lane)).toEqual([0, 1, 1, 0]);
  });

  const places = (years: number[], height = 28) => {
    const axis = layAxis(
      years.map((from) => ({ from, height })),
      years,
      [],
    );
    axis.places.slice(1).forEach((place, i) => {
      expect(place - axis.places[i]!).toBeGreaterThanOrEqual(height - 0.001);
    });
    return axis;
  };

  it("keeps the axis of time true to scale", () => {
    const { y, breaks } = places([1970, 1975, 1980, 2000]);
    expect(breaks).toEqual([]);
    expect((y(2000) - y(1980)) / (y(1975) - y(1970))).toBeCloseTo(4);
  });

  it("cuts a long void among crowded years, and says where", () => {
    const { y, breaks } = places([1844, 2008, 2009, 2010, 2011]);
    expect(breaks).toHaveLength(1);
    expect(breaks[0]).toBeGreaterThan(y(1844));
    expect(breaks[0]).toBeLessThan(y(2008));
    expect(y(2011) - y(2010)).toBeCloseTo(y(2010) - y(2009));
  });

  it("never cuts a void that a span fills", () => {
    const years = [1844, 2008, 2009, 2010, 2011];
    const blocks = years.map((from) => ({ from, height: 28 }));
    expect(layAxis(blocks, [...years, 2012], [{ from: 1844, to: 2012 }]).breaks).toEqual([]);
  });
});

/** One chart of every kind and every extreme that is hard to set. */
const SPECS: Record<string, ChartSpec> = Object.fromEntries(
  Object.entries({
    "bars of both signs": bar(
      'unit: percentage points\ndata:\n  - { label: Education, value: 12.5 }\n  - { label: "Health and social care, with everything that belongs to it", value: -8.25, note: excluding hospitals }\n  - { label: Zero, value: 0, highlight: true }\n  - { label: Energy, value: -14 }',
    ),
    "one bar": bar('unit: "%"\ndata:\n  - { label: "Don\'t knows", value: 61 }'),
    "huge and small bars": bar(
      "data:\n  - { label: India, value: 1450000000 }\n  - { label: Tuvalu, value: 9646 }",
    ),
    "tiny bars": bar("data:\n  - { label: A, value: 0.00042 }\n  - { label: B, value: 1.2e-10 }"),
    "nothing but zeros": bar("unit: cases\ndata:\n  - { label: A, value: 0 }\n  - { label: B, value: 0 }"),
    "twenty bars": bar(
      `data:\n${Array.from({ length: 20 }, (_, i) => `  - { label: "Region ${i} of a long list of regions", value: ${200 - i * 9} }`).join("\n")}`,
    ),
    "sentences as labels": bar(
      `data:\n  - { label: "${"We could not have kept the service going without the volunteers ".repeat(3)}", value: 7 }\n  - { label: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", value: 3 }`,
    ),
    "two series": dot(
      'unit: "%"\nseries: [2010, 2020]\ndata:\n  - { label: Northern Europe, values: [12, 31] }\n  - { label: United Kingdom and Ireland, values: [15, 15] }\n  - { label: Eastern Europe, values: [null, 9] }',
    ),
    "two series with long names": dot(
      "unit: hours of unpaid work a week, by those aged 15 to 74\nseries: [Women in paid employment, Men in paid employment]\ndata:\n  - { label: Sweden, values: [26.1, 25.2] }\n  - { label: Italy, values: [35.5, -14] }",
    ),
    "six series": dot(
      "unit: cases per million\nseries: [Education, Employment, Environment, Energy supply, Health and social care, Poverty]\ndata:\n  - { label: Africa, values: [1200, 3400, 2200, 1250, 9000, 12000] }\n  - { label: East Asia, values: [3000, 3000, 3100, null, 500, 100] }",
    ),
    "equal dots": dot("series: [a, b, c]\ndata:\n  - { label: A, values: [0, 0, 0] }"),
    "twenty events": timeline(
      `events:\n${[1844, 1848, 1859, 1889, 1900, 1906, 1961, 1967, 1967, 1971, 1976, 1989, 1990, 1991, 2000, 2001, 2001, 2010, 2015, 2020].map((y) => `  - { year: ${y}, label: "An event of ${y}", text: "What happened, in one short line of text that wraps on a phone" }`).join("\n")}`,
    ),
    spans: timeline(
      "events:\n  - { from: 2014, to: 2017, label: SI-DRIVE }\n  - { from: 2014, to: 2018, label: TRANSIT }\n  - { from: 1998, to: 2024, label: A long programme }\n  - { year: 2014, label: A year }",
    ),
    "one event": timeline("events:\n  - { year: 1967, label: St Christopher's Hospice }"),
    "one span": timeline("events:\n  - { from: 1967, to: 1970, label: A span }"),
    levels: matrix(
      `columns: [Education and lifelong learning, Employment, Environment and climate change, Energy supply, Transport and mobility, Health and social care, Poverty reduction and sustainable development]\nscale: [none, few, some, many]\nrows:\n${Array.from({ length: 13 }, (_, i) => `  - { label: Latin America and the Caribbean, cells: [0, 1, 2, 3, ${i % 4}, 1, 0] }`).join("\n")}`,
    ),
    texts: matrix(
      'columns: [Who decides, Who pays, Typical failure, Example]\nrows:\n  - { label: State, cells: [Parliament and administration, Taxpayers, Uniformity; slow to learn, ""] }\n  - { label: Informal household economy, cells: [Families, Unpaid work, Burden on women, Savings groups] }',
    ),
    "levels and texts": matrix(
      'columns: [Out, Up, Undone or revised]\nscale: [little, partial or disputed, strong]\nrows:\n  - { label: Escuela Nueva, cells: [2, 1, "Rules rewritten after 1998"] }\n  - { label: Other, cells: [2, yes, 0] }',
    ),
    "fourteen columns": matrix(
      `columns: [A, B, C, Delta, Epsilon, Zeta and a long one, H, I, J, K, L, M, N, O]\nscale: [no, yes]\nrows:\n  - { label: First thing with a long name, cells: [0,1,0,1,0,1,0,1,0,1,0,1,0,1] }`,
    ),
    "six columns of text": matrix(
      `columns: [Administration, Parliament, Responsibility, Organisation, Representation, Sustainability]\nrows:\n  - { label: Institutionalisation, cells: [Administration, Parliamentarians, Responsibilities, Organisations, Representation, Sustainability] }`,
    ),
  }).map(([name, text]) => {
    const { spec, problems } = parseChart(text);
    if (!spec) throw new Error(`${name}: ${JSON.stringify(problems)}`);
    return [name, spec];
  }),
);

interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where the texts of a drawing stand, from its attributes and the font metrics. */
function textBoxes(svg: string): { boxes: Box[]; view: Box } {
  const { document } = parseHTML(`<body>${svg}</body>`);
  const root = document.querySelector("svg")!;
  const [x, y, w, h] = root.getAttribute("viewBox")!.split(" ").map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const boxes = [...root.querySelectorAll("text")].map((node): Box => {
    const text = node.textContent!;
    const cut: Cut = node.classList.contains("chart-caps")
      ? "caps"
      : node.hasAttribute("font-weight")
        ? "strong"
        : "sans";
    const width = textWidth(text, cut);
    const shift = { start: 0, middle: 0.5, end: 1 }[node.getAttribute("text-anchor") ?? "start"]!;
    const left = Number(node.getAttribute("x")) - shift * width;
    const baseline = Number(node.getAttribute("y"));
    const box = {
      text,
      left,
      right: left + width,
      top: baseline - 0.64 * SIZE,
      bottom: baseline + 0.2 * SIZE,
    };
    const turned = /translate\((\S+) (\S+)\) rotate\(-90\)/.exec(
      node.parentElement?.getAttribute("transform") ?? "",
    );
    if (!turned) return box;
    const [tx, ty] = [Number(turned[1]), Number(turned[2])];
    return { text, left: tx + box.top, right: tx + box.bottom, top: ty - box.right, bottom: ty - box.left };
  });
  return { boxes, view: { text: "", left: x, right: x + w, top: y, bottom: y + h } };
}

describe("renderChart", () => {
  const layouts = Object.keys(CHART_WIDTHS) as ChartLayout[];

  it.each(Object.keys(SPECS))("sets %s without overlap or overflow", (name) => {
    for (const layout of layouts) {
      const { boxes, view } = textBoxes(renderChart(SPECS[name]!, layout));
      expect(boxes.length).toBeGreaterThan(0);
      boxes.forEach((a, i) => {
        expect(a.left, a.text).toBeGreaterThanOrEqual(view.left);
        expect(a.right, a.text).toBeLessThanOrEqual(view.right);
        expect(a.top, a.text).toBeGreaterThanOrEqual(view.top);
        expect(a.bottom, a.text).toBeLessThanOrEqual(view.bottom);
        for (const b of boxes.slice(i + 1)) {
          const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
          expect(apart, `${layout}: "${a.text}" and "${b.text}"`).toBe(true);
        }
      });
    }
  });

  it.each(Object.keys(SPECS))("writes well-formed SVG with finite numbers for %s", async (name) => {
    const svg = renderChart(SPECS[name]!, "page");
    expect(svg).not.toMatch(/NaN|Infinity|undefined|\[object/);
    // librsvg reads strict XML.
    const { width } = await sharp(Buffer.from(svg)).metadata();
    expect(width).toBe(CHART_WIDTHS.page);
  });

  it.each(Object.entries(SPECS))("shows every label of %s", (_, spec) => {
    const { boxes } = textBoxes(renderChart(spec));
    const shown = boxes
      .map((b) => b.text)
      .join("")
      .replace(/[\s-]/g, "");
    for (const row of chartTable(spec).rows) {
      expect(shown).toContain((spec.type === "timeline" ? row[1]! : row[0]!).replace(/[\s-]/g, ""));
    }
  });

  it("keeps to a strict Content-Security-Policy and needs no ids", () => {
    for (const spec of Object.values(SPECS)) {
      const svg = renderResponsiveChart(spec);
      expect(svg).not.toMatch(/\sstyle=|<style|<script|\sid=|url\(|\son\w+=|#[0-9a-f]{3}/i);
    }
  });

  it("is one image with a description, of no fixed size", () => {
    const svg = renderChart({ ...SPECS["one bar"]!, alt: 'Says "61%" & <more>' });
    expect(svg).toMatch(/^<svg [^>]*class="chart chart-bar chart-narrow"/);
    expect(svg).toContain('role="img"');
    expect(svg.slice(0, svg.indexOf(">"))).not.toMatch(/\s(width|height)=/);
    const { document } = parseHTML(`<body>${svg}</body>`);
    expect(document.querySelector("svg")!.getAttribute("aria-label")).toBe("Says “61%” & <more>");
  });

  it("escapes what an editor writes", () => {
    const { spec } = parseChart(bar('data:\n  - { label: "<b>R&D</b>", value: 1 }'));
    expect(renderChart(spec!)).toContain("&lt;b>R&amp;D&lt;/b>");
  });

  it("tells levels, series and highlights apart by form", () => {
    const levels = renderChart(SPECS.levels!);
    expect(levels).toMatch(/<circle[^>]*fill="none"/);
    expect(levels).toMatch(/<circle[^>]*fill="currentColor"/);
    // The commands of a path and whether it is filled say which shape it is: disc, ring, square, diamond, cross, triangle.
    const marks = [
      ...renderChart(SPECS["six series"]!).matchAll(/<path class="chart-(fill|line)" d="([^"]+)"/g),
    ];
    const shapes = new Set(marks.slice(0, 6).map(([, tone, d]) => `${tone} ${d!.replace(/[^a-zA-Z]/g, "")}`));
    expect(shapes.size).toBe(6);
    const bars = renderChart(SPECS["twenty bars"]!);
    const one = { ...(SPECS["twenty bars"] as BarSpec) };
    one.data = one.data.map((d, i) => ({ ...d, highlight: i === 2 }));
    expect(bars).not.toMatch(/font-weight="500"|<rect[^>]*fill="none"/);
    expect(renderChart(one).match(/<rect[^>]*fill="currentColor"/g)).toHaveLength(1);
    expect(renderChart(one).match(/<rect[^>]*fill="none"/g)).toHaveLength(19);
  });

  it("draws the lengths of bars in proportion", () => {
    const { spec } = parseChart(
      bar("data:\n  - { label: A, value: 50 }\n  - { label: B, value: 25 }\n  - { label: C, value: 0 }"),
    );
    const widths = [...renderChart(spec!).matchAll(/<rect[^>]* width="([\d.]+)"/g)].map((m) => Number(m[1]));
    expect(widths).toHaveLength(2);
    expect(widths[0]! / widths[1]!).toBeCloseTo(2, 1);
  });

  it("gives the same drawing every time", () => {
    for (const spec of Object.values(SPECS))
      expect(renderChart(spec)).toBe(renderChart(structuredClone(spec)));
  });

  it("keeps lines of text a leading apart", () => {
    const { boxes } = textBoxes(renderChart(SPECS["sentences as labels"]!));
    expect(boxes[1]!.top - boxes[0]!.top).toBeCloseTo(LEADING);
  });
});

describe("chartTable", () => {
  it("gives the data of each type", () => {
    expect(chartTable(SPECS["bars of both signs"]!)).toMatchObject({
      head: ["Item", "Percentage points", "Note"],
      rows: [
        ["Education", "12.50", ""],
        [expect.any(String), "\u22128.25", "excluding hospitals"],
        ["Zero", "0.00", ""],
        ["Energy", "\u221214.00", ""],
      ],
    });
    expect(chartTable(SPECS["two series"]!)).toMatchObject({
      head: ["Item", "2010", "2020"],
      rows: [["Northern Europe", "12%", "31%"], expect.anything(), ["Eastern Europe", "–", "9%"]],
    });
    expect(chartTable(SPECS.spans!)).toMatchObject({
      head: ["Year", "Event"],
      rows: [
        ["1998–2024", "A long programme"],
        ["2014", "A year"],
        ["2014–2017", "SI-DRIVE"],
        ["2014–2018", "TRANSIT"],
      ],
    });
    expect(chartTable(SPECS["levels and texts"]!)).toMatchObject({
      head: ["Item", "Out", "Up", "Undone or revised"],
      rows: [
        ["Escuela Nueva", "strong", "partial or disputed", "Rules rewritten after 1998"],
        ["Other", "strong", "yes", "little"],
      ],
    });
  });

  it("has as many cells in every row as in the head", () => {
    for (const spec of Object.values(SPECS)) {
      const { head, rows } = chartTable(spec);
      for (const row of rows) expect(row).toHaveLength(head.length);
    }
  });
});
