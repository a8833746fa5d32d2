import { expect, test } from "vitest";
import { Bibliography } from "../../src/markdown/bibliography.ts";
import { markup } from "../../src/markdown/markup.ts";

test("a `>` in an attribute does not look like the end of a tag, and what stands in elements is left alone", () => {
  const label = "a > b, </p> & “c”";
  expect(markup(<section aria-label={label}>x &gt; y</section>)).toBe(
    '<section aria-label="a &gt; b, &lt;/p&gt; &amp; “c”">x > y</section>',
  );
});

test("an address in a reference is a link to its end, and no entity is cut by it", () => {
  const work = {
    id: "a-1-b",
    type: "book",
    title: "See https://host.example/<a>; and $'s",
    author: [{ literal: "A" }],
  };
  const [entry] = new Bibliography(new Map([[work.id, work]])).list([work.id]);
  expect(entry!.text).toContain("See https://host.example/<a>; and $’s");
  expect(entry!.html).toContain('<a href="https://host.example/&#60;a&#62;">');
});
