/**
 * Takes an article into the reader's selection or out of it. Both words lie in the same place, so that nothing moves
 * when the script (src/reader/selection/start.ts) says which one holds.
 */
export function Pick({
  article,
  words = ["add", "added"],
}: {
  article: { slug: string; title: string };
  words?: [off: string, on: string];
}) {
  return (
    <button
      type="button"
      class="pick scripted"
      data-command="select"
      data-pick={article.slug}
      aria-pressed="false"
      aria-label={`Add ${article.title} to my selection`}
    >
      <span class="pick-off">{words[0]}</span>
      <span class="pick-on">{words[1]}</span>
    </button>
  );
}
