"""The words of a text as two witnesses are compared by them: what is only notation is taken away.

    "the ﬁrst “well-known” ‘Act’"  ->  the, first, well, known, Act

A word is a run of letters, marks and figures, with the apostrophes inside it; a sign that says something by itself
(`%`, `§`, `£`) is a word of its own. Quotation marks, dashes, hyphens and all other punctuation stand between words and
are not compared. Capital letters and accents are: they belong to the word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

_CHUNK: Final = re.compile(r"\S+")
_APOSTROPHES: Final = frozenset("'`\u00b4\u02b9\u02bb\u02bc\u02bd\u05f3\u2018\u2019\u201b\u2032\uff07")
_HYPHENS: Final = frozenset("-\u00ac\u2010\u2011")
_SIGNS: Final = frozenset("%‰§&@¶†‡+±×÷")  # to Unicode they are punctuation or mathematics; they are read aloud
_JOINING: Final = _APOSTROPHES | _HYPHENS


class Word(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    form: str  # what is compared


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order."""
    return tuple(
        Word(chunk.start() + start, chunk.start() + end, form)
        for chunk in _CHUNK.finditer(text)
        for start, end, form in _words_of_chunk(chunk[0])
    )


def forms_of(text: str) -> tuple[str, ...]:
    """Return the forms of the words of a text alone; several times faster than `words_of`."""
    return tuple(form for chunk in _CHUNK.findall(text) for form in _forms_of_chunk(chunk))


def joined_form(text: str, words: Sequence[Word]) -> str:
    """Return some words of a text so that two ways to divide them agree where only a hyphen or an apostrophe tells.

    A hyphen between letters joins, whether a line ended at it or not, and so does an apostrophe: `well-known` and
    `well- known` are `wellknown`; `l’ homme` is `l'homme`. Between figures a hyphen says "to" and stays.
    """
    parts = [words[0].form] if words else []
    for before, word in pairwise(words):
        gap = text[before.end : word.start].strip()
        if gap and _JOINING.issuperset(gap) and before.form[-1:].isalpha() and word.form[:1].isalpha():
            parts.append("'" if _APOSTROPHES.intersection(gap) else "")
        else:
            parts.append(" ")
        parts.append(word.form)
    return "".join(parts)


@lru_cache(maxsize=65536)
def _words_of_chunk(chunk: str) -> tuple[tuple[int, int, str], ...]:
    """Return start, end and form of the words in a text without white space."""
    return tuple(_scan(chunk))


@lru_cache(maxsize=65536)
def _forms_of_chunk(chunk: str) -> tuple[str, ...]:
    return tuple(form for _, _, form in _words_of_chunk(chunk))


def _scan(chunk: str) -> Iterator[tuple[int, int, str]]:
    start = end = -1  # of the word that is being read: `end` is behind its last letter
    for at, letter in enumerate(chunk):
        if _is_part(letter):
            start = at if start < 0 else start
            end = at + 1
        elif start >= 0 and not (letter in _APOSTROPHES or _is_invisible(letter)):
            yield start, end, _form(chunk[start:end])
            start = -1
        if start < 0 and _is_sign(letter):
            yield at, at + 1, _form(letter)
    if start >= 0:
        yield start, end, _form(chunk[start:end])


def _is_part(letter: str) -> bool:
    if letter in _APOSTROPHES:
        return False
    return letter.isalnum() or unicodedata.category(letter)[0] in "LMN"


def _is_sign(letter: str) -> bool:
    return letter in _SIGNS or unicodedata.category(letter) in ("Sc", "So")


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf"  # soft hyphens, joiners, marks of direction


def _form(word: str) -> str:
    """Return a word as it is compared: one apostrophe for all, no ligatures, nothing invisible."""
    if word.isascii():
        return word.replace("`", "'")
    plain = "".join("'" if letter in _APOSTROPHES else letter for letter in word if not _is_invisible(letter))
    return unicodedata.normalize("NFKC", plain)
