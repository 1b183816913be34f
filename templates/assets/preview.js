/*
 * Shows a note beside its call, the full reference beside a citation, who a person is beside the name, and what a
 * locator of the index leads to: on hover after a delay, on focus, on touch.
 *
 * The note at the foot stays what it is, and without this script the call leads to it, the citation to its work on the
 * page of the bibliography, the name to the page of the person. The preview of a note holds a copy of its body without ids (none stands twice on a page)
 * and without the way back, and the full references of works that it cites by a short form: nothing opens out of a
 * preview. It stays while the pointer is in it, and Escape closes it.
 */
(() => {
  "use strict";

  const OPEN_AFTER = 250; // ms; shorter, and previews flash up under a pointer that only passes
  const CLOSE_AFTER = 300; // ms; time to move the pointer from the call into the preview
  const CALL = "a.gl-call[role='doc-noteref']";
  const CITATION = "a.gl-cite";
  const UNKNOWN = ".gl-cite--open"; // a citation that may mean several works; its title says which
  const NAME = "a.gl-name[href]"; // without an address where the reader has switched names off
  const LOCATOR = "a.gl-locator";

  let preview = null;
  let call = null; // whose note or reference is shown
  let timer = 0;

  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  const noteOf = (link) => {
    const url = new URL(link.href, location.href);
    const here = url.pathname === location.pathname && url.search === location.search;
    return here ? document.getElementById(decodeURIComponent(url.hash.slice(1))) : null;
  };

  const make = (tag, className, ...children) => {
    const element = document.createElement(tag);
    element.className = className;
    element.append(...children);
    return element;
  };

  /* The references of the works that this page cites lie in a template: they are no text of the page. */
  const referenceOf = (citation) => {
    const wanted = decodeURIComponent(new URL(citation.href, location.href).hash.slice(1));
    const references = document.querySelector("template.gl-references")?.content.children ?? [];
    return [...references].find((reference) => reference.dataset.work === wanted);
  };

  const referenceCopy = (reference) => make("div", "gl-reference", ...reference.cloneNode(true).childNodes);

  const noteContent = (note) => {
    const parts = [...note.querySelectorAll(":scope > .gl-note-label, :scope > .gl-note-body")];
    const copies = parts.map((part) => part.cloneNode(true));
    for (const copy of copies) {
      for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
    }
    const short = [...note.querySelectorAll(`${CITATION}[data-short]`)].map(referenceOf).filter(Boolean);
    if (short.length > 0) copies.push(make("div", "gl-preview-works", ...[...new Set(short)].map(referenceCopy)));
    return copies;
  };

  const citationContent = (citation) => {
    const reference = referenceOf(citation);
    if (!reference) return [];
    const link = make("a", "", reference.dataset.times === "1" ? "cited once" : `cited ${reference.dataset.times} times`);
    link.href = citation.href;
    const facts = [
      citation.dataset.how && `cited here: ${citation.dataset.how}`,
      "unlisted" in reference.dataset && "not in the printed bibliography",
    ].filter(Boolean);
    const line = make("p", "gl-preview-facts", ...facts.flatMap((fact) => [fact, " · "]), link);
    return [referenceCopy(reference), line];
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
    if (link.matches(UNKNOWN)) return [make("p", "gl-preview-facts", link.title)];
    if (link.matches(CITATION)) return citationContent(link);
    if (link.matches(NAME)) return [cardOf(link)?.cloneNode(true)].filter(Boolean);
    if (link.matches(LOCATOR)) return [findsOf(link)?.cloneNode(true)].filter(Boolean);
    const note = noteOf(link);
    return note?.classList.contains("gl-note") ? noteContent(note) : [];
  };

  /* The link that something happened to; those inside a preview are plain links. */
  const linkAt = (event) => {
    const link = event.target.closest?.(`${CALL}, ${CITATION}, ${UNKNOWN}, ${NAME}, ${LOCATOR}`);
    return link && !preview?.contains(link) ? link : null;
  };

  const nameOf = (link) => {
    if (link.matches(NAME)) return "who this is";
    if (link.matches(LOCATOR)) return "what was found";
    return link.getAttribute("aria-label") ?? "full reference";
  };

  const place = () => {
    const at = call.getBoundingClientRect();
    const size = preview.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(at.left, width - size.width - 8));
    const below = at.bottom + 6;
    const fits = below + size.height <= window.innerHeight || at.top - 6 - size.height < 0;
    preview.style.left = `${left + window.scrollX}px`;
    preview.style.top = `${(fits ? below : at.top - 6 - size.height) + window.scrollY}px`;
  };

  const close = () => {
    clearTimeout(timer);
    if (preview) preview.remove();
    preview = call = null;
  };

  const open = (link) => {
    clearTimeout(timer);
    if (link === call) return;
    const content = contentOf(link);
    if (content.length === 0) return;
    close();
    call = link;
    preview = make("aside", "gl-preview md-typeset", ...content);
    if (link.matches(CALL)) preview.lang = noteOf(link).closest("[lang]").lang;
    preview.setAttribute("aria-label", nameOf(link));
    preview.addEventListener("pointerenter", () => clearTimeout(timer));
    preview.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") later(close, CLOSE_AFTER);
    });
    // Beside the call, so that the keys go from the call into the preview and on with the text.
    link.closest(".md-content__inner, body").append(preview);
    place();
  };

  document.addEventListener("pointerover", (event) => {
    const link = linkAt(event);
    if (!link || event.pointerType !== "mouse" || link.matches(UNKNOWN)) return; // whose title the browser shows
    later(() => open(link), link === call ? 0 : OPEN_AFTER);
  });

  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && linkAt(event)) later(close, CLOSE_AFTER);
  });

  document.addEventListener("focusin", (event) => {
    const link = linkAt(event);
    if (link?.matches(":focus-visible")) open(link);
    else if (preview && !preview.contains(event.target) && event.target !== call) close();
  });

  let touched = null; // the call or citation under the finger
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "mouse" ? null : linkAt(event);
    if (preview && !preview.contains(event.target) && touched !== call) close();
  });

  document.addEventListener("click", (event) => {
    const link = linkAt(event);
    if (link && link === touched && link !== call && contentOf(link).length > 0) {
      event.preventDefault(); // the first touch shows the note, the second leads to it
      open(link);
    } else if (link || (preview?.contains(event.target) && event.target.closest?.("a"))) {
      setTimeout(close); // after the link is followed
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !preview) return;
    const inside = preview.contains(document.activeElement);
    const back = call;
    close();
    if (inside) back.focus();
    event.stopPropagation();
  });
})();
