/*
 * Tells other scripts where a point of the text stands: on which printed page, and in which paragraph or note; and where
 * in the window the reader's eyes are.
 *
 * A printed page begins at an empty element `.gl-page`, or, for what stands before the first one, where `data-begins`
 * says. The notes at the foot of a division have printed pages of their own: each note says on which one it begins.
 */
(() => {
  "use strict";

  const { make } = window.glossator.dom;
  const BODY = ".gl-text[data-begins], .gl-page[id]:not(.gl-page--blank)";
  const IN_NOTE = ".gl-page:not(.gl-page--blank)";

  const elementOf = (node) => (node?.nodeType === Node.ELEMENT_NODE ? node : (node?.parentElement ?? null));
  const labelOf = (mark) => mark.dataset.page ?? mark.dataset.begins ?? null;

  let body = null; // the marks of the text itself, in its order; they never change
  const marksAround = (node) => {
    const element = elementOf(node);
    if (!element?.closest(".gl-text, .gl-notes, .gl-heading, h2, h3, h4, h5, h6")) return [];
    if (!element.closest(".gl-notes")) return (body ??= [...document.querySelectorAll(BODY)]);
    const note = element.closest(".gl-note");
    return note ? [note, ...note.querySelectorAll(IN_NOTE)] : [];
  };

  /* The first words in an element: a page may begin right before them. */
  const firstWords = (element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (texts.currentNode.data.trim() !== "") return texts.currentNode;
    return element;
  };

  /* The printed page on which a point of the document, or an element's first word, stands; null where unknown. */
  const pageAt = (node, offset = 0) => {
    const marks = marksAround(node);
    const point = document.createRange();
    point.setStart(offset === 0 && node === elementOf(node) ? firstWords(node) : node, offset);
    let first = 0;
    let after = marks.length; // of the marks that do not follow the point
    while (first < after) {
      const middle = (first + after) >> 1;
      if (point.comparePoint(marks[middle], 0) > 0) after = middle;
      else first = middle + 1;
    }
    return after > 0 ? labelOf(marks[after - 1]) : null;
  };

  /* The printed pages of the words in a range, in order. A break at an end of it, with no word beyond, adds none. */
  const pagesOf = (range) => {
    const root = range.commonAncestorContainer;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = new Set();
    for (let text = root.nodeType === Node.TEXT_NODE ? root : texts.nextNode(); text; text = texts.nextNode()) {
      if (!range.intersectsNode(text)) continue;
      const start = text === range.startContainer ? range.startOffset : 0;
      const end = text === range.endContainer ? range.endOffset : text.length;
      if (text.data.slice(start, end).trim() !== "") found.add(pageAt(text, start)); // no text lies on two pages
    }
    found.delete(null);
    return [...found];
  };

  /* The paragraph or note around a node; null where there is none. */
  const unitOf = (node) => elementOf(node)?.closest(".gl-note, .gl-unit[id]") ?? null;

  /* How many pixels of the window the header covers. */
  const covered = () => Math.max(0, document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0);

  /* The paragraph or note at the top of the window; null behind the last one. */
  const unitAtEyes = () => {
    const top = covered();
    const units = document.querySelectorAll(".gl-text .gl-unit[id], .gl-note");
    return [...units].find((unit) => unit.getBoundingClientRect().bottom > top) ?? null;
  };

  /* The printed number of a paragraph or note. */
  const numberOf = (unit) =>
    (unit.matches(".gl-note")
      ? unit.querySelector(":scope > .gl-note-label")?.textContent.trim()
      : unit.querySelector(":scope > .gl-num")?.dataset.n) ?? "";

  /* A place in words, as short as in the margin: "¶ 12, p. 89", "note 136, p. 90". */
  const wordsOf = (unit, page = pageAt(unit)) => {
    const number = numberOf(unit);
    const name = number && (unit.matches(".gl-note") ? `note\u00a0${number}` : `¶\u00a0${number}`);
    return [name, page && `p.\u00a0${page}`].filter(Boolean).join(", ");
  };

  /* The words of a place for eyes and ears, to be put into an element: ears do not know the sign of a paragraph. */
  const spoken = (words) => {
    if (!words.startsWith("¶\u00a0")) return [words];
    const sign = make("span", {}, "¶\u00a0");
    sign.setAttribute("aria-hidden", "true");
    return [sign, make("span", { className: "gl-unseen" }, "paragraph "), words.slice(2)];
  };

  const EYES = 2.7; // rem below the header: a little below the first line of what an address leads to
  const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
  const topOf = (element) => element.getClientRects()[0]?.top ?? Infinity; // of a hidden one: it is nowhere

  /* Whether a note stands at the foot of its division, and not beside the text. */
  const isAtFoot = (note) => !note.matches(".gl-note--beside");

  /* The last of some elements, in the order of the text, that begins above a line of the window. */
  const lastAbove = (elements, line) => [...elements].findLast((element) => topOf(element) <= line);

  /* Where the reader's eyes are, in pixels of the window: near its top, and at the end of the page at its foot. */
  const eyes = () => {
    const scroller = document.documentElement;
    const top = covered() + EYES * rem();
    const left = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    const near = Math.max(0, 1 - left / scroller.clientHeight);
    const scrolled = Math.min(1, scroller.scrollTop / scroller.clientHeight); // a short page has its foot in sight
    const line = top + near * scrolled * (scroller.clientHeight - top);
    const target = document.querySelector(".gl-unit:target, .gl-note:target"); // the reader was led to its first line
    const first = target ? topOf(target) + rem() : -1;
    return first > 0 && first < innerHeight / 2 ? Math.max(line, first) : line;
  };

  const inText = { pageAt, pagesOf, unitOf, numberOf, wordsOf, spoken };
  const inWindow = { unitAtEyes, covered, topOf, lastAbove, isAtFoot, eyes };
  window.glossator = { ...window.glossator, places: { ...inText, ...inWindow } };
})();
