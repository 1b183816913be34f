/*
 * Keeps a reader's choices on the device, and never anywhere else.
 *
 * `store` keeps them for good, `session` as long as the tab is open; `get` and `set` take words, `read` and `write` all
 * else that JSON has. A browser may refuse to keep anything: a choice then lasts for this page alone.
 */
(() => {
  "use strict";

  const keeper = (name) => {
    const attempt = (action) => {
      try {
        return action(window[name]);
      } catch {
        return null; // refused, full, or no JSON
      }
    };
    return {
      get: (key) => attempt((kept) => kept.getItem(key)),
      set: (key, value) => attempt((kept) => kept.setItem(key, value)),
      read: (key) => attempt((kept) => JSON.parse(kept.getItem(key))),
      write: (key, value) => attempt((kept) => kept.setItem(key, JSON.stringify(value))),
      remove: (key) => attempt((kept) => kept.removeItem(key)),
    };
  };

  window.glossator = { ...window.glossator, store: keeper("localStorage"), session: keeper("sessionStorage") };
})();
