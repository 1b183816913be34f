/*
 * Leads back to where the reader was, after a leap to a note, a work, a person, another page or place.
 *
 * What was left is kept as long as the tab is open: the page, a point of its text, and the link that was followed. A
 * point is a number of letters behind the beginning of an element with an id, and its height in the window: the same
 * line comes to stand at the same height again, also where the lines have been broken anew. The way back is a link at
 * the left foot of the window, and the key B. It goes away when the place is in sight again, also by the browser's own
 * way back; when the reader has read on for a while; and by Escape.
 */
(() => {
  "use strict";

  const KEPT = "glossator-way-back";
  const ARRIVING = "glossator-arriving"; // where to stand on the page that is being gone to
  const MOST = 8; // places that are kept
  const READ_ON = 5; // windows of text after which nobody wants to go back
  const LONGEST = 120; // letters of a title
  const HELD = 300; // ms in which the place that was come back to is held
  const MARGIN = 3; // rem: a line nearer to the foot of the window is not in sight
  const { places, session, keys, page, where } = window.glossator;
  const { make, isPlainClick } = window.glossator.dom;

  const article = document.querySelector(".md-content__inner");
  if (!article) return;

  const withoutHash = (url) => Object.assign(new URL(url), { hash: "" }).href;
  const here = () => withoutHash(location.href);
  const root = new URL(page.root, location.href);

  // --- points of the text ---

  const textsIn = (host) => document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
  const boxAt = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return range.getBoundingClientRect();
  };

  /* The first letter of the article that ends below a line of the window, as `{text, offset}`; null behind the last. */
  const firstBelow = (line) => {
    const texts = textsIn(article);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text.data.trim() === "" || boxAt(text, 0, text.length).bottom <= line) continue;
      let [first, last] = [0, text.length - 1];
      while (first < last) {
        const middle = (first + last) >> 1;
        if (boxAt(text, middle, middle + 1).bottom > line) last = middle;
        else first = middle + 1;
      }
      return { text, offset: first };
    }
    return null;
  };

  const hostOf = (node) => {
    const host = (node.parentElement ?? node).closest("[id]");
    return host && article.contains(host) ? host : article;
  };

  const pointAt = (seen) => {
    if (!seen) return { id: "", letters: 0, top: article.getBoundingClientRect().top };
    const { text, offset } = seen;
    const host = hostOf(text);
    const before = document.createRange();
    before.setStart(host, 0);
    before.setEnd(text, offset);
    const id = host === article ? "" : host.id;
    return { id, letters: before.toString().length, top: boxAt(text, offset, offset + 1).top };
  };

  const hostWith = (id) => (id ? document.getElementById(id) : article);

  /* The height in the window at which a point stands now; null where it is no longer there. */
  const heightOf = ({ id, letters }) => {
    const host = hostWith(id);
    if (!host) return null;
    const texts = textsIn(host);
    for (let left = letters; texts.nextNode(); left -= texts.currentNode.length) {
      const text = texts.currentNode;
      if (left < text.length) return boxAt(text, left, left + 1).top;
    }
    return host.getBoundingClientRect().top;
  };

  const lowest = () => innerHeight - MARGIN * parseFloat(getComputedStyle(document.documentElement).fontSize);
  const isInSight = (point) => {
    const height = heightOf(point);
    return height !== null && height >= places.covered() - 2 && height <= lowest();
  };

  /* Moves the page so that a point stands where it stood; a smaller window may not have that height. */
  const standAt = (point) => {
    for (let host = hostWith(point.id); host; host = host.parentElement) if (host.matches("details")) host.open = true;
    const height = heightOf(point);
    if (height === null) return;
    const wanted = Math.max(0, Math.min(point.top, lowest()));
    scrollBy({ top: height - wanted, behavior: "instant" });
  };

  // --- links ---

  /* A link is found again by the element with an id around it, and its number among the links in there. */
  const linksIn = (host) => [...host.querySelectorAll("a[href]")];
  const traceOf = (link) => {
    const host = link.parentElement.closest("[id]");
    return host && { id: host.id, at: linksIn(host).indexOf(link) };
  };

  const focusAgain = ({ link, point }) => {
    const host = link && document.getElementById(link.id);
    const followed = host && linksIn(host)[link.at];
    if (followed?.getClientRects().length > 0) {
      followed.focus({ preventScroll: true });
      return;
    }
    const around = hostWith(point.id); // so that reading aloud goes on from there
    if (!around) return;
    if (!around.hasAttribute("tabindex")) around.tabIndex = -1;
    around.focus({ preventScroll: true });
  };

  /* Whether a link leads to a place of the site; turning to the previous or next page is no leap. */
  const isLeap = (link) =>
    link.origin === location.origin &&
    link.protocol === location.protocol &&
    link.pathname.startsWith(root.pathname) &&
    /(?:\/|\.html)$/u.test(link.pathname) &&
    !link.hasAttribute("download") &&
    !link.matches("[target=_blank], .gl-turn a, .gl-goto-turn, .gl-way-back-link");

  // --- what was left ---

  const isPlace = (one) =>
    [one?.href, one?.words, one?.title, one?.point?.id].every((text) => typeof text === "string");
  const kept = () => {
    const list = session.read(KEPT);
    return Array.isArray(list) ? list.filter(isPlace) : null;
  };
  let left = kept() ?? [];
  const keep = (list) => {
    left = list.slice(-MOST);
    session.write(KEPT, left);
  };

  const title = () => {
    const shown = document.querySelector(".gl-where-division")?.textContent ?? document.title;
    return shown.trim().slice(0, LONGEST);
  };

  /* A place in words: "¶ 12, p. 89"; "" on a page without paragraphs that are counted. */
  const wordsAt = (seen) => {
    const unit = places.unitOf(seen?.text);
    if (unit) return places.wordsOf(unit, places.pageAt(seen.text, seen.offset));
    const next = places.unitAtEyes(); // behind a heading
    return next ? places.wordsOf(next) : "";
  };

  /* The browser's own list of where the reader was, as far as it tells: the way back then adds no step to it. */
  const stepNow = () => window.navigation?.currentEntry?.key ?? null;
  const hasStep = (step) => step !== null && (window.navigation?.entries() ?? []).some(({ key }) => key === step);

  /* Remembers this place, which the reader leaves by a link or otherwise. */
  const leave = (link = null) => {
    const { top = 0, bottom = 0 } = link?.getBoundingClientRect() ?? {};
    const isRead = link && article.contains(link) && !link.closest(".gl-preview") && bottom > 0 && top < innerHeight;
    const text = isRead ? textsIn(link).nextNode() : null;
    const seen = text ? { text, offset: 0 } : firstBelow(places.covered());
    const place = {
      href: here(),
      point: pointAt(seen),
      link: link && traceOf(link),
      to: link?.href ?? null,
      words: wordsAt(seen),
      title: title(),
      step: stepNow(),
    };
    keep([...left, place]);
    where.settleSoon();
  };

  // --- going back ---

  const arrive = () => {
    const place = session.read(ARRIVING);
    session.remove(ARRIVING);
    if (!isPlace(place) || place.href !== here()) return;
    history.scrollRestoration = "manual"; // or else the browser moves the page once more, to its own place
    standAt(place.point);
    focusAgain(place);
    where.settleSoon();
    // What may come after that: the fragment of the address, and lines broken anew for a window of another size.
    const moments = new AbortController();
    const hold = () => {
      standAt(place.point);
      if (document.activeElement === document.body) focusAgain(place); // a fragment takes the focus away
    };
    for (const moment of ["load", "resize"]) addEventListener(moment, hold, { signal: moments.signal });
    for (const moment of ["wheel", "keydown", "pointerdown"]) {
      addEventListener(moment, () => moments.abort(), { signal: moments.signal, passive: true });
    }
    setTimeout(() => {
      history.scrollRestoration = "auto";
      moments.abort();
    }, HELD);
  };

  const goTo = (place) => {
    session.write(ARRIVING, place);
    const isHere = place.href === here();
    if (hasStep(place.step) && place.step !== stepNow()) {
      window.navigation.traverseTo(place.step).finished.then(arrive, () => {}); // of another page: this one is left
    } else if (isHere) {
      if (place.point.id) location.hash = place.point.id;
      arrive();
    } else {
      location.assign(hrefOf(place));
    }
  };

  const hrefOf = ({ href, point }) => (point.id ? `${href}#${encodeURIComponent(point.id)}` : href);

  /* Goes back to the last place, or to an earlier one. */
  const goBack = (place = left.at(-1)) => {
    if (!place) return;
    keep(left.slice(0, left.indexOf(place)));
    show();
    goTo(place);
  };

  // --- the link at the foot of the window ---

  const words = make("span", { className: "gl-way-back-words" });
  const link = make("a", { className: "gl-way-back-link" }, words);
  link.setAttribute("aria-keyshortcuts", "b");
  const dismiss = make("button", { type: "button", className: "gl-way-back-close" }, "×");
  dismiss.setAttribute("aria-label", "Forget the way back");
  const box = make("div", { className: "gl-way-back", lang: "en", hidden: true }, link, dismiss);
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Way back");
  document.body.append(box);

  const show = () => {
    const place = left.at(-1);
    box.hidden = !place;
    document.documentElement.toggleAttribute("data-gl-way-back", Boolean(place));
    if (!place) return;
    link.href = hrefOf(place);
    words.replaceChildren("Back to ", ...places.spoken(place.words));
    if (place.words && place.href === here()) return;
    words.append(place.words && ", in ", make("bdi", {}, place.title));
  };

  const forget = () => {
    const wasInside = box.contains(document.activeElement);
    keep([]);
    show();
    if (wasInside) focusAgain({ link: null, point: { id: "" } });
  };

  where.whenSettled((passed) => {
    const isAgain = (place) => place?.href === here() && isInSight(place.point);
    let list = passed > READ_ON ? [] : left;
    while (isAgain(list.at(-1))) list = list.slice(0, -1);
    if (list.length < left.length) keep(list);
    show();
  });

  link.addEventListener("click", (event) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    goBack();
  });
  dismiss.addEventListener("click", forget);
  keys.add({ key: "b", words: "Back to where I was", action: () => goBack() });

  addEventListener("click", (event) => {
    if (!isPlainClick(event)) return;
    const followed = event.target.closest?.("a[href]");
    if (!followed || !isLeap(followed)) return;
    const note = followed.matches(".gl-back") && followed.closest(".gl-note");
    const came = note && left.findLast((place) => place.to === `${here()}#${note.id}`);
    if (came) {
      event.preventDefault(); // a note with several calls leads to the one from which the reader came
      goBack(came);
    } else {
      leave(followed);
    }
  });

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || box.hidden) return;
    if (event.target.closest?.("input, textarea, select, dialog")) return;
    forget();
  });

  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    left = kept() ?? left; // the page was in memory while the reader was elsewhere
    arrive();
  });
  arrive();

  /* The point of the text at the top of the window. */
  const pointNow = () => pointAt(firstBelow(places.covered()));

  /* Lets the page that is gone to next stand at a point. */
  const standNext = (href, point) => session.write(ARRIVING, { href, point, link: null, words: "", title: "" });

  window.glossator = { ...window.glossator, jumps: { leave, pointNow, standNext, title } };
})();
