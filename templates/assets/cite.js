/*
 * Opens a window in which a reader cites a paragraph, a note or the selected words: the permanent link, and a citation
 * in each style that the page brings along, to look at and to copy.
 *
 * It is opened by the number beside a paragraph, by the label of a note, by the button "Cite" under the heading, by the
 * one that appears while words are selected, and by the key C, which can be switched off for readers who speak to their
 * browser. Without this script the numbers are plain links.
 */
(() => {
  "use strict";

  const { places, fragments, forms } = window.glossator;
  const data = JSON.parse(document.getElementById("gl-citing")?.textContent ?? "null");
  const heading = document.querySelector(".md-content__inner > h1");
  const isNote = (unit) => unit.matches(".gl-note");
  const numberOf = (unit) =>
    (isNote(unit)
      ? unit.querySelector(":scope > .gl-note-label")?.textContent.trim()
      : unit.querySelector(":scope > .gl-num")?.dataset.n) ?? "";
  const units = [...document.querySelectorAll(".gl-text .gl-unit[id], .gl-notes .gl-note[id]")].filter(numberOf);
  if (!data || !heading || units.length === 0) return;

  const KEY = "c";
  const NUMBERS = ".gl-text .gl-num, .gl-notes .gl-note-label";
  const OPENERS = `.gl-cite-button, .gl-cite-offer, ${NUMBERS}`;
  const STYLE_STORED = "glossator-citing-style";
  const KEY_STORED = "glossator-citing-key";
  const SHOWN = 240; // characters of a quotation; of a longer one its beginning and its end
  const COPIED_FOR = 2000; // ms in which a button says what it has done

  // A browser may refuse to keep anything; choices then last for this page alone.
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const store = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      /* not kept */
    }
  };

  const make = (tag, attributes = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  };

  const makeButton = (words, action) => {
    const button = make("button", { type: "button", textContent: words });
    button.addEventListener("click", () => action(button));
    return button;
  };

  // --- what is cited --------------------------------------------------------------------------------------------

  const kindOf = (unit) => (isNote(unit) ? "note" : "paragraph");
  const isPublished = (unit) => data.version !== null && !("unpublished" in unit.dataset);
  const keyOf = (unit) => `${data.edition}-${unit.id.replace(/^p/, "")}`;

  const rangeOf = (unit) => {
    const range = document.createRange();
    range.selectNodeContents(unit);
    return range;
  };

  const pagesOf = (range) => {
    const pages = places.pagesOf(range);
    return pages.length > 1 ? [pages[0], pages.at(-1)] : pages;
  };

  /* The permanent address of a paragraph or note, or of words in it; null without a public address. */
  const addressOf = (unit, directive = "") => {
    if (data.address === null) return null;
    const version = isPublished(unit) ? `?v=${encodeURIComponent(data.version)}` : "";
    return `${data.address}${version}#${encodeURI(unit.id)}${directive && `:~:${directive}`}`;
  };

  const citationOf = (style, { unit, pages }) =>
    forms.fill(style, data.marks, {
      kind: kindOf(unit),
      pages,
      number: numberOf(unit),
      address: addressOf(unit),
      id: keyOf(unit),
    });

  /* The paragraph or note to begin with where none is named: the one that an address named, else the one being read. */
  const unitNow = () => {
    const target = places.unitOf(document.querySelector(":target"));
    const { top, bottom } = target?.getBoundingClientRect() ?? {};
    const inSight = target && bottom > places.covered() && top < window.innerHeight;
    const unit = inSight ? target : places.unitAtEyes();
    return units.includes(unit) ? unit : (units.find((one) => one.getBoundingClientRect().bottom > 0) ?? units.at(-1));
  };

  // --- the window -----------------------------------------------------------------------------------------------

  const choice = make("select", { id: "gl-citing-place" });
  for (const [label, kind] of [["Paragraphs", "paragraph"], ["Notes", "note"]]) {
    const before = kind === "note" ? "note " : "";
    const options = units
      .filter((unit) => kindOf(unit) === kind)
      .map((unit) => make("option", { value: unit.id, textContent: before + numberOf(unit) }));
    if (options.length > 0) choice.append(make("optgroup", { label }, ...options));
  }
  const choiceLabel = make("label", { htmlFor: choice.id, textContent: "Paragraph or note" });
  const pagesShown = make("span", { className: "gl-citing-pages" });
  const remark = make("p", { className: "gl-citing-remark" });

  const words = make("q", { dir: "auto" });
  const wordsRemark = make("p", { className: "gl-citing-remark" });
  const whole = makeButton("", () => show(state.unit));
  const quotation = make("div", { className: "gl-citing-words" }, make("p", {}, words), wordsRemark, whole);

  const text = () => make("div", { className: "gl-citing-text" });
  const wordsLink = text();
  const link = text();
  const citation = text();
  wordsLink.classList.add("gl-citing-words-link");
  citation.setAttribute("aria-live", "polite"); // another style is heard as it is seen

  const copier = (what, element) => makeButton(`Copy ${what}`, (button) => copy(button, what, element));
  const save = makeButton("Save as file", () => saveRecord());
  const section = (title, children, buttons) =>
    make("section", {}, make("h3", { textContent: title }), ...children, make("div", {}, ...buttons));
  const wordsLinkPart = section("Link to the words", [wordsLink], [copier("link to the words", wordsLink)]);
  const linkPart = section("", [link], [copier("link", link)]);

  const styles = make("fieldset", {}, make("legend", { textContent: "Style of the citation" }));
  for (const { id, name } of data.styles) {
    const radio = make("input", { type: "radio", name: "gl-citing-style", value: id });
    radio.checked = id === stored(STYLE_STORED);
    styles.append(make("label", {}, radio, make("span", { textContent: name })));
  }
  if (!styles.querySelector(":checked")) styles.querySelector("input").checked = true;

  const status = make("p", { role: "status" });
  const key = make("input", { type: "checkbox", checked: stored(KEY_STORED) !== "off" });
  const keyLabel = make("label", {}, key, " The key ", make("kbd", { textContent: "C" }), " opens this window");
  const title = make("h2", { id: "gl-citing-title", textContent: "Cite" });
  const dialog = make(
    "dialog",
    { className: "gl-citing", lang: "en" },
    make(
      "div",
      {},
      make("header", {}, title, makeButton("Close", () => dialog.close())),
      make("p", {}, choiceLabel, " ", choice, " ", pagesShown),
      remark,
      quotation,
      wordsLinkPart,
      linkPart,
      section("Citation", [styles, citation], [copier("citation", citation), save]),
      make("footer", {}, status, keyLabel),
    ),
  );
  dialog.setAttribute("aria-labelledby", title.id);

  let state = null; // {unit, quotation, pages}
  const styleNow = () => data.styles.find(({ id }) => id === styles.querySelector(":checked").value);

  const setText = (element, content) => {
    element.textContent = content;
    element.hidden = content === "";
  };

  const shortened = (quoted) =>
    quoted.length <= SHOWN
      ? quoted
      : `${quoted.slice(0, SHOWN / 2).trimEnd()} … ${quoted.slice(-SHOWN / 2).trimStart()}`;

  const pagesWords = (pages) => {
    if (pages.length === 0) return "printed page not known";
    return pages.length === 1 ? `printed page ${pages[0]}` : `printed pages ${pages.join("–")}`;
  };

  const remarkOn = (unit) => {
    if (data.address === null) {
      return (
        "This edition has no public address yet (no site_url is set), so there is no link to copy, and the citations " +
        "have none."
      );
    }
    if (isPublished(unit)) return "";
    return (
      `This ${kindOf(unit)} is new or changed since the last publication. Until the next one its address is ` +
      "provisional, and the link names no version."
    );
  };

  const remarkOnWords = ({ unit, units: all, directive }) => {
    const several =
      `The words go on behind this ${kindOf(unit)}. The citation names the one in which they begin, and all their ` +
      "pages.";
    const alike = "No link can lead to these words: they do not differ enough from others on this page.";
    return [all.length > 1 && several, directive === null && data.address !== null && alike].filter(Boolean).join(" ");
  };

  const showCitation = () => {
    const style = styleNow();
    const filled = citationOf(style, state);
    if (style.html) citation.innerHTML = filled;
    else citation.textContent = filled;
    citation.classList.toggle("gl-citing-record", !style.html);
    save.hidden = style.extension === "";
  };

  /* Shows a paragraph or note, or, in a quotation of `fragments.quotationIn`, the words of one. */
  const show = (unit, quoted = null) => {
    state = { unit, pages: pagesOf(quoted?.range ?? rangeOf(unit)) };
    choice.value = unit.id;
    pagesShown.textContent = pagesWords(state.pages);
    setText(remark, remarkOn(unit));
    quotation.hidden = quoted === null;
    if (quoted) {
      words.textContent = shortened(quoted.text);
      words.lang = unit.closest("[lang]").lang;
      setText(wordsRemark, remarkOnWords(quoted));
      whole.textContent = `Cite the whole ${kindOf(unit)}`;
    }
    const address = addressOf(unit);
    linkPart.hidden = address === null;
    link.textContent = address;
    linkPart.firstElementChild.textContent = `Link to ${kindOf(unit)} ${numberOf(unit)}`;
    wordsLinkPart.hidden = address === null || !quoted?.directive;
    wordsLink.textContent = wordsLinkPart.hidden ? "" : addressOf(unit, quoted.directive);
    showCitation();
    status.textContent = "";
  };

  const open = (unit, quoted) => {
    if (dialog.open) return;
    show(quoted?.unit ?? unit, quoted);
    offer.hidden = true;
    dialog.showModal();
    choice.focus();
  };

  // --- copying --------------------------------------------------------------------------------------------------

  const toClipboard = (element) => {
    if (element.firstElementChild === null) return navigator.clipboard.writeText(element.textContent);
    const content = { "text/plain": element.textContent, "text/html": element.innerHTML };
    const blobs = Object.entries(content).map(([type, value]) => [type, new Blob([value], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  };

  const copy = async (button, what, element) => {
    status.textContent = "";
    try {
      await toClipboard(element);
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = `Copy ${what}`), COPIED_FOR);
      status.textContent = `Copied: ${what}`;
    } catch {
      getSelection().selectAllChildren(element);
      status.textContent =
        "This browser does not let a page copy. The text is selected now: press Ctrl+C, or ⌘C on a Mac.";
    }
  };

  const saveRecord = () => {
    const href = URL.createObjectURL(new Blob([citation.textContent]));
    const file = make("a", { href, download: `${keyOf(state.unit)}.${styleNow().extension}` });
    file.click();
    setTimeout(() => URL.revokeObjectURL(href), COPIED_FOR);
    status.textContent = `Saved: ${file.download}`;
  };

  // --- ways to open it ------------------------------------------------------------------------------------------

  const selectedRange = () => {
    const selection = getSelection();
    if (selection.rangeCount === 0 || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return units.some((unit) => range.intersectsNode(unit)) ? range : null;
  };

  const selectedWords = () => {
    const range = selectedRange();
    const quoted = range && fragments.quotationIn(range);
    return quoted && units.includes(quoted.unit) ? quoted : null;
  };

  const openHere = () => open(unitNow(), selectedWords());
  const start = makeButton("Cite", openHere);
  start.className = "gl-switch gl-cite-button";
  start.setAttribute("aria-haspopup", "dialog");
  const extent = document.querySelector(".gl-extent");
  if (extent) extent.append(start);
  else heading.after(start);

  const offer = makeButton("Cite these words", openHere);
  offer.className = "gl-cite-offer";
  offer.hidden = true;
  document.body.append(dialog, offer);
  for (const notes of document.querySelectorAll(".gl-notes")) notes.classList.add("gl-citable");

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (offer.hidden = dialog.open || selectedRange() === null), 200);
  });

  /* A click on what opens the window leaves the selection as it is. */
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.(OPENERS) && selectedRange()) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const number = event.target.closest?.(NUMBERS);
    if (!number || event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const unit = places.unitOf(number);
    if (!units.includes(unit)) return;
    event.preventDefault();
    const quoted = selectedWords();
    if (location.hash !== `#${encodeURI(unit.id)}`) location.hash = unit.id; // as the link does by itself
    open(unit, quoted?.units.includes(unit) ? quoted : null);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key?.toLowerCase() !== KEY || event.ctrlKey || event.metaKey || event.altKey || !key.checked) return;
    if (event.target.closest?.("input, textarea, select, dialog, [contenteditable]")) return;
    event.preventDefault();
    openHere();
  });

  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside the window
  });
  choice.addEventListener("change", () => show(document.getElementById(choice.value)));
  styles.addEventListener("change", () => {
    store(STYLE_STORED, styleNow().id);
    showCitation();
  });
  key.addEventListener("change", () => store(KEY_STORED, key.checked ? "on" : "off"));
})();
