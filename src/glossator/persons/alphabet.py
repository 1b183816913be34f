"""Whether headwords stand in the order of the alphabet.

Hume, David
Hunt, Al         behind it
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from glossator.persons.letters import plain_words
from glossator.persons.name_parts import NameParts, parts_of_headword

_Key = tuple[str, str]


class _Spelling(NamedTuple):
    """The words of a headword in small letters, without punctuation."""

    particles: tuple[str, ...]  # before the family name: "de", "von"
    family: tuple[str, ...]
    rest: tuple[str, ...]


def out_of_order(headwords: Sequence[str]) -> tuple[int, ...]:
    """Return the positions, from 0, of as few headwords as possible without which the rest stands in order.

    Of two headwords that are exchanged the one that comes first is blamed. Indexes differ in their customs; the one is
    taken that blames the fewest:

    - a space comes before all letters (`New York` before `Newark`), or counts for nothing;
    - a particle before the family name counts for nothing (`de Lamarck` under L), or is a word like others;
    - a letter with an accent is the one without it, or a letter of its own that follows it (`Cyril` before `Čapek`).
    """
    blamed: list[tuple[int, ...]] = []
    parted = list(map(parts_of_headword, headwords))
    for accents in (False, True) if not all(map(str.isascii, headwords)) else (False,):
        spelled = [_spell(parts, accents) for parts in parted]
        for by_word, with_particles in product((True, False), (False, True)):
            blamed.append(_outside_longest_order([_key(words, by_word, with_particles) for words in spelled]))
            if not blamed[-1]:
                return ()
    return min(blamed, key=len)


def _spell(parts: NameParts, accents: bool) -> _Spelling:
    """Return the words of a headword; an accent follows its letter where accents are wanted."""
    return _Spelling(
        plain_words(parts.particles, accents=accents),
        plain_words(parts.family, accents=accents),
        plain_words(f"{parts.given} {parts.rest}", accents=accents),
    )


def _key(spelling: _Spelling, by_word: bool, with_particles: bool) -> _Key:
    particles, family, rest = spelling
    space = " " if by_word else ""  # it sorts before all letters
    return space.join(particles + family if with_particles else family), space.join(rest)


def _outside_longest_order(keys: Sequence[_Key]) -> tuple[int, ...]:
    """Return the positions outside a longest non-decreasing subsequence, found by patience sorting."""
    ends: list[_Key] = []  # the smallest key that ends an order of each length
    holders: list[int] = []  # where it stands
    before: list[int] = []  # for each key the one that precedes it in its order; -1 for none
    for at, key in enumerate(keys):
        length = bisect_right(ends, key)
        before.append(holders[length - 1] if length else -1)
        ends[length : length + 1] = [key]
        holders[length : length + 1] = [at]
    kept: set[int] = set()
    at = holders[-1] if holders else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return tuple(at for at in range(len(keys)) if at not in kept)
