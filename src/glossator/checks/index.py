"""The printed index held against the text: pages that do not agree, persons and letters that are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from glossator.diagnostics import Diagnostic
from glossator.locators import join_pages
from glossator.model import Edition, IndexEntry, Naming, Person, Use
from glossator.persons.audit import Audit, EntryAudit, Found, Lack, audit_index
from glossator.persons.sorting import letter_of
from glossator.spans import Span
from glossator.walk import index_of


def check_index(edition: Edition) -> Iterator[Diagnostic]:
    """Find what the printed index and the mentions do not agree on; nothing where the book has no index or persons."""
    entries = tuple(index_of(edition.document))
    if not entries or not edition.persons:
        return
    audit = audit_index(edition.document, edition.persons, edition.namings)
    located = {found.person for found in audit.entries if found.locators}
    for found in audit.entries:
        if found.person:
            yield from _check_entry(entries[found.ordinal - 1], found, found.person in located, audit)
    for ordinal in audit.out_of_order:
        entry = entries[ordinal - 1]
        message = f"{entry.headword} stands out of the order of the alphabet"
        yield Diagnostic("index-out-of-order", message, entry.spans[:1])
    yield from _check_letters(entries, audit)
    yield from _check_persons(edition.persons, edition.namings, audit)


def _check_entry(entry: IndexEntry, found: EntryAudit, located: bool, audit: Audit) -> Iterator[Diagnostic]:
    """Yield what an entry and the mentions do not agree on; `located` if any entry of its person has locators."""
    pages = [page for locator in found.locators for page in locator.pages]
    nothing = {page.page for page in pages if page.found is Found.NOTHING}
    if nothing:
        message = f"{entry.headword} is not found on {_pages(nothing, audit)}"
        yield Diagnostic("index-locator-without-mention", message, entry.spans[:1])
    if found.cut:
        broken = "breaks off, but is also" if located else "has no locator, but is"
        message = f"{entry.headword} {broken} named on {_pages(found.unlisted, audit)}"
        yield Diagnostic("index-entry-cut", message, entry.spans[:1])
    elif found.unlisted:
        message = f"{entry.headword} is also named on {_pages(found.unlisted, audit)}"
        yield Diagnostic("index-page-unlisted", message, entry.spans[:1])


def _pages(labels: Iterable[str], audit: Audit) -> str:
    locators = join_pages(labels, audit.habit.joined_from)
    plural = len(locators) > 1 or "–" in locators[0]
    return f"page{'s' if plural else ''} {', '.join(locators)}"


def _check_letters(entries: Sequence[IndexEntry], audit: Audit) -> Iterator[Diagnostic]:
    for letter in audit.lost_letters:
        persons = [entry.headword for entry in audit.supplement if entry.letter == letter and entry.lack is Lack.LETTER]
        message = f"the index has no entry under {letter}, and the text names {'; '.join(persons)}"
        behind = next((entry for entry in entries if letter_of(entry.headword) > letter), entries[-1])
        yield Diagnostic("index-letter-missing", message, behind.spans[:1])


def _check_persons(persons: Sequence[Person], namings: Sequence[Naming], audit: Audit) -> Iterator[Diagnostic]:
    """Yield the persons without an entry, but for those of a letter that is lost as a whole."""
    lost = {entry.person for entry in audit.supplement if entry.letter in audit.lost_letters}
    wanted = set(audit.without_entry) - lost
    often = {entry.person for entry in audit.supplement if entry.lack is Lack.LOST}
    first: dict[str, Span] = {}
    for naming in namings:
        if naming.use is Use.MENTION and naming.person in wanted:
            first.setdefault(naming.person, naming.spans[0])
    for person in persons:
        if person.id in wanted:
            most_likely = ", though it leaves out nobody else who is named so often" if person.id in often else ""
            message = f"{person.name} is named, but has no entry in the index{most_likely}"
            yield Diagnostic("person-without-index-entry", message, (first[person.id],))
