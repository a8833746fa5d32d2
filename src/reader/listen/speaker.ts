import { piecesOf, type Span } from "./sentences.ts";

export type SpeakerState = "playing" | "paused" | "ended";

/** What is told about the reading. */
export interface Listener {
  /** A sentence begins, or is the one that Play begins with. */
  sentence(index: number): void;
  /** A word begins, where the voice tells: index into the sentence's characters. */
  word(sentence: number, character: number): void;
  state(state: SpeakerState): void;
  /** The voice failed; the state is `paused`. */
  fault(kind: "not-allowed" | "network" | "silent" | "other"): void;
}

type Synth = Pick<SpeechSynthesis, "speak" | "cancel" | "speaking" | "pending">;
type Utterance = Pick<
  SpeechSynthesisUtterance,
  "rate" | "voice" | "lang" | "onstart" | "onend" | "onerror" | "onboundary"
>;

export interface Words {
  spoken: string;
  lang: string;
}

/** Characters of an utterance that a voice from the network speaks before Chromium would cut it off. */
const REMOTE_MOST = 160;
/** How often what may have been lost is looked for, and how many looks without a sound mean that it is, in ms. */
const LOOK = 1000;
const LOST = 4;

/**
 * Reads sentences one after the other, each in an utterance of its own. Pausing ends the utterance and playing begins
 * its sentence again: the API's own `pause` does nothing on Android and is lost after a while elsewhere.
 */
export class Speaker {
  rate = 1;
  voice: SpeechSynthesisVoice | undefined;
  private current: SpeakerState = "paused";
  private index = 0;
  /** Answers of utterances that were given up do not count. */
  private turn = 0;
  private watch: ReturnType<typeof setInterval> | undefined;
  /** Kept: Chromium forgets to tell the end of an utterance that nothing refers to. */
  private utterance: Utterance | undefined;

  /** @param make makes an utterance of a text, `new SpeechSynthesisUtterance(text)` */
  constructor(
    private sentences: readonly Words[],
    private readonly synth: Synth,
    private readonly make: (text: string) => Utterance,
    private readonly listener: Listener,
  ) {}

  get state(): SpeakerState {
    return this.current;
  }

  get at(): number {
    return this.index;
  }

  play(): void {
    if (this.current === "ended") this.index = 0;
    this.enter("playing");
    this.begin();
  }

  pause(): void {
    this.silence();
    this.enter("paused");
  }

  /** Goes to a sentence, or as near as there is one, and reads on if reading was on. */
  go(index: number): void {
    this.index = Math.max(0, Math.min(this.sentences.length - 1, index));
    if (this.current === "playing") this.begin();
    else {
      this.enter("paused");
      this.listener.sentence(this.index);
    }
  }

  /** Other sentences from here on: with the citations, or without. */
  exchange(sentences: readonly Words[], index: number): void {
    this.sentences = sentences;
    this.go(index);
  }

  /** Begins the sentence again, after a change of rate or voice. */
  again(): void {
    if (this.current === "playing") this.begin();
  }

  private enter(state: SpeakerState): void {
    if (state === this.current) return;
    this.current = state;
    this.listener.state(state);
  }

  private silence(): void {
    this.turn++;
    clearInterval(this.watch);
    this.utterance = undefined;
    if (this.synth.speaking || this.synth.pending) this.synth.cancel();
  }

  private begin(): void {
    this.silence();
    const sentence = this.sentences[this.index];
    if (!sentence) {
      this.enter("ended");
      return;
    }
    this.listener.sentence(this.index);
    const most = this.voice?.localService === false ? REMOTE_MOST : Number.POSITIVE_INFINITY;
    this.speak(sentence, piecesOf(sentence.spoken, most), 0, this.turn);
  }

  private speak(sentence: Words, pieces: Span[], n: number, turn: number): void {
    const { from, to } = pieces[n]!;
    const utterance = this.make(sentence.spoken.slice(from, to));
    utterance.rate = this.rate;
    utterance.lang = this.voice?.lang ?? sentence.lang;
    if (this.voice) utterance.voice = this.voice;
    const counts = () => turn === this.turn && utterance === this.utterance;
    let started = false;
    const done = () => {
      if (!counts()) return;
      clearInterval(this.watch);
      if (n + 1 < pieces.length) this.speak(sentence, pieces, n + 1, turn);
      else {
        this.index++;
        if (this.index < this.sentences.length) this.begin();
        else {
          this.index = this.sentences.length - 1;
          this.silence();
          this.enter("ended");
        }
      }
    };
    const fail = (kind: Parameters<Listener["fault"]>[0]) => {
      if (!counts()) return;
      this.pause();
      this.listener.fault(kind);
    };
    utterance.onstart = () => {
      started = true;
    };
    utterance.onend = done;
    utterance.onboundary = ({ charIndex }) => {
      started = true;
      if (counts()) this.listener.word(this.index, from + charIndex);
    };
    utterance.onerror = ({ error }) => {
      if (error === "not-allowed" || error === "network") fail(error);
      else fail("other");
    };
    this.utterance = utterance;
    this.synth.speak(utterance as SpeechSynthesisUtterance);
    // An end that is never told, and a voice that never begins.
    let quiet = 0;
    clearInterval(this.watch);
    this.watch = setInterval(() => {
      quiet = started && this.synth.speaking ? 0 : quiet + 1;
      if (quiet < LOST) return;
      if (started) done();
      else fail("silent");
    }, LOOK);
  }
}
