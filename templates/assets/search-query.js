/*
 * What a reader asks for.
 *
 *     parse('plan “five-year plan')  ->  [{words: ["plan"], …}, {words: ["five", "year", "plan"], isOpen: true}]
 *
 * A term is a word, or words that must follow one another: those in quotation marks of any kind, and the parts of a
 * compound with a hyphen. The last term may still be growing, so that its last word need not be whole; a word outside
 * quotation marks never need be.
 */
(() => {
  "use strict";

  const { plain, eachWord } = window.glossator.folding;
  const QUOTES = /["“”„‟«»〝〞＂]/u;
  const PARTED = /[\s/,;]+/u; // what parts words that need not follow one another
  const MOST_WORDS = 24; // a query is no place for a whole page: what comes after is left out

  const wordsOf = (text) => {
    const words = [];
    eachWord(text, (start, end, written) => {
      const word = plain(written);
      if (word) words.push({ word, written });
    });
    return words;
  };

  const termOf = (words, isQuoted, isOpen) => ({
    words: words.map(({ word }) => word),
    written: words.map(({ written }) => written),
    isQuoted,
    isOpen, // whether its last word may go on
  });

  /* The terms of a query, in the order in which they are written; none for a query without a letter or figure. */
  const parse = (query) => {
    const terms = [];
    const seen = new Set();
    let left = MOST_WORDS;
    const add = (words, isQuoted, isOpen) => {
      const kept = words.slice(0, left);
      const term = termOf(kept, isQuoted, isOpen);
      const key = `${isQuoted} ${term.words.join(" ")}`;
      left -= kept.length;
      if (kept.length === 0 || seen.has(key)) return;
      seen.add(key);
      terms.push(term);
    };
    const parts = query.normalize("NFC").split(QUOTES);
    parts.forEach((part, at) => {
      const isQuoted = at % 2 === 1;
      const isLast = at === parts.length - 1; // of a part in quotation marks: they are not closed yet
      if (isQuoted) add(wordsOf(part), true, isLast && /\S$/u.test(part));
      else for (const piece of part.split(PARTED)) add(wordsOf(piece), false, true);
    });
    return terms;
  };

  window.glossator = { ...window.glossator, query: { parse, wordsOf } };
})();
