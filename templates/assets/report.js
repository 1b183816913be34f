/*
 * Leads a reader who has found a fault to the editor, with everything filled in: which paragraph or note it is, on which
 * printed page, in which version, and the selected words.
 *
 * The link stands in the window for citing, beside the number of a paragraph while that is pointed at, and below a key.
 * Nothing is sent from here: the link opens the editor's form, or a letter in the reader's own mail program. Without
 * this script the link at the foot of each page names the page alone.
 */
(() => {
  "use strict";

  const { places, citing, keys } = window.glossator;
  const { make } = window.glossator.dom;
  const page = document.querySelector("a.gl-report")?.dataset; // what the link of the page knows
  if (!page || !citing) return;

  const NUMBERS = ".gl-text .gl-num[data-n], .gl-notes .gl-note-label";
  const WORDS = "Report a fault here";
  const DELAY = 300; // ms until the link appears, and until it goes

  /* The link for a paragraph or note, its first and last printed page, and words that are selected in it or null. */
  const addressOf = ({ unit, pages, words }) => {
    const name = `${unit.matches(".gl-note") ? "note" : "paragraph"} ${places.numberOf(unit)}`;
    const id = unit.id.replace(/^p/, "");
    const printed = pages.join("–");
    const address = citing.addressOf(unit) ?? "";
    const facts = [
      ["Place", `${name} (${id})`],
      ["Printed page", printed],
      ["Words", words && `“${citing.shortened(words)}”`],
      ["Edition", `${page.book} (${window.glossator.page.book}), version ${page.version}`],
      ["Address", address],
    ];
    const lines = facts.filter(([, value]) => value).map(([what, value]) => `${what}: ${value}`);
    const values = {
      title: [`${page.book}: ${name} (${id})`, printed && `p. ${printed}`].filter(Boolean).join(", "),
      body: ["What is wrong, and what should stand there?", "", "", "", ...lines, ""].join("\r\n"),
      id,
      page: printed,
      version: page.version,
      address,
    };
    return page.template.replace(/\{([a-z]+)\}/g, (field, what) =>
      Object.hasOwn(values, what) ? encodeURIComponent(values[what].toWellFormed?.() ?? values[what]) : field,
    );
  };

  const makeLink = (properties) => make("a", { rel: "noopener", ...properties }, WORDS);

  // --- in the window for citing ---

  const inWindow = makeLink();
  citing.add(inWindow, (place) => (inWindow.href = addressOf(place)));

  // --- beside a number that is pointed at ---

  const beside = makeLink({ className: "gl-report-here", lang: "en", tabIndex: -1, hidden: true });
  document.body.append(beside);

  const hide = () => (beside.hidden = true);
  const showAt = (number) => {
    const unit = places.unitOf(number);
    if (!unit?.id) return;
    beside.href = addressOf(citing.placeOf(unit));
    beside.hidden = false;
    const at = number.getBoundingClientRect();
    const left = Math.max(4, at.right - beside.offsetWidth);
    beside.style.left = `${left + scrollX}px`;
    beside.style.top = `${at.bottom + scrollY}px`;
  };

  let waiting = 0;
  const later = (action) => {
    clearTimeout(waiting);
    waiting = setTimeout(action, DELAY);
  };
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const number = event.target.closest?.(NUMBERS);
    if (event.target === beside) clearTimeout(waiting);
    else if (number) later(() => showAt(number));
    else later(hide);
  });
  document.addEventListener("click", hide);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  keys.add({
    key: "f",
    words: "Report a fault in the paragraph that is being read, or in the selected words",
    action: () => location.assign(addressOf(citing.placeNow())),
  });
})();
