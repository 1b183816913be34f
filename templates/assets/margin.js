/*
 * Places the notes of a page in the right margin, each beside its call, where the window is wide enough.
 *
 * The notes stay where they are in the document, at its foot: the style sheet alone moves them, and only on a screen.
 * So no note stands on the page twice, its address, its way back, a search in the page and a screen reader find what
 * they found at the foot, and paper has the notes at the end of the division. Nothing of the text moves for them.
 *
 * A note whose call is not in sight on this page (lost, or in a part that is folded) stays at the foot. Without this
 * script all do.
 */
(() => {
  "use strict";

  const { make, elementAt, isPlainClick, oncePerFrame } = window.glossator.dom;
  const CALL = "a.gl-call[role='doc-noteref']";
  const UP = 3; // a note above the line of its call disturbs as much as one three times as far below it
  const HELD = 1000; // how much more a note resists that the reader has opened: the others make room
  const LEAST = 15; // em: a narrower margin has lines too short to read
  const MOST = 22; // em
  const GAP = 0.6; // em between two notes
  const BESIDE = 1.1; // em between text and notes
  const EDGE = 1; // em between notes and the edge of the window
  const DESCENT = 0.25; // of the size of a face lies below its baseline, in most
  const LINES = [12, 8, 5, 3]; // of a long note that are shown; fewer where notes would stand too far from their calls
  const SPARED = 2; // a note that is longer by so few lines is shown whole
  const FAR = 12; // lines of a note

  // --- where notes stand --------------------------------------------------------------------------------------------

  /* Where a pool of wishes rests at the least cost: above it lie too few to draw it down. Of several places, the lowest. */
  const restOf = (wishes) => {
    const up = wishes.reduce((sum, wish) => sum + wish.up, 0);
    let passed = 0;
    return wishes.find((wish) => (passed += wish.up + wish.down) > up).at;
  };

  /*
   * Finds the tops of notes that stand one below the other, as near to where they wish to be as there is room.
   *
   * Takes `notes`, in order, each with its `wish` (a top), `height` and whether it is `held`, the `gap` between two, and
   * the `top` and `bottom` they have to keep within (the bottom gives way if they do not fit). Returns for each its
   * `top`, and the number of the `run` of touching notes that it belongs to.
   *
   * The sum of the distances is the least possible, one above the wish counted UP times. If the heights before a
   * note are taken off its wish, notes that do not overlap are numbers that do not decrease, and the nearest such
   * numbers are an isotonic regression: neighbours in the wrong order are pooled, and a pool rests at a quantile of its
   * wishes (the pool-adjacent-violators algorithm: M. Ayer et al., "An Empirical Distribution Function for Sampling with
   * Incomplete Information", 1955; for distances such as these M. J. Best, N. Chakravarti and V. A. Ubhaya,
   * "Minimizing Separable Convex Functions Subject to Simple Chain Constraints", 2000). Pools are merged by sorting runs
   * that are sorted already: a page of n notes that form one pool needs n² / 2 steps at most.
   */
  const place = (notes, { gap, top, bottom }) => {
    const pools = [];
    let before = 0;
    const befores = notes.map(({ wish, height, held }) => {
      const mine = before;
      before += height + gap;
      const weight = held ? HELD : 1;
      let pool = { wishes: [{ at: wish - mine, up: UP * weight, down: weight }], count: 1 };
      pool.at = pool.wishes[0].at;
      while (pools.length > 0 && pools.at(-1).at > pool.at) {
        const upper = pools.pop();
        const wishes = [...upper.wishes, ...pool.wishes].sort((one, other) => one.at - other.at);
        pool = { wishes, count: upper.count + pool.count, at: restOf(wishes) };
      }
      pools.push(pool);
      return mine;
    });
    const last = Math.max(top, bottom - (before - gap));
    const rests = pools.flatMap((pool) => Array(pool.count).fill(Math.min(Math.max(pool.at, top), last)));
    let run = 0;
    return rests.map((rest, index) => {
      if (index > 0 && rest - rests[index - 1] > gap) run += 1;
      return { top: rest + befores[index], run };
    });
  };

  // --- the notes of this page ---------------------------------------------------------------------------------------

  const section = document.querySelector(".gl-notes");
  const content = section?.closest(".md-content__inner");
  const notes = section ? [...section.querySelectorAll(":scope > .gl-note")] : [];

  /* The element of this page that a link leads to. */
  const targetOf = (link) => {
    const url = new URL(link.href, location.href);
    const isHere = url.pathname === location.pathname && url.search === location.search;
    return isHere ? elementAt(url.hash) : null;
  };
  const noteOf = (call) => {
    const target = targetOf(call);
    return target?.classList.contains("gl-note") ? target : null;
  };

  const isBeside = (note) => note.classList.contains("gl-note--beside");

  /* Whether the reader sees the whole note in the margin. */
  const isInSight = (note) => {
    if (!isBeside(note) || "cut" in note.dataset) return false;
    const { top, bottom } = note.getBoundingClientRect();
    return top >= window.glossator.places.covered() && bottom <= innerHeight;
  };

  window.glossator = { ...window.glossator, margin: { place, noteOf, isBeside, isInSight } };
  if (!content || notes.length === 0) return;

  const callsOf = new Map(notes.map((note) => [note, []]));
  for (const call of content.querySelectorAll(CALL)) {
    if (!section.contains(call)) callsOf.get(noteOf(call))?.push(call);
  }
  const firstBox = (note) => callsOf.get(note)[0]?.getClientRects()[0];
  const opened = new Map(); // notes that the reader has opened: their distance from the wish when that was
  let isOn = true;

  const told = make("p", { className: "gl-notes-told" });
  section.prepend(told);

  /* The box of the letters themselves, which ends a descent below their baseline; that of a block ends with its line. */
  const boxOfWords = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  };
  const sizeOf = (element) => Number.parseFloat(getComputedStyle(element).fontSize);

  /* What the notes take and where each would stand if it were alone, in pixels; read from the page all at once. */
  const measure = (shown, em) => {
    const frame = content.getBoundingClientRect();
    const line = Number.parseFloat(getComputedStyle(shown[0]).lineHeight);
    return shown.map((note) => {
      const whole = note.getBoundingClientRect();
      const body = note.querySelector(":scope > .gl-note-body").getBoundingClientRect();
      const first = boxOfWords(note.querySelector(":scope > .gl-note-label"));
      const lower = DESCENT * (sizeOf(callsOf.get(note)[0]) - em); // the box of the call ends so much deeper
      const wish = firstBox(note).bottom - lower - (first.bottom - whole.top) - frame.top;
      return { note, whole: whole.height, body: body.height, line, wish, lines: 0 }; // of LINES, the first
    });
  };

  const isCut = ({ note, body, line, lines }) => !opened.has(note) && body > (LINES[lines] + SPARED) * line;

  /* A long note takes the lines that are shown, and that of its button. */
  const heightOf = (one) => (isCut(one) ? one.whole - one.body + (LINES[one.lines] + 1) * one.line : one.whole);

  /* Finds the places; where notes come to stand too far from their calls, those that push each other are cut shorter. */
  const settle = (measured, bounds) => {
    for (;;) {
      const wanted = measured.map((one) => ({
        wish: one.wish + (opened.get(one.note) ?? 0),
        height: heightOf(one),
        held: opened.has(one.note),
      }));
      const places = place(wanted, bounds);
      const isFar = ({ top }, index) => Math.abs(top - measured[index].wish) > FAR * measured[index].line;
      const crowded = new Set(places.filter(isFar).map(({ run }) => run));
      const longer = measured.filter(({ lines }, index) => crowded.has(places[index].run) && lines < LINES.length - 1);
      if (longer.length === 0) return places.map(({ top }) => top);
      for (const one of longer) one.lines += 1;
    }
  };

  const show = (one, top) => {
    const { note, lines } = one;
    note.style.setProperty("--gl-beside-top", `${top}px`);
    if (!isCut(one)) return;
    note.dataset.cut = "";
    note.style.setProperty("--gl-beside-lines", LINES[lines]);
    buttonOf(note).textContent = "more";
  };

  const putBeside = (shown, em) => {
    content.classList.add("gl-beside");
    content.style.removeProperty("--gl-beside-height");
    for (const note of notes) {
      note.classList.toggle("gl-note--beside", shown.has(note));
      note.toggleAttribute("data-opened", opened.has(note));
      note.removeAttribute("data-cut");
    }
    const some = shown.size < notes.length ? "other notes" : "notes";
    told.textContent = `The ${some} stand in the margin, beside their calls.`;
    const measured = measure([...shown], em);
    const foot = Number.parseFloat(getComputedStyle(content).paddingBottom);
    const tops = settle(measured, { gap: GAP * em, top: 0, bottom: content.offsetHeight - foot });
    measured.forEach((one, index) => show(one, tops[index]));
    const bottom = tops.at(-1) + heightOf(measured.at(-1));
    content.style.setProperty("--gl-beside-height", `${Math.ceil(bottom + foot)}px`);
  };

  const putAtFoot = () => {
    content.classList.remove("gl-beside");
    for (const note of notes) note.classList.remove("gl-note--beside");
  };

  const phone = matchMedia("(max-width: 47.9375em)"); // where nothing need be measured to know that there is no room
  const layout = () => {
    if (matchMedia("print").matches) {
      section.style.display = "";
      return;
    }
    if (phone.matches) {
      section.style.display = "";
      putAtFoot();
      return;
    }
    const shown = new Set(isOn ? notes.filter(firstBox) : []);
    const em = sizeOf(told);
    const { right } = (content.querySelector(".gl-text") ?? content).getBoundingClientRect();
    const room = document.documentElement.clientWidth - right;
    const width = Math.min(MOST * em, room - (BESIDE + EDGE) * em);
    section.style.display = "";
    if (shown.size > 0 && width >= LEAST * em) {
      const left = right - content.getBoundingClientRect().left + BESIDE * em;
      section.style.setProperty("--gl-beside-left", `${left}px`);
      section.style.setProperty("--gl-beside-width", `${width}px`);
      putBeside(shown, em);
    } else {
      putAtFoot();
    }
    keepSizes();
  };

  /* Who came to the page by the address of a note is still led there. */
  const keepTarget = () => {
    const target = elementAt(location.hash);
    if (target && section.contains(target)) target.scrollIntoView({ behavior: "instant" });
  };

  const later = oncePerFrame(layout);

  /* The sizes on which the places rest; what comes to have another one is told by the browser. */
  const parts = [...content.children, ...notes];
  const seen = new Map();
  const sizeNow = (element) => `${element.offsetWidth} ${element.offsetHeight}`;
  const keepSizes = () => {
    for (const element of parts) seen.set(element, sizeNow(element));
  };
  const sizes = new ResizeObserver((entries) => {
    if (entries.some(({ target }) => seen.get(target) !== sizeNow(target))) later();
  });

  // --- long notes ---------------------------------------------------------------------------------------------------

  /* Shows the whole of a long note where it stands; those below it make room. */
  const openNote = (note) => {
    if (!("cut" in note.dataset)) return;
    const top = note.getBoundingClientRect().top;
    buttonOf(note).textContent = "less";
    opened.set(note, 0);
    layout();
    opened.set(note, top - note.getBoundingClientRect().top); // it does not move
    layout();
  };

  const buttonOf = (note) => {
    const made = note.querySelector(":scope > .gl-note-more");
    if (made) return made;
    const button = make("button", { type: "button", className: "gl-note-more" });
    button.addEventListener("click", () => {
      if ("cut" in note.dataset) openNote(note);
      else if (opened.delete(note)) layout();
    });
    note.querySelector(":scope > .gl-note-body").after(button);
    return button;
  };

  const openTarget = () => {
    const note = elementAt(location.hash)?.closest(".gl-note--beside");
    if (note) openNote(note);
  };

  const noteAt = (event) => event.target.closest?.(".gl-note--beside") ?? null;
  section.addEventListener("focusin", (event) => {
    if (!event.target.matches(".gl-note-more") && noteAt(event)) openNote(noteAt(event));
  });
  // A search in the page scrolls to words that were cut off.
  section.addEventListener("scroll", (event) => {
    const note = noteAt(event);
    if (!note || event.target.scrollTop === 0) return;
    event.target.scrollTop = 0;
    openNote(note);
  }, true);

  // --- calls and notes ----------------------------------------------------------------------------------------------

  let lit = null;
  const light = (note) => {
    if (note === lit) return;
    for (const one of [lit, note]) {
      for (const element of one ? [one, ...callsOf.get(one)] : []) element.classList.toggle("gl-lit", one === note);
    }
    lit = note;
  };
  const pairAt = (event) => {
    const call = event.target.closest?.(CALL);
    const note = call ? noteOf(call) : noteAt(event);
    return note && isBeside(note) ? note : null;
  };
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, (event) => light(pairAt(event)));

  /* Follows a link within the page without moving the line that is being read, as far as its target is in sight. */
  const follow = (link, target) => {
    const { scrollX, scrollY } = window;
    const { top, bottom } = target.getBoundingClientRect();
    if (top < window.glossator.places.covered() || bottom > innerHeight) window.glossator.jumps.leave(link);
    location.hash = target.id;
    scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    target.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  document.addEventListener("click", (event) => {
    if (!isPlainClick(event)) return;
    const link = event.target.closest?.(`${CALL}, .gl-back`);
    const note = link?.matches(CALL) ? noteOf(link) : link?.closest(".gl-note");
    if (!note || !isBeside(note) || link.closest(".gl-preview")) return;
    const target = targetOf(link);
    if (!target) return;
    event.preventDefault();
    if (target === note) openNote(note);
    follow(link, target);
  });

  /* Words of the text are selected line by line; beyond the end of a line lies no note, which stands behind all text. */
  document.addEventListener("pointerdown", (event) => {
    content.classList.toggle("gl-selecting", event.pointerType === "mouse" && event.button === 0 && !noteAt(event));
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    document.addEventListener(kind, () => content.classList.remove("gl-selecting"));
  }

  // --- when they are placed -----------------------------------------------------------------------------------------

  if (!phone.matches) section.style.display = "none"; // until it is known where they stand: to browsers, nothing moves then
  window.glossator.settings.addSwitch({
    key: "glossator-sidenotes",
    words: "Notes in the margin, where there is room",
    show: (on) => {
      isOn = on;
      layout();
    },
  });
  openTarget();
  keepTarget();
  addEventListener("hashchange", openTarget);
  addEventListener("resize", later);
  for (const element of parts) sizes.observe(element, { box: "border-box" });
  new MutationObserver(later).observe(document.documentElement, { attributeFilter: ["data-gl-size", "data-gl-face"] });
})();
