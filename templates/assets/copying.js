/*
 * Copies words of the book as a quotation: without note calls, numbers and links, with what is set off in print.
 *
 * The style sheet keeps calls and numbers out of a selection already, and that is all there is without this script. But
 * browsers do not agree on what of it they copy, and they add the links, colours and fonts of this site. What is
 * selected in a field, in a window above the page or outside the text is copied as the browser does it.
 */
(() => {
  "use strict";

  const { NOT_TEXT } = window.glossator.fragments;
  const { make } = window.glossator.dom;
  const BOOK = ".gl-text, .gl-notes, .gl-preview";
  const LEFT_OUT = `${NOT_TEXT}, .gl-extent, button, form, nav, script, style, template, [hidden]`;
  const SET_OFF = "em, strong, sup";
  const KEPT = `${SET_OFF}, p, blockquote, ul, ol, li, table, thead, tbody, tr, th, td, h1, h2, h3, h4, h5, h6, br`;
  const LABELLED = ".gl-labelled"; // whose numbers are printed: no program may count it again
  const BREAKS = [
    ["p, blockquote, ul, ol, table, figcaption, div, h1, h2, h3, h4, h5, h6", "\n"],
    ["li, tr, br", "\v"],
    ["th, td", "\t"],
  ];
  const content = document.querySelector(".md-content__inner");
  if (!content) return;

  /* What becomes of an element whose content is cleaned already. */
  const cleanElement = (element, inside) => {
    if (element.matches(`${LABELLED} > li`)) return [make("p", {}, inside)];
    if (element.matches(".gl-line")) return [inside, make("br")];
    return [element.matches(KEPT) && !element.matches(LABELLED) ? make(element.localName, {}, inside) : inside];
  };

  /* A copy of content without attributes, and without the elements that mean nothing elsewhere. */
  const cleaned = (source) => {
    const target = document.createDocumentFragment();
    for (const node of source.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) target.append(node.data);
      else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(LEFT_OUT)) {
        target.append(...cleanElement(node, cleaned(node)));
      }
    }
    return target;
  };

  const wordsAndBreaks = (source) => {
    const parts = [];
    for (const node of source.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) parts.push(node.data.replace(/[ \t\n\r\f\v]+/g, " "));
      else if (node.nodeType === Node.ELEMENT_NODE) {
        const mark = BREAKS.find(([elements]) => node.matches(elements))?.[1] ?? "";
        parts.push(mark, wordsAndBreaks(node), mark);
      }
    }
    return parts.join("");
  };

  /* The words of cleaned content: paragraphs are set apart by an empty line, lines by a line's end, cells by a tab. */
  const plain = (source) =>
    wordsAndBreaks(source)
      .replace(/[ \t\v\n]+/g, (gap) =>
        gap.includes("\n") ? "\n\n" : gap.includes("\v") ? "\n" : gap.includes("\t") ? "\t" : " ",
      )
      .trim();

  /* The content of a range, within what is set off around it. */
  const contentOf = (range) => {
    let inside = cleaned(range.cloneContents());
    const around = range.commonAncestorContainer;
    let element = around.nodeType === Node.ELEMENT_NODE ? around : around.parentElement;
    for (; element?.matches(`${SET_OFF}, a, span`); element = element.parentElement) {
      if (element.matches(SET_OFF)) inside = make(element.localName, {}, inside);
    }
    return make("div", {}, inside);
  };

  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (event.defaultPrevented || selection.isCollapsed || event.target.closest?.("input, textarea")) return;
    const ranges = Array.from({ length: selection.rangeCount }, (_, index) => selection.getRangeAt(index));
    const book = [...content.querySelectorAll(BOOK)];
    const ours = (range) =>
      content.contains(range.commonAncestorContainer) && book.some((part) => range.intersectsNode(part));
    if (!ranges.every(ours)) return;
    const copies = ranges.map(contentOf);
    event.clipboardData.setData("text/plain", copies.map(plain).join("\n\n"));
    event.clipboardData.setData("text/html", copies.map((copy) => copy.innerHTML).join(""));
    event.preventDefault();
  });
})();
