/*
 * The search as readers see it: in a window over any page, and on a page of its own whose address holds the search.
 */
(() => {
  "use strict";

  const { page, local, load, session, dialogs, marks } = window.glossator;
  const { make, isPlainClick } = window.glossator.dom;
  const { parse } = window.glossator.query;
  const { Book, TIERS } = window.glossator.engine;
  const { resultsOf, addressOf, partsOfHit, pagesOfHit } = window.glossator.results;

  const LAST = "glossator-search"; // the last search, as long as the tab is open
  const FIRST = 6; // hits of a division that are shown at once
  const MORE = 2; // hits that are not worth a button
  const MOST_SEQUENCES = 400; // that are handed to the page of a hit
  const SOON = 20; // ms after a key
  const SPOKEN_AFTER = 800; // ms after the last change
  const OFTEN = 250; // ms between pictures of a search in many books

  const counted = (many, one, several = `${one}s`) => `${many.toLocaleString("en")} ${many === 1 ? one : several}`;
  const quoted = (words) => `“${words}”`;
  const listed = (parts) => new Intl.ListFormat("en", { type: "conjunction" }).format(parts);

  // --- indexes ---

  const indexes = new Map(); // slug -> promise of its book
  const arrived = new Map(); // slug -> its book
  let known = null; // promise of the pairs of slug and title
  let takeShelf = null;

  const bookOf = (slug) => {
    if (!indexes.has(slug)) {
      indexes.set(slug, load(`${page.root}search/${slug}.js`).then(() => arrived.get(slug)));
      indexes.get(slug).catch(() => indexes.delete(slug)); // the next search tries again
    }
    return indexes.get(slug);
  };
  const shelf = () => {
    known ??= new Promise((resolve, reject) => {
      takeShelf = resolve;
      load(`${page.root}search/all_books.js`).catch(reject);
    }).catch(() => (page.book ? [[page.book, "this book"]] : []));
    return known;
  };

  // --- hits ---

  const KINDS = { d: "Division", s: "Section", w: "Work", h: "Person", i: "Index", b: "Bibliography" };

  /* Where a hit stands: “¶ 12, p. 88”; among the best matches, with what it is or the division. */
  const whereOf = (hit, isBest, isOfMany) => {
    const { book, entry } = hit;
    const pages = pagesOfHit(hit);
    const group = book.groups[entry.group];
    const parts = [];
    if (entry.kind === "p") parts.push(entry.label ? `¶ ${entry.label}` : isBest ? "" : group.title);
    else if (entry.kind === "n") parts.push(`note ${entry.label}`);
    else if (isBest || "ds".includes(entry.kind)) parts.push(KINDS[entry.kind]);
    if (pages.length > 0) parts.push(`${pages.length > 1 ? "pp." : "p."} ${pages.join("–")}`);
    const inside = isBest && "pns".includes(entry.kind) ? [group.title] : [];
    if (isBest && isOfMany) inside.push(book.title);
    return [parts.filter(Boolean).join(", "), ...inside].filter(Boolean).join(" · ");
  };

  const piecesOf = (pieces) =>
    pieces.map(({ text, isFound }) => (isFound ? make("mark", { textContent: text }) : document.createTextNode(text)));

  /* A part of a text. Of a person the name and the line that says who it is; other names only if they were found. */
  const linesOf = ({ pieces, isCutBefore, isCutAfter }, kind) => {
    const lines = [[]];
    for (const { text, isFound } of pieces) {
      text.split("\n").forEach((line, at) => {
        if (at > 0) lines.push([]);
        if (line) lines.at(-1).push({ text: line, isFound });
      });
    }
    const isFound = (line) => line.some((piece) => piece.isFound);
    const isFirstEnough = isFound(lines[0]);
    const shown = lines.filter(
      (line, at) => at === 0 || kind === "i" || (kind === "h" && at === 2) || (isFound(line) && !isFirstEnough),
    );
    const nodes = shown.flatMap((line, at) => [...(at > 0 ? [kind === "i" ? ", " : " · "] : []), ...piecesOf(line)]);
    return [...(isCutBefore ? ["… "] : []), ...nodes, ...(isCutAfter ? [" … "] : [])];
  };

  const follow = (hit, outcome) => {
    const { book, entry, place, one } = hit;
    const words = ([first, last]) => Array.from(book.tokens.subarray(first, last + 1), (id) => book.words[id]).join(" ");
    const near = outcome.found.filter((other) => other.entry.group === entry.group);
    const sequences = new Set(one.places.map(words));
    for (const other of near) {
      for (const one of other.places) if (sequences.size < MOST_SEQUENCES) sequences.add(words(one));
    }
    marks.keep(page.root + addressOf(hit), {
      sequences: [...sequences],
      fragment: entry.link.startsWith("#") ? entry.link.slice(1) : "",
      ordinal: one.places.filter(([, last]) => last < place[0]).length,
    });
  };

  const linkOf = (hit, outcome, isBest, isOfMany) => {
    const where = whereOf(hit, isBest, isOfMany);
    const line = make("span", { className: "gl-hit-line" });
    const language = hit.book.groups[hit.entry.group].language ?? hit.book.language;
    line.lang = language;
    partsOfHit(hit).forEach((part, at) => line.append(...linesOf(at > 0 ? { ...part, isCutBefore: false } : part, hit.entry.kind)));
    const link = make("a", { className: `gl-hit gl-hit--${hit.entry.kind}`, href: local(page.root + addressOf(hit)) }, line);
    if (where) link.prepend(make("span", { className: "gl-hit-where", textContent: where }), " ");
    if (hit.tier === TIERS.named) link.append(" ", make("span", { className: "gl-hit-remark", textContent: "named otherwise" }));
    link.addEventListener("click", (event) => {
      if (!isPlainClick(event)) return;
      follow(hit, outcome);
      if (marks.pathOf(link.href) !== marks.pathOf("")) return;
      const dialog = link.closest("dialog");
      dialog.addEventListener("close", () => setTimeout(marks.showKept)); // the browser first goes to the place
      dialog.close();
    });
    return link;
  };

  const listOf = (hits, toLink) => make("ol", { className: "gl-hits", role: "list" }, ...hits.map((hit) => make("li", {}, toLink(hit))));

  /* A list of which the first hits are shown, with a button for the others. */
  const shortList = (hits, toLink) => {
    if (hits.length <= FIRST + MORE) return [listOf(hits, toLink)];
    const list = listOf(hits.slice(0, FIRST), toLink);
    const button = make("button", { type: "button", className: "gl-button gl-hits-all", textContent: `Show all ${hits.length}` });
    button.addEventListener("click", () => {
      const others = hits.slice(FIRST).map((hit) => make("li", {}, toLink(hit)));
      list.append(...others);
      others[0].firstChild.focus();
      button.remove();
    });
    return [list, button];
  };

  // --- the component ---

  let made = 0;

  /*
   * Makes a search of a field, a choice of the book, and an element for what is found.
   *
   *   level      of the headings
   *   onSearch   called with the query and the slug, or "", of each search
   *
   * Returns `run`, which searches at once, and `first`, which gives the link to the first hit.
   */
  const search = ({ field, scope, host, level, onSearch }) => {
    const base = `gl-hits-${(made += 1)}`;
    const said = make("p", { className: "gl-search-said" });
    const spoken = make("p", { className: "gl-search-spoken", role: "status" });
    const shown = make("div", { className: "gl-search-found" });
    host.append(said, spoken, shown);
    let otherwise = true; // also where persons are named otherwise
    let turn = 0;
    let soon = 0;
    let later = 0;
    let done = null; // the query for which the hits are shown

    const say = (words) => {
      said.textContent = words;
      clearTimeout(later);
      later = setTimeout(() => (spoken.textContent = words), SPOKEN_AFTER);
    };

    const headingOf = (depth, ...children) => make(`h${level + depth}`, { tabIndex: -1 }, ...children);

    /* Links to the groups below; they move the focus and leave the address alone. */
    const countsOf = (label, lines) => {
      const nav = make("nav", { className: "gl-search-counts" });
      nav.setAttribute("aria-label", label);
      for (const [words, count, id] of lines) {
        const name = make("span", { className: "gl-search-name", textContent: words });
        const link = make("a", { href: `#${id}`, title: words }, name, " ", make("span", { className: "gl-count", textContent: count }));
        link.addEventListener("click", (event) => {
          event.preventDefault();
          const heading = document.getElementById(id).firstElementChild;
          heading.scrollIntoView({ block: "start" });
          heading.focus({ preventScroll: true });
        });
        nav.append(link, " ");
      }
      return nav;
    };

    const bookSection = ({ outcome, book, groups, count }, at, isOfMany) => {
      const idOf = (k) => `${base}-${at}-${k}`;
      const depth = isOfMany ? 1 : 0;
      const sections = groups.map(({ group, hits }, k) => {
        const title = make("a", { href: local(page.root + group.address), textContent: group.title });
        title.lang = group.language ?? book.language;
        const heading = headingOf(depth, title, " ", make("span", { className: "gl-count", textContent: hits.length }));
        return make("section", { id: idOf(k), className: "gl-search-group" }, heading, ...shortList(hits, (hit) => linkOf(hit, outcome)));
      });
      const lines = groups.map(({ group, hits }, k) => [group.title, hits.length, idOf(k)]);
      const within = isOfMany ? ` in ${book.title}` : "";
      const counts = groups.length > 1 ? [countsOf(`Hits by division${within}`, lines)] : [];
      if (!isOfMany) return [...counts, ...sections];
      const heading = headingOf(0, make("cite", { textContent: book.title, lang: book.language }), " ", make("span", { className: "gl-count", textContent: count }));
      return [make("section", { id: `${base}-${at}`, className: "gl-search-book" }, heading, ...counts, ...sections)];
    };

    /* What is to be known of a search besides the hits. */
    const remarksOf = (outcomes) => {
      const remarks = [];
      const near = new Map();
      for (const [word, others] of outcomes.flatMap((outcome) => outcome.near)) {
        near.set(word, new Set([...(near.get(word) ?? []), ...others]));
      }
      const found = new Set(outcomes.flatMap((outcome) => outcome.terms.filter((term) => !outcome.missing.includes(term))));
      for (const [word, others] of near) {
        remarks.push(`Nothing has ${quoted(word)}; shown is ${listed([...others].slice(0, 4).map(quoted))}.`);
      }
      const lacking = [...new Set(outcomes.flatMap(({ missing }) => missing))].filter((word) => !found.has(word));
      if (lacking.length > 0 && found.size > 0) remarks.push(`Nothing has ${listed(lacking.map(quoted))}.`);
      return remarks.map((words) => make("p", { className: "gl-search-remark", textContent: words }));
    };

    const namedChoice = (outcomes) => {
      const named = outcomes.reduce((sum, outcome) => sum + outcome.named, 0);
      if (named === 0) return [];
      const persons = new Set(outcomes.flatMap(({ book, persons: all }) => [...all].map((at) => book.entries[at].text.split("\n")[0])));
      const box = make("input", { type: "checkbox", checked: otherwise });
      box.addEventListener("change", async () => {
        otherwise = box.checked;
        await run();
        shown.querySelector(".gl-search-named input")?.focus();
      });
      const words = `also where ${listed([...persons])} ${persons.size > 1 ? "are" : "is"} named otherwise (${named})`;
      return [make("label", { className: "gl-search-named" }, box, " ", words)];
    };

    const show = (outcomes, terms, left) => {
      const { best, books, count } = resultsOf(outcomes, terms);
      const isOfMany = outcomes.length + left > 1;
      const full = books.filter((one) => one.count > 0);
      const divisions = full.reduce((sum, { groups }) => sum + groups.length, 0);
      const isSome = outcomes.every(({ some, found }) => some || found.length === 0);
      const parts = [];
      if (count > 1) {
        const outcomeOf = (hit) => outcomes.find(({ book }) => book === hit.book);
        const list = listOf(best, (hit) => linkOf(hit, outcomeOf(hit), true, full.length > 1));
        parts.push(make("section", { className: "gl-search-best" }, headingOf(0, "Best matches"), list));
      }
      if (isOfMany && full.length > 1) {
        const lines = full.map(({ book, count: many }, at) => [book.title, many, `${base}-${at}`]);
        parts.push(countsOf("Hits by book", lines));
      }
      parts.push(...full.flatMap((one, at) => bookSection(one, at, isOfMany)));
      shown.replaceChildren(...remarksOf(outcomes), ...namedChoice(outcomes), ...parts);
      const where = isOfMany ? `${counted(full.length, "book")}` : counted(divisions, "division");
      const waiting = left > 0 ? ` Still searching in ${counted(left, "book")}.` : "";
      if (count === 0) say(left > 0 ? `Searching in ${counted(left, "book")} …` : "Nothing was found.");
      else if (isSome) say(`No place has all these words. ${counted(count, "place")} with some of them in ${where}.${waiting}`);
      else say(`${counted(count, "place")} in ${where}.${waiting}`);
    };

    const run = async () => {
      clearTimeout(soon);
      const mine = (turn += 1);
      const query = field.value;
      const slug = scope.value;
      const terms = parse(query);
      onSearch(query.trim(), slug);
      if (terms.length === 0) {
        shown.replaceChildren();
        say(query.trim() ? "Write a word to search for." : "");
        done = query;
        return;
      }
      const slugs = slug ? [slug] : (await shelf()).map(([one]) => one);
      const outcomes = [];
      const lost = [];
      let drawn = performance.now();
      for (const [at, one] of slugs.entries()) {
        if (at + 1 < slugs.length) bookOf(slugs[at + 1]).catch(() => {}); // comes while this one is searched
        if (!arrived.has(one) && outcomes.length === 0 && mine === turn) say("Loading …");
        const book = await bookOf(one).catch(() => null);
        if (mine !== turn) return;
        if (book) {
          const outcome = book.search(terms, { otherwise });
          outcomes.push({ ...outcome, terms: terms.map(({ written }) => written.join(" ")) });
        } else lost.push(one);
        const left = slugs.length - at - 1;
        if (left > 0 && performance.now() - drawn > OFTEN) {
          show(outcomes, terms, left);
          drawn = performance.now();
          await new Promise((resolve) => setTimeout(resolve)); // keys come first
          if (mine !== turn) return;
        }
      }
      if (outcomes.length > 0) show(outcomes, terms, 0);
      if (lost.length > 0) say(`${outcomes.length > 0 ? said.textContent : ""} The index of ${listed(lost)} could not be loaded.`.trim());
      done = query;
    };

    field.addEventListener("input", () => {
      clearTimeout(soon);
      soon = setTimeout(run, SOON);
    });
    scope.addEventListener("change", run);

    const links = () => [...shown.querySelectorAll("a.gl-hit")];
    const step = async (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const at = links().indexOf(event.target);
      if (!by || event.ctrlKey || event.metaKey || event.altKey || (event.target !== field && at < 0)) return;
      if (event.target === field && by < 0) return;
      event.preventDefault();
      if (done !== field.value) await run(); // what is shown is about to change
      (links()[at + by] ?? (at + by < 0 ? field : event.target)).focus();
    };
    field.addEventListener("keydown", step);
    shown.addEventListener("keydown", step);

    const first = async () => {
      if (done !== field.value) await run();
      return links()[0] ?? null;
    };
    return { run, first };
  };

  const fill = (scope, options) => scope.replaceChildren(...options.map(([value, textContent]) => make("option", { value, textContent })));

  // --- in a window ---

  let window_ = null;

  const makeWindow = () => {
    const field = make("input", {
      className: "gl-search-field", type: "search", maxLength: 200, autocomplete: "off", spellcheck: false, enterKeyHint: "go",
    });
    field.setAttribute("autocapitalize", "off");
    field.setAttribute("aria-label", "Words, or “a phrase” in quotation marks");
    field.placeholder = "Words, or “a phrase”";
    const scope = make("select", { className: "gl-search-scope" });
    scope.setAttribute("aria-label", "Search in");
    const keep = make("a", { className: "gl-search-keep", textContent: "As a page" });
    keep.title = "The same search on a page of its own, whose address can be kept";
    const form = make("form", { className: "gl-search-form" }, make("p", { className: "gl-search-line" }, field, scope, keep));
    form.setAttribute("role", "search");
    const host = make("div", { className: "gl-search" }, form);
    const { dialog, open, close } = dialogs.make({ className: "gl-searching", title: "Search", body: [host] });
    const onSearch = (query, slug) => {
      const wanted = new URLSearchParams({ q: query, ...(slug ? { in: slug } : {}) });
      keep.href = local(`${page.root}search/?${wanted}`);
      session.write(LAST, { query, slug });
    };
    const { run, first } = search({ field, scope, host, level: 3, onSearch });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      (await first())?.click();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // and does not empty the field
      close();
    });
    const last = session.read(LAST);
    let chosen = page.book && last?.slug !== "" ? page.book : (last?.slug ?? "");
    const setScope = (books) => {
      const own = page.book ? [[page.book, "this book"]] : [];
      fill(scope, [...own, ["", "all books"], ...(page.book ? [] : books)]);
      scope.value = chosen;
      if (scope.selectedIndex < 0) scope.selectedIndex = 0;
      scope.hidden = books.length < 2;
    };
    setScope([]);
    scope.hidden = false;
    shelf().then(setScope);
    scope.addEventListener("change", () => (chosen = scope.value));
    field.value = last?.query ?? "";
    if (page.book) bookOf(page.book).catch(() => {}); // while the reader writes
    return { dialog, field, run, open };
  };

  const open = (opener) => {
    const own = document.querySelector(".gl-search--page .gl-search-field");
    if (own) {
      own.focus();
      own.select();
      return;
    }
    if (!window_?.dialog.open) {
      window_ = makeWindow();
      window_.open(opener);
    }
    window_.field.focus();
    window_.field.select();
    window_.run();
  };

  // --- on the page of its own ---

  const onPage = (host) => {
    const form = host.querySelector("form");
    const { q: field, in: scope } = form.elements;
    host.querySelector(".gl-search-without").remove();
    const { title } = document;
    const asked = new URLSearchParams(location.search);
    field.value = asked.get("q") ?? "";
    scope.value = asked.get("in") ?? "";
    if (scope.selectedIndex < 0) scope.selectedIndex = 0;
    const onSearch = (query, slug) => {
      const address = new URL(location.href);
      for (const [name, value] of [["q", query], ["in", slug]]) {
        if (value) address.searchParams.set(name, value);
        else address.searchParams.delete(name);
      }
      history.replaceState(history.state, "", address);
      document.title = query ? `${query} – ${title}` : title;
      session.write(LAST, { query, slug });
    };
    const { run } = search({ field, scope, host, level: 2, onSearch });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run();
    });
    if (field.value) run();
    else field.focus({ preventScroll: true });
  };

  window.glossator = {
    ...window.glossator,
    search: {
      open,
      add: (data) => arrived.set(data.slug, new Book(data)),
      shelf: (books) => takeShelf?.(books),
    },
  };
  const host = document.querySelector(".gl-search--page");
  if (host) onPage(host);
})();
