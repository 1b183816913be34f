/*
 * Opens the search, whose scripts and indexes are loaded at its first opening and never before.
 *
 * They come by script elements, so that the search works among the files of a disk too. The page of the search, and a
 * page to which a hit has led, load the scripts at once.
 */
(() => {
  "use strict";

  const FOUND = "glossator-found"; // kept for the page to which a hit leads (search-marks.js)
  const { page, keys, session, load } = window.glossator;
  const { isPlainClick } = window.glossator.dom;

  let loaded = null;
  const search = async () => {
    loaded ??= load(`${page.root}assets/search.js`);
    await loaded;
    return window.glossator.search;
  };

  const link = document.querySelector(".gl-search-open");
  const open = (opener) =>
    search().then(
      ({ open: show }) => show(opener),
      () => link && location.assign(link.href), // the script could not be loaded
    );

  link?.addEventListener("click", (event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    open(link);
  });
  keys.add({ key: "/", words: "Search", action: () => open(document.activeElement) });

  if (page.kind === "search" || session.get(FOUND)) search();
})();
