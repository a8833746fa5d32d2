import { parseHTML } from "linkedom";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { sentencesOf } from "../../src/reader/listen/passages.ts";
import { parsePreferences } from "../../src/reader/listen/preferences.ts";
import { citationBrackets, piecesOf, speakable, splitSentences } from "../../src/reader/listen/sentences.ts";
import { Speaker } from "../../src/reader/listen/speaker.ts";
import { chosenVoice, loadVoices, type Voice, voicesFor } from "../../src/reader/listen/voices.ts";

describe.each([
  ["Intl.Segmenter", Intl.Segmenter],
  ["punctuation", undefined],
])("sentences by %s", (_name, segmenter) => {
  const split = (text: string, lang = "en-GB") =>
    splitSentences(text, lang, segmenter as typeof Intl.Segmenter).map(({ from, to }) =>
      text.slice(from, to),
    );

  test("end where they end, quotation marks with them", () => {
    expect(split("One. Two! “Three?” Four …")).toEqual(["One.", "Two!", "“Three?”", "Four …"]);
    expect(split("  In 1989. Then 800,000 pupils at 3.5 per cent. ")).toEqual([
      "In 1989.",
      "Then 800,000 pupils at 3.5 per cent.",
    ]);
    expect(split("")).toEqual([]);
  });

  test("do not end at initials and abbreviations", () => {
    expect(split("The J.W. McConnell Family Foundation and Dr. Moore et al. Canada met. They left.")).toEqual(
      ["The J.W. McConnell Family Foundation and Dr. Moore et al. Canada met.", "They left."],
    );
    expect(split("See p. 57 and cf. Figure 3. Next.")).toEqual(["See p. 57 and cf. Figure 3.", "Next."]);
  });
});

test("citations in brackets go, with the space before them; other brackets stay", () => {
  const text = "Moore et al. (2015) and others (in Canada (Tarlau, 2017)) say so (see Fox, 2019; Ray, 2020).";
  const span = (words: string) => ({ from: text.indexOf(words), to: text.indexOf(words) + words.length });
  const cites = ["2015", "Tarlau, 2017", "Fox, 2019", "Ray, 2020"].map(span);
  expect(speakable(text, citationBrackets(text, cites)).spoken).toBe(
    "Moore et al. and others (in Canada) say so.",
  );
  expect(citationBrackets("no bracket 2015", [{ from: 11, to: 15 }])).toEqual([]);
});

test("what is spoken knows where it stood", () => {
  const text = "so\u00adcial \n inno\u00advation";
  const { spoken, at } = speakable(text);
  expect(spoken).toBe("social innovation");
  expect(text.slice(at[7]!, at[7]! + 4)).toBe("inno");
});

test("a long sentence is cut after punctuation, else between words, and nothing is lost", () => {
  const text = "A first clause that is long enough, and a second one without any mark that goes on and on";
  const pieces = piecesOf(text, 40).map(({ from, to }) => text.slice(from, to));
  expect(pieces[0]).toBe("A first clause that is long enough, ");
  expect(pieces.join("")).toBe(text);
  expect(Math.max(...pieces.map((p) => p.length))).toBeLessThanOrEqual(40);
  expect(piecesOf("x".repeat(90), 40)).toHaveLength(3);
});

describe("an article", () => {
  const { document } = parseHTML(`<html><body><article lang="en-GB">
    <header class="article-head"><p class="label">Part I</p><p class="article-number" aria-hidden="true">8</p>
      <hgroup><h1>Scaling</h1><p class="subtitle">How far</p></hgroup><p class="brief">7 minutes</p>
      <p class="standfirst">A summary.</p></header>
    <nav class="toc"><h2>In this article</h2></nav>
    <div class="prose"><p id="p1">Growth<sup class="note-call"><a href="#fn-1"><span class="visually-hidden">Note </span>1</a></sup>
      is <span class="page-mark">52</span>slow (<a class="cite">Fox, 2019</a>). <em>Second</em> one.</p>
      <aside class="case"><p class="case-title"><span class="case-label">Case</span> <span>Escuela Nueva</span></p>
      <dl class="case-facts"><div><dt>Where</dt> <dd>Colombia</dd></div></dl></aside>
      <ul><li id="l1">An item<ul><li id="l2">Within it</li></ul></li></ul>
      <figure class="chart"><figcaption><span class="caption-label">Figure 8.1</span> <span class="caption-text">Three cases</span></figcaption>
        <div class="chart-body"><svg aria-label="A matrix."><text>Out</text></svg><svg aria-label="A matrix."></svg></div>
        <details class="chart-data"><summary>Data</summary></details><p class="source">Own work</p></figure>
      <figure class="table"><figcaption><span class="caption-label">Table 1</span> <span>Costs</span></figcaption>
        <div class="table-scroll"><table><tr><td>7</td></tr></table></div></figure>
      <section class="notes"><p>A note.</p></section></div>
    <section class="references"><p>Fox.</p></section></article></body></html>`);
  const article = document.querySelector("article")!;

  test("is read in order: captions and descriptions, no tables, notes, sources or references", () => {
    expect(sentencesOf(article, "en", { citations: false }).map((s) => s.spoken)).toEqual([
      "Scaling",
      "How far",
      "A summary.",
      "Growth is slow.",
      "Second one.",
      "Case: Escuela Nueva",
      "Where: Colombia",
      "An item",
      "Within it",
      "Figure 8.1.",
      "Three cases",
      "A matrix.",
      "Table 1.",
      "Costs",
      "The table is not read aloud.",
    ]);
    expect(sentencesOf(article, "en", { citations: true })[3]!.spoken).toBe("Growth is slow (Fox, 2019).");
  });

  test("gives for each sentence where it begins and ends", () => {
    const second = sentencesOf(article, "en", { citations: false })[4]!;
    expect([second.start.node.textContent, second.start.offset]).toEqual(["Second", 0]);
    expect(second.end.node.textContent!.slice(0, second.end.offset)).toBe(" one.");
    expect(second.point(8)).toEqual({ node: second.end.node, offset: 2 });
    expect(second.lang).toBe("en-GB");
  });
});

const voice = (name: string, lang: string, rest: Partial<Voice> = {}): Voice => ({
  voiceURI: name,
  name,
  lang,
  localService: true,
  default: false,
  ...rest,
});

test("voices: those of the language, the region first, then what needs no connection", () => {
  const all = [
    voice("US", "en_US"),
    voice("Anna", "de-DE"),
    voice("Net", "en-GB", { localService: false }),
    voice("Kate", "en-GB"),
  ];
  const english = voicesFor(all, "en-GB");
  expect(english.map((v) => v.name)).toEqual(["Kate", "Net", "US"]);
  expect(chosenVoice(english, "US")?.name).toBe("US");
  expect(chosenVoice(english, "gone")?.name).toBe("Kate");
  expect(chosenVoice([], "US")).toBeUndefined();
});

test("voices that come late are waited for, and not for ever", async () => {
  const target = new EventTarget();
  let there: Voice[] = [];
  const synth = Object.assign(target, { getVoices: () => there }) as unknown as SpeechSynthesis;
  const waiting = loadVoices(synth, 1000);
  target.dispatchEvent(new Event("voiceschanged"));
  there = [voice("Kate", "en-GB")];
  target.dispatchEvent(new Event("voiceschanged"));
  expect(await waiting).toHaveLength(1);
  there = [];
  expect(await loadVoices(synth, 5)).toEqual([]);
});

test("preferences that are not understood are as at first", () => {
  const own = { rate: 1, voices: {}, citations: false, onward: false };
  expect(parsePreferences(undefined)).toEqual(own);
  expect(parsePreferences({ rate: 9, voices: { en: 3 }, citations: "yes" })).toEqual(own);
  expect(parsePreferences({ rate: 1.4, voices: { en: "Kate" }, onward: true })).toEqual({
    rate: 1.4,
    voices: { en: "Kate" },
    citations: false,
    onward: true,
  });
});

describe("the speaker", () => {
  type Fake = { text: string; rate: number } & Record<"onstart" | "onend", () => void> & {
      onerror(e: { error: string }): void;
      onboundary(e: { charIndex: number }): void;
    };
  const made = () => {
    const said: Fake[] = [];
    const told: unknown[] = [];
    const synth = {
      speaking: false,
      pending: false,
      speak(u: unknown) {
        said.push(u as Fake);
        synth.speaking = true;
      },
      cancel() {
        synth.speaking = false;
        // As browsers do: given up utterances answer late.
        const last = said.at(-1)!;
        queueMicrotask(() => last.onerror({ error: "canceled" }));
      },
    };
    const speaker = new Speaker(
      ["One.", "Two.", "Three."].map((spoken) => ({ spoken, lang: "en" })),
      synth,
      (text) => ({ text, rate: 1 }) as never,
      {
        sentence: (i) => told.push(i),
        word: (i, c) => told.push([i, c]),
        state: (s) => told.push(s),
        fault: (f) => told.push(`fault ${f}`),
      },
    );
    return { speaker, said, told, synth, texts: () => said.map((u) => u.text) };
  };
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("reads one sentence after the other to the end, and again from the start", () => {
    const { speaker, said, told, texts } = made();
    speaker.play();
    for (let i = 0; i < 3; i++) said[i]!.onend();
    expect(texts()).toEqual(["One.", "Two.", "Three."]);
    expect(told).toEqual(["playing", 0, 1, 2, "ended"]);
    speaker.play();
    expect(texts().at(-1)).toBe("One.");
  });

  test("a pause begins its sentence again; what was given up does not count", async () => {
    const { speaker, said, told, texts } = made();
    speaker.play();
    said[0]!.onend();
    speaker.pause();
    await Promise.resolve();
    said[1]!.onend();
    expect(speaker.state).toBe("paused");
    speaker.rate = 1.5;
    speaker.play();
    expect(texts()).toEqual(["One.", "Two.", "Two."]);
    expect(said[2]!.rate).toBe(1.5);
    speaker.go(-5);
    expect(texts().at(-1)).toBe("One.");
    expect(told).not.toContainEqual(expect.stringContaining("fault"));
  });

  test("an end that is never told is noticed, and so is a voice that never begins", () => {
    const { speaker, said, told, synth } = made();
    speaker.play();
    said[0]!.onstart();
    vi.advanceTimersByTime(30_000);
    expect(said).toHaveLength(1);
    synth.speaking = false;
    vi.advanceTimersByTime(4000);
    expect(said).toHaveLength(2);
    vi.advanceTimersByTime(4000);
    expect(told.slice(-2)).toEqual(["paused", "fault silent"]);
  });

  test("a voice from the network gets long sentences in pieces, and words are counted through", () => {
    const { said, told, synth } = made();
    const long = `${"word ".repeat(40)}end.`;
    const speaker = new Speaker([{ spoken: long, lang: "en" }], synth, (text) => ({ text }) as never, {
      sentence: () => {},
      word: (_i, c) => told.push(c),
      state: () => {},
      fault: (f) => told.push(f),
    });
    speaker.voice = voice("Net", "en", { localService: false }) as SpeechSynthesisVoice;
    speaker.play();
    said[0]!.onend();
    expect(said.map((u) => u.text).join("")).toBe(long);
    said[1]!.onboundary({ charIndex: 5 });
    expect(told).toEqual([165]);
    said[1]!.onerror({ error: "network" });
    expect([speaker.state, told.at(-1)]).toEqual(["paused", "network"]);
  });
});
