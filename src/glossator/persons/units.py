"""The texts of a document as names are looked for in them: headings, paragraphs, notes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from glossator.model import (
    Division,
    DivisionKind,
    Document,
    Emphasis,
    Inline,
    Naming,
    NoteReference,
    PageBreak,
    Rend,
    Text,
    Use,
)
from glossator.spans import Span
from glossator.walk import FlatText, PageTable, flatten, flatten_lines, lines_of, units_of

_WORDS_OF_TITLE: Final = (2, 15)  # so many words an italic passage has that may be a title
_LONGEST_WORD: Final = 14  # letters of a word that is looked for before a name
_BACK_MATTER: Final = (DivisionKind.BIBLIOGRAPHY, DivisionKind.INDEX)


class UnitText(NamedTuple):
    """A paragraph, a note or a heading, as names are looked for in it."""

    id: str
    division: str  # of the chapter or the like
    text: str
    language: str | None  # where it is not that of the book
    note: bool
    heading: bool
    page: str | None  # on which it begins
    breaks: tuple[tuple[int, str], ...]  # offset of the first character of a page, its label
    cited: tuple[tuple[int, int], ...]  # what belongs to citations
    titles: tuple[tuple[int, int], ...]  # what is set off as the title of a work


class PlacedUnit(NamedTuple):
    """A text with the way back to the witness."""

    text: UnitText
    flat: FlatText
    pieces: tuple[Span, ...]  # one for each piece that a page cut


def unit_texts(document: Document, cited: Mapping[str, Sequence[tuple[int, int]]]) -> tuple[PlacedUnit, ...]:
    """Return the texts of a document: headings and body in the order of the text, then notes.

    Args:
        document: the document, numbered.
        cited: by the id of a note, from where to where citations stand in its text.
    """
    pages = PageTable(document)
    languages: dict[str, str | None] = {}
    found = [item for division in document.divisions for item in _of_division(division, division, pages, languages)]
    for note in document.notes:
        flat = flatten_lines(line for block in note.blocks for line in lines_of(block))
        unit = UnitText(
            note.id,
            note.division,
            flat.text,
            languages.get(note.division),
            note=True,
            heading=False,
            page=note.page,
            breaks=_breaks(flat),
            cited=tuple(cited.get(note.id, ())),
            titles=(),  # a title in a note belongs to a citation
        )
        found.append(PlacedUnit(unit, flat, note.spans))
    return tuple(found)


def page_at(unit: UnitText, at: int) -> str | None:
    """Return the printed page on which an offset of a unit's text stands."""
    before = bisect_right(unit.breaks, at, key=_first)
    return unit.breaks[before - 1][1] if before else unit.page


def _first(pair: tuple[int, object]) -> int:
    return pair[0]


def naming_at(
    unit: UnitText,
    start: int,
    end: int,
    *,
    person: str,
    use: Use,
    method: str,
    score: float,
    candidates: tuple[tuple[str, float], ...] = (),
    ruled: bool = False,
) -> Naming:
    """Return the naming of a person in a unit, without its place in the witness; see `model.Naming`."""
    return Naming(
        person=person,
        unit=unit.id,
        start=start,
        end=end,
        spans=(),
        page=page_at(unit, start),
        in_note=unit.note,
        use=use,
        method=method,
        score=min(round(score, 2), 1.0),
        ruled=ruled,
        candidates=candidates,
    )


def word_before(text: str, at: int) -> str:
    """Return the word, in small letters, that a space parts from an offset; "" for a long one or none."""
    before = text[max(0, at - _LONGEST_WORD) : at]
    return before.rstrip().rpartition(" ")[2].casefold() if before.endswith(" ") else ""


def _of_division(
    division: Division, chapter: Division, pages: PageTable, languages: dict[str, str | None]
) -> Iterator[PlacedUnit]:
    languages[division.id] = division.language or chapter.language
    if division.kind not in _BACK_MATTER:
        heading = flatten_lines([division.heading.children])
        text = _body_unit(division.id, chapter, heading, division.page, (), heading=True)
        yield PlacedUnit(text, heading, division.heading.spans)
    for unit in units_of(division):
        flat = flatten(unit)
        page = pages.at(unit.spans[0].start)
        titles = tuple(_titles(list(lines_of(unit)), flat))
        yield PlacedUnit(_body_unit(unit.id, chapter, flat, page, titles, heading=False), flat, unit.spans)
    for inner in division.divisions:
        yield from _of_division(inner, chapter if inner.kind is DivisionKind.SECTION else inner, pages, languages)


def _body_unit(
    unit_id: str,
    chapter: Division,
    flat: FlatText,
    page: str | None,
    titles: tuple[tuple[int, int], ...],
    *,
    heading: bool,
) -> UnitText:
    return UnitText(
        unit_id,
        chapter.id,
        flat.text,
        chapter.language,
        note=False,
        heading=heading,
        page=page,
        breaks=_breaks(flat),
        cited=(),
        titles=titles,
    )


def _breaks(flat: FlatText) -> tuple[tuple[int, str], ...]:
    return tuple((offset, mark.label) for offset, mark in flat.breaks)


def _titles(lines: Iterable[Sequence[Inline]], flat: FlatText) -> Iterator[tuple[int, int]]:
    """Yield the italic passages that may be titles: a few words that begin with a capital and hold no sentence."""
    starts = {leaf.span: offset for offset, leaf in flat.leaves}
    low, high = _WORDS_OF_TITLE
    for line in lines:
        for passage in _italics(line):
            inside = [leaf for leaf in passage if leaf.span in starts]
            if not inside:
                continue
            start, end = starts[inside[0].span], starts[inside[-1].span] + len(inside[-1].text)
            words = flat.text[start:end].split()
            if low <= len(words) <= high and words[0][:1].isupper():
                yield start, end


def _italics(inlines: Iterable[Inline]) -> Iterator[list[Text]]:
    for inline in inlines:
        if isinstance(inline, (Text, NoteReference, PageBreak)):
            continue
        if isinstance(inline, Emphasis) and inline.rend is Rend.ITALIC:
            yield list(_texts(inline.children))
        else:
            yield from _italics(inline.children)


def _texts(inlines: Iterable[Inline]) -> Iterator[Text]:
    for inline in inlines:
        if isinstance(inline, Text):
            yield inline
        elif not isinstance(inline, (NoteReference, PageBreak)):
            yield from _texts(inline.children)
