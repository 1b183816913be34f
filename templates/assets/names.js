/*
 * Lets the reader switch off the links of person names, and remembers it for all pages.
 *
 * Switched off, a name loses its address: it is then plain text for eyes, ears, pointer and keys alike. Without this
 * script the links are there and the switch is not.
 */
(() => {
  "use strict";

  const KEY = "glossator-names";
  const names = document.querySelectorAll(".gl-text a.gl-name, .gl-notes a.gl-name");
  const heading = document.querySelector(".md-content__inner > h1");
  if (names.length === 0 || !heading) return;

  // A browser may refuse to keep anything; the switch then serves this page alone.
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const store = (value) => {
    try {
      localStorage.setItem(KEY, value);
    } catch {
      /* not kept */
    }
  };

  const state = document.createElement("span");
  state.setAttribute("aria-hidden", "true"); // whether the button is pressed is said already
  const button = Object.assign(document.createElement("button"), { type: "button", className: "gl-switch" });
  button.append("Person links: ", state);

  let on = true;
  const show = (wanted) => {
    on = wanted;
    for (const name of names) {
      if (on && name.dataset.href) {
        name.setAttribute("href", name.dataset.href);
        delete name.dataset.href;
      } else if (!on && name.hasAttribute("href")) {
        name.dataset.href = name.getAttribute("href");
        name.removeAttribute("href");
      }
    }
    state.textContent = on ? "on" : "off";
    button.setAttribute("aria-pressed", String(on));
  };
  const showStored = () => show(stored() !== "off");

  button.addEventListener("click", () => {
    show(!on);
    store(on ? "on" : "off");
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY) showStored(); // changed in another window
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) showStored(); // the way back to a page that is still in memory
  });

  const extent = document.querySelector(".gl-extent");
  if (extent) extent.append(button);
  else heading.after(button);
  showStored();
})();
