"""The headings, paragraphs and notes of a document, as two streams that are aligned with those of another witness."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from glossator.collation.words import forms_of
from glossator.model import Division, DivisionKind, Document
from glossator.spans import Span
from glossator.walk import FlatText, flatten, flatten_lines, lines_of, units_of


class Piece(NamedTuple):
    """A heading, a unit of the body or a note."""

    id: str  # of the unit or note; for a heading, of its division
    home: int  # the division with a page of its own that it stands in, counted from 0
    flat: FlatText
    spans: tuple[Span, ...]
    forms: tuple[str, ...]  # its words as they are compared
    heading: bool = False
    label: str = ""  # of a note
    caller: int = -1  # of a note: which piece of the body calls it; -1 where none does


class Pieces(NamedTuple):
    """What of a document is collated."""

    siglum: str
    homes: tuple[Division, ...]  # the divisions with a page of their own
    body: tuple[Piece, ...]  # in the order of the text
    notes: tuple[Piece, ...]  # in the order of the witness


def pieces_of(document: Document) -> Pieces:
    """Return the pieces of a document; front matter, contents, printed bibliography and index are left out."""
    homes: list[Division] = []
    body = tuple(_body(document.divisions, homes))
    callers: dict[str, int] = {}
    for at, piece in enumerate(body):
        for _, call in piece.flat.calls:
            callers.setdefault(call.note, at)
    notes = []
    home = 0
    for note in document.notes:
        caller = callers.get(note.id, -1)
        home = body[caller].home if caller >= 0 else home
        flat = flatten_lines(line for block in note.blocks for line in lines_of(block))
        notes.append(_piece(note.id, home, flat, note.spans)._replace(label=note.label, caller=caller))
    return Pieces(document.siglum, tuple(homes), body, tuple(notes))


def _body(divisions: tuple[Division, ...], homes: list[Division]) -> Iterator[Piece]:
    for division in divisions:
        if division.kind is not DivisionKind.SECTION or not homes:
            homes.append(division)
        home = len(homes) - 1
        flat = flatten_lines([division.heading.children])
        yield _piece(division.id, home, flat, division.heading.spans)._replace(heading=True)
        for unit in units_of(division):
            yield _piece(unit.id, home, flatten(unit), unit.spans)
        yield from _body(division.divisions, homes)


def _piece(piece_id: str, home: int, flat: FlatText, spans: tuple[Span, ...]) -> Piece:
    return Piece(piece_id, home, flat, spans, forms_of(flat.text))
