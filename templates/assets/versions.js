/*
 * Tells readers who follow a link that names a version, such as `?v=1#p5.12`, whether the words are still the same.
 *
 * The published addresses with the hashes of their texts are loaded for that alone: a page that is opened without `?v=`
 * asks for nothing. Without this script the link leads to the paragraph all the same.
 */
(() => {
  "use strict";

  const FORMAT = "glossator-anchors/1";
  const LONGEST = 32; // letters of a version; an address may hold anything
  const HOST = ".gl-unit[id], .gl-note, .gl-trace, h1, h2, h3, h4, h5, h6";
  const script = document.currentScript;
  const { data, local } = window.glossator;
  const { make } = window.glossator.dom;

  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a lone percent sign
    }
  };

  /* What a fragment names, where it is something that is published; null for all else on the page. */
  const placeOf = (fragment) => {
    const place = document.getElementById(fragment);
    const section = place?.querySelector(":scope > .gl-num--section");
    return section || place?.matches(".gl-unit, .gl-note, .gl-call, .gl-page, .gl-alias, .gl-trace") ? place : null;
  };

  /* The id by which a place is published: that of its note for a call. */
  const published = (fragment) => fragment.replace(/^r(.+?)(?:-call\d+)?$/, "n$1");

  /* What else a reader must know of a note whose number in print is another one now. */
  const renumbered = (place, fragment) => {
    const label = place.querySelector?.(":scope > .gl-note-label")?.textContent.trim();
    const [, number] = fragment.match(/^n(?:.*\.)?(\d+)$/) ?? [];
    return label && number && label !== number ? ` Note ${number} is numbered ${label} now.` : "";
  };

  const listed = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);

  /* The versions of some steps in words: "in version 2, in version 3 and since then". */
  const when = (steps, latest) =>
    listed(steps.map(([version]) => (version ? `in version ${version}` : `since version ${latest}, which is not published yet`)));

  /* What to tell of a place; `steps` are its versions with the text since each, `""` for gone, `>…` for joined. */
  const verdict = (versions, steps, cited) => {
    const asked = versions.indexOf(cited);
    if (asked < 0) return `The link names version ${cited.slice(0, LONGEST)}. No such version has been published.`;
    const after = steps.filter(([version]) => !version || versions.indexOf(version) > asked);
    const then = steps[steps.length - after.length - 1]?.[1];
    const now = steps.at(-1)?.[1];
    const changes = when(after, versions.at(-1));
    if (then === undefined) return `This place is not in version ${cited}, which was cited.`;
    if (!then || then.startsWith(">")) return `In version ${cited}, which was cited, no text of its own stood here.`;
    if (now === then && after.length > 0) {
      return `The words are those of version ${cited}, which was cited; in between they were others.`;
    }
    if (now === then) return `Unchanged since version ${cited}, which was cited.`;
    if (!now) return `What stood here in version ${cited}, which was cited, has been taken out: ${changes}.`;
    if (now.startsWith(">")) {
      return `What stood here in version ${cited}, which was cited, has become part of another place: ${changes}.`;
    }
    return `The words differ from version ${cited}, which was cited: they changed ${changes}.`;
  };

  const told = async (fragment, cited) => {
    try {
      const { format, versions, units } = await data(script.dataset.anchors);
      if (format !== FORMAT) throw new Error(format);
      const own = published(fragment);
      return verdict(versions, Object.hasOwn(units, own) ? units[own] : [], cited);
    } catch {
      const version = cited.slice(0, LONGEST);
      return `The link names version ${version}. What has changed since then cannot be told here: the list of the addresses could not be loaded.`;
    }
  };

  const cited = new URLSearchParams(location.search).get("v");
  const fragment = decoded(location.hash.slice(1).split(":~:")[0]); // a browser may keep the quotation in the address
  const place = cited && fragment ? placeOf(fragment) : null;
  if (!place) return;

  const host = place.closest(HOST) ?? place;
  const status = make("p"); // in the page before its words: a screen reader then speaks them
  status.setAttribute("role", "status");
  const line = make("div", { className: "gl-version", lang: "en" }, status);
  if (host.matches(".gl-note")) host.append(line); // it goes with the note into the margin
  else host.before(line);

  told(fragment, cited).then((words) => {
    const seen = host.getBoundingClientRect();
    status.textContent = words + renumbered(place, fragment);
    const history = make("a", { href: local(script.dataset.history) }, "All versions");
    const dismiss = make("button", { type: "button", className: "gl-pill" }, "Dismiss");
    dismiss.addEventListener("click", () => line.remove());
    line.append(history, dismiss);
    // The line stands above the place that the reader was led to, or at the end of the note; not where the reader has gone elsewhere meanwhile.
    if (seen.bottom > 0 && seen.top < innerHeight) line.scrollIntoView({ block: "nearest" });
  });
})();
