/*
 * Marks on a page the words that a search has found, and brings the place that was followed in sight.
 *
 * The words are handed over from page to page by the tab's own memory and not in the address: addresses get copied. No
 * element of the page is changed; the marks are the browser's own highlights, and Escape removes them.
 */
(() => {
  "use strict";

  const KEPT = "glossator-found";
  const NAME = "gl-found"; // of the highlight, for the style sheet
  const { session, places, fragments } = window.glossator;
  const { plain, eachWord } = window.glossator.folding;
  const INLINE = /^(?:A|ABBR|B|BDI|BDO|CITE|CODE|DFN|EM|I|MARK|Q|S|SMALL|SPAN|STRONG|SUB|SUP|TIME|U|WBR)$/;
  const PASSED = `${fragments.NOT_TEXT}, script, style, template, noscript, form, button, svg`;

  /* The path of a page, the same among the files of a disk as on a server. */
  const pathOf = (address) => new URL(address, location.href).pathname.replace(/\/index\.html$/, "/");

  /* Runs of text that no block cuts: {text, pieces: [{node, start}]}. */
  const runsIn = (root) => {
    const runs = [];
    let run = null;
    const visit = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!run) runs.push((run = { text: "", pieces: [] }));
        run.pieces.push({ node, start: run.text.length });
        run.text += node.data;
      } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(PASSED)) {
        const cuts = !INLINE.test(node.tagName);
        if (cuts) run = null;
        node.childNodes.forEach(visit);
        if (cuts) run = null;
      }
    };
    visit(root);
    return runs;
  };

  const rangeOf = ({ pieces }, from, to) => {
    const range = document.createRange();
    const first = pieces.findLast(({ start }) => start <= from);
    const last = pieces.findLast(({ start }) => start < to);
    range.setStart(first.node, from - first.start);
    range.setEnd(last.node, to - last.start);
    return range;
  };

  /* The places in an element where the words of one of the sequences follow one another. */
  const rangesIn = (root, sequences) => {
    const byFirst = new Map();
    for (const sequence of sequences) {
      const words = sequence.split(" ");
      if (!byFirst.has(words[0])) byFirst.set(words[0], []);
      byFirst.get(words[0]).push(words);
    }
    return runsIn(root).flatMap((run) => {
      const words = [];
      eachWord(run.text, (start, end, written) => words.push({ start, end, word: plain(written) }));
      const found = [];
      for (let at = 0; at < words.length; at += 1) {
        const fits = (sequence) => sequence.every((word, k) => words[at + k]?.word === word);
        const longest = (byFirst.get(words[at].word) ?? []).filter(fits).reduce((most, { length }) => Math.max(most, length), 0);
        if (longest === 0) continue;
        found.push(rangeOf(run, words[at].start, words[at + longest - 1].end));
        at += longest - 1;
      }
      return found;
    });
  };

  const remove = () => CSS.highlights?.delete(NAME);

  const bringInSight = (range) => {
    const box = range.getBoundingClientRect();
    const top = places.covered() + box.height;
    if (box.height === 0 || (box.top >= top && box.bottom <= innerHeight * 0.8)) return;
    scrollBy({ top: box.top - top - innerHeight / 4, behavior: "instant" });
  };

  const show = ({ sequences, fragment, ordinal }) => {
    const article = document.querySelector(".md-content__inner");
    if (!article) return;
    const home = fragment ? document.getElementById(fragment) : null;
    const wanted = home ? rangesIn(home, sequences)[ordinal] : null;
    if (wanted) bringInSight(wanted);
    if (home) {
      if (!home.hasAttribute("tabindex")) home.tabIndex = -1; // so that reading aloud and the Tab key go on from there
      home.focus({ preventScroll: true });
    }
    if (CSS.highlights) CSS.highlights.set(NAME, new Highlight(...rangesIn(article, sequences)));
  };

  /* Keeps what is to be marked on the page at an address. */
  const keep = (address, found) => session.write(KEPT, { path: pathOf(address), ...found });

  /* Marks what was kept for this page, once it is laid out. */
  const showKept = () => {
    const kept = session.read(KEPT);
    session.remove(KEPT);
    if (kept?.path !== pathOf("")) return;
    if (document.readyState === "complete") show(kept);
    else addEventListener("load", () => show(kept), { once: true });
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) remove();
  });

  window.glossator = { ...window.glossator, marks: { pathOf, keep, showKept } };
  showKept();
})();
