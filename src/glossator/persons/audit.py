"""The printed index held against the text: what stands at each locator, what the index lacks, and what the OCR lost.

Hume, David 12, 13–15      12: named in the body; 13–15: in a note on 13, not found on 14 and 15
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from glossator.locators import expand_locator, page_key
from glossator.model import Document, IndexEntry, Naming, Person
from glossator.persons.alphabet import out_of_order
from glossator.persons.cut_entries import is_cut
from glossator.persons.habit import Habit, learn_habit
from glossator.persons.headwords import is_cross_reference
from glossator.persons.index_pages import (
    NOWHERE,
    Found,
    PageFind,
    PersonPages,
    PrintedEntry,
    pages_of_persons,
    printed_entries,
)
from glossator.persons.sorting import letter_of
from glossator.persons.supplement import Lack, LetterTrial, SupplementEntry, make_supplement, sum_trials, try_letters
from glossator.walk import all_divisions, index_of

__all__ = [
    "Audit",
    "EntryAudit",
    "Found",
    "Habit",
    "Lack",
    "LetterTrial",
    "LocatorFind",
    "PageFind",
    "SupplementEntry",
    "audit_index",
    "sum_trials",
]

# So unlikely must it be that an index leaves out all persons of a letter, before the letter counts as lost.
_LARGEST_CHANCE: Final = 0.01

# Before an entry counts as lost, so many others must be named as often and have one: by Laplace's rule of succession
# the chance that such an index leaves out the next is then at most one in twenty.
_EXAMPLES: Final = 18


class LocatorFind(NamedTuple):
    """A locator of the printed index, as printed, and what its pages hold."""

    locator: str
    pages: tuple[PageFind, ...]  # those that it covers, in order


class EntryAudit(NamedTuple):
    """An entry of the printed index; of several of one person the last says what all together lack."""

    ordinal: int  # from 1, in the order of the index
    person: str  # id; "" where no person has its headword
    locators: tuple[LocatorFind, ...]
    unlisted: tuple[str, ...]  # pages on which the person is named and that no entry of the person lists
    cut: bool  # the entry seems to have lost its end: it breaks off while the person is named on and on


class Audit(NamedTuple):
    """Everything that comparing index and text says."""

    entries: tuple[EntryAudit, ...]  # without cross-references
    missing_letters: tuple[str, ...]  # letters with persons but without any printed entry
    out_of_order: tuple[int, ...]  # ordinals of entries that stand before what should precede them
    without_entry: tuple[str, ...]  # ids of persons who are named and have no entry
    supplement: tuple[SupplementEntry, ...]  # in the order of the alphabet
    trials: tuple[LetterTrial, ...]
    habit: Habit  # of the printed index, by which the supplement is made
    lost_letters: tuple[str, ...]  # missing letters with so many persons that the OCR or the printer lost them


def audit_index(document: Document, persons: Sequence[Person], namings: Sequence[Naming]) -> Audit:
    """Hold the printed index against the mentions; all is empty for a document without an index."""
    printed = printed_entries(document, persons)
    if not printed:
        return Audit((), (), (), (), (), (), learn_habit((), {}), ())
    pages = pages_of_persons(namings)
    entries = tuple(sorted(_audit_entries(document, printed, pages), key=lambda entry: entry.ordinal))
    cut = {entry.ordinal for entry in entries if entry.cut}
    habit = learn_habit((entry for entry in printed if entry.person and entry.last not in cut), pages)
    listed = {entry.person for entry in printed}
    unlisted = tuple(person for person in persons if person.id not in listed)
    letters = {letter_of(entry.headword) for entry in index_of(document)}
    broken_off = [entry for entry in printed if entry.last in cut]
    supplement = make_supplement(unlisted, broken_off, letters, pages, habit)
    lost = _lost_person(supplement, [pages.get(person, NOWHERE) for person in listed], pages)
    supplement = tuple(
        entry._replace(lack=Lack.LOST) if entry.lack is Lack.ENTRY and entry.person == lost else entry
        for entry in supplement
    )
    return Audit(
        entries,
        tuple(dict.fromkeys(entry.letter for entry in supplement if entry.lack is Lack.LETTER)),
        tuple(_out_of_order(document)),
        tuple(person.id for person in unlisted if pages.get(person.id, NOWHERE).named),
        supplement,
        try_letters(printed, cut, unlisted, pages),
        habit,
        tuple(_lost_letters(supplement, sum(bool(pages.get(person, NOWHERE).named) for person in listed))),
    )


def _audit_entries(
    document: Document, printed: Sequence[PrintedEntry], pages: Mapping[str, PersonPages]
) -> Iterator[EntryAudit]:
    entries = tuple(index_of(document))
    last = max((page_key(page) for entry in printed for page in entry.pages), default=None)
    for known in printed:
        found = pages.get(known.person, NOWHERE)
        unlisted = tuple(page for page in found.named if page not in known.pages)
        cut = last is not None and is_cut(known.pages, found.body, last)
        for ordinal in known.ordinals:
            locators = tuple(
                LocatorFind(locator, tuple(found.finds.get(page) or _nothing(page) for page in expand_locator(locator)))
                for locator in entries[ordinal - 1].locators
            )
            ends = ordinal == known.last
            yield EntryAudit(ordinal, known.person, locators, unlisted if ends else (), cut and ends)


@lru_cache(maxsize=4096)
def _nothing(page: str) -> PageFind:
    return PageFind(page, Found.NOTHING, None)


def _out_of_order(document: Document) -> Iterator[int]:
    """Yield the ordinals of the entries that break the alphabet; each index of a book has its own."""
    before = 1
    for division in all_divisions(document):
        entries = [block for block in division.blocks if isinstance(block, IndexEntry)]
        ordered = [(before + at, entry.headword) for at, entry in enumerate(entries) if not is_cross_reference(entry)]
        yield from (ordered[at][0] for at in out_of_order([headword for _, headword in ordered]))
        before += len(entries)


def _lost_person(
    supplement: Sequence[SupplementEntry], listed: Iterable[PersonPages], pages: Mapping[str, PersonPages]
) -> str | None:
    """Return the person whom it is no chance that the index lacks, although it has the letter; None if there is none.

    The more pages name a person, the less an index leaves the person out. So whoever is left out is most likely lost
    if so many others are named on as many pages, or on fewer, and all of them have an entry. That can be told of one
    person only: of two, one would be the other's example.
    """
    left_out = sorted(
        ((len(pages[entry.person].named), entry.person) for entry in supplement if entry.lack is Lack.ENTRY),
        reverse=True,
    )
    if not left_out:
        return None
    (most, person), *others = left_out
    as_often = others[0][0] + 1 if others else 1
    examples = sum(len(found.named) >= as_often for found in listed)
    return person if most >= as_often and examples >= _EXAMPLES else None


def _lost_letters(supplement: Sequence[SupplementEntry], listed: int) -> Iterator[str]:
    """Yield the letters of which it is no chance that the index has none of their persons.

    The share of persons whom the index leaves out under its other letters is that chance for one person (with one more
    of either kind, because a small index tells little); the persons of a letter are taken as independent.
    """
    left_out = sum(entry.lack is Lack.ENTRY for entry in supplement)
    share = (left_out + 1) / (left_out + listed + 2)
    persons = Counter(entry.letter for entry in supplement if entry.lack is Lack.LETTER)
    yield from (letter for letter, number in persons.items() if share**number < _LARGEST_CHANCE)
