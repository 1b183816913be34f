/*
 * Makes the part of an address by which a browser finds words on a page and highlights them: a text fragment.
 *
 *     #p5.12:~:text=The%20eye%20drops,has%20waited
 *
 * A browser looks for the first words and then for the last ones, each in one block of the page and in whole words,
 * without regard to case, accents and kinds of quotation marks; words before and after ("prefix-," and ",-suffix")
 * tell equal places apart. The rules are those of https://wicg.github.io/scroll-to-text-fragment/ (draft report, "find
 * a range from a text directive"), and `search` is that algorithm: what is returned has been found by it, once.
 *
 * First and last words hold no note call and stop at a page break, so that they are found where those are shown
 * otherwise or are no more. Words before and after may hold a call: one that stands at a word without a space is, for
 * a browser, a part of that word.
 *
 * Two kinds of functions: `readPage` and `quotationIn` read the document, the others take and give plain values.
 */
(() => {
  "use strict";

  /* What stands among the words of the book and belongs to none of its sentences. */
  const NOT_TEXT =
    ".gl-call, .gl-num, .gl-back, .gl-note-label, .gl-note-more, .gl-notes-told, .gl-trace, .gl-alias, .gl-version, " +
    ".gl-apparatus, .gl-provisional";
  const UNIT = ".gl-unit[id], .gl-note";
  const PAGE_BREAK = ".gl-page";
  const NOT_SEARCHED = "script, style, template, noscript, select, textarea, iframe, object, dialog";
  const EXACT_WORDS = 10; // a longer quotation is named by its first and last words
  const LEAST_WORDS = 3; // of those, where there are as many
  const MOST_WORDS = 10;
  const CONTEXT_WORDS = 8;

  let segmenter = null; // made when words are first asked for: that takes a while
  const segmentsOf = (text) => (segmenter ??= new Intl.Segmenter("und", { granularity: "word" })).segment(text);

  // --- plain values ---------------------------------------------------------------------------------------------

  /* Text as a search compares it. Of two texts in a row, the folded ones make the folded whole. */
  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(/[\p{M}\p{Cf}]/gu, "")
      .toUpperCase()
      .replace(/[‘’‚‛′]/g, "'")
      .replace(/[“”„‟″]/g, '"')
      .replace(/\s+/g, " ");

  const encode = (text) =>
    encodeURIComponent(text).replace(/[-!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

  /* {prefix, start, end, suffix}, of which only `start` must be there, as "text=…". */
  const directive = ({ prefix, start, end, suffix }) =>
    "text=" +
    [prefix && `${encode(prefix)}-`, encode(start), end && encode(end), suffix && `-${encode(suffix)}`]
      .filter(Boolean)
      .join(",");

  /* The words of a text, without what stands between them: [{start, end}, …]. */
  const wordsOf = (text) =>
    [...segmentsOf(text)]
      .filter((segment) => segment.isWordLike)
      .map(({ index, segment }) => ({ start: index, end: index + segment.length }));

  /*
   * A page to search in, made of the texts of its blocks. `text` has one line for each; `at` tells where an offset in
   * a block lies in it.
   */
  const pageOf = (blocks) => {
    const lines = blocks.map((block) => fold(block.text));
    const starts = [];
    let length = 0;
    for (const line of lines) {
      starts.push(length);
      length += line.length + 1;
    }
    const segments = new Map();
    const lineAt = (position) => {
      let first = 0;
      let after = starts.length;
      while (after - first > 1) {
        const middle = (first + after) >> 1;
        if (starts[middle] <= position) first = middle;
        else after = middle;
      }
      return first;
    };
    return {
      blocks,
      text: lines.join("\n"),
      at: (block, offset) => starts[block] + fold(blocks[block].text.slice(0, offset)).length,
      bounded: (position) => {
        const line = lineAt(position);
        const offset = position - starts[line];
        if (offset === 0 || offset >= lines[line].length) return true;
        if (!segments.has(line)) segments.set(line, segmentsOf(lines[line]));
        return segments.get(line).containing(offset).index === offset;
      },
    };
  };

  const locate = (page, words, from, startBounded, endBounded) => {
    for (let at = page.text.indexOf(words, from); at >= 0; at = page.text.indexOf(words, at + 1)) {
      const end = at + words.length;
      if ((!startBounded || page.bounded(at)) && (!endBounded || page.bounded(end))) return { start: at, end };
    }
    return null;
  };

  const pastSpace = (page, from) => {
    let at = from;
    while (page.text[at] === " " || page.text[at] === "\n") at += 1;
    return at;
  };

  const standsAt = (page, words, at, endBounded) =>
    page.text.startsWith(words, at) && (!endBounded || page.bounded(at + words.length));

  /* Where a browser finds a directive, at `from` or behind: {start, end}, or null. */
  const search = (page, wanted, from = 0) => {
    const [prefix, start, end, suffix] = ["prefix", "start", "end", "suffix"].map((part) => fold(wanted[part] ?? ""));
    const whole = end !== "" || suffix === ""; // the first words end where a word ends
    const followed = (at) => suffix === "" || standsAt(page, suffix, pastSpace(page, at), true);
    for (let next = from; ; ) {
      const first = locate(page, prefix || start, next, true, !prefix && whole);
      if (!first) return null;
      next = first.start + 1;
      const at = prefix ? pastSpace(page, first.end) : first.start;
      if (prefix && !standsAt(page, start, at, whole)) continue;
      let last = { end: at + start.length };
      if (end !== "") {
        do last = locate(page, end, last.end, true, suffix === "");
        while (last && !followed(last.end));
        if (!last) return null;
        return { start: at, end: last.end };
      }
      if (followed(last.end)) return { start: at, end: last.end };
    }
  };

  /* Whether a directive is found at one place of the page, and this is it. */
  const leadsTo = (page, wanted, place) => {
    const found = search(page, wanted);
    if (found?.start !== place.start || found.end !== place.end) return false;
    const beginning = { ...wanted, end: undefined, suffix: wanted.end ? undefined : wanted.suffix };
    return search(page, beginning, found.start + 1) === null;
  };

  const textBetween = (page, block, start, end) =>
    page.blocks[block].text.slice(start, end).replace(/[ \t\n\r\f]+/g, " ");

  /* The texts that stand before a place, one for each number of words; those of the block before, if it begins one. */
  const before = (page, { block, start }) => {
    let at = block;
    let end = start;
    while (at > 0 && page.blocks[at].text.slice(0, end).trim() === "") {
      at -= 1;
      end = page.blocks[at].text.length;
    }
    const text = page.blocks[at].text.slice(0, end);
    const words = wordsOf(text).slice(-CONTEXT_WORDS).reverse();
    return words.map((word) => textBetween(page, at, word.start, text.trimEnd().length));
  };

  /* The texts that stand behind a place. */
  const behind = (page, { block, end }) => {
    let at = block;
    let start = end;
    while (at + 1 < page.blocks.length && page.blocks[at].text.slice(start).trim() === "") {
      at += 1;
      start = 0;
    }
    const text = page.blocks[at].text.slice(start);
    const words = wordsOf(text).slice(0, CONTEXT_WORDS);
    const first = text.length - text.trimStart().length;
    return words.map((word) => textBetween(page, at, start + first, start + word.end));
  };

  /* Whether two words of a quotation stand in one run of text, without a page break between them. */
  const joined = (page, first, last) =>
    first === last ||
    (first.run === last.run &&
      !page.blocks[first.block].breaks.some((offset) => offset > first.start && offset < last.end));

  const exact = (page, words) => {
    const [first, last] = [words[0], words.at(-1)];
    if (words.length > EXACT_WORDS || !joined(page, first, last)) return null;
    const start = textBetween(page, first.block, first.start, last.end);
    const place = { start: page.at(first.block, first.start), end: page.at(last.block, last.end) };
    const [prefixes, suffixes] = [before(page, first), behind(page, last)];
    const candidates = [{ start }];
    for (let many = 0; many < CONTEXT_WORDS; many += 1) {
      const [prefix, suffix] = [prefixes[many], suffixes[many]];
      if (suffix) candidates.push({ start, suffix });
      if (prefix) candidates.push({ prefix, start });
      if (prefix && suffix) candidates.push({ prefix, start, suffix });
    }
    return candidates.find((candidate) => leadsTo(page, candidate, place)) ?? null;
  };

  /* The numbers of words that first or last words may have: the usual least number, more, and then fewer. */
  const lengths = (most) => {
    const all = Array.from({ length: Math.min(most, MOST_WORDS) }, (_, index) => index + 1);
    const isEnough = (length) => length >= LEAST_WORDS;
    return [...all.filter(isEnough), ...all.filter((length) => !isEnough(length)).reverse()];
  };

  /* How many words from the first one on are as wanted. */
  const reach = (words, wanted) => {
    const at = words.findIndex((word) => !wanted(word));
    return at < 0 ? words.length : at;
  };

  const ranged = (page, words) => {
    if (words.length < 2) return null;
    const [first, last] = [words[0], words.at(-1)];
    const mostFirst = reach(words.slice(0, -1), (word) => joined(page, first, word));
    const mostLast = reach(words.slice(1).reverse(), (word) => joined(page, word, last));
    const at = page.at(first.block, first.start);
    const beginnings = [undefined, ...before(page, first)].flatMap((prefix) =>
      lengths(mostFirst).map((length) => ({
        prefix,
        start: textBetween(page, first.block, first.start, words[length - 1].end),
        length,
      })),
    );
    const beginning = beginnings.find(({ prefix, start, length }) => {
      const end = page.at(first.block, words[length - 1].end);
      return leadsTo(page, { prefix, start, end: undefined }, { start: at, end });
    });
    if (!beginning) return null;
    const { length: taken, ...opening } = beginning;
    const place = { start: at, end: page.at(last.block, last.end) };
    const endings = [undefined, ...behind(page, last)].flatMap((suffix) =>
      lengths(Math.min(mostLast, words.length - taken)).map((length) => ({
        end: textBetween(page, last.block, words.at(-length).start, last.end),
        suffix,
      })),
    );
    const ending = endings.find((candidate) => leadsTo(page, { ...opening, ...candidate }, place));
    return ending ? { ...opening, ...ending } : null;
  };

  /*
   * The directive that leads to the words of a quotation; null where there is none.
   *
   * Where no browser could find them as they are, because a call is glued to the first or the last word on its inner
   * side, that word is given up.
   */
  const directiveFor = (page, words) => {
    for (const [first, last] of [[0, 0], [1, 0], [0, 1], [1, 1]]) {
      const left = words.slice(first, words.length - last);
      const found = left.length > 0 ? (exact(page, left) ?? ranged(page, left)) : null;
      if (found) return found;
    }
    return null;
  };

  // --- the document ---------------------------------------------------------------------------------------------

  const flows = (element) => {
    const { display } = getComputedStyle(element);
    return display === "inline" || display === "contents" || display.startsWith("ruby");
  };

  /* The text of the document in blocks, those that are hidden included: {text, pieces, breaks}. */
  const readPage = (root = document.body) => {
    const blocks = [];
    let block = null;
    const visit = (node, unit, foreign) => {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!block) blocks.push((block = { text: "", pieces: [], breaks: [] }));
        block.pieces.push({ node, start: block.text.length, unit, foreign });
        block.text += node.data;
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        const inline = flows(node);
        if (!inline || node.matches("br")) block = null;
        if (node.matches(NOT_SEARCHED)) return;
        if (block && node.matches(PAGE_BREAK)) block.breaks.push(block.text.length);
        const around = node.matches(UNIT) ? node : unit;
        const apart = foreign || node.matches(NOT_TEXT);
        for (const child of node.childNodes) visit(child, around, apart);
        if (!inline) block = null;
      }
    };
    visit(root, null, false);
    return pageOf(blocks);
  };

  /* The runs of text of the book, cut by note calls and ends of blocks, each with the part of it that a range holds. */
  const runsIn = (page, range) => {
    const runs = [];
    page.blocks.forEach(({ pieces }, block) => {
      let run = null;
      for (const { node, start, unit, foreign } of pieces) {
        if (foreign || !unit) run = null;
        else {
          if (!run) runs.push((run = { block, unit, start, end: start, from: Infinity, to: 0, pieces: [] }));
          run.end = start + node.length;
          run.pieces.push({ node, start });
          if (range.intersectsNode(node)) {
            const from = node === range.startContainer ? range.startOffset : 0;
            const to = node === range.endContainer ? range.endOffset : node.length;
            if (from < to) [run.from, run.to] = [Math.min(run.from, start + from), Math.max(run.to, start + to)];
          }
        }
      }
    });
    return runs.filter((run) => run.from < run.to);
  };

  /* The words of a run that a range touches: a word that it cuts is taken whole. */
  const touched = (page, run) =>
    wordsOf(page.blocks[run.block].text.slice(run.start, run.end))
      .map((word) => ({ run, block: run.block, start: run.start + word.start, end: run.start + word.end }))
      .filter((word) => word.start < run.to && word.end > run.from);

  const pieceAt = (run, offset, atEnd) =>
    run.pieces.findLast(({ start }) => (atEnd ? start < offset : start <= offset));

  /*
   * The words of the book in a range of the document: their first paragraph or note, a range from the first to the
   * last of them, their text, and the directive that leads to them. Null where the range holds no word of a
   * paragraph or note, or where this browser cannot tell what a word is. A range from the text into the notes ends
   * with the text.
   */
  const quotationIn = (range) => {
    if (!("Segmenter" in Intl) || range.collapsed) return null;
    const page = readPage();
    const all = runsIn(page, range)
      .map((run) => ({ run, words: touched(page, run) }))
      .filter((part) => part.words.length > 0);
    if (all.length === 0) return null;
    const inNotes = all[0].run.unit.matches(".gl-note");
    const kept = all.filter(({ run }) => run.unit.matches(".gl-note") === inNotes);
    const words = kept.flatMap((part) => part.words);
    const [first, last] = [words[0], words.at(-1)];
    const narrowed = document.createRange();
    const [from, to] = [pieceAt(first.run, first.start, false), pieceAt(last.run, last.end, true)];
    narrowed.setStart(from.node, first.start - from.start);
    narrowed.setEnd(to.node, last.end - to.start);
    const parts = kept.map(({ run }) => {
      const start = run === first.run ? first.start : run.start;
      const end = run === last.run ? last.end : run.end;
      return { block: run.block, text: page.blocks[run.block].text.slice(start, end) };
    });
    const text = parts.reduce((done, part, at) => {
      const apart = at > 0 && parts[at - 1].block !== part.block ? " " : "";
      return done + apart + part.text;
    }, "");
    const found = directiveFor(page, words);
    return {
      unit: first.run.unit,
      units: [...new Set(kept.map(({ run }) => run.unit))],
      range: narrowed,
      text: text.replace(/\s+/g, " ").trim(),
      directive: found && directive(found),
    };
  };

  window.glossator = {
    ...window.glossator,
    fragments: { NOT_TEXT, fold, encode, directive, pageOf, search, directiveFor, readPage, quotationIn },
  };
})();
