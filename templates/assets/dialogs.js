/*
 * Makes windows over the page. While one is open nothing else can be reached; Escape, its button and a click beside it
 * close it, and the focus goes back to where it was.
 */
(() => {
  "use strict";

  const { make } = window.glossator.dom;
  let made = 0;

  /*
   * A window with a title and `body`, its elements. It is in the page only while it is open.
   * `open(opener)` shows it; `opener` is what gets the focus afterwards, or else whatever has it now.
   */
  const makeDialog = ({ className, title, body }) => {
    const heading = make("h2", { className: "gl-dialog-title", id: `gl-dialog-${(made += 1)}` }, title);
    const button = make("button", { type: "button", className: "gl-dialog-close" }, "Close");
    const inner = make("div", { className: "gl-dialog-inner" }, make("header", {}, heading, button), ...body);
    const dialog = make("dialog", { className: `gl-dialog ${className}`, lang: "en" }, inner);
    dialog.setAttribute("aria-labelledby", heading.id);

    let before = null;
    const open = (opener = document.activeElement) => {
      if (dialog.open) return;
      before = opener;
      document.body.append(dialog);
      dialog.showModal();
    };
    const finish = () => {
      if (dialog.open || !dialog.isConnected) return; // opened anew before the browser told that it was closed
      dialog.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
    };
    const close = () => {
      dialog.close();
      finish();
    };
    button.addEventListener("click", close);
    dialog.addEventListener("mousedown", (event) => {
      if (event.target === dialog) close(); // beside the window
    });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault(); // Escape: closed at once, so that the next key finds the page
      close();
    });
    dialog.addEventListener("close", finish);
    return { dialog, open, close };
  };

  window.glossator = { ...window.glossator, dialogs: { make: makeDialog } };
})();
