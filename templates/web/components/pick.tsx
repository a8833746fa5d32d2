/**
 * Takes an article into the reader's selection or out of it. Both words lie in the same place, so that nothing moves
 * when the script (src/reader/selection/start.ts) says which one holds; only that one is seen and heard.
 *
 * @param words without them `add` and `added`, which name the article to those who listen
 */
export function Pick({
  article,
  words,
}: {
  article: { slug: string; title: string };
  words?: [off: string, on: string];
}) {
  const [off, on] = words ?? ["add", "added"];
  return (
    <button
      type="button"
      class="pick scripted"
      data-command="select"
      data-pick={article.slug}
      aria-pressed="false"
    >
      <span class="pick-off">{off}</span>
      <span class="pick-on">{on}</span>
      {!words && <span class="visually-hidden"> {article.title} to my selection</span>}
    </button>
  );
}
