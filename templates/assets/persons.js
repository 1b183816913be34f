/*
 * The persons on the page that lists them all: what they are filtered and sorted by.
 *
 * Without this script all persons stand there in the order of the alphabet.
 */
(() => {
  "use strict";

  const all = () => true;
  const kind = (wanted) => (person) => person.dataset.kind === wanted;
  const listed = (person) => "listed" in person.dataset;

  glSortedList({
    title: "Persons",
    one: "person",
    items: ".gl-member",
    text: ".gl-member-name, .gl-member-about",
    filters: [
      ["Kind", [["All", all], ["Actors", kind("actor")], ["Scholars", kind("scholar")]]],
      ["Printed index", [["All", all], ["In it", listed], ["Not in it", (person) => !listed(person)]]],
    ],
    orders: [
      ["name", "Name", null],
      ["times", "Mentions", (one, two) => two.dataset.times - one.dataset.times],
      ["first", "First appearance", (one, two) => one.dataset.first - two.dataset.first],
    ],
    contents: document.querySelector("nav.gl-letters"),
  });
})();
