/*
 * Makes the switches below the title of a page, each of which the browser remembers for all pages.
 */
(() => {
  "use strict";

  // A browser may refuse to keep anything; a switch then serves this page alone.
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const store = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      /* not kept */
    }
  };

  /*
   * Adds a switch that says `words` and whether it is on, and calls `show` with that, now and after each change.
   * It is on until a reader switches it off; `key` is what the browser remembers it under.
   */
  const addSwitch = (key, words, show) => {
    const heading = document.querySelector(".md-content__inner > h1");
    if (!heading) return;
    const state = document.createElement("span");
    state.setAttribute("aria-hidden", "true"); // whether the button is pressed is said already
    const button = Object.assign(document.createElement("button"), { type: "button", className: "gl-switch" });
    button.append(`${words}: `, state);

    let on = true;
    const set = (wanted) => {
      on = wanted;
      show(on);
      state.textContent = on ? "on" : "off";
      button.setAttribute("aria-pressed", String(on));
    };
    const setStored = () => set(stored(key) !== "off");

    button.addEventListener("click", () => {
      set(!on);
      store(key, on ? "on" : "off");
    });
    addEventListener("storage", (event) => {
      if (event.key === key) setStored(); // changed in another window
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted) setStored(); // the way back to a page that is still in memory
    });

    const extent = document.querySelector(".gl-extent");
    if (extent) extent.append(button);
    else heading.after(button);
    setStored();
  };

  window.glossator = { ...window.glossator, addSwitch };
})();
