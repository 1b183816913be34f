/*
 * Keys for the links at the foot of a page that lead to the previous and the next one.
 */
(() => {
  "use strict";

  const TURNS = [["p", "prev"], ["n", "next"]];
  const { keys } = window.glossator;
  for (const [key, rel] of TURNS) {
    const link = document.querySelector(`.gl-turn [rel=${rel}]`);
    if (!link) continue;
    const [word, title] = [...link.children].map((part) => part.textContent.trim());
    link.setAttribute("aria-keyshortcuts", key);
    keys.add({ key, words: `${word}: ${title}`, action: () => link.click() });
  }
})();
