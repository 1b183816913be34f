"""Which pages an edition has, and on which of them each division, note, call and person stands.

A division has a page of its own unless it is a section: sections stand on the page of the division around them. A note
stands at the foot of the page that first calls it; one that is never called, in its division.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from glossator.folio import label_in_id, page_id
from glossator.ids import Ids
from glossator.model import (
    Anchor,
    AnchorKind,
    Anchors,
    BibliographyEntry,
    Division,
    DivisionKind,
    Document,
    Edition,
    Heading,
    IndexEntry,
    IndexHeading,
    Note,
    NoteReference,
    PageBreak,
    Person,
    Trace,
    Unit,
)
from glossator.persons.sorting import sort_key
from glossator.render import urls
from glossator.spans import Span
from glossator.walk import Leaf, all_divisions, leaves, lines_of

Block = Unit | Heading | BibliographyEntry | IndexHeading | IndexEntry

_FOLDER_NAME = re.compile(r"\w[\w.\-]*")  # what the id of a division is; others would lead out of the edition's folder


class PlannedPage(NamedTuple):
    """A page of an edition, before anything is rendered."""

    address: str
    kind: str  # of the division, or "title", "contents", "front", "audit", "persons", "person", "apparatus", …
    number: str | None  # of the division, as printed
    title: str
    depth: int  # 1 inside a part, else 0
    division: Division | None = None
    person: Person | None = None  # whom the page is about


class PlannedCall(NamedTuple):
    """A note call with its id and the address of its note."""

    page: str  # address of the page it stands on
    fragment: str
    target: str  # address of the note


class Plan(NamedTuple):
    """All pages of an edition in reading order, and where on them things stand."""

    pages: tuple[PlannedPage, ...]  # those of the navigation
    persons: tuple[PlannedPage, ...]  # a page for each person, in the order of the alphabet, signs and digits last
    places: Mapping[str, str]  # id of a division or a section -> its address
    printed: Mapping[str, str]  # label of a printed page -> the address of the place where it begins
    page_ids: Mapping[str, str]  # label of a printed page -> its id: `page-89`, or another where it is counted anew
    begins: Mapping[str, str | None]  # id of a unit, a note or a division -> the printed page on which it begins
    calls: Mapping[str, Mapping[Span, PlannedCall]]  # address of a page -> the calls on it, by their spans
    notes: Mapping[str, tuple[Note, ...]]  # address of a page -> the notes at its foot
    calls_of: Mapping[str, tuple[PlannedCall, ...]]  # id of a note -> its calls, in order
    skipped: Mapping[str, tuple[str, ...]]  # label of a printed page -> the pages without text before it
    trailing: tuple[str, ...]  # pages without text after the last page break
    works: Mapping[str, str]  # key of a work -> the address of its entry
    units: Mapping[str, str]  # id of a division, section, unit, note or page -> its address
    retired: tuple[PlannedPage, ...]  # of divisions that were published and are gone; outside the reading order
    traces: Mapping[str, tuple[Trace, ...]]  # address of a page -> the published ids that have left it, in order
    by_address: Mapping[str, PlannedPage]  # the pages of divisions
    unpublished: frozenset[str]  # ids of units and the like whose text of today no version has; empty before the first


def plan_edition(edition: Edition) -> Plan:
    """Lay out an edition."""
    slug, document = edition.metadata.id, edition.document
    pages = (*_opening_pages(edition), *_division_pages(slug, document.divisions, 0))
    if edition.works:
        pages = _with_page(pages, urls.bibliography(slug), DivisionKind.BIBLIOGRAPHY.value, "Bibliography")
    if edition.persons:
        pages = _with_page(pages, urls.persons(slug), "persons", "Persons")
    if edition.persons and edition.namings:
        pages = _with_audit(pages, urls.audit(slug))
    if len(edition.witnesses) > 1:
        pages = (*pages, PlannedPage(urls.apparatus(slug), "apparatus", None, "Readings of the witnesses", 0))
    if edition.anchors.versions:
        pages = (*pages, PlannedPage(urls.history(slug), "history", None, "Versions", 0))
    notes = _notes_by_page(document, pages)
    calls: dict[str, dict[Span, PlannedCall]] = {}
    calls_of: dict[str, list[PlannedCall]] = {}
    for span, (reference_note, call) in _number_calls(document, pages, notes).items():
        calls.setdefault(call.page, {})[span] = call
        calls_of.setdefault(reference_note, []).append(call)
    skipped, trailing = _skipped_pages(document)
    places = dict(_places(slug, document.divisions, ""))
    printed = _printed_pages(document, pages, skipped, trailing)
    given = {page.label: page.id for page in document.pages if page.id}
    page_ids = {label: given.get(label, page_id(label)) for label in printed}
    traces: dict[str, list[Trace]] = {}
    for trace in edition.anchors.traces:
        traces.setdefault(urls.division(slug, trace.home), []).append(trace)
    return Plan(
        pages=pages,
        persons=tuple(_person_pages(edition)),
        places=places,
        calls=calls,
        notes=notes,
        calls_of={note: tuple(found) for note, found in calls_of.items()},
        skipped=skipped,
        trailing=trailing,
        printed=printed,
        page_ids=page_ids,
        begins=_first_pages(document, pages),
        works=_work_places(edition, pages),
        units=places | dict(_unit_places(pages, notes)) | {page_ids[label]: at for label, at in printed.items()},
        retired=tuple(_retired_pages(edition, pages, places)),
        traces={address: tuple(left) for address, left in traces.items()},
        by_address={page.address: page for page in pages if page.division is not None},
        unpublished=_unpublished(edition.anchors),
    )


def inner_divisions(division: Division) -> tuple[Division, ...]:
    """Return the sections that stand on the page of `division`."""
    return tuple(inner for inner in division.divisions if inner.kind is DivisionKind.SECTION)


def page_blocks(division: Division) -> Iterator[Block]:
    """Yield everything that stands on the page of `division`, headings included, in reading order."""
    yield division.heading
    yield from division.blocks
    for inner in inner_divisions(division):
        yield from page_blocks(inner)


def block_leaves(block: Block) -> Iterator[Leaf]:
    """Yield the texts, calls and page breaks of a block in reading order."""
    if isinstance(block, Unit):
        for line in lines_of(block):
            yield from leaves(line)
    else:
        yield from leaves(block.children)


def blocks_on_pages(division: Division, current: str | None) -> Iterator[tuple[Block, str | None, str | None]]:
    """Yield what stands on the page of `division`, each block with the printed pages on which it begins and ends.

    Args:
        division: one with a page of its own.
        current: the printed page on which the text before it ends; None where unknown.
    """
    for block in page_blocks(division):
        inlines = list(block_leaves(block))
        opening = inlines[0] if inlines else None
        begins = opening.label if isinstance(opening, PageBreak) else current
        current = next((one.label for one in reversed(inlines) if isinstance(one, PageBreak)), current)
        yield block, begins, current


def _opening_pages(edition: Edition) -> Iterator[PlannedPage]:
    slug, document = edition.metadata.id, edition.document
    yield PlannedPage(urls.edition(slug), "title", None, edition.metadata.title, 0)
    if document.contents:
        yield PlannedPage(urls.contents(slug), "contents", None, "Contents", 0)
    if document.front:
        yield PlannedPage(urls.front(slug), "front", None, "Front matter", 0)


def _division_pages(slug: str, divisions: tuple[Division, ...], depth: int) -> Iterator[PlannedPage]:
    for division in divisions:
        if division.kind is not DivisionKind.SECTION:
            address = urls.division(slug, division.id)
            yield PlannedPage(address, division.kind.value, division.number, division.title, depth, division)
            yield from _division_pages(slug, division.divisions, depth + 1)


def _with_page(pages: tuple[PlannedPage, ...], address: str, kind: str, title: str) -> tuple[PlannedPage, ...]:
    """Give an edition a page that its book does not print, before the index; one that is there already stays."""
    if any(page.address == address for page in pages):
        return pages
    at = next((at for at, page in enumerate(pages) if page.kind == DivisionKind.INDEX), len(pages))
    return (*pages[:at], PlannedPage(address, kind, None, title, 0), *pages[at:])


def _with_audit(pages: tuple[PlannedPage, ...], address: str) -> tuple[PlannedPage, ...]:
    """Give an edition a page that compares its printed index with the text, right behind the index."""
    after = [at for at, page in enumerate(pages, 1) if page.kind == DivisionKind.INDEX and any(index_entries(page))]
    if not after:
        return pages
    added = PlannedPage(address, "audit", None, "The index compared with the text", 0)
    return (*pages[: after[-1]], added, *pages[after[-1] :])


def index_entries(page: PlannedPage) -> Iterator[tuple[str, IndexEntry]]:
    """Yield the entries of a printed index that stand on a page, each with its id."""
    blocks = page.division.blocks if page.division is not None else ()
    entries = (block for block in blocks if isinstance(block, IndexEntry))
    for ordinal, entry in enumerate(entries, 1):
        yield urls.index_fragment(ordinal), entry


def list_letter(person: Person) -> str:
    """Return the letter under which a list has a person; "" where the name begins with a sign or a digit."""
    first = sort_key(person)[0][:1]
    return first.upper() if first.isalpha() else ""


def _person_pages(edition: Edition) -> Iterator[PlannedPage]:
    for person in sorted(edition.persons, key=lambda person: (not list_letter(person), sort_key(person))):
        yield PlannedPage(urls.person(edition.metadata.id, person.id), "person", None, person.name, 0, person=person)


def _printed_pages(
    document: Document, pages: tuple[PlannedPage, ...], skipped: Mapping[str, tuple[str, ...]], trailing: Iterable[str]
) -> dict[str, str]:
    """Find where each printed page begins; those without text stand before the next one with text, or at the end."""
    found: dict[str, str] = {}
    fragments = page_fragments(document)
    for page in pages:
        for block in _blocks_of(page, document):
            for inline in block_leaves(block):
                if isinstance(inline, PageBreak):
                    for label in (*skipped.get(inline.label, ()), inline.label):
                        fragment = fragments.get(label) or urls.page_fragment(label)
                        found.setdefault(label, urls.place(page.address, fragment))
    last = next((page.address for page in reversed(pages) if page.division is not None), None)
    if last is None:
        return found
    return found | {label: urls.place(last, fragments.get(label) or urls.page_fragment(label)) for label in trailing}


def page_fragments(document: Document) -> dict[str, str]:
    """Return the ids of the printed pages whose ids are not made from their labels, by label."""
    return {
        page.label: urls.page_fragment(label_in_id(page.id))
        for page in document.pages
        if page.id and page.id != page_id(page.label)
    }


def _first_pages(document: Document, pages: tuple[PlannedPage, ...]) -> dict[str, str | None]:
    found = {division.id: division.page for division in all_divisions(document)}
    found.update((note.id, note.page) for note in document.notes)
    current: str | None = None
    for page in pages:
        for block, begins, ends in blocks_on_pages(page.division, current) if page.division is not None else ():
            if isinstance(block, Unit) and block.id:
                found[block.id] = begins
            current = ends
    return found


def _work_places(edition: Edition, pages: tuple[PlannedPage, ...]) -> dict[str, str]:
    address = urls.bibliography(edition.metadata.id)
    if not any(page.address == address and page.kind == DivisionKind.BIBLIOGRAPHY for page in pages):
        return {}
    fragments = Ids()
    return {work.key: urls.place(address, fragments.take(urls.work_fragment(work.key))) for work in edition.works}


def _places(slug: str, divisions: tuple[Division, ...], page: str) -> Iterator[tuple[str, str]]:
    for division in divisions:
        if division.kind is DivisionKind.SECTION and page:
            yield division.id, urls.place(urls.division(slug, page), urls.section_fragment(division.id))
            yield from _places(slug, division.divisions, page)
        else:
            yield division.id, urls.division(slug, division.id)
            yield from _places(slug, division.divisions, division.id)


def _unit_places(pages: tuple[PlannedPage, ...], notes: Mapping[str, tuple[Note, ...]]) -> Iterator[tuple[str, str]]:
    """Yield the id and the address of each unit and each note."""
    for page in pages:
        for block in page_blocks(page.division) if page.division is not None else ():
            if isinstance(block, Unit) and block.id:
                yield block.id, urls.place(page.address, urls.paragraph_fragment(block.id))
        for note in notes.get(page.address, ()):
            yield note.id, urls.place(page.address, urls.note_fragment(note.id))


def _retired_pages(
    edition: Edition, pages: tuple[PlannedPage, ...], places: Mapping[str, str]
) -> Iterator[PlannedPage]:
    """Yield a page for each division that was published and is gone: it vanished, or it is part of another."""
    anchors = edition.anchors
    gone = [trace.id if trace.kind is AnchorKind.DIVISION else trace.home for trace in anchors.traces]
    taken = {urls.printed_pages(edition.metadata.id), *(page.address for page in pages)}
    gone += [former for own, others in anchors.aliases.items() if places.get(own) in taken for former in others]
    kinds = {anchor.id: anchor.kind for anchor in anchors.published}
    for former in dict.fromkeys(gone):
        address = urls.division(edition.metadata.id, former)
        is_division = kinds.get(former, AnchorKind.DIVISION) is AnchorKind.DIVISION
        if is_division and address not in taken and _FOLDER_NAME.fullmatch(former):
            yield PlannedPage(address, "retired", former, "A former part of the book", 0)


def _unpublished(anchors: Anchors) -> frozenset[str]:
    if not anchors.versions:
        return frozenset()
    changed = (one.id for one in anchors.published if one.now == one.id and one.text != last_published(one))
    return anchors.provisional | frozenset(changed)


def last_published(anchor: Anchor) -> str:
    """Return the hash of the text that a published id had in the last version; "" for gone."""
    return anchor.history[-1][1] if anchor.history else ""


def _references(blocks: Iterator[Block]) -> Iterator[NoteReference]:
    for block in blocks:
        for inline in block_leaves(block):
            if isinstance(inline, NoteReference):
                yield inline


def _blocks_of(page: PlannedPage, document: Document) -> Iterator[Block]:
    if page.division is not None:
        yield from page_blocks(page.division)
    elif page.kind == "front":
        yield from document.front


def _notes_by_page(document: Document, pages: tuple[PlannedPage, ...]) -> dict[str, tuple[Note, ...]]:
    home: dict[str, str] = {}
    for page in pages:
        for reference in _references(_blocks_of(page, document)):
            home.setdefault(reference.note, page.address)
    found: dict[str, list[Note]] = {}
    addresses = {page.division.id: page.address for page in pages if page.division is not None}
    current = next(iter(addresses.values()), pages[0].address)
    for note in document.notes:
        current = home.get(note.id) or addresses.get(note.division) or current
        found.setdefault(current, []).append(note)
    return {address: tuple(notes) for address, notes in found.items()}


def _number_calls(
    document: Document, pages: tuple[PlannedPage, ...], notes: Mapping[str, tuple[Note, ...]]
) -> dict[Span, tuple[str, PlannedCall]]:
    targets = {
        note.id: urls.place(address, urls.note_fragment(note.id)) for address, at in notes.items() for note in at
    }
    counted: dict[str, int] = {}
    calls: dict[Span, tuple[str, PlannedCall]] = {}
    for page in pages:
        at_foot = (block for note in notes.get(page.address, ()) for block in note.blocks)
        for reference in _references(chain(_blocks_of(page, document), at_foot)):
            if reference.note in targets:
                ordinal = counted[reference.note] = counted.get(reference.note, 0) + 1
                fragment = urls.call_fragment(reference.note, ordinal)
                calls[reference.span] = (
                    reference.note,
                    PlannedCall(page.address, fragment, targets[reference.note]),
                )
    return calls


def _skipped_pages(document: Document) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Find where the pages belong on which no text begins: before the next page that has a break in the text."""
    in_text = {
        inline.label
        for division in all_divisions(document)
        for block in (division.heading, *division.blocks)
        for inline in block_leaves(block)
        if isinstance(inline, PageBreak)
    }
    skipped: dict[str, tuple[str, ...]] = {}
    waiting: list[str] = []
    for page in document.pages:
        if page.label in in_text:
            if waiting:
                skipped[page.label] = tuple(waiting)
            waiting = []
        else:
            waiting.append(page.label)
    return skipped, tuple(waiting)
