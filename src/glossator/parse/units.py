"""From the blocks of a unit to the unit: paragraphs, quotations, lists, verse, tables, figures, headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from glossator.model import (
    BlockQuotation,
    Figure,
    Heading,
    Inline,
    List,
    ListItem,
    Mark,
    Paragraph,
    Table,
    Unit,
    Verse,
)
from glossator.parse.blocks import BlockKind, RawBlock, split_blocks
from glossator.parse.inlines import Joint, Segment, Source, parse_inlines
from glossator.parse.paragraphs import is_cut
from glossator.parse.titles import split_bare_number, split_number
from glossator.source.dialects import BULLET, FIGURE, HARD_BREAK, ORDERED, QUOTATION
from glossator.source.lines import Line
from glossator.spans import Span

# Quotations inside quotations deeper than this are read as text: no book has them, hostile input does.
_DEEPEST_QUOTATION = 6

_TABLE_RULE = re.compile(r"[\s|:+-]+$")
HEADING_MARKS = re.compile(r"[ \t]*#{1,6}[ \t]+")
_FIRST_BAR = re.compile(r"[ \t]*\|[ \t]*")
_FIGURE_MARK = re.compile(r"[ \t]*!\[")
_TRAILING_MARKS = re.compile(r"(?<![ \t])[ \t]+#{1,6}[ \t\r]*$")
_LEADING_EMPHASIS = re.compile(r"[*_]{0,3}")


def content_start(block: RawBlock) -> int:
    """Return the offset of a block's first character that is text: after bullets, heading and quotation marks."""
    if block.kind is BlockKind.TEXT:
        return block.start
    at = 0
    for _ in range(_DEEPEST_QUOTATION):
        for pattern in (HEADING_MARKS, QUOTATION, BULLET, ORDERED, _FIRST_BAR, _FIGURE_MARK):
            match = pattern.match(block.text, at)
            if match:
                at = match.end()
                break
        else:
            break
    while at < len(block.text) and block.text[at].isspace():
        at += 1
    return block.start + at


def build_unit(source: Source, pieces: Sequence[RawBlock], marks: list[Mark]) -> Unit:
    """Make a unit of its pieces, which stand in the witness in this order and are parted by page breaks.

    Args:
        source: the book.
        pieces: one block, or several that a page cut.
        marks: receives the recognized markup.
    """
    kind = pieces[0].kind
    spans = tuple(Span(source.siglum, piece.start, piece.end) for piece in pieces)
    if kind is BlockKind.QUOTATION:
        return BlockQuotation(_quotation(source, pieces, marks, 0), spans)
    if kind is BlockKind.LIST:
        return _list(source, pieces, marks, spans)
    if kind is BlockKind.VERSE:
        return Verse(_verse(source, pieces, marks), spans)
    if kind is BlockKind.TABLE:
        return _table(source, pieces, marks, spans)
    if kind is BlockKind.FIGURE:
        return _figure(source, pieces[0], marks, spans)
    segments = piece_segments(pieces)
    return Paragraph(parse_inlines(source, segments, marks), spans)


def piece_segments(pieces: Sequence[RawBlock], first_start: int | None = None) -> list[Segment]:
    """Return the segments of a paragraph; `first_start` is where it begins after a note's number."""
    segments = [Segment(piece.start, piece.end, Joint.PAGE) for piece in pieces]
    if first_start is not None:
        segments[0] = Segment(first_start, pieces[0].end)
    return segments


def build_heading(source: Source, pieces: Sequence[RawBlock], marks: list[Mark], number: str | None = None) -> Heading:
    """Make a heading of its blocks; its number with point is recognized markup (it stands in the division).

    `number` is that of the division where it is known: it tells that `1 A Bridge` is numbered and `4 May` is not.
    """
    segments: list[Segment] = []
    for k, piece in enumerate(pieces):
        start, end = piece.start, piece.end
        if piece.kind is BlockKind.HEADING:
            opening = HEADING_MARKS.match(piece.text)
            if opening:
                marks.append(Mark("heading-mark", Span(source.siglum, start, start + len(opening[0].rstrip()))))
                start += opening.end()
            closing = _TRAILING_MARKS.search(source.text, start, end)
            if closing:
                marks.append(Mark("heading-mark", Span(source.siglum, closing.start(), end)))
                end = closing.start()
        if k == 0:
            lead = _LEADING_EMPHASIS.match(source.text, start, end)
            assert lead
            offset = _number_length(source.text[lead.end() : end], number, len(pieces) > 1)
            if offset:
                segments.append(Segment(start, lead.end()))
                kept = source.text[lead.end() : lead.end() + offset].rstrip()
                marks.append(Mark("division-number", Span(source.siglum, lead.end(), lead.end() + len(kept))))
                segments.append(Segment(lead.end() + offset, end, Joint.NONE))
                continue
        segments.append(Segment(start, end))
    spans = tuple(Span(source.siglum, piece.start, piece.end) for piece in pieces)
    return Heading(parse_inlines(source, segments, marks), spans)


def _number_length(text: str, number: str | None, goes_on: bool) -> int:
    """Return how much of a heading's first line is the number of the division, with the space behind it."""
    title = split_number(text.rstrip("*_ \t\r"))
    if title.number is not None:
        return title.offset
    if number is None:
        return 0
    if goes_on and text.strip("*_. \t\r") == number:  # the number has a line of its own
        return len(text.rstrip("*_ \t\r"))
    bare = split_bare_number(text)
    return bare.offset if bare.number == number else 0


# --- kinds of units ----------------------------------------------------------------------------------------------


def _quotation(source: Source, pieces: Sequence[RawBlock], marks: list[Mark], depth: int) -> tuple[Unit, ...]:
    inner: list[RawBlock] = []
    foot_before: set[int] = set()  # index of the first block of each piece
    for piece in pieces:
        lines = []
        for line in piece.lines:
            match = QUOTATION.match(line.text)
            if match:
                at = line.start + match.start("mark")
                marks.append(Mark("quotation-mark", Span(source.siglum, at, at + 1)))
                lines.append(Line(line.start + match.end(), line.text[match.end() :], line.dialect))
            else:
                lines.append(line)
        foot_before.add(len(inner))
        inner += split_blocks(tuple(lines))
    groups: list[list[RawBlock]] = []
    for k, block in enumerate(inner):
        if groups and k in foot_before and is_cut(groups[-1][-1], block, True, source.lexicon):
            groups[-1].append(block)
        else:
            groups.append([block])
    units: list[Unit] = []
    for group in groups:
        if group[0].kind is BlockKind.QUOTATION and depth < _DEEPEST_QUOTATION:
            spans = tuple(Span(source.siglum, block.start, block.end) for block in group)
            units.append(BlockQuotation(_quotation(source, group, marks, depth + 1), spans))
        elif group[0].kind in (BlockKind.LIST, BlockKind.VERSE, BlockKind.TABLE, BlockKind.FIGURE):
            units.append(build_unit(source, group, marks))
        else:
            spans = tuple(Span(source.siglum, block.start, block.end) for block in group)
            units.append(Paragraph(parse_inlines(source, _wrapped(group), marks), spans))
    return tuple(units)


def _wrapped(blocks: Sequence[RawBlock]) -> list[Segment]:
    """Return one segment a line: between the lines of a quotation stand its marks."""
    segments: list[Segment] = []
    for k, block in enumerate(blocks):
        for at, line in enumerate(block.lines):
            start = line.start + len(line.text) - len(line.text.lstrip())
            end = line.start + len(line.text.rstrip())
            joint = Joint.PAGE if k and not at else Joint.LINE
            segments.append(Segment(start, end, joint))
    return segments


def _list(source: Source, pieces: Sequence[RawBlock], marks: list[Mark], spans: tuple[Span, ...]) -> List:
    items: list[tuple[str, list[Segment]]] = []
    for number, piece in enumerate(pieces):
        for at, line in enumerate(piece.lines):
            match = BULLET.match(line.text) or ORDERED.match(line.text)
            end = line.start + len(line.text.rstrip())
            if match and not (items and piece.kind is BlockKind.TEXT):
                label = match["mark"]
                mark = Span(source.siglum, line.start + match.start("mark"), line.start + match.end("mark"))
                marks.append(Mark("list-label" if label[0].isalnum() else "bullet", mark))
                items.append((label if label[0].isalnum() else "", [Segment(line.start + match.end(), end)]))
                continue
            start = line.start + len(line.text) - len(line.text.lstrip())
            joint = Joint.PAGE if number and not at else Joint.LINE
            items[-1][1].append(Segment(start, end, joint))
    built = tuple(
        ListItem(label, parse_inlines(source, segments, marks, bulleted=not label)) for label, segments in items
    )
    return List(any(item.label for item in built), built, spans)


def _verse(source: Source, pieces: Sequence[RawBlock], marks: list[Mark]) -> tuple[tuple[Inline, ...], ...]:
    lines = []
    for piece in pieces:
        for line in piece.lines:
            start = line.start + len(line.text) - len(line.text.lstrip())
            end = line.start + len(line.text.rstrip())
            if HARD_BREAK.search(line.text) and line.text.rstrip().endswith("\\"):
                end -= 1
                marks.append(Mark("line-break", Span(source.siglum, end, end + 1)))
            lines.append(parse_inlines(source, [Segment(start, end)], marks))
    return tuple(lines)


def _table(source: Source, pieces: Sequence[RawBlock], marks: list[Mark], spans: tuple[Span, ...]) -> Table:
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    head = False
    for line in (line for piece in pieces for line in piece.lines):
        text = line.text.rstrip()
        if _TABLE_RULE.match(text) and "-" in text:
            head = head or len(rows) == 1
            start = line.start + len(text) - len(text.lstrip())
            marks.append(Mark("table-rule", Span(source.siglum, start, line.start + len(text))))
            continue
        rows.append(_row(source, line, text, marks))
    return Table(tuple(rows), head, spans)


def _row(source: Source, line: Line, text: str, marks: list[Mark]) -> tuple[tuple[Inline, ...], ...]:
    cells = []
    bars = [-1, *(k for k, char in enumerate(text) if char == "|" and text[k - 1 : k] != "\\"), len(text)]
    marks += [Mark("table-bar", Span(source.siglum, line.start + bar, line.start + bar + 1)) for bar in bars[1:-1]]
    for a, b in pairwise(bars[1:-1]):
        raw = text[a + 1 : b]
        start = line.start + a + 1 + len(raw) - len(raw.lstrip())
        segment = Segment(start, max(start, line.start + a + 1 + len(raw.rstrip())))
        cells.append(parse_inlines(source, [segment], marks))
    return tuple(cells)


def _figure(source: Source, block: RawBlock, marks: list[Mark], spans: tuple[Span, ...]) -> Figure:
    line = block.lines[0]
    match = FIGURE.match(line.text)
    assert match
    start, end = line.start + match.start("caption"), line.start + match.end("caption")
    marks.append(Mark("figure", Span(source.siglum, block.start, start)))
    marks.append(Mark("figure", Span(source.siglum, end, block.end)))
    return Figure(match["target"], parse_inlines(source, [Segment(start, end)], marks), spans)
