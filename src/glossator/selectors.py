"""From a stretch of a unit's text back to the characters of the witness (W3C `TextPositionSelector`).

A text is what a reader sees: marks are gone and white space is collapsed. Citations and mentions are found in it, but
they are recorded by where they stand in the witness.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from glossator.model import Text
from glossator.spans import Span
from glossator.walk import FlatText

NOWHERE = -1  # of a space that joins two lines or pieces: it stands in no witness


def origins(flat: FlatText, witness: str) -> list[int]:
    """Return for each character of a text its offset in the witness, or `NOWHERE`."""
    found = [NOWHERE] * len(flat.text)
    for offset, leaf in flat.leaves:
        found[offset : offset + len(leaf.text)] = _leaf_origins(leaf, witness)
    return found


def _leaf_origins(leaf: Text, witness: str) -> Sequence[int]:
    """Return for each character of a leaf its offset in the witness."""
    at = leaf.span.start
    if leaf.span.end - at == len(leaf.text):  # no white space was collapsed
        return range(at, leaf.span.end)
    found = []
    for _ in leaf.text:
        found.append(at)
        at += 1
        if witness[at - 1].isspace():
            while at < leaf.span.end and witness[at].isspace():
                at += 1
    return found


def source_spans(origin: Sequence[int], start: int, end: int, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Return where the characters `start` to `end` of a text stand in the witness.

    Args:
        origin: the offset of each character, from `origins`.
        start: first character, in code points of the text.
        end: after the last one.
        pieces: the spans of the unit, one for each piece that a page cut.

    Returns:
        One span for each piece that holds some of the characters, from the first to the last of them, with the marks
        between.
    """
    spans = []
    offsets = [offset for offset in origin[start:end] if offset != NOWHERE]
    for piece in pieces:
        here = [offset for offset in offsets if piece.start <= offset < piece.end]
        if here:
            spans.append(Span(piece.witness, min(here), max(here) + 1))
    return tuple(spans)


def stretch_spans(flat: FlatText, witness: str, start: int, end: int, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Return what `source_spans` returns, for one stretch alone: only the leaves that hold it are looked at."""
    first = max(0, bisect_right(flat.leaves, start, key=_offset) - 1)
    found: list[int] = []
    for offset, leaf in flat.leaves[first : bisect_right(flat.leaves, end - 1, key=_offset)]:
        found += _leaf_origins(leaf, witness)[max(0, start - offset) : end - offset]
    return source_spans(found, 0, len(found), pieces)


def _offset(leaf: tuple[int, Text]) -> int:
    return leaf[0]
