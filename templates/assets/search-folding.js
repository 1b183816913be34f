/*
 * Words of a text as the search compares them.
 *
 *     plain("Čapek") === "capek"    plain("всё") === "все"    plain("Kazan’") === "kazan"
 *     sound("Чехов") === sound("Čechov") === sound("Tchekhov")
 *
 * `plain` drops case, accents, ligatures, soft hyphens and the apostrophes of transliterations: plain letters find
 * accented ones. `sound` is the skeleton of `glossator/folding.py`, in which the spellings of one name agree whatever
 * the script; the tables are the same, and a test compares the two.
 */
(() => {
  "use strict";

  const JOINERS = "\u00ad\u200b-\u200d\u2060"; // soft hyphens and the like: inside a word they are nothing
  const APOSTROPHES = "'’ʹʼ‘`´ʺ";
  const WORD = new RegExp(`[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}${JOINERS}]*(?:[${APOSTROPHES}][\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}${JOINERS}]*)*`, "gu");
  const ASCII = /^[a-z0-9]+$/;
  const POSSESSIVE = new RegExp(`[${APOSTROPHES}]s$`, "u");
  const DROPPED = new RegExp(`[${APOSTROPHES}"]`, "gu"); // some of them are letters for Unicode
  const NOT_LETTERS = /[^\p{L}\p{N}]/gu;

  /* Letters that are no base letter with an accent. */
  const LETTERS = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ς: "σ",
    ѣ: "е", і: "и", ѳ: "ф", ѵ: "и",
  };
  const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");

  /* A word without case, accents and the like; "" for what has no letter or figure. */
  const plain = (word) => {
    const lower = word.toLowerCase();
    if (ASCII.test(lower)) return lower;
    return lower
      .replace(POSSESSIVE, "")
      .replace(DROPPED, "")
      .normalize("NFKD")
      .replace(NOT_LETTERS, "")
      .replace(LETTER, (letter) => LETTERS[letter]);
  };

  // --- as it sounds ---

  const pairs = (from, to) => [...from].map((letter, at) => [letter, [...to][at]]);
  const SOUNDS = new Map([
    ...pairs("абвгдежзийклмнопрстуфхцчшщыэёіѣґєїјљњћђџ", "abvgdezziiklmnoprstufhchssieeiegeiilncdz"),
    ...Object.entries({ ю: "iu", я: "ia", ъ: "", ь: "" }),
    ...Object.entries({ ø: "o", œ: "e", æ: "e", ß: "ss", ł: "l", đ: "d", ð: "d", þ: "t", ı: "i" }),
    ...Object.entries({ č: "h", š: "s", ž: "z", ż: "z", ś: "s", ć: "c" }),
  ]);
  const GROUPS = {
    shch: "s", szcz: "s", stsh: "s", tsch: "h", sch: "s", tch: "h", tsh: "h", dzh: "z", rzh: "rz",
    kh: "h", ch: "h", cz: "h", zh: "z", rz: "r", sh: "s", sz: "s", ts: "c", tz: "c", ph: "f", th: "t", ks: "x", qu: "kv",
    w: "v", j: "i", y: "i",
  };
  const GROUP = new RegExp(Object.keys(GROUPS).join("|"), "g"); // the longest first
  const ROMAN = /^[IVXLC]{2,}$/;
  const FIGURES = /^\p{Nd}+$/u;
  const LONG = 5; // letters above which a final i says nothing

  const sound = (word) => {
    if (FIGURES.test(word)) return word;
    if (ROMAN.test(word)) return word.toLowerCase();
    const lower = [...word.replace(DROPPED, "").normalize("NFC").toLowerCase()];
    const letters = lower
      .map((letter) => SOUNDS.get(letter) ?? letter)
      .join("")
      .normalize("NFKD")
      .replace(NOT_LETTERS, "")
      .replace(GROUP, (group) => GROUPS[group])
      .replace(/i+/g, "i")
      .replace(/ie/g, "e")
      .replace(/(.)\1+/gu, "$1");
    return [...letters].length > LONG && letters.endsWith("i") ? letters.slice(0, -1) : letters;
  };

  /* Calls `take(start, end, word)` for each word of a text; an apostrophe inside a word belongs to it, a hyphen does not. */
  const eachWord = (text, take) => {
    WORD.lastIndex = 0;
    for (let found = WORD.exec(text); found; found = WORD.exec(text)) take(found.index, WORD.lastIndex, found[0]);
  };

  window.glossator = { ...window.glossator, folding: { plain, sound, eachWord } };
})();
