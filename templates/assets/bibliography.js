/*
 * The works on the page of the bibliography: what they are filtered and sorted by.
 *
 * Without this script all works stand there in the order of the print. A link to a work that is filtered out shows it
 * again.
 */
(() => {
  "use strict";

  const listed = (work) => "listed" in work.dataset;
  const times = (work) => Number(work.dataset.times || 0);
  const year = (work) => Number(work.dataset.year || 9999);
  const byAuthor = (one, two) => (one.dataset.rank || 0) - (two.dataset.rank || 0);

  const showAll = glSortedList({
    title: "Works",
    one: "work",
    items: ".gl-work",
    text: ".gl-reference, .gl-text",
    filters: [
      [
        "Show",
        [
          ["All", () => true],
          ["In the printed list", listed],
          ["Cited, not in the list", (work) => !listed(work) && times(work) > 0],
          ["In the list, never cited", (work) => listed(work) && times(work) === 0],
        ],
      ],
    ],
    orders: [
      ["print", "As printed", null],
      ["author", "Author", byAuthor],
      ["year", "Year", (one, two) => year(one) - year(two) || byAuthor(one, two)],
      ["times", "Times cited", (one, two) => times(two) - times(one) || byAuthor(one, two)],
    ],
  });

  const showTarget = () => {
    const target = window.glossator.dom.elementAt(location.hash);
    const work = target?.closest(".gl-work");
    if (!work) return;
    if (work.hidden) showAll();
    const places = work.querySelector(".gl-places");
    if (places) places.open = true;
    target.scrollIntoView();
  };

  showTarget();
  addEventListener("hashchange", showTarget);
})();
