/** The controls of the reader. Shown only where scripts run; each names a command of src/reader/commands.ts. */

function Tool({
  command,
  children,
  label,
  expands,
}: {
  command: string;
  children: string;
  label?: string;
  expands?: boolean;
}) {
  return (
    <button
      type="button"
      class={`tool tool-${command}`}
      data-command={command}
      aria-label={label}
      aria-haspopup={expands ? "dialog" : undefined}
    >
      {children}
    </button>
  );
}

/** Above the text of an article. */
export function ReaderBar({ title }: { title: string }) {
  return (
    <section class="reader-bar scripted" aria-label="Reading tools">
      <div class="reader-bar-inner">
        <Tool command="contents" expands>
          Contents
        </Tool>
        <p class="reader-bar-title" aria-hidden="true">
          {title}
        </p>
        <div class="tools">
          <button type="button" class="tool tool-mode" data-command="mode">
            <span class="in-scrolling">Pages</span>
            <span class="in-paged">Scroll</span>
          </button>
          <Tool command="settings" label="Aa: type and colours" expands>
            Aa
          </Tool>
          <Tool command="search" expands>
            Search
          </Tool>
          <Tool command="bookmark" label="Mark this place">
            Mark
          </Tool>
          <Tool command="cite" label="Quote and cite" expands>
            Cite
          </Tool>
          <Tool command="more" label="More tools" expands>
            More
          </Tool>
        </div>
      </div>
    </section>
  );
}

/** Below the text: where one is, and in paged mode the buttons that turn. The script keeps it true. */
export function ReaderFoot({ page, minutes }: { page: number | undefined; minutes: number }) {
  return (
    <section class="reader-foot scripted" aria-label="Place in the article">
      <div class="reader-foot-inner">
        <button type="button" class="turn turn-previous" data-command="previous">
          <span class="turn-arrow" aria-hidden="true">
            ←
          </span>{" "}
          <span class="turn-word">Previous</span>
        </button>
        <button type="button" class="reader-place" data-command="page" aria-haspopup="dialog">
          <span class="place-words">
            {page !== undefined && <span class="place-printed">p.&nbsp;{page}</span>}
            <span class="place-left">{minutes}&nbsp;min left</span>
          </span>
        </button>
        <button type="button" class="turn turn-next" data-command="next">
          <span class="turn-word">Next</span>{" "}
          <span class="turn-arrow" aria-hidden="true">
            →
          </span>
        </button>
      </div>
      <div class="reader-progress" aria-hidden="true">
        <span />
      </div>
    </section>
  );
}

/** Carries the number of picked articles once the script knows it. */
function SelectionTool() {
  return (
    <button
      type="button"
      class="tool tool-selection"
      data-command="selection"
      aria-label="My selection"
      aria-haspopup="dialog"
    >
      Selection <span class="selection-count" />
    </button>
  );
}

/** On every page, in the running head. */
export function SiteTools() {
  return (
    <ul class="site-tools scripted">
      <li>
        <Tool command="search" expands>
          Search
        </Tool>
      </li>
      <li>
        <SelectionTool />
      </li>
      <li>
        <Tool command="notes">Notes</Tool>
      </li>
      <li>
        <Tool command="settings" label="Aa: type and colours" expands>
          Aa
        </Tool>
      </li>
    </ul>
  );
}

/** What is said to those who listen, and shown for a moment. There from the start, so that it is heard. */
export function Announcements() {
  return (
    <>
      <p id="atlas-status" class="visually-hidden" role="status" aria-live="polite" />
      <div id="atlas-notice" class="notice" hidden />
    </>
  );
}
