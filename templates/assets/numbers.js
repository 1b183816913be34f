/*
 * Lets the reader switch off the numbers of paragraphs and printed pages, with the rules where pages begin.
 *
 * The elements stay, so that every address still leads to its place. Without this script the numbers are shown.
 */
(() => {
  "use strict";

  if (!document.querySelector(".gl-num[data-n], .gl-page")) return;
  window.glossator.addSwitch("glossator-numbers", "Page and paragraph numbers", (on) => {
    document.documentElement.toggleAttribute("data-gl-unnumbered", !on);
  });
})();
