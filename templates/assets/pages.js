/*
 * Leads to printed pages: by number from every page of an edition, and on a page of its text from each to the next.
 *
 * The field shows the page that the reader sees, and takes the number of another one. Nothing is read aloud while the
 * text is scrolled; what is wrong with a number is told politely. Where each page of the book begins stands in a file
 * that is fetched when a number is first asked for; from a folder, where nothing can be fetched, the stub of the page
 * leads on. Without this script there is a link to the list of all pages.
 */
(() => {
  "use strict";

  const KEY = "g";
  const EYES = 1.5; // rem below the scroll margin of a page: where a reader begins
  const LABEL = /^(?:page|pp?\.?)?\s*([\p{L}\p{N}]+)/iu; // of what a reader may write: `89`, `p. 89`, `88–89`

  const box = document.querySelector(".gl-goto");
  if (!box) return;
  const { places } = window.glossator;
  const { root, file, extent } = box.dataset;
  const field = box.querySelector(".gl-goto-page");
  const form = box.querySelector("form");
  const said = box.querySelector(".gl-goto-said");
  const facsimile = box.querySelector(".gl-goto-facsimile");
  const list = box.querySelector(".gl-goto-list");
  const turns = { previous: box.querySelector("[rel=prev]"), next: box.querySelector("[rel=next]") };

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

  const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
  const topOf = (element) => element.getClientRects()[0]?.top ?? Infinity; // of a hidden one: it is nowhere

  /* Where the reader's eyes are: near the top of the window, and at the end of the page at its foot. */
  const eyes = () => {
    const scroller = document.documentElement;
    const top = places.covered() + (EYES + 1.2) * rem();
    const left = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    const near = Math.max(0, 1 - left / scroller.clientHeight);
    const scrolled = Math.min(1, scroller.scrollTop / scroller.clientHeight); // a short page has its foot in sight
    return top + near * scrolled * (scroller.clientHeight - top);
  };

  const begins = document.querySelectorAll(".gl-text[data-begins], .gl-page[id]:not(.gl-page--blank)");
  const notes = document.querySelectorAll(".gl-note[data-begins]");
  const lastAbove = (elements, line) => [...elements].findLast((element) => topOf(element) <= line);

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
    const target = document.querySelector(".gl-unit:target, .gl-note:target"); // the reader was led to its first line
    const first = target ? topOf(target) + rem() : -1;
    const line = first > 0 && first < innerHeight / 2 ? Math.max(eyes(), first) : eyes();
    const found = lastAbove(notes, line) ?? lastAbove(begins, line) ?? begins[0];
    return found?.dataset.page ?? found?.dataset.begins ?? "";
  };

  const showTurn = (turn, words, page) => {
    if (page) turn.setAttribute("href", page.href);
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
      facsimile.href = picture;
      facsimile.setAttribute("aria-label", `Facsimile of page ${label}`);
    }
  };

  let waiting = false;
  const showSoon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      show();
    });
  };

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
      if (!page || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      turnTo(page);
      if (turn.hasAttribute("href")) turn.focus({ preventScroll: true }); // the browser has moved the focus away
    });
  }

  // --- the page that the reader asks for ---

  const say = (words) => {
    said.textContent = words;
    if (words) said.append(" ", Object.assign(list.cloneNode(), { hidden: false, textContent: "All pages" }));
  };

  const isSame = (one, other) => one.toLowerCase() === other.toLowerCase();

  /* Where the pages of the book begin, as pairs of label and address; null where that cannot be fetched. */
  let fetched = null;
  const allPages = () => {
    fetched ??= fetch(file)
      .then((answer) => (answer.ok ? answer.json() : null))
      .catch(() => null);
    return fetched;
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
      turnTo({ label: here.dataset.page, href: `#${here.id}`, mark: here });
      here.tabIndex = -1; // so that reading aloud goes on from there
      here.focus({ preventScroll: true });
      return;
    }
    const known = label ? await allPages() : [];
    const place = known?.find(([one]) => isSame(one, label));
    if (place) location.assign(root + place[1]);
    else if (!known && mayExist(label)) location.assign(`${root}page/${encodeURIComponent(label)}/`);
    else say(`This book has no page “${wanted.trim()}”. It has the pages ${extent}.`);
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
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, textarea, select, dialog, [contenteditable]");
    if (event.key !== KEY || event.ctrlKey || event.metaKey || event.altKey || writing) return;
    if (document.documentElement.hasAttribute("data-gl-unnumbered")) return; // a key alone must be one to switch off
    event.preventDefault();
    field.focus();
  });

  list.hidden = true;
  box.querySelector(".gl-goto-tools").hidden = false;
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
