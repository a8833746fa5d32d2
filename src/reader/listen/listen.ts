import type { Context } from "../context.ts";
import { pointAt } from "../place/anchor.ts";
import { follow } from "./follow.ts";
import { markRange } from "./mark.ts";
import { type Point, type Sentence, sentencesOf } from "./passages.ts";
import { makePlayer } from "./player.ts";
import { LISTEN_KEY, parsePreferences } from "./preferences.ts";
import { askToGoOn } from "./resume.ts";
import { Speaker, type SpeakerState } from "./speaker.ts";
import { chosenVoice, loadVoices, voicesFor } from "./voices.ts";

const isAny = (value: unknown): value is unknown => value !== null;
const STATES: Record<SpeakerState, string> = {
  playing: "Reading aloud.",
  paused: "Reading aloud is paused.",
  ended: "The article has been read to its end.",
};
const FAULTS = {
  "not-allowed": "The browser waits for you: press Play.",
  network: "This voice needs a connection.",
  silent: "The voice does not answer.",
  other: "The voice stopped.",
};

let running: { from(): void } | undefined;

/**
 * Reads the article aloud with the voices of the device: from what is selected, else from the first sentence that
 * begins on the page. If it is read aloud already, it goes on from here.
 */
export async function listen(context: Context, from?: HTMLElement): Promise<void> {
  if (!context.reader || !context.info.article) return;
  if (running) running.from();
  else await start(context, from);
}

async function start(context: Context, from?: HTMLElement): Promise<void> {
  const { info, store, say } = context;
  const reader = context.reader!;
  const root = document.documentElement;
  const main = document.getElementById("main")!;
  const article = main.querySelector("article");
  const foot = document.querySelector(".reader-foot");
  if (!article || !foot) return;

  let preferences = parsePreferences(store.get(LISTEN_KEY, isAny));
  const keep = (part: Partial<typeof preferences>) => {
    preferences = { ...preferences, ...part };
    store.set(LISTEN_KEY, preferences);
  };
  let sentences = sentencesOf(article, info.lang, preferences);
  const follower = follow(reader, main, (away) => {
    if (away) player.note(undefined, { label: "Back to what is read", run: () => follower.back() });
    else player.note();
  });
  const here = () => {
    const selected = selectionStart(article);
    if (selected) return firstFrom(sentences, selected);
    const first = sentences.findIndex((sentence) => follower.begins(rangeOf(sentence)));
    // One sentence may fill the whole window.
    return first < 0 ? firstFrom(sentences, pointAt(reader.place(), main)) : first;
  };
  // Before the controls take their room.
  const first = here();
  const lang = main.querySelector(".prose")?.getAttribute("lang") || info.lang;
  const key = lang.split("-")[0]!.toLowerCase();
  const synth = window.speechSynthesis as SpeechSynthesis | undefined;

  const player = makePlayer(preferences, {
    toggle: () => (speaker?.state === "playing" ? speaker.pause() : play()),
    previous: () => step(-1),
    next: () => step(1),
    stop,
    rate(value) {
      keep({ rate: value });
      if (!speaker) return;
      speaker.rate = value;
      speaker.again();
    },
    voice(uri) {
      keep({ voices: { ...preferences.voices, [key]: uri } });
      choose();
      speaker?.again();
    },
    citations(citations) {
      keep({ citations });
      const at = sentences[speaker?.at ?? 0]?.start;
      sentences = sentencesOf(article, info.lang, preferences);
      speaker?.exchange(sentences, at ? firstFrom(sentences, at) : 0);
    },
    onward: (onward) => keep({ onward }),
  });
  /** Controls come above the foot; the text is measured anew and its place kept. */
  foot.prepend(player.element);
  root.dataset.listening = "";
  const resized = new ResizeObserver(() =>
    root.style.setProperty("--player", `${player.element.offsetHeight}px`),
  );
  resized.observe(player.element);
  player.focus();

  let speaker: Speaker | undefined;
  let voices: SpeechSynthesisVoice[] = [];
  running = {
    from() {
      speaker?.go(here());
      play();
      player.focus();
    },
  };
  const leave = () => synth?.cancel();
  window.addEventListener("pagehide", leave);

  function stop(): void {
    const focused = player.element.contains(document.activeElement);
    speaker?.pause();
    follower.end();
    resized.disconnect();
    window.removeEventListener("pagehide", leave);
    synth?.removeEventListener?.("voiceschanged", choose);
    markRange(undefined, undefined);
    player.element.remove();
    delete root.dataset.listening;
    root.style.removeProperty("--player");
    running = undefined;
    say("Reading aloud has ended.");
    if (focused) (from?.isConnected && from.offsetParent ? from : main).focus({ preventScroll: true });
  }
  function play(): void {
    if (!speaker) return;
    if (!follower.away) player.note();
    speaker.play();
  }
  function step(by: number): void {
    if (!speaker) return;
    // A reader who steps wants to see where to.
    if (follower.away) follower.back();
    speaker.go(speaker.at + by);
  }
  function choose(): void {
    voices = voicesFor(synth!.getVoices(), lang);
    const voice = chosenVoice(voices, preferences.voices[key]);
    if (speaker) speaker.voice = voice;
    player.voices(voices, voice);
  }

  if (!synth || typeof SpeechSynthesisUtterance === "undefined")
    return fail("This browser cannot read aloud.");
  if (sentences.length === 0) return fail("There is nothing to read aloud.");
  player.note("Looking for voices …");
  const all = await loadVoices(synth);
  if (!player.element.isConnected) return;
  if (all.length === 0)
    return fail("This device has no voices to read with. They are added in its system settings.");
  if (voicesFor(all, lang).length === 0) {
    const name = new Intl.DisplayNames(["en"], { type: "language" }).of(key) ?? lang;
    return fail(`This device has no voice for ${name}. Voices are added in its system settings.`);
  }
  player.note();

  speaker = new Speaker(sentences, synth, (text) => new SpeechSynthesisUtterance(text), {
    sentence(index) {
      const sentence = sentences[index]!;
      const range = rangeOf(sentence);
      markRange(range, sentence.block);
      follower.show(range);
    },
    // A sentence may go on overleaf.
    word(index, character) {
      const sentence = sentences[index]!;
      follower.show(rangeOf({ start: sentence.point(character), end: sentence.end }));
    },
    state(state) {
      player.state(state);
      say(STATES[state]);
      if (state === "ended") ended();
    },
    fault(kind) {
      player.note(FAULTS[kind]);
      say(FAULTS[kind]);
    },
  });
  speaker.rate = preferences.rate;
  choose();
  synth.addEventListener?.("voiceschanged", choose);
  speaker.go(first);
  speaker.play();

  function fail(text: string): void {
    player.fail(text);
    say(text);
  }
  function ended(): void {
    const next = info.article!.next;
    if (next === undefined) return;
    const goOn = () => {
      askToGoOn();
      // Beyond the last page lies the next article.
      reader.turnTo(reader.position().pages);
    };
    if (preferences.onward) goOn();
    else player.note(undefined, { label: "Next article", run: goOn });
  }
}

function rangeOf({ start, end }: { start: Point; end: Point }): Range {
  const range = document.createRange();
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  return range;
}

/** Index of the first sentence that begins at a point or after it; the last if none does. */
function firstFrom(sentences: readonly Sentence[], point: Point | undefined): number {
  if (!point) return 0;
  const at = document.createRange();
  at.setStart(point.node, point.offset);
  const index = sentences.findIndex(({ start }) => at.comparePoint(start.node, start.offset) >= 0);
  return index < 0 ? sentences.length - 1 : index;
}

function selectionStart(article: Element): Point | undefined {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const { startContainer, startOffset } = selection.getRangeAt(0);
  return article.contains(startContainer) ? { node: startContainer, offset: startOffset } : undefined;
}
