/*
 * Shows a note beside its call: on hover after a delay, on focus, and on touch.
 *
 * The note at the foot stays what it is, and without this script the call leads to it. The preview holds a copy of the
 * note's body without ids (none stands twice on a page) and without the way back. It stays while the pointer is in it,
 * and Escape closes it.
 */
(() => {
  "use strict";

  const OPEN_AFTER = 250; // ms; shorter, and previews flash up under a pointer that only passes
  const CLOSE_AFTER = 300; // ms; time to move the pointer from the call into the preview
  const CALL = "a.gl-call[role='doc-noteref']";

  let preview = null;
  let call = null; // whose note is shown
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

  const copyOf = (note) => {
    const parts = [...note.querySelectorAll(":scope > .gl-note-label, :scope > .gl-note-body")];
    const copies = parts.map((part) => part.cloneNode(true));
    for (const copy of copies) {
      for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
    }
    return copies;
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
    const note = noteOf(link);
    if (!note || !note.classList.contains("gl-note")) return;
    close();
    call = link;
    preview = document.createElement("aside");
    preview.className = "gl-preview md-typeset";
    preview.lang = note.closest("[lang]").lang;
    preview.setAttribute("aria-label", link.getAttribute("aria-label"));
    preview.append(...copyOf(note));
    preview.addEventListener("pointerenter", () => clearTimeout(timer));
    preview.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") later(close, CLOSE_AFTER);
    });
    // Beside the call, so that the keys go from the call into the preview and on with the text.
    link.closest(".md-content__inner, body").append(preview);
    place();
  };

  document.addEventListener("pointerover", (event) => {
    const link = event.target.closest?.(CALL);
    if (link && event.pointerType === "mouse") later(() => open(link), link === call ? 0 : OPEN_AFTER);
  });

  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && event.target.closest?.(CALL)) later(close, CLOSE_AFTER);
  });

  document.addEventListener("focusin", (event) => {
    const link = event.target.closest?.(CALL);
    if (link && !preview?.contains(link) && link.matches(":focus-visible")) open(link);
    else if (preview && !preview.contains(event.target) && event.target !== call) close();
  });

  let touched = null; // the call under the finger
  document.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "mouse" ? null : event.target.closest?.(CALL);
    if (preview && !preview.contains(event.target) && touched !== call) close();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(CALL);
    if (!link) return;
    if (link === touched && link !== call && noteOf(link)) {
      event.preventDefault(); // the first touch shows the note, the second leads to it
      open(link);
    } else {
      close();
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
