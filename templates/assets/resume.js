/*
 * Remembers on the device, and nowhere else, where a book was read last; title page and shelf offer to go on there.
 *
 * What is kept for each book: the page, the paragraph with its number and printed page, the point at the top of the
 * window, how far in the book that is. Following a reference does not move it: it moves when the reader has read on for
 * a window from where a link, or a leap, had led. The notes at the foot do not move it at all. Without this script, or
 * where the browser keeps nothing, nothing is offered.
 */
(() => {
  "use strict";

  const KEPT = "glossator-places";
  const SWITCH = "glossator-remember-place";
  const MOST = 50; // books
  const STAYED = 10_000; // ms on a page that cannot be scrolled for a whole window
  const { places, store, settings, page, local, where, jumps } = window.glossator;
  const { make } = window.glossator.dom;

  const root = new URL(page.root, location.href);
  const nameOf = (book) => new URL(`${book}/`, root).pathname; // several sites may share what a browser keeps

  const all = () => new Map(Object.entries(store.read(KEPT) ?? {}));
  const keepAll = (records) => {
    if (records.size === 0) store.remove(KEPT);
    else store.write(KEPT, Object.fromEntries([...records].slice(-MOST)));
  };
  const forget = (name) => {
    const records = all();
    records.delete(name);
    keepAll(records);
  };

  // --- offering it ---

  /* The address of a record, if it lies in its book. */
  const hrefOf = (name, { path, unit }) => {
    const url = new URL(String(path), root);
    if (url.origin !== root.origin || url.protocol !== root.protocol || !url.pathname.startsWith(name)) return null;
    url.hash = String(unit);
    return url.href;
  };

  const offer = (box) => {
    const name = nameOf(box.dataset.book);
    const record = all().get(name);
    const href = record && hrefOf(name, record);
    box.hidden = !href;
    if (!href) return;
    const link = make("a", { href: local(href) }, "Continue reading: ", make("bdi", {}, record.title));
    if (record.words) link.append(", ", ...places.spoken(String(record.words)));
    link.addEventListener("click", () => {
      if (record.point) jumps.standNext(link.href.split("#")[0], record.point);
    });
    const button = make("button", { type: "button", className: "gl-button" }, "Forget");
    button.addEventListener("click", () => {
      forget(name);
      box.textContent = "The place is forgotten.";
      box.tabIndex = -1;
      box.focus();
    });
    box.replaceChildren(link, ` (${Math.round(record.share)}\u00a0%) `, button);
  };
  const offerAll = () => document.querySelectorAll(".gl-resume[data-book]").forEach(offer);
  addEventListener("pageshow", offerAll); // also on the way back to a page that is still in memory

  // --- remembering it ---

  let isOn = true;
  settings.addSwitch({
    key: SWITCH,
    words: "Remember where I stopped reading",
    show: (on) => {
      isOn = on;
      if (!on) store.remove(KEPT);
      offerAll();
    },
    group: "device",
  });
  settings.addAction({
    words: "Forget all places",
    action: () => {
      store.remove(KEPT);
      offerAll();
      return "Forgotten.";
    },
  });

  if (!page.book || where.now().share === null) return;
  const name = nameOf(page.book);
  let hasStayed = false;

  const hasReadOn = (passed) => {
    const windows = document.documentElement.scrollHeight / innerHeight - 1; // that can be scrolled at all
    return passed >= 1 || (hasStayed && passed >= windows);
  };

  where.whenSettled((passed) => {
    const { unit, share } = where.now();
    if (!isOn || !unit || !hasReadOn(passed)) return;
    const records = all();
    records.delete(name); // the one that was read last stands last
    records.set(name, {
      path: location.pathname.slice(root.pathname.length),
      unit: unit.id,
      title: jumps.title(),
      words: places.wordsOf(unit),
      share: Math.round(share),
      point: jumps.pointNow(),
    });
    keepAll(records);
  });
  setTimeout(() => {
    hasStayed = true;
    where.settleSoon();
  }, STAYED);
})();
