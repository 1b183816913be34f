"""What speaks for a person where a family name stands: forenames, the printed index, a full name nearby, the editor.

That only one known person bears a name does not make it that person's name: a family name alone needs evidence. The
weights were set by judgement and tried on annotated chapters; see docs/decisions/names-need-evidence.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from glossator.model import Person, Use
from glossator.persons.lexemes import PLACE_PREPOSITIONS, SOMEBODY, WIVES
from glossator.persons.lexicon import Lexicon
from glossator.persons.names import PersonName
from glossator.persons.readings import Reading
from glossator.persons.spots import Spot
from glossator.persons.units import UnitText

ENOUGH: Final = 0.6  # below this score no link is made
MARGIN: Final = 0.1  # the best person must lead by so much
_FORENAMES: Final = 0.7  # a name with forenames begins with so much
_FORENAMES_AGREE: Final = 0.25  # and gets up to so much for how well they agree
_BARE: Final = 0.3  # a family name that one person alone bears
_SHARED: Final = 0.2  # a family name that several persons bear
_LISTED_FORM: Final = 0.35  # the editor lists the bare name among the forms
_LISTED_SHARED: Final = 0.25  # the same, of a name that several bear
_DECLARED: Final = 0.2  # the person stands in the authority file
_INDEX_PAGE: Final = 0.4  # the printed index names the person on this page
_SAME_UNIT: Final = 0.5  # named with certainty in the same paragraph or note
_SAME_DIVISION: Final = 0.4
_ELSEWHERE: Final = 0.25
_LATEST: Final = 0.2  # of several of one family name, the one who was meant last in this chapter
_OFTEN: Final = 0.1  # the bare name occurs again and again
_MISSPELT: Final = 0.25  # is taken off a name that is not spelt as known
_PLACE: Final = 0.3  # is taken off a name that stands where a place would
_SOMEBODY: Final = 0.6  # is taken off a name that is told like a stranger's
_OFTEN_FROM: Final = 3
_MUCH_MORE_OFTEN: Final = 4  # so many bare names outweigh a namesake in the same chapter


class Found(NamedTuple):
    """A spot with what can be told from its own unit."""

    unit: UnitText
    spot: Spot
    readings: tuple[Reading, ...]
    stranger: bool  # somebody else of the family name is meant
    use: Use  # what the words around say; MENTION where nothing speaks against it
    page: str | None


class Evidence:
    """Where persons are named with certainty, and how often."""

    def __init__(self) -> None:
        self._units: Counter[tuple[str, int]] = Counter()
        self._divisions: Counter[tuple[str, int]] = Counter()
        self._book: Counter[int] = Counter()
        self._persons: defaultdict[str, set[int]] = defaultdict(set)

    def add(self, unit: UnitText, person: int) -> None:
        """Note that a text names a person."""
        self._units[unit.id, person] += 1
        self._divisions[unit.division, person] += 1
        self._book[person] += 1
        self._persons[unit.id].add(person)

    def persons(self, unit: UnitText) -> frozenset[int]:
        """Return the persons whom a text names with certainty."""
        return frozenset(self._persons.get(unit.id, ()))

    def nearest(self, unit: UnitText, person: int, *, itself: bool) -> tuple[float, str] | None:
        """Return what it is worth that a person is named elsewhere, the nearer the more; None for nowhere.

        Args:
            unit: the text with the name in question.
            person: the person whom it may mean.
            itself: whether that name is itself one of those that are certain.
        """
        if self._units[unit.id, person] > itself:
            return _SAME_UNIT, "named-in-unit"
        if self._divisions[unit.division, person] > itself:
            return _SAME_DIVISION, "named-in-division"
        return (_ELSEWHERE, "named-in-book") if self._book[person] > itself else None


class Context(NamedTuple):
    """What the whole book tells of a spot."""

    evidence: Evidence
    often: Mapping[tuple[int, ...], int]  # how often family names occur
    namesakes: set[tuple[str, int]]  # divisions and persons of whose family name there is somebody else
    latest: dict[tuple[str, tuple[int, ...]], int]  # in a division, for a family name: who was linked last

    def family_use(self, item: Found) -> FamilyUse:
        """Return how the book uses the family name of a spot."""
        candidates = item.spot.candidates
        return FamilyUse(self.often[candidates], self.latest.get((item.unit.division, candidates)))


class FamilyUse(NamedTuple):
    """How the book uses a family name."""

    often: int  # how many mentions it may be
    latest: int | None  # who was linked last in the same chapter


class Weigher:
    """Weighs the readings of spots."""

    def __init__(
        self,
        persons: Sequence[Person],
        names: Sequence[Sequence[PersonName]],
        pages: Mapping[str, frozenset[str]],
        lexicon: Lexicon,
    ) -> None:
        """Take persons and their names, both by number, and by the id of a person the pages that the index lists."""
        self._persons = persons
        self._pages = pages
        self._lexicon = lexicon
        self._alone = [frozenset(name.family for name in own if name.alone) for own in names]

    def sure(self, item: Found) -> int | None:
        """Return the person whom a spot names whatever stands elsewhere; None where that is not certain."""
        if item.use not in (Use.MENTION, Use.ATTRIBUTIVE) or len(item.readings) != 1 or item.stranger:
            return None
        only = item.readings[0]
        if only.agree > 0.6:
            return only.person
        listed = item.use is Use.MENTION and item.spot.exact and self._on_index_page(only.person, item.page)
        return only.person if listed else None

    def _on_index_page(self, person: int, page: str | None) -> bool:
        return page is not None and page in self._pages.get(self._persons[person].id, ())

    def score(self, item: Found, reading: Reading, context: Context, family: FamilyUse) -> tuple[float, str]:
        """Return how much speaks for a reading, and the strongest kind of evidence."""
        person, unit, spot = reading.person, item.unit, item.spot
        if item.stranger:
            return 0.0, "other-forename"
        near: list[tuple[float, str]] = [(0.0, "family-name")]
        if self._on_index_page(person, item.page):
            near.append((_INDEX_PAGE, "index-page"))
        named = context.evidence.nearest(unit, person, itself=self.sure(item) == person)
        if named is not None:
            near.append(named)
        several = len(item.readings) > 1
        if several and family.latest == person:
            near.append((_LATEST, "named-before"))
        if reading.agree:
            return _FORENAMES + _FORENAMES_AGREE * reading.agree + sum(value for value, _ in near) / 4, "forename"
        shared = several or (unit.division, person) in context.namesakes
        score = _SHARED if shared else _BARE
        listed = reading.family in self._alone[person]
        if listed:
            near.append((_LISTED_SHARED if shared else _LISTED_FORM, "listed-form"))
        score += sum(value for value, _ in near)
        if self._persons[person].declared and not shared:
            score += _DECLARED
        if family.often >= _OFTEN_FROM and not shared:
            score += _OFTEN
        if not spot.exact:
            score -= _MISSPELT
        before = spot.before.text.casefold() if spot.before is not None and not spot.left else ""
        if before in SOMEBODY or (before in WIVES and not listed):
            score -= _SOMEBODY
        in_place = before in PLACE_PREPOSITIONS and not spot.possessive
        if in_place or (self._lexicon.has_article(unit, spot.start) and self._lexicon.nouns_have_capitals(unit)):
            score -= _PLACE
        return max(0.0, score), max(near)[1]


def with_namesakes(found: Iterable[Found]) -> set[tuple[str, int]]:
    """Return the divisions and persons of whose bare family names many may belong to somebody else.

    That is so where somebody else of that family name is named with forenames, and the bare name is not much more
    frequent.
    """
    bare: Counter[tuple[str, int]] = Counter()
    others: Counter[tuple[str, int]] = Counter()
    for item in found:
        for person in item.spot.candidates:
            (others if item.stranger else bare)[item.unit.division, person] += 1
    return {key for key, times in others.items() if times * _MUCH_MORE_OFTEN >= bare[key]}
