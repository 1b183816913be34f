/*
 * Finds the places of a book that answer a query, and the best of them.
 *
 * A book's index (see `render/search.py`) holds texts; when it arrives they are cut into words, once. Each word of a
 * query is found in four manners, the surer before the others (`QUALITY`): as it is, with another ending, as the
 * beginning of a longer word, and, for names and across scripts, as it sounds. A word that is found in no manner is
 * taken for a slip of the hand if the book has words that differ from it by one letter.
 *
 * The score of an entry is BM25 (S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework", 2009) over
 * these words, times what tells that the entry is about them: how much of a title or a name they are, and how near
 * to one another they stand. `docs/decisions/search-index.md` gives the reasons and the figures.
 */
(() => {
  "use strict";

  const { plain, sound, eachWord } = window.glossator.folding;
  const { wordsOf } = window.glossator.query;

  const K1 = 1.2; // how soon a word said again says nothing new
  const B = 0.75; // how much a long text must say a word more often
  const QUALITY = { same: 1, ending: 0.8, beginning: 0.6, sound: 0.6, near: 0.4, named: 0.5 };
  const TITLE = 3; // a word in a title or a name counts as often as this
  const ABOUT = 0.3; // and one in the line about a person, which is no word of the book
  const NEARNESS = 1; // what words that follow one another add to the score, as a share of it
  const SAMENESS = 1; // what a title adds that is the query itself
  const SHORTEST_BEGINNING = 2; // letters from which on a word is the beginning of others
  const SHORTEST_SOUND = 4;
  const SHORTEST_NEAR = 5;
  const COMMON = 0.2; // share of entries from which on a word such as “of” need not be there, beside rarer ones
  const SOME = 0.6; // where no entry has all words: the share of the best one's weight that others must have
  const TIERS = { same: 0, ending: 1, beginning: 1, sound: 2, near: 2, named: 3 };

  // --- the words of a book ---

  /* Whether two words differ by one letter: another, one more or one less, or two that changed places. */
  const isNear = (one, other) => {
    if (one.length > other.length) return isNear(other, one);
    if (other.length - one.length > 1 || one === other) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    if (one.length < other.length) return one.slice(at) === other.slice(at + 1);
    if (one.slice(at + 1) === other.slice(at + 1)) return true;
    return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
  };

  /* The other number of an English noun, as far as letters tell: words that may not exist. */
  const otherNumber = (word) => {
    if (/[^s]s$/.test(word) && word.length > 3) {
      return [word.slice(0, -1), word.replace(/es$/, ""), word.replace(/ies$/, "y")];
    }
    return /[a-z]y$/.test(word) ? [word.replace(/y$/, "ies")] : [];
  };

  /* A Cyrillic word without what declension puts at its end; й is и here, as all words are folded. */
  const DECLINED = /(?:[иыая]ми|[оеи](?:го|му)|[аяоеыиую][яеиюхмв]|[аеиоуыэюяь])$/;
  const LEAST_STEM = 4;
  const stemOf = (word) => {
    const stem = word.replace(DECLINED, "").replace(/[иь]$/, "");
    return stem.length >= LEAST_STEM ? stem : word;
  };

  const isLatin = (word) => /[a-z]/.test(word);
  const isCyrillic = (word) => /\p{Script=Cyrillic}/u.test(word);

  const KINDS_WITH_TITLE = "dshiw"; // whose first line is a title or a name

  /* How many characters of an entry are its title or its names, which stand in its first lines. */
  const titleLength = ({ kind, text }) => {
    if (!KINDS_WITH_TITLE.includes(kind)) return 0;
    const lines = text.split("\n");
    return lines.slice(0, kind === "h" ? 2 : 1).join("\n").length;
  };

  const countOf = (entry, at) => (at < entry.title ? TITLE : entry.kind === "h" ? ABOUT : 1);

  class Book {
    constructor(data) {
      Object.assign(this, { slug: data.slug, title: data.title, language: data.language });
      this.groups = data.groups.map(({ title, address, kind, language }) => ({ title, address, kind, language }));
      this.entries = [];
      data.groups.forEach((group, at) => {
        for (const [kind, label, link, page, text, breaks = []] of group.entries) {
          this.entries.push({ at: this.entries.length, group: at, kind, label, link, page, text, breaks });
        }
      });
      this.#readWords();
      this.#readPersons(data.persons);
    }

    /* Cuts all texts into words: the fold of each, where it stands, and where in the book each fold stands. */
    #readWords() {
      const length = this.entries.reduce((sum, { text }) => sum + text.length, 0);
      const room = (length >> 1) + this.entries.length + 1; // two words are parted by a sign at least
      const tokens = new Uint32Array(room);
      const starts = new Uint32Array(room);
      const ends = new Uint32Array(room);
      const homes = new Uint32Array(room);
      const bySurface = new Map();
      const byFold = new Map();
      this.words = [];
      this.surfaces = []; // one spelling of each
      this.isCommon = []; // whether it is ever written small
      let count = 0;
      const take = (start, end, surface) => {
        let id = bySurface.get(surface);
        if (id === undefined) {
          const word = plain(surface);
          id = byFold.get(word);
          if (id === undefined) {
            id = this.words.length;
            byFold.set(word, id);
            this.words.push(word);
            this.surfaces.push(surface);
            this.isCommon.push(false);
          }
          if (surface[0] === surface[0].toLowerCase()) this.isCommon[id] = true;
          bySurface.set(surface, id);
        }
        tokens[count] = id;
        starts[count] = start;
        ends[count] = end;
        homes[count] = entry.at;
        count += 1;
      };
      let entry = null;
      for (entry of this.entries) {
        entry.first = count;
        eachWord(entry.text, take);
        entry.after = count;
        const titleEnd = titleLength(entry);
        let title = entry.first;
        while (title < count && starts[title] < titleEnd) title += 1;
        entry.title = title; // the first word behind the title
      }
      this.tokens = tokens.slice(0, count);
      this.starts = starts.slice(0, count);
      this.ends = ends.slice(0, count);
      this.homes = homes.slice(0, count);
      this.byFold = byFold;
      this.meanLength = Math.max(1, count / Math.max(1, this.entries.length));
      const offsets = new Uint32Array(this.words.length + 1);
      for (const id of this.tokens) offsets[id + 1] += 1;
      for (let id = 0; id < this.words.length; id += 1) offsets[id + 1] += offsets[id];
      const fill = offsets.slice();
      const postings = new Uint32Array(count);
      for (let at = 0; at < count; at += 1) postings[fill[this.tokens[at]]++] = at;
      this.offsets = offsets;
      this.postings = postings;
    }

    #readPersons(persons) {
      const key = (words) => [...words].sort().join(" ");
      this.mentions = new Map(); // number of the person's entry -> [[entry, start, end], …]
      this.named = new Map(); // a name, its words in the order of the alphabet -> numbers of persons' entries
      const add = (words, fold, at) => {
        const name = key(words.map(fold).filter(Boolean));
        if (!this.named.has(name)) this.named.set(name, new Set());
        this.named.get(name).add(at);
      };
      for (const entry of this.entries) {
        if (entry.kind !== "h") continue;
        const [name, others = ""] = entry.text.split("\n");
        const all = [name, ...others.split(" · ")].map((form) => wordsOf(form)).filter((words) => words.length > 0);
        if (all[0]?.length > 1) all.push([all[0].at(-1)]); // the family name alone
        for (const words of all) {
          add(words, ({ word }) => word, entry.at);
          add(words, ({ written }) => `~${sound(written)}`, entry.at);
        }
      }
      for (const [at, places] of persons) {
        let entry = 0;
        const found = [];
        for (let place = 0; place < places.length; place += 3) {
          entry += places[place];
          found.push([entry, places[place + 1], places[place + 1] + places[place + 2]]);
        }
        this.mentions.set(at, found);
      }
    }

    /* The numbers of the entries of the persons who bear a name. */
    personsNamed(written) {
      const words = wordsOf(written);
      const names = [words.map(({ word }) => word), words.map(({ written: word }) => `~${sound(word)}`)];
      return new Set(names.flatMap((name) => [...(this.named.get([...name].sort().join(" ")) ?? [])]));
    }

    #sorted() {
      this.order ??= Uint32Array.from(this.words.keys()).sort((one, other) => (this.words[one] < this.words[other] ? -1 : 1));
      return this.order;
    }

    *#beginningWith(word) {
      const order = this.#sorted();
      let first = 0;
      let after = order.length;
      while (first < after) {
        const middle = (first + after) >> 1;
        if (this.words[order[middle]] < word) first = middle + 1;
        else after = middle;
      }
      for (; first < order.length && this.words[order[first]].startsWith(word); first += 1) yield order[first];
    }

    #inOtherForms(word) {
      if (isLatin(word)) return otherNumber(word).flatMap((other) => this.byFold.get(other) ?? []);
      if (!isCyrillic(word)) return [];
      if (!this.stems) {
        this.stems = new Map();
        this.words.forEach((other, id) => {
          if (!isCyrillic(other)) return;
          const stem = stemOf(other);
          if (!this.stems.has(stem)) this.stems.set(stem, []);
          this.stems.get(stem).push(id);
        });
      }
      return this.stems.get(stemOf(word)) ?? [];
    }

    /* Names, and words of other scripts than Latin, by their sound. */
    #sounding(written) {
      if (!this.sounds) {
        this.sounds = new Map();
        this.words.forEach((word, id) => {
          if (this.isCommon[id] && isLatin(word)) return;
          const skeleton = sound(this.surfaces[id]);
          if (skeleton.length < SHORTEST_SOUND) return;
          if (!this.sounds.has(skeleton)) this.sounds.set(skeleton, []);
          this.sounds.get(skeleton).push(id);
        });
      }
      const skeleton = sound(written);
      return skeleton.length < SHORTEST_SOUND ? [] : (this.sounds.get(skeleton) ?? []);
    }

    /* The words of the book that answer a word of a query: number of the word -> [quality, manner], the best of each. */
    #answers(word, written, isOpen, isQuoted) {
      const found = new Map();
      const take = (id, manner, quality = QUALITY[manner]) => {
        if (!(found.get(id)?.[0] >= quality)) found.set(id, [quality, manner]);
      };
      const same = this.byFold.get(word);
      if (same !== undefined) take(same, "same");
      if (!isQuoted) for (const id of this.#inOtherForms(word)) take(id, "ending");
      if (isOpen && word.length >= SHORTEST_BEGINNING) {
        for (const id of this.#beginningWith(word)) {
          take(id, "beginning", QUALITY.beginning * (0.5 + (0.5 * word.length) / this.words[id].length));
        }
      }
      if (!isQuoted) for (const id of this.#sounding(written)) take(id, "sound");
      if (found.size === 0 && !isQuoted && word.length >= SHORTEST_NEAR && !/\d/.test(word)) {
        this.words.forEach((other, id) => {
          if (Math.abs(other.length - word.length) < 2 && isNear(word, other)) take(id, "near");
        });
      }
      return found;
    }

    /* Where a term stands: number of the entry -> [[first word, last word, quality, manner], …] in the order of the text. */
    #places(term) {
      const last = term.words.length - 1;
      const answers = term.words.map((word, at) =>
        this.#answers(word, term.written[at], term.isOpen && at === last, term.isQuoted),
      );
      const many = answers.map((found) => [...found.keys()].reduce((sum, id) => sum + this.offsets[id + 1] - this.offsets[id], 0));
      const rarest = many.indexOf(Math.min(...many));
      const places = [];
      for (const id of answers[rarest].keys()) {
        for (let at = this.offsets[id]; at < this.offsets[id + 1]; at += 1) {
          const start = this.postings[at] - rarest;
          let quality = 1;
          let manner = "same";
          for (let k = 0; k <= last && quality > 0; k += 1) {
            const [one, how] = answers[k].get(this.tokens[start + k]) ?? [0];
            quality *= one;
            if (how && TIERS[how] > TIERS[manner]) manner = how;
          }
          if (quality > 0 && this.homes[start] === this.homes[start + last]) places.push([start, start + last, quality, manner]);
        }
      }
      places.sort((one, other) => one[0] - other[0]);
      const found = new Map();
      for (const place of places) {
        const home = this.homes[place[0]];
        if (!found.has(home)) found.set(home, []);
        found.get(home).push(place);
      }
      const near = answers.flatMap((ways, at) => {
        const others = [...ways].filter(([, [, manner]]) => manner === "near").map(([id]) => this.surfaces[id]);
        return others.length > 0 ? [[term.written[at], others]] : [];
      });
      return { found, near };
    }

    /* Adds the places at which a person is named otherwise to those of a term. */
    #addMentions(found, persons) {
      let added = 0;
      for (const person of persons) {
        for (const [home, start, end] of this.mentions.get(person) ?? []) {
          const entry = this.entries[home];
          const [first, last] = this.#tokensIn(entry, start, end);
          if (last < first) continue;
          const places = found.get(home) ?? [];
          if (places.some((place) => place[0] <= last && place[1] >= first)) continue;
          places.push([first, last, QUALITY.named, "named"]);
          places.sort((one, other) => one[0] - other[0]);
          found.set(home, places);
          added += 1;
        }
      }
      return added;
    }

    #tokensIn(entry, start, end) {
      let first = entry.first;
      let after = entry.after;
      while (first < after) {
        const middle = (first + after) >> 1;
        if (this.ends[middle] <= start) first = middle + 1;
        else after = middle;
      }
      let last = first - 1;
      while (last + 1 < entry.after && this.starts[last + 1] < end) last += 1;
      return [first, last];
    }

    /*
     * Looks for the terms of a query.
     *
     * Returns `found`, entries with their places and scores; `some`, whether these have only some of the words; `near`,
     * words that were taken for others; `named`, how many places name persons otherwise, and `persons`, which.
     */
    search(terms, { otherwise = true } = {}) {
      const near = [];
      const whole = terms.some(({ isQuoted }) => isQuoted) ? "" : terms.flatMap(({ written }) => written).join(" ");
      const persons = this.personsNamed(whole);
      const parts = terms.map((term) => {
        const places = this.#places(term);
        near.push(...places.near);
        if (otherwise && terms.length > 1 && !term.isQuoted) {
          this.#addMentions(places.found, this.personsNamed(term.written.join(" ")));
        }
        return places.found;
      });
      const all = this.#rank(parts);
      const isRare = ({ size }) => size <= COMMON * this.entries.length;
      const needed = parts.some(isRare) ? parts.filter(isRare) : parts;
      const complete = all.filter(({ entry }) => needed.every((places) => places.has(entry.at)));
      let found = complete;
      if (complete.length === 0 && all.length > 0) {
        const best = all.reduce((most, { weight }) => Math.max(most, weight), 0);
        found = all.filter(({ weight }) => weight >= SOME * best);
      }
      let named = 0;
      if (persons.size > 0) {
        const single = new Map(complete.length > 0 && terms.length === 1 ? parts[0] : []);
        const before = new Map([...single].map(([home, places]) => [home, [...places]]));
        named = this.#addMentions(before, persons);
        if (otherwise && named > 0) found = this.#withNamed(found, before);
      }
      return { book: this, found, some: complete.length === 0 && found.length > 0 && terms.length > 1, near, named, persons, missing: this.#missing(parts, terms) };
    }

    #missing(parts, terms) {
      return terms.filter((_, at) => parts[at].size === 0).map(({ written }) => written.join(" "));
    }

    #withNamed(found, places) {
      const known = new Map(found.map((one) => [one.entry.at, one]));
      for (const [home, all] of places) {
        const extra = all.filter((place) => place[3] === "named");
        if (extra.length === 0) continue;
        const one = known.get(home);
        if (one) one.places = [...one.places, ...extra.map((place) => [...place, 0])].sort((a, b) => a[0] - b[0]);
        else {
          const entry = this.entries[home];
          known.set(home, { entry, places: extra.map((place) => [...place, 0]), of: 1, weight: 0, score: 0 });
        }
      }
      return [...known.values()].sort((one, other) => one.entry.at - other.entry.at);
    }

    #rank(parts) {
      const found = new Map();
      const total = this.entries.length;
      const weights = parts.map(({ size }) => Math.log(1 + (total - size + 0.5) / (size + 0.5)));
      parts.forEach((places, term) => {
        const idf = weights[term];
        for (const [home, list] of places) {
          const entry = this.entries[home];
          let one = found.get(home);
          if (!one) found.set(home, (one = { entry, places: [], of: 0, weight: 0, score: 0 }));
          const length = (entry.after - entry.first) / this.meanLength;
          const often = list.reduce((sum, [first, , quality]) => sum + quality * countOf(entry, first), 0);
          one.score += (idf * often * (K1 + 1)) / (often + K1 * (1 - B + B * length));
          one.weight += idf;
          one.of += 1;
          for (const place of list) one.places.push([...place, term]);
        }
      });
      const all = [...found.values()].sort((one, other) => one.entry.at - other.entry.at);
      for (const one of all) {
        one.places.sort((a, b) => a[0] - b[0]);
        one.window = nearest(one.places, one.of);
        const words = one.window[1] - one.window[0] + 1;
        const asked = one.of > 1 ? new Set(one.places.map((place) => place[4])).size / words : 0;
        one.score *= 1 + NEARNESS * Math.min(1, asked);
        one.score *= 1 + SAMENESS * this.#sameness(one, weights);
      }
      return all;
    }

    /*
     * How far the title of an entry, or one of a person's names, and the query are the same: 0 to 1 (the coefficient of
     * L. R. Dice, 1945). `weights` tell how much each term says.
     */
    #sameness({ entry, places }, weights) {
      if (entry.title <= entry.first) return 0;
      const asked = weights.reduce((sum, weight) => sum + weight, 0);
      const lines = entry.kind === "h" ? this.#names(entry) : [[entry.first, entry.title]];
      let best = 0;
      for (const [first, after] of lines) {
        const words = new Map(); // of the title -> quality
        const terms = new Map(); // of the query -> quality
        for (const [start, last, quality, , term] of places) {
          if (start < first || last >= after) continue;
          for (let at = start; at <= last; at += 1) words.set(at, Math.max(words.get(at) ?? 0, quality));
          terms.set(term, Math.max(terms.get(term) ?? 0, quality));
        }
        const ofTitle = [...words.values()].reduce((sum, quality) => sum + quality, 0) / (after - first);
        const ofQuery = [...terms].reduce((sum, [term, quality]) => sum + weights[term] * quality, 0) / asked;
        if (ofTitle > 0) best = Math.max(best, (2 * ofTitle * ofQuery) / (ofTitle + ofQuery));
      }
      return best;
    }

    /* The names of a person as runs of words. */
    #names(entry) {
      const [name, others = ""] = entry.text.split("\n");
      const runs = [];
      let start = 0;
      for (const form of [name, ...others.split(" · ")]) {
        const at = entry.text.indexOf(form, start);
        const [first, last] = this.#tokensIn(entry, at, at + form.length);
        if (form && last >= first) runs.push([first, last + 1]);
        start = at + form.length;
      }
      return runs;
    }

    /* The printed page on which an offset of an entry's text stands; "" where unknown. */
    pageAt(entry, offset) {
      let { page } = entry;
      for (let at = 0; at < entry.breaks.length && entry.breaks[at] <= offset; at += 2) page = entry.breaks[at + 1];
      return page;
    }
  }

  /* The shortest run of words that holds a place of each of `many` terms. */
  const nearest = (places, many) => {
    const count = new Map();
    let best = null;
    let first = 0;
    for (const place of places) {
      count.set(place[4], (count.get(place[4]) ?? 0) + 1);
      while (count.size === many) {
        const run = [places[first][0], place[1]];
        if (!best || run[1] - run[0] < best[1] - best[0]) best = run;
        const gone = places[first][4];
        if (count.get(gone) === 1) count.delete(gone);
        else count.set(gone, count.get(gone) - 1);
        first += 1;
      }
    }
    return best ?? [places[0][0], places[0][1]];
  };

  window.glossator = { ...window.glossator, engine: { Book, TIERS } };
})();
