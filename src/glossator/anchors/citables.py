"""What has an address: divisions, sections, paragraphs, notes and printed pages, each with its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from glossator.anchors.words import text_hash, words_of
from glossator.folio import page_id
from glossator.model import (
    AnchorKind,
    BibliographyEntry,
    Division,
    DivisionKind,
    Document,
    IndexEntry,
    IndexHeading,
    PageBreak,
)
from glossator.spans import Span
from glossator.walk import FlatText, flatten, flatten_lines, leaves, lines_of, plain_text


class Citable(NamedTuple):
    """A unit of today's text that has an address."""

    id: str
    kind: AnchorKind
    home: str  # id of the division on whose page it stands
    span: Span | None  # where it begins in the witness; None for what has no words of its own
    label: str  # as printed, of a note or a page
    words: tuple[str, ...]
    text: str  # hash of the words


def citables_of(document: Document) -> tuple[Citable, ...]:
    """Return all citable units in the order of the text; what begins at the same place goes from the outside in."""
    order = {kind: at for at, kind in enumerate(AnchorKind)}
    order[AnchorKind.PAGE] = -1  # a page begins before the heading that opens it
    found = [*_body(document), *_notes(document)]
    return tuple(sorted(found, key=lambda one: (one.span.start if one.span else 0, order[one.kind])))


def _body(document: Document) -> Iterator[Citable]:
    pages = _PageWords()
    for division in document.divisions:
        yield from _division(division, division.id, pages)
    begins = dict(pages.homes)
    last = next(reversed(begins.values()), document.divisions[-1].id if document.divisions else "")
    for page in reversed(document.pages):  # a page without text stands before the next one with text, or at the end
        last = begins.setdefault(page.label, last)
    for page in document.pages:
        words = tuple(pages.words.get(page.label, ()))
        yield _citable(page_id(page.label), AnchorKind.PAGE, begins[page.label], page.start, page.label, words)


def _division(division: Division, home: str, pages: _PageWords) -> Iterator[Citable]:
    own = division.kind is not DivisionKind.SECTION
    home = division.id if own else home
    title = f"{division.number} {division.title}" if division.number else division.title
    kind = AnchorKind.DIVISION if own else AnchorKind.SECTION
    span = division.heading.spans[0] if division.heading.spans else None
    heading = plain_text(division.heading.children)
    for leaf in leaves(division.heading.children):
        if isinstance(leaf, PageBreak):
            pages.turn(leaf, home)
    pages.add(words_of(heading))
    yield _citable(division.id, kind, home, span, "", words_of(title))
    for block in division.blocks:
        if isinstance(block, (BibliographyEntry, IndexHeading, IndexEntry)):  # no units, but words of their page
            flat = flatten_lines([block.children])
            pages.take(flat, words_of(flat.text), home)
        else:
            flat = flatten(block)
            words = words_of(flat.text)
            pages.take(flat, words, home)
            yield _citable(block.id, AnchorKind.PARAGRAPH, home, block.spans[0], "", words)
    for inner in division.divisions:
        yield from _division(inner, home, pages)


def _notes(document: Document) -> Iterator[Citable]:
    for note in document.notes:
        text = flatten_lines(line for block in note.blocks for line in lines_of(block)).text
        yield _citable(note.id, AnchorKind.NOTE, note.division, note.spans[0], note.label, words_of(text))


def _citable(own: str, kind: AnchorKind, home: str, span: Span | None, label: str, words: tuple[str, ...]) -> Citable:
    return Citable(own, kind, home, span, label, words, text_hash(words))


class _PageWords:
    """Gathers the words of the body by printed page."""

    def __init__(self) -> None:
        self.words: defaultdict[str, list[str]] = defaultdict(list)
        self.homes: dict[str, str] = {}  # page -> the division on whose page it begins
        self._label = ""

    def turn(self, page_break: PageBreak, home: str) -> None:
        """Go on to another page."""
        self._label = page_break.label
        self.homes.setdefault(page_break.label, home)

    def add(self, words: tuple[str, ...]) -> None:
        """Add words to the current page."""
        self.words[self._label].extend(words)

    def take(self, flat: FlatText, words: tuple[str, ...], home: str) -> None:
        """Add the words of a unit, which page breaks may cut."""
        if not flat.breaks:
            self.add(words)
            return
        start = 0
        for offset, page_break in flat.breaks:
            self.add(words_of(flat.text[start:offset]))
            self.turn(page_break, home)
            start = offset
        self.add(words_of(flat.text[start:]))
