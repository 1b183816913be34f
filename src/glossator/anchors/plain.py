"""Ids and numbers as they are counted from the beginning: those of an edition that has not been published yet.

    division     its printed number, else a short label: `intro`, `5`, `conclusion`
    section      `5.s2`, counted in the chapter
    paragraph    `5.12`, counted through the chapter, its sections included
    note         `n136`; `n5.12` where numbering restarts

Ids contain no title, so a corrected title breaks no link.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from glossator.ids import Ids
from glossator.model import (
    BibliographyEntry,
    BlockQuotation,
    ContentsEntry,
    Division,
    DivisionKind,
    Document,
    Emphasis,
    Figure,
    IndexEntry,
    IndexHeading,
    Inline,
    Link,
    List,
    Note,
    NoteReference,
    Paragraph,
    Superscript,
    Table,
    Unit,
    Verse,
)
from glossator.walk import all_divisions, leaves, lines_of, units_of

_SHORT = {
    DivisionKind.PREFACE: "preface",
    DivisionKind.INTRODUCTION: "intro",
    DivisionKind.PART: "part",
    DivisionKind.CHAPTER: "chapter",
    DivisionKind.SECTION: "section",
    DivisionKind.CONCLUSION: "conclusion",
    DivisionKind.SUMMARY: "summary",
    DivisionKind.APPENDIX: "appendix",
    DivisionKind.BIBLIOGRAPHY: "bibliography",
    DivisionKind.INDEX: "index",
}
UNIT_TYPES = (Paragraph, BlockQuotation, List, Verse, Table, Figure)
Block = Unit | BibliographyEntry | IndexHeading | IndexEntry


def number_plainly(document: Document) -> Document:
    """Return the document with ids; every call then leads to a note and every contents entry to a division."""
    taken = Ids()
    numbers = frozenset(_slug(division.number) for division in _tops(document.divisions) if division.number)
    divisions = tuple(_number_top(division, taken, numbers) for division in document.divisions)
    numbered = document._replace(divisions=divisions)
    notes, references = _number_notes(numbered)
    targets = {
        f"@{division.heading.spans[0].start}": division.id
        for division in all_divisions(numbered)
        if division.heading.spans
    }
    return numbered._replace(
        divisions=tuple(_resolve_division(division, references) for division in divisions),
        notes=notes,
        contents=tuple(_resolve_entry(entry, targets) for entry in document.contents),
    )


# --- divisions and units -----------------------------------------------------------------------------------------


def _number_top(division: Division, taken: Ids, numbers: Collection[str]) -> Division:
    """Number a part with its chapters, or a chapter (or the like) with its sections and units.

    Beside a chapter 2, whose first paragraph is `2.1`, a chapter that is numbered 2.1 is `2-1`.
    """
    if division.kind is DivisionKind.PART:
        own = taken.take(f"part-{_slug(division.number)}" if division.number else "part")
        inside = tuple(_number_top(inner, taken, numbers) for inner in division.divisions)
        return division._replace(id=own, divisions=inside, blocks=_number_blocks(division.blocks, own, _Counter()))
    wanted = _slug(division.number) if division.number else _SHORT[division.kind]
    if wanted.rpartition(".")[0] in numbers:
        wanted = wanted.replace(".", "-")
    own = taken.take(wanted or _SHORT[division.kind])
    return _number_inside(division, own, own, _Counter(), _Counter())


class _Counter:
    """Counts from 1 through a chapter."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        self.last += 1
        return self.last


def _number_inside(division: Division, own: str, chapter: str, units: _Counter, sections: _Counter) -> Division:
    blocks = _number_blocks(division.blocks, chapter, units)
    inside = tuple(
        _number_inside(inner, f"{chapter}.s{sections.next()}", chapter, units, sections) for inner in division.divisions
    )
    return division._replace(id=own, blocks=blocks, divisions=inside)


def _number_blocks(blocks: tuple[Block, ...], chapter: str, units: _Counter) -> tuple[Block, ...]:
    numbered: list[Block] = []
    for block in blocks:
        if isinstance(block, UNIT_TYPES):
            number = str(units.next())
            numbered.append(block._replace(id=f"{chapter}.{number}", number=number))
        else:
            numbered.append(block)
    return tuple(numbered)


def _slug(number: str) -> str:
    """Return a printed number as part of an id: `IV` gives `iv`, `2.1` gives `2.1`."""
    return "".join(char for char in number.lower() if char.isalnum() or char in ".-").strip(".-")


# --- notes -------------------------------------------------------------------------------------------------------


def _number_notes(document: Document) -> tuple[tuple[Note, ...], dict[str, str]]:
    """Return the notes with ids and divisions, and the id for each provisional one.

    A note belongs to the division that calls it; one that nothing calls, to the division in which it stands.
    """
    starts = [
        (division.heading.spans[0].start, division.id)
        for division in _tops(document.divisions)
        if division.heading.spans
    ]
    offsets = [start for start, _ in starts]
    counted = Counter(note.label for note in document.notes)
    unique = all(count == 1 for count in counted.values())
    taken = Ids()
    ids: dict[str, str] = {}
    notes = []
    callers = _callers(document.divisions)
    for note in document.notes:
        at = bisect_right(offsets, note.spans[0].start) - 1
        around = starts[at][1] if at >= 0 else (document.divisions[0].id if document.divisions else "")
        division = callers.get(note.id, around)
        own = taken.take(f"n{note.label}" if unique else f"n{division}.{note.label}")
        ids[note.id] = own
        notes.append(note._replace(id=own, division=division))
    return tuple(notes), ids


def _callers(divisions: Iterable[Division]) -> dict[str, str]:
    """Return the chapter, or the like, that first calls each note, by the note's provisional id."""
    callers: dict[str, str] = {}

    def visit(division: Division, top: str) -> None:
        for line in (division.heading.children, *(line for unit in units_of(division) for line in lines_of(unit))):
            for leaf in leaves(line):
                if isinstance(leaf, NoteReference):
                    callers.setdefault(leaf.note, top)
        for inner in division.divisions:
            visit(inner, top if inner.kind is DivisionKind.SECTION else inner.id)

    for division in divisions:
        visit(division, division.id)
    return callers


def _tops(divisions: Iterable[Division]) -> Iterable[Division]:
    """Yield chapters and the like; a part yields itself and what it holds."""
    for division in divisions:
        yield division
        if division.kind is DivisionKind.PART:
            yield from _tops(division.divisions)


# --- calls -------------------------------------------------------------------------------------------------------


def _resolve_division(division: Division, ids: Mapping[str, str]) -> Division:
    resolved = resolve_calls(division, ids)
    return resolved._replace(divisions=tuple(_resolve_division(inner, ids) for inner in division.divisions))


def resolve_calls(division: Division, ids: Mapping[str, str]) -> Division:
    """Return a division whose calls, except those in divisions inside it, lead to other ids; "" where there is none."""
    return division._replace(
        heading=division.heading._replace(children=_resolve(division.heading.children, ids)),
        blocks=tuple(
            _resolve_unit(block, ids) if isinstance(block, UNIT_TYPES) else block for block in division.blocks
        ),
    )


def _resolve_unit(unit: Unit, ids: Mapping[str, str]) -> Unit:
    if isinstance(unit, (Paragraph, Figure)):
        return unit._replace(children=_resolve(unit.children, ids))
    if isinstance(unit, List):
        return unit._replace(items=tuple(item._replace(children=_resolve(item.children, ids)) for item in unit.items))
    if isinstance(unit, Verse):
        return unit._replace(lines=tuple(_resolve(line, ids) for line in unit.lines))
    if isinstance(unit, Table):
        return unit._replace(rows=tuple(tuple(_resolve(cell, ids) for cell in row) for row in unit.rows))
    return unit._replace(blocks=tuple(_resolve_unit(block, ids) for block in unit.blocks))


def _resolve(inlines: tuple[Inline, ...], ids: Mapping[str, str]) -> tuple[Inline, ...]:
    resolved: list[Inline] = []
    for node in inlines:
        if isinstance(node, NoteReference):
            resolved.append(node._replace(note=ids.get(node.note, "")))
        elif isinstance(node, (Emphasis, Superscript, Link)):
            resolved.append(node._replace(children=_resolve(node.children, ids)))
        else:
            resolved.append(node)
    return tuple(resolved)


def _resolve_entry(entry: ContentsEntry, targets: Mapping[str, str]) -> ContentsEntry:
    return entry._replace(target=targets.get(entry.target, ""))
