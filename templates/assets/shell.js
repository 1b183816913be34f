/*
 * The navigation in a narrow window, where it lies beside the page until its button is pressed.
 *
 * Closed, none of its links can be reached. Without this script a label opens it, by the theme's hidden checkbox.
 */
(() => {
  "use strict";

  const toggle = document.getElementById("__drawer");
  const button = document.querySelector("button.gl-menu");
  const sidebar = document.querySelector(".md-sidebar--primary");
  if (!toggle || !button || !sidebar) return;

  const narrow = matchMedia("(max-width: 76.234375em)"); // as in the theme's own sheet

  const set = (isOpen) => {
    toggle.checked = isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    sidebar.inert = narrow.matches && !isOpen;
  };

  button.addEventListener("click", () => {
    set(!toggle.checked);
    if (toggle.checked) (sidebar.querySelector("[aria-current]") ?? sidebar.querySelector("a")).focus();
  });
  toggle.addEventListener("change", () => set(toggle.checked)); // a click beside it
  sidebar.addEventListener("click", (event) => {
    if (event.target.closest("a")) set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !toggle.checked) return;
    set(false);
    button.focus();
  });
  narrow.addEventListener("change", () => set(false));
  addEventListener("pageshow", () => set(false));

  set(false);
})();
