/** Work that is done once the frame under way has been shown, or before that if something needs its outcome. */
export interface Later {
  /** Work planned twice before it is done is done once. */
  plan(): void;
  /** Does at once what is planned; nothing if nothing is. */
  now(): void;
}

export function later(work: () => void): Later {
  let planned = false;
  const now = () => {
    if (!planned) return;
    planned = false;
    work();
  };
  return {
    now,
    plan() {
      if (planned) return;
      planned = true;
      // A task that a frame asks for comes after that frame.
      requestAnimationFrame(() => setTimeout(now));
    },
  };
}
