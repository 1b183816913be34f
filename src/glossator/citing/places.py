"""The places of an edition that can be cited, and the printed pages on which each stands.

5        a division           n136     a note
5.s2     a section of it      page-89  a printed page
5.12     a paragraph or other block of the text
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from glossator.folio import page_id
from glossator.model import (
    BibliographyEntry,
    Division,
    DivisionKind,
    Document,
    IndexEntry,
    IndexHeading,
    Inline,
    Note,
    PageBreak,
    Unit,
)
from glossator.walk import leaves, lines_of, plain_text

_PAGE: Final = re.compile(r"(?:p\.\s*|page[\s-]+)([^\s.]+)", re.IGNORECASE)


class PlaceKind(StrEnum):
    """What is cited."""

    DIVISION = "division"
    SECTION = "section"
    PARAGRAPH = "paragraph"  # any citable block of the text
    NOTE = "note"
    PAGE = "page"


class CitedPlace(NamedTuple):
    """A place of an edition that can be cited."""

    kind: PlaceKind
    id: str  # `5`, `5.s2`, `5.12`, `n136`, `page-89`
    division: str  # id of the division on whose page it stands; "" where it stands in none
    number: str  # of a paragraph, as shown beside it; of a note, as printed; else ""
    heading: str  # of a section, with its number; else ""
    pages: tuple[str, ...]  # the printed pages from first to last: none where unknown, one, or these two


def places_of(document: Document) -> Mapping[str, CitedPlace]:
    """Return all places that can be cited, by their ids, in the order of the text; then notes, then pages."""
    walk = _Walk()
    for division in document.divisions:
        walk.visit(division, division.id)
    found = {place.id: place for place in walk.found}
    found |= {note.id: _note_place(note) for note in document.notes}
    for page in document.pages:
        id_ = page_id(page.label)
        found[id_] = CitedPlace(PlaceKind.PAGE, id_, walk.breaks.get(page.label, ""), "", "", (page.label,))
    return found


def wanted_id(written: str) -> str:
    """Return the id that somebody means who names a place: `p. 89` gives `page-89`; ids stay as they are."""
    match = _PAGE.fullmatch(written.strip())
    return page_id(match[1]) if match else written.strip()


class _Walk:
    """Walks through divisions in the order of the text and remembers which page is open."""

    def __init__(self) -> None:
        self.found: list[CitedPlace] = []
        self.breaks: dict[str, str] = {}  # label of a printed page -> the division in which it begins
        self._page: str | None = None
        self._home = ""

    def visit(self, division: Division, home: str) -> None:
        """Note the places of a division, and those of its sections; other divisions inside are homes themselves."""
        at, self._home = len(self.found), home
        self._pass([division.heading.children])
        first = division.page or self._page
        for block in division.blocks:
            self._visit_block(block)
        sections = [inner for inner in division.divisions if inner.kind is DivisionKind.SECTION]
        for section in sections:
            self.visit(section, home)
        is_section = division.id != home
        kind = PlaceKind.SECTION if is_section else PlaceKind.DIVISION
        heading = f"{division.number or ''} {plain_text(division.heading.children)}" if is_section else ""
        place = CitedPlace(kind, division.id, home, "", " ".join(heading.split()), _pages(first, self._page))
        self.found.insert(at, place)
        for inner in division.divisions:
            if inner.kind is not DivisionKind.SECTION:
                self.visit(inner, inner.id)

    def _visit_block(self, block: Unit | BibliographyEntry | IndexHeading | IndexEntry) -> None:
        if isinstance(block, (BibliographyEntry, IndexHeading, IndexEntry)):
            self._pass([block.children])
            return
        lines = list(lines_of(block))
        opening = next((leaf for line in lines for leaf in leaves(line)), None)
        first = opening.label if isinstance(opening, PageBreak) else self._page
        self._pass(lines)
        if block.id:
            pages = _pages(first, self._page)
            self.found.append(CitedPlace(PlaceKind.PARAGRAPH, block.id, self._home, block.number, "", pages))

    def _pass(self, lines: Iterable[tuple[Inline, ...]]) -> None:
        for label in _breaks(lines):
            self.breaks.setdefault(label, self._home)
            self._page = label


def _note_place(note: Note) -> CitedPlace:
    *_, last = (note.page, *_breaks(line for block in note.blocks for line in lines_of(block)))
    return CitedPlace(PlaceKind.NOTE, note.id, note.division, note.label, "", _pages(note.page, last))


def _breaks(lines: Iterable[tuple[Inline, ...]]) -> Iterator[str]:
    return (leaf.label for line in lines for leaf in leaves(line) if isinstance(leaf, PageBreak))


def _pages(first: str | None, last: str | None) -> tuple[str, ...]:
    """Return first and last page; where the first is not known, the last is no good either."""
    if first is None:
        return ()
    return (first,) if last is None or last == first else (first, last)
