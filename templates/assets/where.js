/*
 * Tells where in the book the reader is: section and share of the book in the header, the line at its foot, the section
 * in the navigation. Nothing is read aloud while the text is scrolled.
 *
 * The share is that of the words above the reader's eyes, whatever room notes and pictures take; in the notes at the foot
 * it is that of their calls. Without this script the header names the division, and the line shows its part of the book.
 */
(() => {
  "use strict";

  const SETTLED_AFTER = 250; // ms without scrolling: the reader has come to a rest
  const NOTES = "notes"; // the id of their heading
  const { places } = window.glossator;
  const { make, elementAt, oncePerFrame } = window.glossator.dom;

  const header = document.querySelector(".gl-where");
  const line = document.querySelector(".gl-progress");
  const units = [...document.querySelectorAll(".gl-text .gl-unit[id]")];
  const notes = [...document.querySelectorAll(".gl-notes .gl-note")];
  const links = [...document.querySelectorAll('.gl-nav-contents a[href^="#"]')];
  const sections = links.flatMap((link) => {
    const heading = elementAt(link.hash);
    return heading ? [{ link, heading }] : [];
  });

  // --- how far in the book ---

  const part = line && { begins: Number(line.dataset.begins), ends: Number(line.dataset.ends) };
  const lengths = units.map((unit) => unit.textContent.length);
  const whole = lengths.reduce((sum, length) => sum + length, 0);

  /* In per cent of the book's words; null on a page that is no part of them. */
  const shareAbove = (height) => {
    if (!part) return null;
    const at = units.indexOf(places.lastAbove(units, height));
    if (at < 0) return part.begins;
    const { top, height: room } = units[at].getBoundingClientRect();
    const read = lengths.slice(0, at).reduce((sum, length) => sum + length, 0);
    const begun = lengths[at] * Math.min(1, (height - top) / (room || 1));
    return part.begins + ((part.ends - part.begins) * (read + begun)) / whole;
  };

  const callOf = (note) => {
    const back = note.querySelector('.gl-back[href^="#"]');
    return back && elementAt(back.hash);
  };

  /* What stands at the reader's eyes: paragraph (null in the notes at the foot, and behind), share, section. */
  const now = () => {
    const eyes = places.eyes();
    const section = sections.findLast(({ heading }) => places.topOf(heading) <= eyes) ?? null;
    const isBehind = sections.some(({ heading }) => heading.id === NOTES && places.topOf(heading) <= eyes);
    const atFoot = section?.heading.id === NOTES ? notes.filter(places.isAtFoot) : [];
    const note = places.lastAbove(atFoot, eyes) ?? atFoot[0];
    const call = note && callOf(note);
    return {
      unit: isBehind ? null : (places.lastAbove(units, eyes) ?? units[0] ?? null),
      share: call ? shareAbove(call.getBoundingClientRect().bottom) : shareAbove(eyes),
      section,
    };
  };

  // --- showing it ---

  const sectionShown = header && make("span", { className: "gl-where-section" });
  const shareShown = header && part && make("span", { className: "gl-where-share" });
  header?.append(...[sectionShown, shareShown].filter(Boolean));
  const filled = line?.querySelector(".gl-progress-read");

  /* Brings a link of the navigation in sight there; the page itself does not move. */
  const bringInSight = (link) => {
    let box = link.parentElement;
    while (box && box.scrollHeight <= box.clientHeight) box = box.parentElement;
    if (!box?.closest(".md-sidebar")) return;
    const { top, bottom } = link.getBoundingClientRect();
    const seen = box.getBoundingClientRect();
    if (top < seen.top || bottom > seen.bottom) box.scrollTop += (top + bottom - seen.top - seen.bottom) / 2;
  };

  let marked = null;
  const mark = (link) => {
    if (link === marked) return;
    marked?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    marked = link;
    if (link) bringInSight(link);
  };

  /* What stays the same is not written again: the page would be laid out anew at each step of scrolling. */
  const tell = (element, words) => {
    if (element.textContent !== words) element.textContent = words;
  };

  const show = () => {
    const { share, section } = now();
    mark(section?.link ?? null);
    if (sectionShown) tell(sectionShown, section?.link.textContent.trim() ?? "");
    if (share === null) return;
    if (shareShown) tell(shareShown, `${Math.round(share)}\u00a0%`);
    filled.setAttribute("width", share.toFixed(1));
  };

  // --- moving ---

  /*
   * `listener` is called whenever the reader has come to a rest, with how many windows of text have passed since the
   * page was opened, or since the last leap: reading goes in steps of no more than a window.
   */
  const listeners = [];
  const whenSettled = (listener) => listeners.push(listener);
  let passed = 0;
  let height = scrollY;
  let resting = 0;
  const settle = () => {
    for (const listener of listeners) listener(passed);
  };
  const settleSoon = () => {
    clearTimeout(resting);
    resting = setTimeout(settle, SETTLED_AFTER);
  };

  const showSoon = oncePerFrame(show);

  addEventListener(
    "scroll",
    () => {
      const step = Math.abs(scrollY - height) / innerHeight;
      height = scrollY;
      passed = step > 1 ? 0 : passed + step;
      showSoon();
      settleSoon();
    },
    { passive: true },
  );
  addEventListener("resize", showSoon, { passive: true });
  for (const moment of ["pageshow", "hashchange"]) {
    addEventListener(moment, () => {
      passed = 0;
      showSoon();
      settleSoon();
    });
  }
  show();

  window.glossator = { ...window.glossator, where: { now, whenSettled, settleSoon } };
})();
