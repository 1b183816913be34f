/*
 * Lets the reader switch off the links of person names.
 *
 * Switched off, a name loses its address: it is then plain text for eyes, ears, pointer and keys alike. Without this
 * script the links are there and the switch is not.
 */
(() => {
  "use strict";

  const names = document.querySelectorAll(".gl-text a.gl-name, .gl-notes a.gl-name");
  window.glossator.settings.addSwitch({
    key: "glossator-names",
    words: "Links of person names",
    show: (on) => {
      for (const name of names) {
        if (on && name.dataset.href) {
          name.setAttribute("href", name.dataset.href);
          delete name.dataset.href;
        } else if (!on && name.hasAttribute("href")) {
          name.dataset.href = name.getAttribute("href");
          name.removeAttribute("href");
        }
      }
    },
  });
})();
