"""Positions and spans in a witness: imported by all, imports nothing.

A position is an offset in Unicode code points, from 0, in the witness as decoded from UTF-8, with nothing
normalized. Line and column, which editors read, are computed from it in one place: here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A run of characters of one witness: `start` inclusive, `end` exclusive, in code points."""

    witness: str  # the siglum
    start: int
    end: int


class Position(NamedTuple):
    """A place as an editor's text editor names it: line and column, both from 1, in code points."""

    line: int
    column: int


class LineIndex:
    """Turns offsets of one text into lines and columns; built once, each look-up is a binary search."""

    def __init__(self, text: str) -> None:
        """Index `text`; only LF ends a line, as in the witness (CR LF counts as one end)."""
        starts = [0]
        find = text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        self._starts = starts

    def position(self, offset: int) -> Position:
        """Return line and column of the character at `offset` (0 is line 1, column 1)."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)


def ranges_hold(ranges: Sequence[tuple[int, int]], at: int) -> bool:
    """Tell whether an offset lies in one of some ranges, which are in order and do not overlap."""
    before = bisect_right(ranges, at, key=_start_of)
    return before > 0 and at < ranges[before - 1][1]


def _start_of(pair: tuple[int, int]) -> int:
    return pair[0]
