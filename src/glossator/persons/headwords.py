"""What a headword of the printed index says: which others are the same, who is meant, or where else to look.

Hume, David                         name David Hume, id hume
Hume,  David.                       the same
Clemens, Samuel: see Twain, Mark    a cross-reference, and nobody
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from glossator.ids import Ids
from glossator.model import IndexEntry
from glossator.persons.letters import slug
from glossator.persons.lexemes import PARTICLES
from glossator.persons.name_parts import in_speech, parts_of_headword, whole_family

_FINAL_PUNCTUATION: Final = " .,;:"
_IN_BRACKETS: Final = re.compile(r"\([^()]{0,80}\)")
_ARROWS: Final = re.compile(r"([→⇒↑—–])")

# What leads from one headword to another, in English, German, Czech, Polish, Russian and other languages of books.
_SIGNS: Final = frozenset({
    "→", "⇒", "↑", "see", "cf.", "siehe", "s.", "vgl.", "viz", "viz.", "srov.", "zob.", "см.", "ср.", "voir", "vedi",
    "véase", "zie",
})  # fmt: skip
_ALSO: Final = frozenset({
    "also", "under", "auch", "unter", "a.", "u.", "též", "také", "także", "под", "также", "aussi", "sous", "anche",
    "también", "ook",
})  # fmt: skip
_QUOTES: Final = "\"'„“”‘’«»"


def headword_key(headword: str) -> str:
    """Return what two headwords share that are the same but for white space, final punctuation and composed letters."""
    return unicodedata.normalize("NFC", " ".join(headword.split())).strip(_FINAL_PUNCTUATION)


def person_name(headword: str) -> str:
    """Return a headword in the order of speech: `Jackson, Heather J` gives `Heather J. Jackson`.

    What follows the comma is turned round only if it is a name: `James I, king of England` stays.
    """
    return in_speech(parts_of_headword(headword)) or headword


def person_id(headword: str, taken: Ids) -> str:
    """Return the family name as an id; with the rest of the name, then with the dates, where two persons share it."""
    parts = parts_of_headword(headword)
    family = whole_family(parts)
    whole = f"{parts.given} {family} {parts.rest}"
    names = dict.fromkeys(found for name in (family, whole, f"{whole} {parts.dates}") if (found := slug(name)))
    wanted = list(names) or ["person"]
    return taken.take(next((name for name in wanted if name not in taken), wanted[-1]))


def is_cross_reference(entry: IndexEntry) -> bool:
    """Tell whether an entry without locators sends the reader to another headword, so that nobody has it."""
    if entry.locators or any(map(str.isdigit, _IN_BRACKETS.sub("", entry.headword))):
        return False
    words = _ARROWS.sub(r" \1 ", entry.headword).split()
    for at, word in enumerate(words):
        if _is_sign(word, words[at - 1] if at else ""):
            behind = (other.lstrip(_QUOTES) for other in words[at + 1 : at + 4] if other.lower() not in _ALSO)
            target = next(behind, "")
            if target[:1].isalpha() and (not target[0].islower() or target in PARTICLES):
                return True
    return False


def _is_sign(word: str, before: str) -> bool:
    """Tell whether a word leads to another headword; with a capital, `See`, it must begin a sentence."""
    sign = word.lstrip("([")
    if sign in _SIGNS:
        return True
    begins = sign != word or before[-1:] in {"", ".", ":", ";", ")", "—", "–"}
    return begins and len(sign) > 2 and sign.lower() in _SIGNS
