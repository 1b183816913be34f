/*
 * Tells other scripts what page this is, and makes addresses that work where it is read: on a server a folder shows its
 * page, among the files of a disk it does not.
 */
(() => {
  "use strict";

  // The path of an address within the site that names a folder: one that is relative, or whole and begins with `file:`.
  const FOLDER = /^(?!(?!file:)[a-z][a-z\d+.-]*:|\/)[^?#]*\/(?=[?#]|$)/iu;

  /* An address within the site, as a link would have it here; any other as it is. */
  const local = (address) => (location.protocol === "file:" ? address.replace(FOLDER, "$&index.html") : address);

  /* The address of the site's root from here, the book (or nothing), and the kind of the page. */
  const { root = "./", book = "", kind = "other" } = document.querySelector(".gl-header")?.dataset ?? {};

  window.glossator = { ...window.glossator, local, page: { root, book, kind } };
})();
