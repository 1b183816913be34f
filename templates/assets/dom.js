/*
 * Small tools for scripts that make elements, look for them, and listen to what happens to them.
 */
(() => {
  "use strict";

  /* An element with properties, such as `className` and `textContent`, and what it holds. */
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /* The element that the fragment of an address names, such as `#p5.12`; null where there is none. */
  const elementAt = (hash) => {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null; // a lone percent sign
    }
  };

  /* Whether a click is for this page: with another button, or with a key held, the browser does something else. */
  const isPlainClick = (event) =>
    !event.defaultPrevented &&
    event.button === 0 &&
    !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  /* A function that has `action` done once before the page is next painted, however often it is called. */
  const oncePerFrame = (action) => {
    let isWaiting = false;
    return () => {
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        action();
      });
    };
  };

  window.glossator = { ...window.glossator, dom: { make, elementAt, isPlainClick, oncePerFrame } };
})();
