"""What the printed index lacks, made from the mentions as this index would have printed it; and how far to trust that.

The trust is measured: each printed letter is left out, rebuilt with the habit of the other letters, and compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from operator import sub
from typing import NamedTuple

from glossator.locators import join_pages, page_key
from glossator.model import Person
from glossator.persons.habit import Agreement, Habit, count_agreement, lists_notes, sum_agreements
from glossator.persons.index_pages import NOWHERE, PersonPages, PrintedEntry
from glossator.persons.name_parts import parts_of_headword
from glossator.persons.sorting import headword_of, letter_of, list_key


class Lack(StrEnum):
    """Why the supplement has an entry."""

    LETTER = "letter"  # the whole letter is missing from the index
    ENTRY = "entry"  # the index has the letter, not the person
    LOST = "lost"  # the same, but the index leaves out nobody else who is named so often
    REST = "rest"  # the end of a printed entry


class SupplementEntry(NamedTuple):
    """An entry that is not printed, made from the mentions; it is ours and not the book's."""

    letter: str
    headword: str
    person: str  # id
    locators: tuple[str, ...]  # consecutive pages joined into ranges
    lack: Lack


class LetterTrial(NamedTuple):
    """A printed letter left out and rebuilt: how many page numbers the rebuilding got right."""

    letter: str
    entries: int
    printed: int  # pages that the letter's locators cover
    rebuilt: int  # pages that the supplement would give
    agreeing: int  # pages in both; precision is agreeing / rebuilt, recall agreeing / printed


def make_supplement(
    persons: Iterable[Person],
    cut: Iterable[PrintedEntry],
    printed_letters: Collection[str],
    pages: Mapping[str, PersonPages],
    habit: Habit,
) -> tuple[SupplementEntry, ...]:
    """Return the entries that the index lacks, in the order of the alphabet.

    Args:
        persons: those without a printed entry.
        cut: the printed entries that have lost their end.
        printed_letters: the letters under which the index has entries.
        pages: for each person, by id, the pages with a naming.
        habit: that of the printed index.
    """
    found = []
    for person in persons:
        named = pages.get(person.id, NOWHERE).listed(notes=habit.notes)
        if named:
            headword = headword_of(person)
            letter = letter_of(headword)
            lack = Lack.ENTRY if letter in printed_letters else Lack.LETTER
            found.append(SupplementEntry(letter, headword, person.id, join_pages(named, habit.joined_from), lack))
    for entry in cut:
        rest = join_pages(_pages_behind(entry, pages[entry.person].listed(notes=habit.notes)), habit.joined_from)
        found.append(SupplementEntry(entry.letter, entry.headword, entry.person, rest, Lack.REST))
    return tuple(sorted(found, key=lambda entry: (entry.letter, list_key(parts_of_headword(entry.headword)))))


def _pages_behind(entry: PrintedEntry, named: Sequence[str]) -> Iterator[str]:
    """Yield the pages behind the last one that an entry lists."""
    end = max(map(page_key, entry.pages), default=None)
    for page in named:
        if end is None or page_key(page) > end:
            yield page


# --- trials ------------------------------------------------------------------------------------------------------


def try_letters(
    entries: Iterable[PrintedEntry],
    cut: Collection[int],
    persons: Iterable[Person],
    pages: Mapping[str, PersonPages],
) -> tuple[LetterTrial, ...]:
    """Leave out one printed letter at a time and rebuild it with the habit of the others.

    What is rebuilt are all persons of the letter, those too whom the printed index leaves out: their pages count as
    wrong.

    Args:
        entries: all printed entries.
        cut: the ordinals of those from which no habit can be learned: they have lost their end.
        persons: those without a printed entry.
        pages: for each person, by id, the pages with a naming.
    """
    of_letter: defaultdict[str, list[PrintedEntry]] = defaultdict(list)
    for entry in entries:
        of_letter[entry.letter].append(entry)
    lessons = {
        letter: count_agreement((entry for entry in group if entry.last not in cut), pages)
        for letter, group in of_letter.items()
    }
    unlisted: defaultdict[str, list[PersonPages]] = defaultdict(list)
    for person in persons:
        unlisted[letter_of(headword_of(person))].append(pages.get(person.id, NOWHERE))
    all_lessons = sum_agreements(lessons.values())
    trials = []
    for letter, group in sorted(of_letter.items()):
        counted = count_agreement(group, pages)
        notes = lists_notes(Agreement(*map(sub, all_lessons, lessons[letter])))
        rebuilt, agreeing = (counted.notes, counted.notes_listed) if notes else (counted.body, counted.body_listed)
        rebuilt += sum(len(found.listed(notes=notes)) for found in unlisted[letter])
        trials.append(LetterTrial(letter, len(group), counted.listed, rebuilt, agreeing))
    return tuple(trials)


def sum_trials(trials: Iterable[LetterTrial]) -> LetterTrial:
    """Return what all trials together say, under the letter ""."""
    trials = tuple(trials)
    return LetterTrial(
        "",
        sum(trial.entries for trial in trials),
        sum(trial.printed for trial in trials),
        sum(trial.rebuilt for trial in trials),
        sum(trial.agreeing for trial in trials),
    )
