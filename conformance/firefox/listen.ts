import { gone, marked, open, press, rest, textOf, there, until, type Visit } from "./visit.ts";

interface Voiceless {
  said: string[];
  /** Ends the utterance that is spoken. */
  end(): void;
}
declare const tts: Voiceless;

/** A voice that says nothing and ends its sentences when told to: headless Firefox has none. */
function stub(): void {
  const target = new EventTarget();
  const voice = { name: "Kate", lang: "en-GB", voiceURI: "Kate", localService: true, default: true };
  const state: { now?: { onstart?(): void; onend?(): void; onerror?(e: object): void } } = {};
  const control: Voiceless = {
    said: [],
    end() {
      const { now } = state;
      state.now = undefined;
      synth.speaking = false;
      now?.onend?.();
    },
  };
  const synth = Object.assign(target, {
    speaking: false,
    pending: false,
    getVoices: () => [voice],
    speak(utterance: { text: string }) {
      control.said.push(utterance.text);
      state.now = utterance as typeof state.now;
      synth.speaking = true;
      setTimeout(() => state.now?.onstart?.(), 0);
    },
    cancel() {
      synth.speaking = false;
      const { now } = state;
      state.now = undefined;
      setTimeout(() => now?.onerror?.({ error: "canceled" }), 0);
    },
  });
  const Utterance = function (this: { text: string }, text: string) {
    this.text = text;
  };
  Object.defineProperties(window, {
    tts: { value: control },
    speechSynthesis: { value: synth },
    SpeechSynthesisUtterance: { value: Utterance },
  });
}

/** Reading aloud: each sentence spoken is marked and to be seen, and the page follows; stopped, nothing is left. */
export async function checkListen(visit: Visit): Promise<void> {
  const { page, slug, complain } = visit;
  await page.evaluateOnNewDocument(stub);
  await open(visit, `articles/${slug}/`);
  await press(page, "l", 100);
  await there(page, ".player");
  const said = () => page.evaluate(() => tts.said);
  const title = await until("the title is spoken", async () => (await said())[0]);
  if (title !== (await textOf(page, "h1"))) complain(`reading aloud begins with “${title}”`);
  const places = new Set<string>();
  const bare = (text: string) => text.replace(/\([^)]*\)/g, "").replace(/[^\p{L}\p{N}]/gu, "");
  for (let i = 0; i < 25; i++) {
    const before = (await said()).length;
    await page.evaluate(() => tts.end());
    await until("the next sentence is spoken", async () => (await said()).length > before);
    await rest(150);
    const spoken = (await said()).at(-1)!;
    places.add(await textOf(page, ".place-words"));
    const mark = await marked(page, "listening");
    if (!mark) complain(`nothing is marked while “${spoken}” is spoken`);
    else if (bare(mark.text) !== bare(spoken))
      complain(`“${mark.text}” is marked while “${spoken}” is spoken`);
    else {
      const seen = await until(
        "the sentence comes to be seen",
        async () => (await marked(page, "listening"))?.seen,
        1500,
      ).catch(() => false);
      if (!seen) complain(`“${spoken}” is spoken but not to be seen`);
    }
  }
  if (places.size < 2) complain("the page does not follow what is spoken");
  await page.click(".player-stop");
  await gone(page, ".player");
  if (await marked(page, "listening")) complain("the mark stays when reading aloud has ended");
}
