/*
 * On the page that stands for all that do not exist: if the address names a book, offers that book.
 */
(() => {
  "use strict";

  const box = document.querySelector(".gl-missing");
  const decoded = (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part; // a lone percent sign
    }
  };
  const parts = new Set(location.pathname.split("/").map(decoded));
  for (const line of box?.querySelectorAll("[data-book]") ?? []) {
    line.hidden = !parts.has(line.dataset.book);
    box.hidden &&= line.hidden;
  }
})();
