"""From lines to blocks: what stands together between blank lines, and what kind of thing it is.

A block is judged by its form alone. Whether a text block is a paragraph, a note or a heading without marks, and whether
a rule parts text from notes, is judged later by those who see the whole book.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from glossator.source.dialects import (
    BULLET,
    FIGURE,
    FOLIO,
    HARD_BREAK,
    ORDERED,
    PAGE_SEPARATOR,
    QUOTATION,
    TABLE_ROW,
    Dialect,
)
from glossator.source.lines import Line

# Blocks between two items of one list at the most: the notes of a page may stand there.
_NEAR = 12
_LONGEST_FOLIO = 20  # a line longer than this is no page number


class BlockKind(StrEnum):
    """The form of a block."""

    HEADING = "heading"
    RULE = "rule"
    TEXT = "text"
    VERSE = "verse"
    QUOTATION = "quotation"
    LIST = "list"
    TABLE = "table"
    FIGURE = "figure"
    FOLIO = "folio"
    SEPARATOR = "separator"


class RawBlock(NamedTuple):
    """Lines that stand together."""

    kind: BlockKind
    lines: tuple[Line, ...]
    gap: int  # number of blank lines before it
    start: int  # offset of its first character that is no white space
    end: int  # offset after its last character that is no white space
    text: str  # the characters between them

    @property
    def dialect(self) -> Dialect:
        """Return the notation in which it is written."""
        return self.lines[0].dialect


def split_blocks(lines: tuple[Line, ...]) -> tuple[RawBlock, ...]:
    """Group the lines of a witness into blocks, in order; every line that is not blank is in exactly one."""
    return _settle_lists(list(_blocks(lines)))


def counts_on(label: str, following: str) -> bool:
    """Tell whether one label of an ordered list is the next after another: `2.` after `1.`, `c)` after `b)`."""
    if label[-1] != following[-1]:
        return False
    old, new = label[:-1], following[:-1]
    if old.isdecimal() and new.isdecimal():
        return int(new) == int(old) + 1
    return len(old) == len(new) == 1 and ord(new) == ord(old) + 1


def make_block(kind: BlockKind, lines: tuple[Line, ...], gap: int = 0) -> RawBlock:
    """Make a block of lines, of which the first and the last are not blank."""
    first, last = lines[0], lines[-1]
    start = first.start + len(first.text) - len(first.text.lstrip())
    end = last.start + len(last.text.rstrip())
    if end < start:  # a form feed, which is white space and yet a block: it holds no character that counts
        start = end = first.start
    joined = "\n".join(line.text for line in lines)
    return RawBlock(kind, lines, gap, start, end, joined[start - first.start : end - first.start])


def _blocks(lines: tuple[Line, ...]) -> Iterator[RawBlock]:
    held: list[Line] = []
    held_kind = BlockKind.TEXT
    gap = 0
    held_gap = 0
    for line in (piece for whole in lines for piece in _split_at_form_feeds(whole)):
        if line.is_blank and line.text != "\f":
            if held:
                yield _finish(held_kind, held, held_gap)
                held = []
                gap = 0
            gap += 1
            continue
        kind = _line_kind(line)
        if held and not _continues(held_kind, kind, held[-1]):
            yield _finish(held_kind, held, held_gap)
            held = []
            gap = 0
        if not held:
            held_kind, held_gap = kind, gap
        held.append(line)
    if held:
        yield _finish(held_kind, held, held_gap)


def _split_at_form_feeds(line: Line) -> Iterator[Line]:
    """Yield a line, or where it holds form feeds, each of them and what stands between: words may follow directly."""
    start = line.start
    for piece in re.split("(\f)", line.text) if "\f" in line.text else (line.text,):
        if piece:
            yield Line(start, piece, line.dialect)
        start += len(piece)
    if not line.text:
        yield line


def _settle_lists(blocks: list[RawBlock]) -> tuple[RawBlock, ...]:
    """Turn what only looks like an item of an ordered list into text.

    `22. Juni 1941 war ein Sonntag.` at the head of a page is no list: an item stands beside others that count on, in
    its own block or in a near one.
    """
    ordered = [(i, labels) for i, block in enumerate(blocks) if (labels := _ordered_labels(block))]
    for k, (i, labels) in enumerate(ordered):
        if len(labels) > 1:
            continue
        before = ordered[k - 1] if k and i - ordered[k - 1][0] <= _NEAR else None
        after = ordered[k + 1] if k + 1 < len(ordered) and ordered[k + 1][0] - i <= _NEAR else None
        goes_on = before is not None and counts_on(before[1][-1], labels[0])
        if not goes_on and not (after is not None and counts_on(labels[-1], after[1][0])):
            blocks[i] = blocks[i]._replace(kind=BlockKind.TEXT)
    return tuple(blocks)


def _ordered_labels(block: RawBlock) -> list[str]:
    if block.kind is not BlockKind.LIST:
        return []
    return [match["mark"] for line in block.lines if (match := ORDERED.match(line.text))]


def _line_kind(line: Line) -> BlockKind:
    text, dialect = line.text, line.dialect
    if len(text) > _LONGEST_FOLIO and text[0].isalpha() and text[1] not in ".)":
        return BlockKind.TEXT  # most lines: every mark begins otherwise
    if PAGE_SEPARATOR.match(text):
        return BlockKind.SEPARATOR
    if dialect.heading and dialect.heading.match(text):
        return BlockKind.HEADING
    if dialect.rule.match(text):
        return BlockKind.RULE
    if FIGURE.match(text):
        return BlockKind.FIGURE
    if TABLE_ROW.match(text):
        return BlockKind.TABLE
    if QUOTATION.match(text):
        return BlockKind.QUOTATION
    if BULLET.match(text) or ORDERED.match(text):
        return BlockKind.LIST
    if FOLIO.match(text):
        return BlockKind.FOLIO
    return BlockKind.TEXT


def _continues(held: BlockKind, new: BlockKind, last: Line) -> bool:
    """Tell whether a line of one kind can stand in the same block as the lines before it."""
    if held in (BlockKind.HEADING, BlockKind.RULE, BlockKind.SEPARATOR, BlockKind.FIGURE, BlockKind.FOLIO):
        return False
    if held is BlockKind.TEXT and new is BlockKind.LIST:
        # A wrapped line of prose may begin with a dash or "1914."; only a colon announces a list.
        return not last.text.rstrip().endswith(":")
    if new is BlockKind.TEXT or new is BlockKind.FOLIO:  # a lazy line; a number that ends a wrapped line
        return held in (BlockKind.TEXT, BlockKind.LIST)
    return held is new


def _finish(kind: BlockKind, lines: list[Line], gap: int) -> RawBlock:
    if kind is BlockKind.TEXT and len(lines) > 1 and all(HARD_BREAK.search(line.text) for line in lines[:-1]):
        kind = BlockKind.VERSE
    return make_block(kind, tuple(lines), gap)
