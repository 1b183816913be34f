/*
 * The tools of a list that stands whole on its page: words to look for, filters, and orders.
 *
 * A page loads this before its own script, which says by `glSortedList` what its list is. Without scripts nothing is
 * missing but these tools. For paper, all folded places are unfolded.
 */
(() => {
  "use strict";

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const { make } = window.glossator.dom;
  const radios = (title, name, words) =>
    make(
      "fieldset",
      {},
      make("legend", { textContent: title }),
      ...words.map((word, value) =>
        make("label", {}, make("input", { type: "radio", name, value, checked: value === 0 }), word),
      ),
    );
  const select = (title, name, words, values = words.map((_, value) => value)) => {
    const options = words.map((word, at) => make("option", { value: values[at], textContent: word }));
    return make("label", {}, `${title} `, make("select", { name }, ...options));
  };
  const headingOf = (list) => {
    let before = list.previousElementSibling;
    while (before && !/^H[2-6]$/.test(before.tagName)) before = before.previousElementSibling;
    return before;
  };

  /*
   * Puts the tools above a list, which may be divided into several with a heading each.
   *
   *   title, one   what the items are: "Works", "work"
   *   items        the selector of an item
   *   text         the selector of what is searched for words in an item; its `data-words` are searched too
   *   filters      [title, [[words, test], …]]: the first choice of each is all
   *   orders       [value, words, compare]: compare is null for the first, the order of the page itself
   *   contents     the links to the headings, if there are any; the tools stand above them
   *
   * Returns a function that takes back words and filters, so that every item is shown.
   */
  window.glSortedList = ({ title, one, items: selector, text, filters, orders, contents }) => {
    const items = [...document.querySelectorAll(selector)];
    if (items.length === 0) return () => {};

    const homes = items.map((item) => item.parentElement); // the list that each stands in
    const lists = [...new Set(homes)];
    const headings = lists.map(headingOf);
    const textOf = (item) => [...item.querySelectorAll(text)].map((part) => part.textContent);
    const texts = items.map((item) => plain([...textOf(item), item.dataset.words ?? ""].join(" ")));

    // A choice that leaves all or nothing is of no use, nor is a filter without any other.
    const useful = filters
      .map(([name, choices], at) => {
        const counted = choices.map(([word, test]) => ({ word, test, count: items.filter(test).length }));
        const kept = counted.filter(({ count }, place) => place === 0 || (count > 0 && count < items.length));
        return { name: `gl-filter-${at}`, title: name, choices: kept };
      })
      .filter(({ choices }) => choices.length > 1);
    const single = filters.length === 1; // it shows all its choices at once; of several that would be too much
    const controls = useful.map(({ title: name, name: field, choices }) =>
      (single ? radios : select)(name, field, choices.map(({ word, count }) => `${word} (${count})`)),
    );

    const words = make("input", { type: "search", autocomplete: "off", size: 18 });
    const count = make("span", { className: "gl-tools-count", role: "status" });
    const tools = make(
      "form",
      { className: "gl-tools" },
      ...(single ? controls : []),
      make("label", {}, "Words ", words),
      ...(single ? [] : controls),
      select("Order", "gl-order", orders.map(([, word]) => word), orders.map(([value]) => value)),
      count,
    );
    tools.setAttribute("role", "search");
    tools.setAttribute("aria-label", title);
    const fields = tools.elements; // by name, radio buttons and a select alike have one value
    const compareNow = () => orders.find(([value]) => value === fields["gl-order"].value)[2];

    const arrange = () => {
      const compare = compareNow();
      if (compare) {
        lists[0].append(...[...items].sort(compare)); // equal ones stay in the order of the page
      } else {
        for (const list of lists) list.append(...items.filter((_, at) => homes[at] === list));
      }
    };

    const show = () => {
      const tests = useful.map(({ name, choices }) => choices[fields[name].value].test);
      const wanted = plain(words.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      items.forEach((item, at) => {
        item.hidden = !(tests.every((test) => test(item)) && wanted.every((word) => texts[at].includes(word)));
        if (!item.hidden) shown += 1;
      });
      const sorted = compareNow() !== null;
      lists.forEach((list, at) => {
        const empty = ![...list.children].some((item) => !item.hidden);
        list.hidden = empty;
        // In another order all items stand in the first list: its heading would not be true.
        if (headings[at]) headings[at].hidden = sorted || empty;
      });
      if (contents) contents.hidden = sorted || shown < items.length;
      count.textContent = shown === 1 ? `1 ${one}` : `${shown} of ${items.length} ${title.toLowerCase()}`;
    };

    tools.addEventListener("submit", (event) => event.preventDefault());
    tools.addEventListener("input", ({ target }) => {
      if (target === fields["gl-order"]) arrange();
      show();
    });

    (contents || headings[0] || lists[0]).before(tools);
    show();

    return () => {
      for (const { name } of useful) fields[name].value = "0";
      words.value = "";
      show();
    };
  };

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details.gl-places:not([open])")];
    for (const places of unfolded) places.open = true;
  });
  addEventListener("afterprint", () => {
    for (const places of unfolded) places.open = false;
  });
})();
