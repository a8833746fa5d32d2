/** How one likes to listen; kept on the device under `listen`. */
export interface ListenPreferences {
  /** 1 is the voice's own speed. */
  rate: number;
  /** Chosen voices (`voiceURI`) by primary language. */
  voices: Record<string, string>;
  /** Reads citations in brackets. */
  citations: boolean;
  /** Goes on with the next article at the end of one. */
  onward: boolean;
}

export const LISTEN_KEY = "listen";
export const RATE = { min: 0.7, max: 2, step: 0.1 } as const;

/** Preferences from what was kept; what is not understood is as at first. */
export function parsePreferences(kept: unknown): ListenPreferences {
  const given = (typeof kept === "object" && kept !== null ? kept : {}) as Record<string, unknown>;
  const { rate, voices } = given;
  return {
    rate: typeof rate === "number" && rate >= RATE.min && rate <= RATE.max ? rate : 1,
    voices:
      typeof voices === "object" && voices !== null
        ? Object.fromEntries(
            Object.entries(voices).filter((e): e is [string, string] => typeof e[1] === "string"),
          )
        : {},
    citations: given.citations === true,
    onward: given.onward === true,
  };
}
