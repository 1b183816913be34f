"""Every place of the book that cites a work: chapter, paragraph, printed page, and the sentence around the call.

A note is cited where it is called; one that is called twice, where it is called first. What a note says stands at the
foot of the page, but what it supports stands in the text.

    note 12, first called in ¶ 5 of chapter 2, cites grafton1997footnote at p. 44
        ->  {"grafton1997footnote": (CitingPlace(…, division="2", paragraph="2.5", page="31", note="n12", …),)}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from glossator.model import Citation, Division, DivisionKind, Document, Heading, TargetKind, Unit
from glossator.sentences import excerpt
from glossator.walk import FlatText, all_divisions, flatten, flatten_lines, units_of

LONGEST_SENTENCE: Final = 300


class CitingPlace(NamedTuple):
    """A place of the book that cites a work."""

    citation: Citation
    note: str  # id of the note that holds the citation
    label: str  # of the note, as printed
    division: str  # id of the chapter or the like; "" in front matter
    number: str | None  # of the division, as printed
    title: str  # of the division
    paragraph: str  # id of the unit with the call; "" where the call stands in a heading or is lost
    paragraph_number: str
    page: str | None  # printed page on which the call stands
    before: str  # the sentence around the call, up to the call; "" where the call is lost
    after: str


class _Spot(NamedTuple):
    """Where a note is called."""

    division: Division | None
    paragraph: str
    number: str
    page: str | None
    before: str
    after: str


def citing_places(document: Document, citations: Iterable[Citation]) -> Mapping[str, tuple[CitingPlace, ...]]:
    """Return the places that cite each work, by its key, in the order in which `citations` stand."""
    to_works = [citation for citation in citations if citation.target.kind is TargetKind.WORK]
    wanted = {citation.note for citation in to_works}
    spots = _first_calls(document, wanted)
    notes = {note.id: note for note in document.notes if note.id in wanted}
    divisions = {division.id: division for division in all_divisions(document)}
    found: dict[str, list[CitingPlace]] = {}
    for citation in to_works:
        note = notes.get(citation.note)
        if note is None:
            continue
        spot = spots.get(note.id) or _Spot(divisions.get(note.division), "", "", note.page, "", "")
        division = spot.division
        place = CitingPlace(
            citation,
            note.id,
            note.label,
            division.id if division is not None else "",
            division.number if division is not None else None,
            division.title if division is not None else "",
            spot.paragraph,
            spot.number,
            spot.page,
            spot.before,
            spot.after,
        )
        found.setdefault(citation.target.key, []).append(place)
    return {key: tuple(places) for key, places in found.items()}


def _first_calls(document: Document, wanted: set[str]) -> dict[str, _Spot]:
    """Return where each of the wanted notes is called first."""
    spots: dict[str, _Spot] = {}
    page: str | None = None
    for chapter, block, flat, begins in _blocks(document):
        page = begins or page
        for at, reference in flat.calls:
            if reference.note not in wanted or reference.note in spots:
                continue
            # A break and a call at one offset: the call ends the old page, except at the very beginning.
            here = next((mark.label for offset, mark in reversed(flat.breaks) if offset < max(at, 1)), page)
            unit, number = ("", "") if isinstance(block, Heading) else (block.id, block.number)
            before, after = excerpt(flat.text, at, LONGEST_SENTENCE)
            spots[reference.note] = _Spot(chapter, unit, number, here, before, after)
        page = flat.breaks[-1][1].label if flat.breaks else page
    return spots


class _Block(NamedTuple):
    """A heading or a unit."""

    chapter: Division | None  # or the like that it stands in
    block: Unit | Heading
    flat: FlatText
    page: str | None = None  # of a heading: the printed page on which its division begins


def _blocks(document: Document) -> Iterator[_Block]:
    """Yield headings and units in the order of the text."""
    for block in document.front:
        yield _Block(None, block, flatten_lines([block.children]) if isinstance(block, Heading) else flatten(block))
    for division in document.divisions:
        yield from _inside(division, division)


def _inside(division: Division, chapter: Division) -> Iterator[_Block]:
    yield _Block(chapter, division.heading, flatten_lines([division.heading.children]), division.page)
    for unit in units_of(division):
        yield _Block(chapter, unit, flatten(unit))
    for inner in division.divisions:
        yield from _inside(inner, chapter if inner.kind is DivisionKind.SECTION else inner)
