"""The pages on which each person stands, and the entries of the printed index with the persons whom they mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from glossator.locators import expand_locators, page_key
from glossator.model import Document, IndexEntry, Naming, Person, Use
from glossator.persons.headwords import headword_key, is_cross_reference
from glossator.persons.sorting import letter_of
from glossator.walk import index_of


class Found(StrEnum):
    """What was found on a page that the index names, the best of it."""

    BODY = "body"  # the person is named in the body
    NOTE = "note"  # only in the commentary of a note
    TITLE = "title"  # only inside a citation or a heading: as author or in a title
    ATTRIBUTIVE = "attributive"  # only as part of the name of a thing
    DOUBTFUL = "doubtful"  # only where it is not certain who is meant
    NOTHING = "nothing"


_RANK: Final = {found: rank for rank, found in enumerate(Found)}  # best first
_FOUND: Final = {
    Use.CITED: Found.TITLE,
    Use.HEADING: Found.TITLE,
    Use.ATTRIBUTIVE: Found.ATTRIBUTIVE,
    Use.DOUBTFUL: Found.DOUBTFUL,
}


class PageFind(NamedTuple):
    """A page that a locator covers."""

    page: str
    found: Found
    naming: Naming | None  # the first of the best kind; None where nothing was found


class PersonPages(NamedTuple):
    """The pages on which a person stands."""

    finds: Mapping[str, PageFind]  # by page
    body: tuple[str, ...]  # those on which the body mentions the person, in order
    named: tuple[str, ...]  # those on which body or notes do

    def listed(self, *, notes: bool) -> tuple[str, ...]:
        """Return the pages that an index lists which heeds the body alone, or notes too."""
        return self.named if notes else self.body


NOWHERE: Final = PersonPages({}, (), ())


def pages_of_persons(namings: Iterable[Naming]) -> dict[str, PersonPages]:
    """Return the pages of each person, by id.

    A doubtful naming counts for each of its candidates, a name that a page break cuts for both pages.
    """
    finds: dict[str, dict[str, PageFind]] = {}
    for naming in namings:
        for page in (naming.page, naming.next_page):
            if page is None:
                continue
            find = PageFind(page, _found(naming), naming)
            for person in _persons_meant(naming):
                pages = finds.setdefault(person, {})
                known = pages.get(page)
                if known is None or _RANK[find.found] < _RANK[known.found]:
                    pages[page] = find
    return {person: _person_pages(pages) for person, pages in finds.items()}


def _person_pages(finds: Mapping[str, PageFind]) -> PersonPages:
    named = sorted((page for page, find in finds.items() if find.found in (Found.BODY, Found.NOTE)), key=page_key)
    return PersonPages(finds, tuple(page for page in named if finds[page].found is Found.BODY), tuple(named))


def _found(naming: Naming) -> Found:
    if naming.use is Use.MENTION:
        return Found.NOTE if naming.in_note else Found.BODY
    return _FOUND[naming.use]


def _persons_meant(naming: Naming) -> Iterator[str]:
    if naming.person:
        yield naming.person
    elif naming.use is Use.DOUBTFUL:
        yield from (person for person, _ in naming.candidates)


class PrintedEntry(NamedTuple):
    """What the printed index has of a person: an entry, or several with one headword, taken together."""

    ordinals: tuple[int, ...]  # of its entries, from 1
    headword: str  # of the first
    letter: str
    person: str  # id; "" where no person has this headword
    locators: tuple[str, ...]
    pages: frozenset[str]  # all that the locators cover

    @property
    def last(self) -> int:
        """The ordinal of the last of its entries: there the index would go on."""
        return self.ordinals[-1]


def printed_entries(document: Document, persons: Iterable[Person]) -> list[PrintedEntry]:
    """Return the entries of the printed index with the persons whom they mean, without cross-references."""
    ids = {headword_key(known.headword): known.id for known in persons if known.headword is not None}
    together: dict[str, list[tuple[int, IndexEntry]]] = {}  # by the key of the headword
    for ordinal, entry in enumerate(index_of(document), 1):
        if not is_cross_reference(entry):
            together.setdefault(headword_key(entry.headword), []).append((ordinal, entry))
    return [_printed_entry(entries, ids.get(key, "")) for key, entries in together.items()]


def _printed_entry(entries: Sequence[tuple[int, IndexEntry]], person: str) -> PrintedEntry:
    headword = entries[0][1].headword
    locators = tuple(dict.fromkeys(locator for _, entry in entries for locator in entry.locators))
    ordinals = tuple(ordinal for ordinal, _ in entries)
    return PrintedEntry(ordinals, headword, letter_of(headword), person, locators, expand_locators(locators))
