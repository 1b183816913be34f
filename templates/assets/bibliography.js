/*
 * Filters and sorts the works on the page of the bibliography.
 *
 * Without this script all works stand there in the order of the print, and nothing is missing but these tools. A link to
 * a work that is filtered out shows it again. For paper, all places that cite a work are unfolded.
 */
(() => {
  "use strict";

  const works = [...document.querySelectorAll(".gl-work")];
  if (works.length === 0) return;

  const homes = works.map((work) => work.parentElement); // the list that each stands in, in the order of the print
  const lists = [...new Set(homes)];
  const headings = lists.map((list) => {
    let before = list.previousElementSibling;
    while (before && !/^H[2-6]$/.test(before.tagName)) before = before.previousElementSibling;
    return before;
  });

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = works.map((work) =>
    plain([...work.querySelectorAll(".gl-reference, .gl-text")].map((part) => part.textContent).join(" ")),
  );
  const listed = (work) => "listed" in work.dataset;
  const times = (work) => Number(work.dataset.times || 0);
  const rank = (work) => Number(work.dataset.rank || 0);

  const FILTERS = [
    ["all", "All", () => true],
    ["listed", "In the printed list", listed],
    ["unlisted", "Cited, not in the list", (work) => !listed(work) && times(work) > 0],
    ["uncited", "In the list, never cited", (work) => listed(work) && times(work) === 0],
  ];
  const ORDERS = [
    ["print", "As printed", null],
    ["author", "Author", (one, two) => rank(one) - rank(two)],
    [
      "year",
      "Year",
      (one, two) => (one.dataset.year || 9999) - (two.dataset.year || 9999) || rank(one) - rank(two),
    ],
    ["times", "Times cited", (one, two) => times(two) - times(one) || rank(one) - rank(two)],
  ];

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const choices = FILTERS.map(([value, name, test]) => {
    const count = works.filter(test).length;
    const input = make("input", { type: "radio", name: "gl-filter", value, checked: value === "all" });
    return { input, test, count, label: make("label", {}, input, `${name} (${count})`) };
  }).filter(({ count }, at) => at === 0 || (count > 0 && count < works.length));
  const filter = make("fieldset", {}, make("legend", { textContent: "Show" }), ...choices.map(({ label }) => label));
  const words = make("input", { type: "search", autocomplete: "off", size: 18 });
  const order = make(
    "select",
    {},
    ...ORDERS.map(([value, name]) => make("option", { value, textContent: name })),
  );
  const count = make("span", { className: "gl-tools-count", role: "status" });
  const tools = make(
    "form",
    { className: "gl-tools" },
    ...(choices.length > 1 ? [filter] : []),
    make("label", {}, "Words ", words),
    make("label", {}, "Order ", order),
    count,
  );
  tools.setAttribute("role", "search");
  tools.setAttribute("aria-label", "Works");
  tools.addEventListener("submit", (event) => event.preventDefault());

  const arrange = () => {
    const compare = ORDERS.find(([value]) => value === order.value)[2];
    if (compare) {
      lists[0].append(...[...works].sort(compare));
    } else {
      for (const list of lists) list.append(...works.filter((_, at) => homes[at] === list));
    }
  };

  const show = () => {
    const { test } = choices.find(({ input }) => input.checked);
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    works.forEach((work, at) => {
      work.hidden = !(test(work) && wanted.every((word) => texts[at].includes(word)));
      if (!work.hidden) shown += 1;
    });
    lists.forEach((list, at) => {
      const empty = ![...list.children].some((work) => !work.hidden);
      list.hidden = empty;
      // In another order than that of the print all works stand in the first list: its heading would not be true.
      if (headings[at]) headings[at].hidden = order.value !== "print" || empty;
    });
    count.textContent = shown === 1 ? "1 work" : `${shown} of ${works.length} works`;
  };

  const showTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const work = target && target.closest(".gl-work");
    if (!work) return;
    if (work.hidden) {
      choices[0].input.checked = true;
      words.value = "";
      show();
    }
    const places = work.querySelector(".gl-places");
    if (places) places.open = true;
    target.scrollIntoView();
  };

  filter.addEventListener("change", show);
  words.addEventListener("input", show);
  order.addEventListener("change", () => {
    arrange();
    show();
  });

  (headings[0] || lists[0]).before(tools);
  show();
  showTarget();
  addEventListener("hashchange", showTarget);

  const folded = () => document.querySelectorAll("details.gl-places:not([open])");
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...folded()];
    for (const places of unfolded) places.open = true;
  });
  addEventListener("afterprint", () => {
    for (const places of unfolded) places.open = false;
  });
})();
