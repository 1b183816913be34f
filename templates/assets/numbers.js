/*
 * Lets the reader switch off the numbers of paragraphs and printed pages, with the rules where pages begin.
 *
 * The elements stay, so that every address still leads to its place. Without this script the numbers are shown.
 */
(() => {
  "use strict";

  window.glossator.settings.addSwitch({
    key: "glossator-numbers",
    words: "Numbers of paragraphs and printed pages",
    show: (on) => document.documentElement.toggleAttribute("data-gl-unnumbered", !on),
  });
})();
