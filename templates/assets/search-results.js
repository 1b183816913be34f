/*
 * From what the engine finds to what is shown: the best matches, and lines of context by division.
 *
 * A *hit* is a place where a link leads: for one word or phrase each place of the text where it stands, places close to
 * one another taken together; for several words each paragraph or note that has them. Its line shows the words with
 * what stands around them, and it has the printed page on which they stand.
 */
(() => {
  "use strict";

  const { TIERS } = window.glossator.engine;

  const BEST = 5;
  const AROUND = 70; // characters on either side of the words
  const AROUND_PART = 40; // the same where a line has several parts
  const TOGETHER = 60; // characters between words that stand in one line
  const LONGEST = 260; // characters from the first to the last of them
  const PARTS = 3; // of a line
  const WHOLE = "dshwib"; // kinds that are shown whole, and once
  const POINTERS = "i"; // kinds that only point on: an index is read last

  /* An offset moved outwards to the next end of a word, but not by many characters. */
  const wordStart = (text, at) => {
    for (let start = at; start > Math.max(0, at - 20); start -= 1) if (/\s/.test(text[start - 1])) return start;
    return at < 20 ? 0 : at;
  };
  const wordEnd = (text, at) => {
    for (let end = at; end < Math.min(text.length, at + 20); end += 1) if (/\s/.test(text[end])) return end;
    return Math.min(text.length, at + 20);
  };

  /* A stretch of an entry's text in pieces, those that were found marked. */
  const partOf = (book, { entry, places }, start, end) => {
    const { text } = entry;
    const pieces = [];
    let done = start;
    for (const [first, last] of places) {
      const from = Math.max(book.starts[first], done);
      const to = Math.min(book.ends[last], end);
      if (to <= from) continue;
      if (from > done) pieces.push({ text: text.slice(done, from), isFound: false });
      pieces.push({ text: text.slice(from, to), isFound: true });
      done = to;
    }
    if (done < end) pieces.push({ text: text.slice(done, end), isFound: false });
    return { pieces, isCutBefore: start > 0, isCutAfter: end < text.length };
  };

  /* Places close to one another, taken together. */
  const clusters = (book, places) => {
    const found = [];
    for (const place of places) {
      const cluster = found.at(-1);
      const start = cluster && book.starts[cluster[0][0]];
      const end = cluster && book.ends[cluster.at(-1)[1]];
      const [from, to] = [book.starts[place[0]], book.ends[place[1]]];
      if (cluster && from - end <= TOGETHER && to - start <= LONGEST) cluster.push(place);
      else found.push([place]);
    }
    return found;
  };

  const tierOf = (places) => Math.min(...places.map((place) => TIERS[place[3]]));

  /* A hit whose line shows some of an entry's places, or, without these, the whole entry. */
  const hitOf = (book, one, shown, around) => {
    const places = shown?.flat() ?? one.places;
    return { book, one, entry: one.entry, shown, around, place: places[0], last: places.at(-1), tier: tierOf(places) };
  };

  /* The parts of a hit's line, each in pieces; only for hits that are shown, of which there are few. */
  const partsOfHit = ({ book, one, entry, shown, around }) => {
    if (!shown) return [partOf(book, one, 0, entry.text.length)];
    return shown.map((places) => {
      const start = book.starts[places[0][0]];
      const end = book.ends[places.at(-1)[1]];
      const from = wordStart(entry.text, Math.max(0, start - around));
      const to = wordEnd(entry.text, Math.min(entry.text.length, end + around));
      return partOf(book, one, from, to);
    });
  };

  /* The printed pages on which the places of a hit stand: the first and the last. */
  const pagesOfHit = ({ book, entry, shown, place, last }) => {
    const offsets = shown ? [book.starts[place[0]], book.ends[last[1]] - 1] : [0];
    return [...new Set(offsets.map((offset) => book.pageAt(entry, offset)))].filter(Boolean);
  };

  /* For several words: the parts of the text that show each of them, near to one another where they are. */
  const partsOf = (book, one) => {
    const inside = one.places.filter(([first, last]) => first >= one.window[0] && last <= one.window[1]);
    const found = clusters(book, inside);
    const kept = [];
    const shown = new Set();
    for (const cluster of found) {
      const adds = cluster.some((place) => !shown.has(place[4]));
      if (adds && kept.length < PARTS) kept.push(cluster);
      for (const place of cluster) shown.add(place[4]);
    }
    return kept;
  };

  /* The hits in an entry, in the order of its text. */
  const hitsIn = (book, one, isSingle) => {
    if (WHOLE.includes(one.entry.kind)) return [hitOf(book, one, null)];
    if (!isSingle && one.window) {
      const parts = partsOf(book, one);
      return [hitOf(book, one, parts, parts.length > 1 ? AROUND_PART : AROUND)];
    }
    return clusters(book, one.places).map((cluster) => hitOf(book, one, [cluster], AROUND));
  };

  /* The best entries of all books, each as one hit. */
  const best = (outcomes, isSingle) => {
    const all = outcomes.flatMap(({ book, found, some }) => found.map((one) => ({ book, one, some })));
    const isPointer = ({ one }) => POINTERS.includes(one.entry.kind);
    all.sort((a, b) => a.some - b.some || isPointer(a) - isPointer(b) || b.one.score - a.one.score);
    return all
      .filter(({ one }) => one.score > 0)
      .slice(0, BEST)
      .map(({ book, one }) => {
        const hits = hitsIn(book, one, isSingle);
        return hits.reduce((first, hit) => (hit.tier < first.tier ? hit : first));
      });
  };

  /* The hits of a book by group: the surest first, and otherwise in the order of the text. */
  const byGroup = ({ book, found }, isSingle) => {
    const groups = new Map();
    for (const one of found) {
      if (!groups.has(one.entry.group)) groups.set(one.entry.group, []);
      groups.get(one.entry.group).push(...hitsIn(book, one, isSingle));
    }
    return [...groups]
      .sort(([first], [second]) => first - second)
      .map(([at, hits]) => ({ group: book.groups[at], hits: hits.sort((one, other) => one.tier - other.tier) }));
  };

  /* All that is shown of the outcomes of a search in one or more books. */
  const resultsOf = (outcomes, terms) => {
    const isSingle = terms.length === 1;
    const books = outcomes.map((outcome) => {
      const groups = byGroup(outcome, isSingle);
      return { outcome, book: outcome.book, groups, count: groups.reduce((sum, { hits }) => sum + hits.length, 0) };
    });
    return { best: best(outcomes, isSingle), books, count: books.reduce((sum, { count }) => sum + count, 0) };
  };

  /* The address of a hit below the root of the site. */
  const addressOf = ({ book, entry }) => book.groups[entry.group].address + entry.link;

  window.glossator = { ...window.glossator, results: { resultsOf, addressOf, partsOfHit, pagesOfHit } };
})();
