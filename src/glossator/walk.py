"""Walking through the document: texts with the way back to the witness, divisions, units, calls and page breaks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from glossator.model import (
    BibliographyEntry,
    BlockQuotation,
    Division,
    Document,
    Edition,
    Figure,
    Heading,
    IndexEntry,
    IndexHeading,
    Inline,
    List,
    Naming,
    NoteReference,
    PageBreak,
    Paragraph,
    Table,
    Text,
    Unit,
    Use,
    Verse,
)

Leaf = Text | NoteReference | PageBreak


@dataclass(frozen=True, slots=True)
class FlatText:
    """The text of a unit by the rule of the data file, with what stands at which offset."""

    text: str
    calls: tuple[tuple[int, NoteReference], ...]  # offset of the character after the call
    breaks: tuple[tuple[int, PageBreak], ...]  # offset of the first character of the page
    leaves: tuple[tuple[int, Text], ...]  # offset of each leaf


def leaves(inlines: Iterable[Inline]) -> Iterator[Leaf]:
    """Yield texts, calls and page breaks in order."""
    for node in inlines:
        if isinstance(node, (Text, NoteReference, PageBreak)):
            yield node
        else:
            yield from leaves(node.children)


def plain_text(inlines: Iterable[Inline]) -> str:
    """Return the words of some inlines, without calls and page breaks."""
    return "".join(leaf.text for leaf in leaves(inlines) if isinstance(leaf, Text))


def lines_of(unit: Unit) -> Iterator[tuple[Inline, ...]]:
    """Yield the runs of inlines of a unit: one for a paragraph, one for each item, line or cell of others."""
    if isinstance(unit, (Paragraph, Figure)):
        yield unit.children
    elif isinstance(unit, List):
        for item in unit.items:
            yield item.children
    elif isinstance(unit, Verse):
        yield from unit.lines
    elif isinstance(unit, Table):
        for row in unit.rows:
            yield from row
    elif isinstance(unit, BlockQuotation):
        for block in unit.blocks:
            yield from lines_of(block)


def flatten(unit: Unit) -> FlatText:
    """Return the text of a unit; its lines, items and cells are joined by a space."""
    return flatten_lines(lines_of(unit))


def flatten_lines(lines: Iterable[tuple[Inline, ...]]) -> FlatText:
    """Return the text of several runs of inlines, joined by a space."""
    parts: list[str] = []
    calls: list[tuple[int, NoteReference]] = []
    breaks: list[tuple[int, PageBreak]] = []
    found: list[tuple[int, Text]] = []
    at = 0
    for line in lines:
        joined = at == 0
        for leaf in leaves(line):
            if not joined and not isinstance(leaf, NoteReference):
                parts.append(" ")
                at += 1
                joined = True
            if isinstance(leaf, Text):
                parts.append(leaf.text)
                found.append((at, leaf))
                at += len(leaf.text)
            elif isinstance(leaf, NoteReference):
                calls.append((at, leaf))
            else:
                breaks.append((at, leaf))
    return FlatText("".join(parts), tuple(calls), tuple(breaks), tuple(found))


def all_divisions(document: Document) -> Iterator[Division]:
    """Yield the divisions in the order of the text, outer ones before those inside."""

    def inside(divisions: tuple[Division, ...]) -> Iterator[Division]:
        for division in divisions:
            yield division
            yield from inside(division.divisions)

    return inside(document.divisions)


def all_runs(document: Document) -> Iterator[tuple[Inline, ...]]:
    """Yield every run of inlines of a document: front matter, contents, headings, units, back matter, notes."""
    if document.contents_heading:
        yield document.contents_heading.children
    for part in document.front:
        if isinstance(part, Heading):
            yield part.children
        else:
            yield from lines_of(part)
    for entry in document.contents:
        yield entry.children
    for division in all_divisions(document):
        yield division.heading.children
        for block in division.blocks:
            if isinstance(block, (BibliographyEntry, IndexEntry, IndexHeading)):
                yield block.children
            else:
                yield from lines_of(block)
    for note in document.notes:
        for unit in note.blocks:
            yield from lines_of(unit)


def units_of(division: Division) -> Iterator[Unit]:
    """Yield the citable units of a division that stand before the first division inside it."""
    for block in division.blocks:
        if not isinstance(block, (BibliographyEntry, IndexEntry, IndexHeading)):
            yield block


def all_units(document: Document) -> Iterator[tuple[Division, Unit]]:
    """Yield every citable unit of the body with the division it stands in, in order."""
    for division in all_divisions(document):
        for unit in units_of(division):
            yield division, unit


def bibliography_of(document: Document) -> Iterator[BibliographyEntry]:
    """Yield the entries of the printed bibliography."""
    for division in all_divisions(document):
        yield from (block for block in division.blocks if isinstance(block, BibliographyEntry))


def index_of(document: Document) -> Iterator[IndexEntry]:
    """Yield the entries of the printed index."""
    for division in all_divisions(document):
        yield from (block for block in division.blocks if isinstance(block, IndexEntry))


def printed_pages(division: Division) -> tuple[str, ...]:
    """Return the printed pages on which a division has text, that of the divisions inside it included, in order."""
    labels = dict.fromkeys([division.page] if division.page else [])

    def take(inlines: tuple[Inline, ...]) -> None:
        labels.update((leaf.label, None) for leaf in leaves(inlines) if isinstance(leaf, PageBreak))

    take(division.heading.children)
    for block in division.blocks:
        if isinstance(block, (BibliographyEntry, IndexEntry, IndexHeading)):
            take(block.children)
        else:
            for line in lines_of(block):
                take(line)
    for inner in division.divisions:
        labels.update(dict.fromkeys(printed_pages(inner)))
    return tuple(labels)


def texts_by_id(document: Document) -> dict[str, str]:
    """Return the texts of the units of the body and of the notes, by their ids."""
    texts = {unit.id: flatten(unit).text for _, unit in all_units(document)}
    for note in document.notes:
        texts[note.id] = flatten_lines(line for block in note.blocks for line in lines_of(block)).text
    return texts


def mentions_of(edition: Edition) -> Iterator[Naming]:
    """Yield the names that name somebody in body, summary or commentary of notes, in the order of the edition."""
    return (naming for naming in edition.namings if naming.use is Use.MENTION)


class PageTable:
    """Tells on which printed page an offset of the running text stands."""

    def __init__(self, document: Document) -> None:
        """Take the pages of a document."""
        shown = [page for page in document.pages if not page.blank]
        self._starts = [page.start.start for page in shown]
        self._pages = shown

    def at(self, offset: int) -> str | None:
        """Return the label of the page on which an offset of the running text stands."""
        k = bisect_right(self._starts, offset) - 1
        return self._pages[k].label if k >= 0 else None
