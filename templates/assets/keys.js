/*
 * Keys of one letter, and the window that lists them.
 *
 * A reader who speaks to the browser, or whose hand slips, can switch them all off. They are deaf while one writes, while
 * a window is open, and with Ctrl, Alt or ⌘. On a keyboard of another script the key in the same place is meant.
 */
(() => {
  "use strict";

  const { settings, dialogs } = window.glossator;
  const { make } = window.glossator.dom;
  const WRITING = "input:not([type=checkbox], [type=radio]), textarea, select, dialog, [contenteditable]";

  const keys = [];
  let areOn = true;

  /* `key` is a letter or sign, `words` say what it does, `action` does it. */
  const add = ({ key, words, action }) => keys.push({ key, words, action });

  const isLatin = (key) => /^[\x20-\x7e]$/u.test(key);
  const isMeant = (event, key) =>
    event.key?.toLowerCase() === key || (!isLatin(event.key ?? "") && event.code === `Key${key.toUpperCase()}`);

  document.addEventListener("keydown", (event) => {
    if (!areOn || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.target.closest?.(WRITING)) return;
    const found = keys.find(({ key }) => isMeant(event, key));
    if (!found) return;
    event.preventDefault();
    found.action();
  });

  settings.addSwitch({
    key: "glossator-keys",
    words: "Keys of one letter, such as ? for their list",
    show: (on) => (areOn = on),
    group: "device",
  });

  const line = (key, words) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, words)];

  const button = document.querySelector(".gl-keys-open");
  const open = () => {
    const lines = keys.flatMap(({ key, words }) => line(key, words));
    const list = make("dl", {}, ...lines, ...line("Esc", "Close a window or a preview"));
    dialogs.make({ className: "gl-keys", title: "Keys", body: [list] }).open();
  };
  button?.addEventListener("click", open);
  add({ key: "?", words: "Show this list", action: open });

  window.glossator = { ...window.glossator, keys: { add } };
})();
