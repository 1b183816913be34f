/*
 * Opens a window in which a reader cites a paragraph, a note or the selected words: the permanent link, and a citation
 * in each style that the page brings along, to look at and to copy.
 *
 * It is opened by the number beside a paragraph, by the label of a note, by the button "Cite" under the heading, by the
 * one that appears while words are selected, and by a key. Without this script the numbers are plain links.
 */
(() => {
  "use strict";

  const { places, fragments, forms, store, dialogs, keys } = window.glossator;
  const { make, isPlainClick } = window.glossator.dom;
  const data = JSON.parse(document.getElementById("gl-citing")?.textContent ?? "null");
  const heading = document.querySelector(".md-content__inner > h1");
  const isNote = (unit) => unit.matches(".gl-note");
  const { numberOf } = places;
  const units = [...document.querySelectorAll(".gl-text .gl-unit[id], .gl-notes .gl-note[id]")].filter(numberOf);
  if (!data || !heading || units.length === 0) return;

  const NUMBERS = ".gl-text .gl-num, .gl-notes .gl-note-label";
  const OPENERS = `.gl-cite-button, .gl-cite-offer, ${NUMBERS}`;
  const STYLE_STORED = "glossator-citing-style";
  const SHOWN = 240; // characters of a quotation; of a longer one its beginning and its end
  const COPIED_FOR = 2000; // ms in which a button says what it has done

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
    return `${data.address}${version}#${encodeURI(unit.id)}` + (directive && `:~:${directive}`);
  };

  const citationOf = (style, { unit, pages }) =>
    forms.fill(style, data.marks, {
      kind: kindOf(unit),
      pages,
      number: numberOf(unit),
      address: addressOf(unit),
      id: keyOf(unit),
    });

  const isInSight = (unit) => {
    const { top, bottom } = unit.getBoundingClientRect();
    return bottom > places.covered() && top < window.innerHeight;
  };

  /*
   * The paragraph or note to begin with where none is named: the one with the focus, else the one that an address named,
   * as far as they are in sight, else the one being read.
   */
  const unitNow = () => {
    const named = [document.activeElement, document.querySelector(":target")].map(places.unitOf);
    const unit = named.find((one) => one && isInSight(one)) ?? places.unitAtEyes();
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
    radio.checked = id === store.get(STYLE_STORED);
    styles.append(make("label", {}, radio, make("span", { textContent: name })));
  }
  if (!styles.querySelector(":checked")) styles.querySelector("input").checked = true;

  const foot = make("footer", {}, make("p", { role: "status" }));
  const status = foot.firstElementChild;
  const { dialog, open: openDialog } = dialogs.make({
    className: "gl-citing",
    title: "Cite",
    body: [
      make("p", {}, choiceLabel, " ", choice, " ", pagesShown),
      remark,
      quotation,
      wordsLinkPart,
      linkPart,
      section("Citation", [styles, citation], [copier("citation", citation), save]),
      foot,
    ],
  });

  let state = null; // {unit, quotation, pages}
  const told = []; // by other scripts, of what the window shows
  const styleNow = () => data.styles.find(({ id }) => id === styles.querySelector(":checked").value);

  const setText = (element, content) => {
    element.textContent = content;
    element.hidden = content === "";
  };

  const shortened = (quoted) => {
    const letters = [...quoted];
    if (letters.length <= SHOWN) return quoted;
    const [begin, end] = [letters.slice(0, SHOWN / 2), letters.slice(-SHOWN / 2)];
    return `${begin.join("").trimEnd()} … ${end.join("").trimStart()}`;
  };

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
    for (const tell of told) tell(placeOf(unit, quoted));
    status.textContent = "";
  };

  const open = (unit, quoted) => {
    if (dialog.open) return;
    show(quoted?.unit ?? unit, quoted);
    offer.hidden = true;
    openDialog();
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
  let start = document.querySelector(".gl-extent > .gl-cite-button"); // which has kept the room for itself
  if (start) {
    start.disabled = false;
    start.addEventListener("click", openHere);
  } else {
    start = makeButton("Cite", openHere);
    start.className = "gl-pill gl-cite-button";
    start.setAttribute("aria-haspopup", "dialog");
    heading.after(start);
  }

  const offer = makeButton("Cite these words", openHere);
  offer.className = "gl-cite-offer";
  offer.hidden = true;
  document.body.append(offer);
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
    if (!number || !isPlainClick(event)) return;
    const unit = places.unitOf(number);
    if (!units.includes(unit)) return;
    event.preventDefault();
    const quoted = selectedWords();
    if (location.hash !== `#${encodeURI(unit.id)}`) location.hash = unit.id; // as the link does by itself
    open(unit, quoted?.units.includes(unit) ? quoted : null);
  });

  keys.add({ key: "c", words: "Cite the paragraph that is being read, or the selected words", action: openHere });
  choice.addEventListener("change", () => show(document.getElementById(choice.value)));
  styles.addEventListener("change", () => {
    store.set(STYLE_STORED, styleNow().id);
    showCitation();
  });

  /*
   * For other scripts: a place is {unit, pages, words}, without words where a whole paragraph or note is meant. What is
   * added to the foot of the window is told the place that the window shows.
   */
  const placeOf = (unit, quoted = null) => ({
    unit: quoted?.unit ?? unit,
    pages: pagesOf(quoted?.range ?? rangeOf(unit)),
    words: quoted?.text ?? null,
  });
  const citing = {
    addressOf,
    shortened,
    placeOf,
    placeNow: () => placeOf(unitNow(), selectedWords()),
    add: (element, tell) => {
      foot.prepend(element);
      told.push(tell);
    },
  };
  window.glossator = { ...window.glossator, citing };
})();
