"""What kind of index this is, learned from its printed entries: which pages it lists, and how it writes them.

Hume, David 12, 13, 17–19      two consecutive pages stand apart, three are joined
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from glossator.locators import expand_locator, runs_of_pages
from glossator.persons.index_pages import NOWHERE, PersonPages, PrintedEntry

_SHORTEST_RANGE: Final = 2
_NEVER: Final = sys.maxsize


class Habit(NamedTuple):
    """The habit of an index."""

    notes: bool  # it lists pages where only a note names the person
    joined_from: int  # the fewest consecutive pages that it joins into a range


class Agreement(NamedTuple):
    """How many pages some entries list, and how many the mentions give and share with them, by either policy."""

    listed: int
    body: int  # named in the body
    body_listed: int
    notes: int  # named in body or notes
    notes_listed: int


def count_agreement(entries: Iterable[PrintedEntry], pages: Mapping[str, PersonPages]) -> Agreement:
    """Compare the locators of some entries with the mentions."""
    counts = []
    for entry in entries:
        found = pages.get(entry.person, NOWHERE)
        body, named = entry.pages.intersection(found.body), entry.pages.intersection(found.named)
        counts.append(Agreement(len(entry.pages), len(found.body), len(body), len(found.named), len(named)))
    return sum_agreements(counts)


def sum_agreements(counts: Iterable[Agreement]) -> Agreement:
    """Return the sum of several comparisons."""
    return Agreement(*map(sum, zip(*counts, Agreement(0, 0, 0, 0, 0), strict=True)))


def lists_notes(agreement: Agreement) -> bool:
    """Tell whether body and notes together agree better (F1) with the locators than the body alone does."""
    listed, body, body_listed, notes, notes_listed = agreement
    return _f1(listed, notes, notes_listed) > _f1(listed, body, body_listed)


def _f1(listed: int, given: int, agreeing: int) -> float:
    return 2 * agreeing / (listed + given) if agreeing else 0.0


def learn_joined_from(entries: Iterable[PrintedEntry]) -> int:
    """Return the fewest consecutive pages that an index joins into a range.

    It is the length that contradicts as few printed entries as possible; the shortest where several do.
    """
    joined: Counter[int] = Counter()  # ranges by their length in pages
    apart: Counter[int] = Counter()  # consecutive pages that stand apart, by their number
    for entry in entries:
        single: list[str] = []
        for locator in entry.locators:
            pages = expand_locator(locator)
            if len(pages) >= _SHORTEST_RANGE:
                joined[len(pages)] += 1
            else:
                single += pages
        apart.update(len(run) for run in runs_of_pages(single) if len(run) >= _SHORTEST_RANGE)
    if not joined:
        return _NEVER if apart else _SHORTEST_RANGE

    def contradictions(joined_from: int) -> int:
        short_ranges = sum(number for length, number in joined.items() if length < joined_from)
        return short_ranges + sum(number for length, number in apart.items() if length >= joined_from)

    return min(sorted({_SHORTEST_RANGE, *(length + 1 for length in apart)}), key=contradictions)


def learn_habit(entries: Iterable[PrintedEntry], pages: Mapping[str, PersonPages]) -> Habit:
    """Learn the habit of an index from entries that are whole."""
    entries = tuple(entries)
    return Habit(lists_notes(count_agreement(entries, pages)), learn_joined_from(entries))
