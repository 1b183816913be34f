"""The names of a person, taken apart into family name and forenames, and whether a printed name agrees with them.

    "Hume, David"          family ("hume",)             given ("David",)       as an index inverts it
    "Ludwig van Beethoven" family ("beethoven",)        given ("Ludwig",)      the particle stands by itself
    "Shubin V. Ya."        family ("subin",)            given ("V", "Ya")
    "Voltaire"             family ("voltaire",)         given ()               a name that stands alone

Names are compared as folded words, so that transliterations meet; forenames also agree with their initials.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz.distance import Levenshtein

from glossator.folding import fold
from glossator.model import Person
from glossator.persons.letters import plain_letters
from glossator.persons.lexemes import PARTICLES, RANKS
from glossator.persons.name_parts import parts_of_headword, whole_family

_SUFFIXES: Final = frozenset({"jr", "sr", "junior", "senior", "esq"})
_ROMAN: Final = re.compile(r"[IVX]{1,5}")
_DIGRAPH: Final = re.compile(
    r"[YJ][aeou]|[CKPSTZ]h|Ts|Tz|Cz|Sz|Дж|[A-ZА-Я]{2}"
)  # one letter, in transliteration; two initials
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['’ʼʹ][^\W\d_]+)*")
_BRACKETED: Final = re.compile(r"\([^()]{0,80}\)")
_APOSTROPHES: Final = frozenset({"'", "’"})
_LIKE: Final = 0.72  # forenames that agree so far are one: Alexander, Aleksandr
_SHORTEST_STEM: Final = 3


class Given(NamedTuple):
    """A forename or an initial."""

    text: str
    fold: str
    initial: bool


class PersonName(NamedTuple):
    """One way of writing a person's name."""

    family: tuple[str, ...]  # folded
    spelled: str  # the first word of the family name in plain letters
    given: tuple[Given, ...]
    particles: frozenset[str]  # in small letters: "van", "der"
    alone: bool  # the editor lists it without forenames: the book calls the person so


def is_initial(word: str) -> bool:
    """Tell whether a word without its point can be an initial: `J`, `Ya`, `Ch`; `Ed` and `Li` are forenames."""
    return (len(word) == 1 and word.isupper()) or _DIGRAPH.fullmatch(word) is not None


def is_particle(word: str) -> bool:
    """Tell whether a word is a particle of a name: `van`, `De`; a capital alone is an initial, `V` not for `von`."""
    return word.casefold() in PARTICLES and not (len(word) == 1 and word.isupper())


def given_of(word: str) -> Given:
    """Return a forename or initial."""
    return Given(word, fold(word), is_initial(word))


def tokens_of(name: str) -> list[str]:
    """Return the words of a name in order, without points and brackets."""
    return _TOKEN.findall(name)


def names_of(person: Person) -> tuple[PersonName, ...]:
    """Return all ways of writing the person's name that the index and the authority file tell, each once."""
    found: dict[PersonName, None] = {}
    families: dict[tuple[str, ...], None] = {}
    forenames: set[str] = set()

    def add(words: Sequence[str], family: int, *, alone: bool = False) -> None:
        """Add a name of which the words from `family` on are the family name."""
        particles = frozenset(word.casefold() for word in words[:family] if is_particle(word))
        given = tuple(given_of(word) for word in words[:family] if _is_forename(word))
        key = tuple(folded for word in words[family:] if (folded := fold(word)))
        if key:
            found[PersonName(key, plain_letters(words[family]), given, particles, alone and not given)] = None
            families[key] = None
            forenames.update(one.fold for one in given)

    if person.headword is not None:
        _add_headword(person.headword, add)
    for at, form in enumerate((person.name, *person.forms)):
        written = _BRACKETED.sub(" ", form) if at == 0 else form
        if "," in written:
            _add_headword(written, add)
            continue
        before, of, _ = written.partition(" of ")
        if of:  # Anselm of Laon
            add(tokens_of(written), 0, alone=at > 0)
        chunks = [words for chunk in before.split() if (words := tokens_of(chunk))]
        chunks = [words for words in chunks if words[0].casefold() not in _SUFFIXES]
        if not chunks:
            continue
        words = [word for chunk in chunks for word in chunk]
        if any(chunk[0].islower() and not is_particle(chunk[0]) for chunk in chunks):  # Peter the Great
            add(words, 0, alone=at > 0)
            continue
        start, stop = _family_in(words, len(chunks[-1]), families, forenames)
        if stop < len(words):  # the family name comes first
            words = words[stop:] + words[start:stop]
            start = len(words) - (stop - start)
        add(words, start, alone=at > 0)
    return tuple(found)


def _is_forename(word: str) -> bool:
    return not is_particle(word) and word.casefold() not in RANKS


def _add_headword(headword: str, add: Callable[[Sequence[str], int], None]) -> None:
    """Add the name that an index inverts, with bynames in brackets: `Twain (Clemens), Mark`."""
    parts = parts_of_headword(_BRACKETED.sub(" ", headword).strip() or headword)
    aside = [word for bracket in _BRACKETED.findall(headword) for word in tokens_of(bracket) if word[0].isupper()]
    elided = parts.particles[-1:] in _APOSTROPHES  # "d'Alembert" is one word
    family = tokens_of(whole_family(parts) if elided else parts.family)
    forenames = [*tokens_of(parts.given), *aside, *([] if elided else tokens_of(parts.particles))]
    add([*forenames, *family], len(forenames))


def _family_in(
    words: Sequence[str], last: int, families: Collection[tuple[str, ...]], forenames: Collection[str]
) -> tuple[int, int]:
    """Return where in a name, in the order of speech, the family name stands: from, to.

    Args:
        words: the words of the name.
        last: how many of them the last one has that is written without a space: 2 for `Yat-sen`.
        families: family names of the person that are known already.
        forenames: forenames that are known already, folded.
    """
    folds = [fold(word) for word in words]
    for family in sorted(families, key=len, reverse=True):
        for start in range(len(words) - len(family), -1, -1):
            if tuple(folds[start : start + len(family)]) == family:
                stop = start + len(family)
                behind = zip(words[stop:], folds[stop:], strict=True)
                known = all(is_initial(word) or folded in forenames for word, folded in behind)
                if known and (start == 0 or stop == len(words)):
                    return start, stop
    if _ROMAN.fullmatch(words[-1]) and len(words) > 1:  # Peter I: a ruler's name is all one
        return 0, len(words)
    if len(words) > 1 and all(is_initial(word) for word in words[1:]):
        return 0, 1
    return len(words) - last, len(words)


def agreement(printed: Sequence[Given], names: Sequence[PersonName]) -> float:
    """Return how well printed forenames agree with the known names of a person, from 0 to 1.

    1.0 for a forename, 0.95 for one that is alike (`Aleksandr` for `Alexander`), 0.85 for initials alone, 0.6 where the
    first forename agrees and another initial differs, or where no forename of the person is known; 0 where they
    contradict. An initial proves nothing against a forename that is known in full.
    """
    known = [name.given for name in names if name.given]
    if not printed:
        return 0.0
    if not known:
        return 0.6
    full = [given for given in known if not given[0].initial]
    if full and not printed[0].initial:
        known = full
    return max(_agrees(printed, given) for given in known)


def _agrees(printed: Sequence[Given], known: Sequence[Given]) -> float:
    at = matched = full = exact = 0
    for number, word in enumerate(printed):
        # A forename may be passed over (`Ramsay` for `James Ramsay`), but an initial does not stand for a later one.
        found = next(
            (
                place
                for place in range(at, len(known))
                if same_forename(word, known[place])
                and (number or not place or not (word.initial or known[place].initial))
            ),
            None,
        )
        if found is None:
            continue
        matched += 1
        full += not word.initial and not known[found].initial
        exact += not word.initial and word.fold == known[found].fold
        at = found + 1
    if not matched:
        return 0.0
    if matched < len(printed) and not _is_addition(printed, known):
        return 0.6 if full and same_forename(printed[0], known[0]) else 0.0
    return 1.0 if exact else 0.95 if full else 0.85


def _is_addition(printed: Sequence[Given], known: Sequence[Given]) -> bool:
    """Tell whether the print has more forenames than are known, after those that agree: `Joseph E.` and `Joseph`."""
    return len(printed) > len(known) and all(map(same_forename, printed, known))


@lru_cache(maxsize=16384)
def same_forename(one: Given, other: Given) -> bool:
    """Tell whether two forenames can be one: equal, alike, inflected, or one the initial of the other."""
    if one.initial or other.initial:
        letter, word = (one, other) if one.initial else (other, one)
        if word.initial:
            return letter.fold[:1] == word.fold[:1] or letter.text[:1] == word.text[:1]
        return word.fold.startswith(letter.fold) or word.text[:1].casefold() == letter.text[:1].casefold()
    if one.fold[:1] != other.fold[:1]:
        return False
    short, long = sorted((one.fold, other.fold), key=len)
    stem = len(short) - 1 if len(short) > _SHORTEST_STEM + 1 else len(short)
    if len(long) - len(short) <= 2 and long.startswith(short[:stem]) and stem >= _SHORTEST_STEM:
        return True  # inflected
    return Levenshtein.normalized_similarity(one.fold, other.fold) >= _LIKE
