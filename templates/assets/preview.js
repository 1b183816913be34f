/*
 * Shows a note beside its call, the full reference beside a citation, who a person is beside the name, and what a
 * locator of the index leads to: on hover after a delay, on focus after a longer one, on touch.
 *
 * The note at the foot stays what it is, and without this script the call leads to it, the citation to its work on the
 * page of the bibliography, the name to the page of the person. A note that is in sight in the margin has no preview.
 *
 * The preview of a note holds a copy of its body without ids (none stands twice on a page) and without the way back.
 * Nothing opens out of a preview: what a citation or a name in it means is told below the note. It stays while the
 * pointer is in it or on the way to it, the Tab key goes through it, and Escape closes it. Pinned, it stands in a corner
 * of the window until it is closed; there is one pinned preview at most.
 */
(() => {
  "use strict";

  const OPEN_AFTER = 250; // ms; shorter, and previews flash up under a pointer that only passes
  const FOCUS_AFTER = 400; // ms; longer than the keys need to pass from call to call
  const CLOSE_AFTER = 300; // ms in which the pointer may rest on its way from the call into the preview
  const NEAR = 6; // px between a call and its preview
  const EDGE = 8; // px between a preview and the edge of the window
  const CALL = "a.gl-call[role='doc-noteref']";
  const CITATION = "a.gl-cite";
  const UNKNOWN = ".gl-cite--open"; // a citation that may mean several works; its title says which
  const NAME = "a.gl-name[href]"; // without an address where the reader has switched names off
  const LOCATOR = "a.gl-locator";
  const TOLD_BELOW = `${CITATION}, ${UNKNOWN}, ${NAME}`; // what is told in the preview in which it stands
  const PIN = '<path d="M8 3h8l-1 7 3 4H6l3-4zM12 14v7"/>';
  const CROSS = '<path d="M6 6l12 12M18 6L6 18"/>';

  const { places, margin } = window.glossator;
  const { make } = window.glossator.dom;

  let shown = null; // the preview that closes by itself: its element, its link, and whether keys opened it
  let pinned = null;
  let timer = 0;

  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  // --- what is shown ------------------------------------------------------------------------------------------------

  /* The references of the works that this page cites lie in a template: they are no text of the page. */
  const referenceOf = (citation) => {
    const wanted = decodeURIComponent(new URL(citation.href, location.href).hash.slice(1));
    const references = document.querySelector("template.gl-references")?.content.children ?? [];
    return [...references].find((reference) => reference.dataset.work === wanted);
  };

  const noteContent = (note) => {
    const parts = [...note.querySelectorAll(":scope > .gl-note-label, :scope > .gl-note-body")];
    const copies = parts.map((part) => part.cloneNode(true));
    for (const copy of copies) {
      for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
    }
    const told = make("div", { className: "gl-preview-told" });
    told.setAttribute("aria-live", "polite");
    return [...copies, told];
  };

  const citationContent = (citation) => {
    const reference = referenceOf(citation);
    if (!reference) return [];
    const { times } = reference.dataset;
    const link = make("a", { href: citation.href }, times === "1" ? "cited once" : `cited ${times} times`);
    const facts = [
      citation.dataset.how && `cited here: ${citation.dataset.how}`,
      "unlisted" in reference.dataset && "not in the printed bibliography",
    ].filter(Boolean);
    const line = make("p", { className: "gl-preview-facts" }, ...facts.flatMap((fact) => [fact, " · "]), link);
    const { lang } = reference;
    return [make("div", { className: "gl-reference", lang }, ...reference.cloneNode(true).childNodes), line];
  };

  /* So do the persons whom it names, and on the index what was found at each locator. */
  const cardOf = (name) => {
    const cards = document.querySelector("template.gl-cards")?.content.children ?? [];
    return [...cards].find((card) => card.querySelector("a").getAttribute("href") === name.getAttribute("href"));
  };

  const findsOf = (locator) => {
    const finds = document.querySelector("template.gl-finds")?.content;
    return finds?.querySelector(`[data-at="${locator.dataset.at}"]`);
  };

  /* What the preview of a link holds; nothing if there is nothing to show. */
  const contentOf = (link) => {
    if (link.matches(UNKNOWN)) return [make("p", { className: "gl-preview-facts" }, link.title)];
    if (link.matches(CITATION)) return citationContent(link);
    if (link.matches(NAME)) return [cardOf(link)?.cloneNode(true)].filter(Boolean);
    if (link.matches(LOCATOR)) return [findsOf(link)?.cloneNode(true)].filter(Boolean);
    const note = margin.noteOf(link);
    return note ? noteContent(note) : [];
  };

  const nameOf = (link) => {
    if (link.matches(NAME)) return "who this is";
    if (link.matches(LOCATOR)) return "what was found";
    return link.getAttribute("aria-label") ?? "full reference";
  };

  /* The link that something happened to; those inside a preview have none of their own. */
  const linkAt = (event) => {
    const link = event.target.closest?.(`${CALL}, ${CITATION}, ${UNKNOWN}, ${NAME}, ${LOCATOR}`);
    return link && !link.closest(".gl-preview") ? link : null;
  };

  /* Calls whose note is in the margin have it there; it is lit up, and a click or touch leads to it. */
  const hasNoteBeside = (link, whole) => {
    const note = link.matches(CALL) && margin.noteOf(link);
    return Boolean(note) && (whole ? margin.isInSight(note) : margin.isBeside(note));
  };

  // --- where it stands ----------------------------------------------------------------------------------------------

  /* Below its call, or above it where there is more room; never beyond the window. */
  const place = ({ element, link }) => {
    const boxes = [...link.getClientRects()];
    const at = boxes[0];
    const last = boxes.at(-1); // of a link that goes on in the next line
    const above = at.top - NEAR - places.covered() - EDGE;
    const below = innerHeight - last.bottom - NEAR - EDGE;
    element.style.removeProperty("--gl-preview-room");
    const { width, height } = element.getBoundingClientRect();
    const isBelow = height <= below || below >= above;
    element.style.setProperty("--gl-preview-room", `${Math.max(isBelow ? below : above, 0)}px`);
    const room = document.documentElement.clientWidth;
    const left = Math.max(EDGE, Math.min(at.left, room - width - EDGE));
    const top = isBelow ? last.bottom + NEAR : at.top - NEAR - element.getBoundingClientRect().height;
    const frame = element.offsetParent;
    const from = frame === document.body ? { left: -scrollX, top: -scrollY } : frame.getBoundingClientRect();
    element.style.left = `${left - from.left}px`;
    element.style.top = `${top - from.top}px`;
  };

  /* What does not fit is scrolled, also by the keys. */
  const markScrolling = ({ body, link }) => {
    if (body.scrollHeight <= body.clientHeight + 1) return;
    body.tabIndex = 0;
    body.setAttribute("role", "group");
    body.setAttribute("aria-label", `${nameOf(link)}, more by scrolling`);
  };

  // --- open, pinned, closed -----------------------------------------------------------------------------------------

  const drop = (preview) => {
    preview.element.remove();
    if (preview === shown) shown = null;
    else if (preview === pinned) pinned = null;
  };

  const close = () => {
    clearTimeout(timer);
    if (shown) drop(shown);
  };

  /* Closes a preview; who was in it is put back to where it was opened, and does not open it again by that. */
  let left = null;
  const leave = (preview) => {
    clearTimeout(timer);
    const wasInside = preview.element.contains(document.activeElement);
    left = wasInside ? preview.link : null;
    const wasPinned = preview === pinned; // its call may be far away
    drop(preview);
    if (wasInside) preview.link.focus({ preventScroll: wasPinned });
    left = null;
  };

  const pin = (preview) => {
    clearTimeout(timer);
    if (pinned) leave(pinned);
    if (preview !== shown) return; // it was the pinned one
    [shown, pinned] = [null, preview];
    preview.element.classList.add("gl-preview--pinned");
    preview.pin.setAttribute("aria-pressed", "true");
    markScrolling(preview);
  };

  const tool = (words, path, action) => {
    const button = make("button", { type: "button", className: "gl-preview-tool", title: words });
    button.setAttribute("aria-label", words);
    button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`;
    button.addEventListener("click", action);
    return button;
  };

  /* Tells below a note what one of its citations or names means, and what is behind the link of it. */
  const tellBelow = (preview, link) => {
    const told = preview.element.querySelector(".gl-preview-told");
    if (!told || preview.told === link) return;
    const content = contentOf(link);
    if (content.length === 0) return;
    preview.told = link;
    const { top, width } = preview.element.getBoundingClientRect();
    preview.element.style.width = `${width}px`; // it grows downwards only: nothing moves under the pointer
    preview.element.style.setProperty("--gl-preview-room", `${innerHeight - EDGE - top}px`);
    told.replaceChildren(...content);
    markScrolling(preview);
    told.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  const listen = (preview) => {
    const { element } = preview;
    let telling = 0;
    const within = (event) => event.target.closest?.(TOLD_BELOW);
    element.addEventListener("pointerenter", () => preview === shown && clearTimeout(timer));
    element.addEventListener("pointerover", (event) => {
      const link = within(event);
      clearTimeout(telling);
      if (link && event.pointerType === "mouse") telling = setTimeout(() => tellBelow(preview, link), OPEN_AFTER);
    });
    element.addEventListener("pointerleave", (event) => {
      clearTimeout(telling);
      if (event.pointerType === "mouse" && preview === shown) later(close, CLOSE_AFTER);
    });
    element.addEventListener("focusin", (event) => {
      const link = within(event);
      if (link?.matches(":focus-visible")) tellBelow(preview, link);
    });
  };

  const open = (link, how) => {
    clearTimeout(timer);
    if (link === shown?.link || link === pinned?.link || !link.isConnected) return;
    const content = contentOf(link);
    if (content.length === 0) return;
    close();
    const body = make("div", { className: "gl-preview-body" }, ...content);
    const element = make("aside", { className: "gl-preview md-typeset" }, body);
    const preview = { element, body, link, isByKeys: how === "keys", told: null };
    preview.pin = tool("Keep open", PIN, () => pin(preview));
    preview.pin.setAttribute("aria-pressed", "false");
    const cross = tool("Close", CROSS, () => leave(preview));
    element.append(make("div", { className: "gl-preview-tools" }, preview.pin, cross));
    element.dataset.by = how;
    const note = link.matches(CALL) && margin.noteOf(link);
    if (note) body.lang = note.closest("[lang]").lang;
    element.setAttribute("aria-label", nameOf(link));
    listen(preview);
    link.closest(".md-content__inner, body").append(element);
    shown = preview;
    place(preview);
    markScrolling(preview);
  };

  // --- mouse --------------------------------------------------------------------------------------------------------

  const distanceTo = (element, { clientX, clientY }) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return Math.hypot(Math.max(left - clientX, 0, clientX - right), Math.max(top - clientY, 0, clientY - bottom));
  };

  document.addEventListener("pointerover", (event) => {
    const link = linkAt(event);
    if (!link || event.pointerType !== "mouse" || link.matches(UNKNOWN)) return; // whose title the browser shows
    if (link === shown?.link) clearTimeout(timer);
    else if (!hasNoteBeside(link, true)) later(() => open(link, "mouse"), OPEN_AFTER);
  });

  /* A pointer that comes nearer is on its way into the preview, however slowly, and whatever it passes over. */
  let distance = 0;
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "mouse" || !linkAt(event)) return;
    distance = shown ? distanceTo(shown.element, event) : 0;
    later(close, CLOSE_AFTER);
  });
  document.addEventListener("pointermove", (event) => {
    if (!shown || event.pointerType !== "mouse" || linkAt(event) || shown.element.contains(event.target)) return;
    const now = distanceTo(shown.element, event);
    if (now < distance) later(close, CLOSE_AFTER);
    distance = now;
  });

  // --- keys ---------------------------------------------------------------------------------------------------------

  document.addEventListener("focusin", (event) => {
    const link = linkAt(event);
    if (link && link === left) return;
    if (link?.matches(":focus-visible")) {
      if (shown?.link !== link) close();
      if (!hasNoteBeside(link, true)) later(() => document.activeElement === link && open(link, "keys"), FOCUS_AFTER);
    } else if (shown && !shown.element.contains(event.target) && event.target !== shown.link) close();
  });

  const stopsIn = ({ element }) =>
    [...element.querySelectorAll("a[href], button, [tabindex='0']")].filter(
      (stop) => stop.tabIndex === 0 && stop.getClientRects().length > 0,
    );

  /* The Tab key goes from a call into its preview, through it, and on with the text behind the call. */
  const tab = (event) => {
    if (!shown || event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = stopsIn(shown);
    const at = document.activeElement;
    if (at === shown.link && !event.shiftKey && shown.isByKeys) {
      event.preventDefault();
      stops[0].focus();
    } else if (at === stops[0] && event.shiftKey) {
      event.preventDefault();
      shown.link.focus();
    } else if (at === stops.at(-1) && !event.shiftKey) {
      leave(shown); // and on from the call
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Tab") tab(event);
    const preview = shown ?? pinned;
    if (event.key !== "Escape" || !preview || event.target.closest?.("dialog")) return;
    leave(preview);
    event.preventDefault();
  });

  // --- touch, and clicks --------------------------------------------------------------------------------------------

  let touched = null; // the link under the finger
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "mouse" ? null : (event.target.closest?.(`${CALL}, ${TOLD_BELOW}, ${LOCATOR}`) ?? null);
    if (shown && !shown.element.contains(event.target) && touched !== shown.link) close();
  });

  document.addEventListener("click", (event) => {
    const link = linkAt(event);
    const preview = [shown, pinned].find((one) => one?.element.contains(event.target));
    const inside = preview && event.target.closest("a");
    if (inside && inside === touched && inside.matches(TOLD_BELOW) && preview.told !== inside) {
      tellBelow(preview, inside);
      if (preview.told === inside) event.preventDefault(); // the first touch tells, the second leads on
    } else if (link && link === touched && link !== shown?.link && !hasNoteBeside(link, false)) {
      open(link, "touch");
      if (shown?.link === link) event.preventDefault();
    } else if (link || (inside && preview === shown)) {
      setTimeout(close); // after the link is followed
    }
  });

  addEventListener("resize", close);
})();
