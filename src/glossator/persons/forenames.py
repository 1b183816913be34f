"""Forenames that stand alone: `Francis saved the letters`, where Francis Darwin has just been named in full."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from glossator.folding import fold
from glossator.persons.lexemes import RANKS, endings
from glossator.persons.lexicon import Lexicon
from glossator.persons.names import PersonName
from glossator.persons.units import UnitText, word_before
from glossator.spans import ranges_hold

_SMALL: Final = "a-zß-öø-ÿа-яё"  # letters with which most words of a text begin, and no forename
_FORENAME: Final = re.compile(rf"(?<![^\W_])(?<!-)[^\W\d_{_SMALL}][^\W\d_]{{2,}}(?:-[^\W\d_]{{2,}})*")
_CAPITAL_BEFORE: Final = re.compile(r"[A-ZÀ-ÞА-ЯЁ][^\W\d_]+,? $")
_BEFORE: Final = 20  # characters in which a capitalised word before is looked for
_NOT_ALONE: Final = re.compile(rf"['’]?s? [^\W\d_{_SMALL}]|[-–]|\.?[^\W_]")  # a capital follows, or more of the word
_SHORTEST: Final = 3  # letters of an inflected forename without its ending


class AloneForename(NamedTuple):
    """A forename that names somebody by itself."""

    start: int
    end: int
    person: int


def forenames_alone(
    unit: UnitText,
    near: Collection[int],
    names: Sequence[Sequence[PersonName]],
    taken: Sequence[tuple[int, int]],
    lexicon: Lexicon,
) -> Iterator[AloneForename]:
    """Yield the places where a forename alone names somebody.

    Args:
        unit: the text.
        near: the persons who are named with certainty in it, or just before.
        names: the names of each person, by number.
        taken: where other names stand, in order.
        lexicon: what words may be.
    """
    if not near or unit.heading:
        return
    bearers: defaultdict[str, set[int]] = defaultdict(set)
    for person in near:
        for name in names[person]:
            for given in name.given:
                if not given.initial:
                    bearers[given.fold].add(person)
    language = lexicon.language_of(unit)
    for match in _FORENAME.finditer(unit.text):
        if match[0][0].islower():
            continue
        start, end = match.span()
        persons = _persons_of(match[0], bearers, language)
        if len(persons) != 1 or lexicon.is_common(match[0]) or lexicon.is_family_name(match[0]):
            continue
        if lexicon.has_article(unit, start) or word_before(unit.text, start).strip(".") in RANKS:
            continue
        if _NOT_ALONE.match(unit.text, end) or _CAPITAL_BEFORE.search(unit.text[max(0, start - _BEFORE) : start]):
            continue
        if not any(ranges_hold(ranges, start) for ranges in (taken, unit.cited, unit.titles)):
            yield AloneForename(start, end, persons.pop())


def _persons_of(word: str, bearers: Mapping[str, set[int]], language: str) -> set[int]:
    """Return the persons who have a forename, inflected or not; all parts of `Anne-Marie` must be theirs."""
    persons: set[int] | None = None
    for part in word.split("-"):
        found = set(bearers.get(fold(part), ()))
        for ending in endings(language, part):
            if part.endswith(ending) and len(part) >= len(ending) + _SHORTEST:
                found |= bearers.get(fold(part[: -len(ending)]), set())
        persons = found if persons is None else persons & found
    return persons or set()
