/** The part of a `SpeechSynthesisVoice` that choosing needs. */
export type Voice = Pick<SpeechSynthesisVoice, "voiceURI" | "name" | "lang" | "localService" | "default">;

/** Android writes `en_GB`. */
const tag = (lang: string) => lang.replaceAll("_", "-").toLowerCase();
const language = (lang: string) => tag(lang).split("-")[0]!;

/** The voices for a language, BCP 47: those of its region first, then those on the device, then by name. */
export function voicesFor<V extends Voice>(voices: readonly V[], lang: string): V[] {
  const rank = (v: V) => (tag(v.lang) === tag(lang) ? 0 : 4) + (v.localService ? 0 : 2) + (v.default ? 0 : 1);
  return voices
    .filter((v) => language(v.lang) === language(lang))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** The voice chosen before if it is still there, else the first. */
export function chosenVoice<V extends Voice>(voices: readonly V[], uri: string | undefined): V | undefined {
  return voices.find((v) => v.voiceURI === uri) ?? voices[0];
}

type Source = Pick<SpeechSynthesis, "getVoices" | "addEventListener" | "removeEventListener">;

/** The device's voices: at once, or when they have come; none if they have not come within `wait` ms. */
export function loadVoices(synth: Source, wait = 2500): Promise<SpeechSynthesisVoice[]> {
  const there = synth.getVoices();
  if (there.length > 0) return Promise.resolve(there);
  return new Promise((resolve) => {
    const finish = () => {
      const voices = synth.getVoices();
      if (voices.length === 0 && !late) return;
      clearTimeout(timer);
      synth.removeEventListener("voiceschanged", finish);
      resolve(voices);
    };
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      finish();
    }, wait);
    synth.addEventListener("voiceschanged", finish);
  });
}
