import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { axe, openSite, type Site, withSettings } from "./in-browser.ts";

/** Reading aloud in a real browser, with a voice that says nothing and ends its sentences when told to. */

let site: Site;
beforeAll(async () => {
  site = await openSite(inject("dist"));
}, 60_000);
afterAll(() => site?.close());

interface Voiceless {
  said: { text: string; rate: number; voice?: string }[];
  /** Ends the utterance that is spoken. */
  end(): void;
  /** The voices come. */
  come(): void;
}
declare const tts: Voiceless;

async function open(
  options: BrowserContextOptions & { mode?: string; at?: string; voices?: string; kept?: object } = {},
) {
  const { mode = "paged", at = "articles/scaling/", voices = "there", kept, ...rest } = options;
  const { context, wrong } = await site.context({ bypassCSP: true, ...rest });
  await withSettings(context, { mode });
  await context.addInitScript(
    ([voices, kept]) => {
      if (kept && !localStorage.getItem("atlas:listen")) localStorage.setItem("atlas:listen", kept);
      const make = (name: string, lang: string) => ({
        name,
        lang,
        voiceURI: name,
        localService: true,
        default: false,
      });
      const all = [make("Anna", "de-DE"), make("Kate", "en-GB"), make("Sam", "en-US")];
      const target = new EventTarget();
      let now: { onend?(): void; onstart?(): void; onerror?(e: object): void } | undefined;
      let list = voices === "there" ? all : voices === "german" ? all.slice(0, 1) : [];
      const synth = Object.assign(target, {
        speaking: false,
        pending: false,
        getVoices: () => list,
        speak(utterance: { text: string; rate: number; voice?: { name: string } }) {
          const { text, rate, voice } = utterance;
          control.said.push({ text, rate, ...(voice && { voice: voice.name }) });
          now = utterance as typeof now;
          synth.speaking = true;
          setTimeout(() => now?.onstart?.(), 0);
        },
        cancel() {
          synth.speaking = false;
          const old = now;
          now = undefined;
          setTimeout(() => old?.onerror?.({ error: "canceled" }), 0);
        },
      });
      const control: Voiceless = {
        said: [],
        end() {
          const old = now;
          now = undefined;
          synth.speaking = false;
          old?.onend?.();
        },
        come() {
          list = all;
          target.dispatchEvent(new Event("voiceschanged"));
        },
      };
      const value = voices === "never" ? undefined : synth;
      Object.defineProperties(window, {
        tts: { value: control },
        speechSynthesis: { value },
        SpeechSynthesisUtterance: {
          value: class {
            constructor(readonly text: string) {}
          },
        },
      });
    },
    [voices, kept && JSON.stringify(kept)] as const,
  );
  const page = await context.newPage();
  await page.goto(site.url + at);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(250);
  return { context, page, wrong };
}

const player = (page: Page) => page.getByRole("region", { name: "Reading aloud" });
const said = (page: Page) => page.evaluate(() => tts.said.map((s) => s.text));
const end = (page: Page, times = 1) =>
  page.evaluate((n) => {
    for (let i = 0; i < n; i++) tts.end();
  }, times);
const place = (page: Page) => page.locator(".place-page").innerText();
const settle = (page: Page) => page.waitForTimeout(260);
/** The words that are marked, and whether they are to be seen. */
const marked = (page: Page) =>
  page.evaluate(() => {
    const [range] = [...(CSS.highlights.get("listening") ?? [])] as Range[];
    if (!range) return undefined;
    const rect = range.getClientRects()[0]!;
    const foot = document.querySelector(".reader-foot")!.getBoundingClientRect();
    const copy = range.cloneContents();
    for (const foreign of copy.querySelectorAll(".note-call, .page-mark")) foreign.remove();
    return {
      text: copy.textContent!.replace(/\s+/g, " ").replace(/ ?\([^)]*\)/g, ""),
      seen: rect.left >= 0 && rect.left < innerWidth && rect.top > 0 && rect.top < foot.top,
    };
  });

test("reads from here, marks each sentence and turns the page to it; a page turned by hand is left alone", async () => {
  const { context, page, wrong } = await open();
  const whole = await page.evaluate(() => document.querySelector(".prose")!.getBoundingClientRect().width);
  await page.keyboard.press("l");
  await player(page).waitFor();
  await settle(page);
  expect(await said(page)).toEqual(["Scaling out, up and deep"]);
  expect(await page.evaluate(() => document.activeElement!.textContent)).toBe("Pause");
  expect(await page.locator("#atlas-status").innerText()).toBe("Reading aloud.");
  // The text stands where it stood.
  expect(await page.evaluate(() => document.querySelector(".prose")!.getBoundingClientRect().width)).toBe(
    whole,
  );
  expect(await axe(page)).toEqual([]);
  const pages = new Set<string>();
  for (let i = 0; i < 20; i++) {
    await end(page);
    await page.waitForTimeout(25);
    const mark = await marked(page);
    const spoken = (await said(page)).at(-1);
    if (mark && !/^(Case|Where|Since|Who|Scale):/.test(spoken!))
      expect([mark.text, mark.seen]).toEqual([spoken, true]);
    pages.add(await place(page));
  }
  expect(pages.size).toBeGreaterThan(1);
  const all = (await said(page)).join(" ");
  expect(all).not.toMatch(/Psacharopoulos|Note 1|\(\d{4}\)|\u00ad/);
  expect(all).toContain("Moore et al. studied");

  // The reader goes elsewhere: it reads on, and the page stays.
  const reading = await place(page);
  await page.locator("#main").focus();
  await page.keyboard.press("Home");
  await settle(page);
  await end(page);
  await settle(page);
  expect(await place(page)).toMatch(/^Page 1 /);
  await page.getByRole("button", { name: "Back to what is read" }).click();
  await settle(page);
  expect(await place(page)).toBe(reading);
  expect((await marked(page))?.seen).toBe(true);
  await expectButton(page, "Back to what is read", false);

  // Space turns pages, but presses what has the focus in the player.
  await page.locator("#main").focus();
  await page.keyboard.press("Space");
  await settle(page);
  expect(await place(page)).not.toBe(reading);
  await player(page).getByRole("button", { name: "Pause" }).focus();
  await page.keyboard.press("Space");
  await expectButton(page, "Play", true);

  await page.getByRole("button", { name: "Stop", exact: true }).click();
  expect(await player(page).count()).toBe(0);
  expect(await marked(page)).toBeUndefined();
  expect(wrong).toEqual([]);
  await context.close();
});

async function expectButton(page: Page, name: string, there: boolean) {
  const button = player(page).getByRole("button", { name, exact: true });
  await button.waitFor({ state: there ? "visible" : "hidden", timeout: 3000 });
}

test("the controls: sentence by sentence, speed and voice that are kept, citations; in a narrow window, scrolling", async () => {
  const { context, page, wrong } = await open({
    mode: "scrolling",
    at: "articles/scaling/#directions-p1",
    viewport: { width: 360, height: 740 },
  });
  await page.locator(".reader-foot .reader-place").focus();
  await page.keyboard.press("l");
  await player(page).waitFor();
  await settle(page);
  const [first] = await said(page);
  expect(first).toMatch(/^(The threefold|Moore|Three directions)/);
  const last = async () => (await page.evaluate(() => tts.said.at(-1)))!;
  await player(page).getByRole("button", { name: "Next sentence" }).click();
  const second = (await last()).text;
  expect(second).not.toBe(first);
  await player(page).getByRole("button", { name: "Previous sentence" }).click();
  expect((await last()).text).toBe(first);
  await player(page).getByLabel("Speed").focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  expect(await last()).toEqual({ text: first, rate: 1.5, voice: "Kate" });
  await player(page).getByRole("button", { name: "Options" }).click();
  expect(await player(page).getByLabel("Voice").locator("option").allInnerTexts()).toEqual(["Kate", "Sam"]);
  expect(await axe(page)).toEqual([]);
  await player(page).getByLabel("Voice").selectOption("Sam");
  expect((await last()).voice).toBe("Sam");
  await player(page).getByLabel("Read citations").check();
  for (let i = 0; i < 2; i++) await end(page);
  expect((await said(page)).slice(-3).join(" ")).toContain("Moore et al. (2015)");
  // Every control is within the window and large enough.
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".player :is(button, input, select)")]
      .map((e) => [e.outerHTML, (e.closest("label") ?? e).getBoundingClientRect()] as const)
      .filter(
        ([, r]) => r.height > 0 && (r.height < 24 || r.width < 24 || r.left < 0 || r.right > innerWidth),
      )
      .map(([html]) => html),
  );
  expect(small).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.keyboard.press("Escape");
  await page.reload();
  await settle(page);
  await page.keyboard.press("l");
  await player(page).waitFor();
  await settle(page);
  expect(await last()).toMatchObject({ rate: 1.5, voice: "Sam" });
  expect(wrong).toEqual([]);
  await context.close();
});

test("at the end the next article is offered, and read if wanted", async () => {
  const { context, page } = await open({ at: "articles/scaling/" });
  await page.keyboard.press("l");
  await player(page).waitFor();
  await settle(page);
  const address = page.url();
  await end(page, 400);
  await expectButton(page, "Next article", true);
  await player(page).getByRole("button", { name: "Options" }).click();
  await player(page).getByLabel("Go on with the next").check();
  await page.keyboard.press("Escape");
  await player(page).getByRole("button", { name: "Again" }).click();
  await Promise.all([
    page.waitForURL((url) => String(url) !== address),
    end(page, 400).catch(() => undefined),
  ]);
  await player(page).waitFor();
  await page.waitForFunction(() => tts.said.length === 1);
  expect(await said(page)).toEqual([(await page.locator("h1").innerText()).replaceAll("\u00a0", " ")]);
  expect(await place(page)).toMatch(/^Page 1 /);
  await context.close();
});

test("voices that come late are waited for; none at all, none for the language, and no speech are said", async () => {
  const late = await open({ voices: "late" });
  await late.page.keyboard.press("l");
  await player(late.page).getByText("Looking for voices").waitFor();
  await late.page.evaluate(() => tts.come());
  await late.page.waitForFunction(() => tts.said.length === 1);
  await late.context.close();
  for (const [voices, words] of [
    ["none", "no voices to read with"],
    ["german", "no voice for English"],
    ["never", "cannot read aloud"],
  ] as const) {
    const { context, page } = await open({ voices, viewport: { width: 320, height: 500 } });
    await page.keyboard.press("l");
    await player(page).getByText(words).waitFor();
    await expectButton(page, "Play", false);
    if (voices === "none") expect(await axe(page)).toEqual([]);
    await player(page).getByRole("button", { name: "Close" }).click();
    expect(await player(page).count()).toBe(0);
    await context.close();
  }
});
