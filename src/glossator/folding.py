"""Words as they sound, so that the spellings of one title meet.

Transliteration, OCR and the habits of four languages write one word in many ways: `Grafton`, `Gráfton`; `Chekhov`,
`Čechov`, `Tchekhov`, `Чехов`. `fold` maps a word to a skeleton in which they agree as far as possible; what still
differs by a letter is bridged by `near_keys`.

The rules are those by which ISO 9, GOST 7.79, ALA-LC, the BGN/PCGN system and the Czech, Polish and German customs
write the same Cyrillic letter; they are applied to every word of every language, which does no harm, since both sides
are folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

# A letter that is written by two or more Latin ones becomes what `_GROUPS` makes of these.
_CYRILLIC: Final = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщыэёіѣґєїјљњћђџ",
        "abvgdezziiklmnoprstufhchssieeiegeiilncdz",
        strict=True,
    )
) | {"ю": "iu", "я": "ia", "ъ": "", "ь": ""}

_SINGLE: Final = {
    "ø": "o",
    "œ": "e",
    "æ": "e",
    "ß": "ss",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "t",
    "ı": "i",
    "č": "h",
    "š": "s",
    "ž": "z",
    "ż": "z",
    "ś": "s",
    "ć": "c",
}
_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’ʹʼ‘`´\u02ba\""))
_TABLE: Final = str.maketrans(_CYRILLIC | _SINGLE)

# Groups of letters for one sound, longest first; each is a plain alternative, so the pattern runs in linear time.
_GROUPS: Final = {
    "shch": "s",
    "szcz": "s",
    "stsh": "s",
    "tsch": "h",
    "sch": "s",
    "tch": "h",
    "tsh": "h",
    "dzh": "z",
    "rzh": "rz",
    "kh": "h",
    "ch": "h",
    "cz": "h",
    "zh": "z",
    "rz": "r",
    "sh": "s",
    "sz": "s",
    "ts": "c",
    "tz": "c",
    "ph": "f",
    "th": "t",
    "ks": "x",
    "qu": "kv",
    "w": "v",
    "j": "i",
    "y": "i",
}
_GROUP: Final = re.compile("|".join(sorted(_GROUPS, key=len, reverse=True)))
_I_RUN: Final = re.compile(r"i+")
_I_BEFORE_E: Final = re.compile(r"ie")
_DOUBLED: Final = re.compile(r"(.)\1+")

_ROMAN: Final = re.compile(r"[IVXLC]+")
_WORD: Final = re.compile(r"[^\W_]+(?:['’ʹʼ][^\W_]+)*['’]?")

NEAR_FROM: Final = 5  # letters that a folded word must have before another letter may be wrong in it


class Word(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    text: str
    fold: str


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the skeleton of a word; figures stay as they are, and so do Roman numerals in capitals.

    `fold("Chekhov") == fold("Čechov") == fold("Чехов")`; the empty text for what has no letter or figure.
    """
    if word.isdigit():
        return word
    if len(word) > 1 and _ROMAN.fullmatch(word):
        return word.lower()
    lowered = unicodedata.normalize("NFC", word.translate(_APOSTROPHES)).lower().translate(_TABLE)
    letters = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", lowered)
        if letter.isalnum() and not unicodedata.combining(letter)
    )
    letters = _GROUP.sub(lambda match: _GROUPS[match[0]], letters)
    letters = _I_RUN.sub("i", letters)
    letters = _I_BEFORE_E.sub("e", letters)
    letters = _DOUBLED.sub(r"\1", letters)
    return letters.removesuffix("i") if len(letters) > NEAR_FROM else letters


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order; an apostrophe inside a word belongs to it, a hyphen does not."""
    for match in _WORD.finditer(text):
        skeleton = fold(match[0])
        if skeleton:
            yield Word(match.start(), match.end(), match[0], skeleton)


def near_keys(folded: str) -> Iterator[str]:
    """Yield what two words share that differ in one letter: the word, and the word without each of its letters.

    Two words at Levenshtein distance 1 share a key (symmetric deletion, W. Garbe 2012); for short words only the word
    itself is yielded, because there one letter makes another word.
    """
    yield folded
    if len(folded) >= NEAR_FROM and not folded.isdigit():
        for at in range(len(folded)):
            yield folded[:at] + folded[at + 1 :]
