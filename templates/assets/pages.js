/*
 * Leads to printed pages: by number from every page of an edition, and on a page of its text from each to the next.
 *
 * The field shows the page that the reader sees, and takes the number of another one. Nothing is read aloud while the
 * text is scrolled; what is wrong with a number is told politely. Where each page of the book begins stands in a file
 * that is loaded when a number is first asked for; where that fails, the stub of the page leads on. Without this script
 * there is a link to the list of all pages.
 */
(() => {
  "use strict";

  const LABEL = /^(?:page|pp?\.?)?\s*([\p{L}\p{N}]+)/iu; // of what a reader may write: `89`, `p. 89`, `88–89`

  const box = document.querySelector(".gl-goto");
  if (!box) return;
  const { keys, data, local, jumps } = window.glossator;
  const { make, isPlainClick, oncePerFrame } = window.glossator.dom;
  const { topOf, lastAbove, isAtFoot, eyes } = window.glossator.places;
  const { root, file, extent } = box.dataset;
  const field = box.querySelector(".gl-goto-page");
  const form = box.querySelector("form");
  const said = box.querySelector(".gl-goto-said");
  const facsimile = box.querySelector(".gl-goto-facsimile");
  const list = box.querySelector(".gl-goto-list");
  const turns = { previous: box.querySelector(".gl-goto-previous"), next: box.querySelector(".gl-goto-next") };

  /* The printed pages that begin on this page of the site, and those around them, in order. */
  const marks = [...document.querySelectorAll(".gl-page[id]:not(.gl-page--blank)")];
  const pictures = new Map();
  for (const link of document.querySelectorAll("a.gl-facsimile")) pictures.set(link.dataset.page, link.href);
  const [before = [], after = []] = JSON.parse(box.dataset.around);
  const around = (pages) => pages.map(([label, href, picture]) => ({ label, href, picture }));
  const own = marks.map((mark) => {
    const label = mark.dataset.page;
    return { label, href: `#${mark.id}`, mark, picture: pictures.get(label) };
  });
  const pages = [...around(before), ...own, ...around(after)];

  // --- the page that the reader sees ---

  const begins = document.querySelectorAll(".gl-text[data-begins], .gl-page[id]:not(.gl-page--blank)");
  const notes = [...document.querySelectorAll(".gl-note[data-begins]")];

  /* A page that was asked for and came in sight, maybe not at the top: the window cannot scroll beyond its end. */
  let asked = null;
  const isTarget = (mark) => mark.matches(":target");
  const ask = (mark = marks.find(isTarget)) => {
    const isInSight = marks.includes(mark) && topOf(mark) >= 0 && topOf(mark) < innerHeight;
    asked = isInSight ? { label: mark.dataset.page, at: scrollY } : null;
  };

  const labelAtEyes = () => {
    if (asked && Math.abs(scrollY - asked.at) < 2) return asked.label;
    asked = null;
    const line = eyes();
    const found = lastAbove(notes.filter(isAtFoot), line) ?? lastAbove(begins, line) ?? begins[0];
    return found?.dataset.page ?? found?.dataset.begins ?? "";
  };

  const showTurn = (turn, words, page) => {
    if (page) turn.setAttribute("href", local(page.href));
    else turn.removeAttribute("href");
    turn.setAttribute("aria-label", page ? `${words} printed page, ${page.label}` : "");
  };

  let shown = null;
  const show = () => {
    const label = labelAtEyes();
    if (label !== shown && document.activeElement !== field) field.value = label;
    if (label === shown) return;
    shown = label;
    const at = pages.findIndex((page) => page.label === label);
    showTurn(turns.previous, "Previous", pages[at - 1]);
    showTurn(turns.next, "Next", at < 0 ? undefined : pages[at + 1]);
    const picture = pages[at]?.picture;
    facsimile.hidden = !picture;
    if (picture) {
      Object.assign(facsimile, { href: picture, rel: "noopener" });
      facsimile.setAttribute("aria-label", `Facsimile of page ${label}`);
    }
  };

  const showSoon = oncePerFrame(show);

  /* Goes to a page that begins here. Turning many pages leaves one step for the way back. */
  const turnTo = (page) => {
    if (marks.some(isTarget)) location.replace(page.href);
    else location.hash = page.href;
    page.mark.scrollIntoView({ behavior: "instant" });
    ask(page.mark);
    show();
  };

  for (const turn of Object.values(turns)) {
    turn.addEventListener("click", (event) => {
      const page = own.find((one) => one.href === turn.getAttribute("href"));
      if (!page || !isPlainClick(event)) return;
      event.preventDefault();
      turnTo(page);
      if (turn.hasAttribute("href")) turn.focus({ preventScroll: true }); // the browser has moved the focus away
    });
  }

  // --- the page that the reader asks for ---

  const say = (words) => {
    said.textContent = words;
    if (words) said.append(" ", make("a", { className: "gl-goto-list", href: list.href }, "All pages"));
  };

  const isSame = (one, other) => one.toLowerCase() === other.toLowerCase();

  /* Where the pages of the book begin, as pairs of label and address; null where that cannot be loaded. */
  let loaded = null;
  const allPages = () => {
    loaded ??= data(file).catch(() => null);
    return loaded;
  };

  const mayExist = (label) => {
    if (!/^\d+$/.test(label)) return true; // whether the book has such a page, its stub tells
    return box.dataset.counts.split(" ").some((count) => {
      const [first, last] = count.split("-").map(Number);
      return Number(label) >= first && Number(label) <= last;
    });
  };

  const goTo = async (wanted) => {
    const [, label] = LABEL.exec(wanted.normalize("NFKC").trim()) ?? [];
    const here = label && [...document.querySelectorAll(".gl-page[id]")].find((mark) => isSame(mark.dataset.page, label));
    if (here) {
      jumps.leave();
      turnTo({ label: here.dataset.page, href: `#${here.id}`, mark: here });
      here.tabIndex = -1; // so that reading aloud goes on from there
      here.focus({ preventScroll: true });
      return;
    }
    const known = label ? await allPages() : [];
    const place = known?.find(([one]) => isSame(one, label));
    const stub = !known && mayExist(label) ? `page/${encodeURIComponent(label)}/` : null;
    const address = place?.[1] ?? stub;
    if (address) {
      jumps.leave();
      location.assign(local(root + address));
    } else say(`This book has no page “${wanted.trim()}”. It has the pages ${extent}.`);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say("");
    if (field.value.trim() !== "") goTo(field.value);
  });
  field.addEventListener("focus", () => field.select());
  field.addEventListener("input", () => say(""));
  box.addEventListener("focusout", (event) => {
    if (box.contains(event.relatedTarget)) return;
    field.value = shown;
    say("");
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    field.value = shown;
    say("");
    event.target.blur();
  });
  keys.add({ key: "g", words: "Go to a printed page", action: () => field.focus() });

  addEventListener("scroll", showSoon, { passive: true });
  addEventListener("resize", showSoon, { passive: true });
  for (const moment of ["pageshow", "hashchange"]) {
    addEventListener(moment, () => {
      ask();
      showSoon();
    });
  }
  show();
})();
