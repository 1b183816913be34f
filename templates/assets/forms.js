/*
 * Fills in the forms of citations: what a style made of a division at build, with marks where the place belongs that is
 * cited. It has the same meaning as `fill` of `glossator.citing.forms`.
 */
(() => {
  "use strict";

  const PAGE = /^[0-9]+$/;
  const SHORTEST = 3; // digits; shorter numbers stay whole
  const VARIANTS = ["none", "one", "many"]; // by the number of pages: none, the only one, the first and the last

  /* Two pages as a style writes them; the names of the ways are those of CSL. */
  const pageRange = (first, last, way) => {
    if (first === last) return first;
    const whole = `${first}–${last}`;
    if (way === "full" || !PAGE.test(first) || !PAGE.test(last)) return whole;
    if (first.length !== last.length || first.length < SHORTEST || Number(first) >= Number(last)) return whole;
    if (way === "chicago" && first.endsWith("00")) return whole;
    const same = [...first].findIndex((digit, at) => digit !== last[at]);
    const kept = way === "chicago" && first.at(-2) === "0" ? same : Math.min(same, last.length - 2);
    return `${first}–${last.slice(kept)}`;
  };

  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  /*
   * A citation: HTML where the style has italics, else text.
   *
   * `marks` gives the mark of each value by its name. `kind` is "paragraph" or "note"; `pages` holds none, one, or the
   * first and the last printed page; `address` is null where there is none.
   */
  const fill = (style, marks, { kind, pages, number, address, id }) => {
    const form = (address === null ? style.unaddressed : style.forms)[kind][VARIANTS[pages.length]];
    const [first, last] = [pages[0] ?? "", pages.at(-1) ?? ""];
    const values = { pages: pageRange(first, last, style.ranges), first, last, number, address: address ?? "", id };
    const shown = style.html ? escaped : String;
    const byMark = new Map(Object.entries(marks).map(([name, mark]) => [mark, shown(values[name])]));
    return [...form].map((sign) => byMark.get(sign) ?? sign).join("");
  };

  window.glossator = { ...window.glossator, forms: { fill, pageRange } };
})();
