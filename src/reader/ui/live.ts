/** What is said to those who listen, and shown for a moment to those who look. */

const SHOWN_FOR = 6000;

export interface Live {
  say(text: string): void;
  notify(text: string, action?: { label: string; run(): void }): void;
}

/** Uses the page's own status element, so that screen readers know it from the start. */
export function openLive(document: Document): Live {
  const status = document.getElementById("atlas-status");
  const notice = document.getElementById("atlas-notice");
  let saying = 0;
  let showing = 0;
  const say = (text: string) => {
    if (!status) return;
    clearTimeout(saying);
    // The same words twice are heard only if the element was empty between.
    status.textContent = "";
    saying = window.setTimeout(() => {
      status.textContent = text;
    }, 60);
  };
  const hide = () => {
    if (!notice) return;
    notice.hidden = true;
    notice.replaceChildren();
  };
  return {
    say,
    notify(text, action) {
      say(action ? `${text} ${action.label}: in the notice at the foot of the page.` : text);
      if (!notice) return;
      clearTimeout(showing);
      const words = document.createElement("span");
      words.textContent = text;
      notice.replaceChildren(words);
      if (action) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = action.label;
        button.addEventListener("click", () => {
          hide();
          action.run();
        });
        notice.append(" ", button);
      }
      notice.hidden = false;
      const leave = () => {
        // Not while someone is on its button.
        if (notice.contains(document.activeElement) || notice.matches(":hover"))
          showing = window.setTimeout(leave, SHOWN_FOR);
        else hide();
      };
      showing = window.setTimeout(leave, action ? 2 * SHOWN_FOR : SHOWN_FOR);
    },
  };
}
