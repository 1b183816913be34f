"""The shape of a book as an ornament: a wreath of rays that runs round like the hand of a clock.

    each paragraph is a ray; the longer the paragraph, the longer the ray
    each note called in it is a dot, inside the wreath below its ray
    each division is set off from the next by a gap

A chapter of long paragraphs stands out like a flame, an index is a low rim, and no two books look the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import cos, pi, sin, sqrt
from typing import Final, NamedTuple

from glossator.model import Division, Heading, NoteReference, Text
from glossator.render.plan import Plan, block_leaves, page_blocks

RADIUS: Final = 300  # of the whole ornament, in the units of the drawing
DOT_STEP: Final = 11  # from one dot to the next
DOT_SIZE: Final = 6

_INNER: Final = 108  # where the rays begin
_FIRST_DOT: Final = 93  # where the dots begin, which run towards the middle
_MOST_DOTS: Final = 6  # of one ray: the middle stays free
_SHORTEST: Final = 6  # of a ray
_GAP: Final = 0.011  # between divisions, of the whole turn; less where there are many
_ALL_GAPS: Final = 0.25  # that the gaps may take together
_MOST_RAYS: Final = 420  # of a longer book neighbouring paragraphs share a ray: the picture stays small
_LONG: Final = 0.98  # the share of the rays that are not the very longest; these may be as long as they like
_FILLED: Final = 0.6  # how much of its room, half-way out, a ray fills
_THICKNESS: Final = (1.2, 8.0)  # of a ray, at least and at most


class Block(NamedTuple):
    """A paragraph or the like, an entry of a bibliography or an index."""

    length: int  # in characters
    notes: int  # how many it calls


class Shape(NamedTuple):
    """What is drawn, around the point 0 0."""

    rays: str  # path data
    dots: str  # path data of lines on which a dot stands at every `DOT_STEP`, at their beginning first
    thickness: float  # of the rays


def blocks_by_division(plan: Plan) -> tuple[tuple[Block, ...], ...]:
    """Return the blocks of each division with a page of its own, headings left out; divisions without any are not told.

    Where a book has more blocks than can be drawn, neighbours are one: as long as they are on average, with all notes.
    """
    divisions = (page.division for page in plan.pages if page.division is not None)
    found = tuple(blocks for division in divisions if (blocks := tuple(_blocks(division))))
    together = -(-sum(map(len, found)) // _MOST_RAYS)
    return tuple(tuple(_merged(blocks, together)) for blocks in found)


def book_shape(divisions: Sequence[Sequence[Block]], *, backwards: bool = False) -> Shape:
    """Return the shape of a book.

    Args:
        divisions: the blocks of each.
        backwards: run against the hand of a clock, as a book that is read from right to left does.
    """
    lengths = sorted(block.length for block in chain.from_iterable(divisions))
    if not lengths:
        return Shape("", "", 0)
    gap = min(_GAP, _ALL_GAPS / len(divisions)) if len(divisions) > 1 else 0.0
    step = (1 - gap * len(divisions)) / len(lengths)
    longest = max(1, lengths[int(_LONG * (len(lengths) - 1))])
    rays: list[str] = []
    dots: list[str] = []
    turned = gap / 2
    for blocks in divisions:
        for block in blocks:
            angle = 2 * pi * (turned + step / 2) * (-1 if backwards else 1)
            share = min(1.0, sqrt(block.length / longest))
            rays.append(_line(angle, _INNER, _INNER + max(_SHORTEST, share * (RADIUS - _INNER))))
            if block.notes:
                # The last dot stands a little before the end, so that rounding does not lose it.
                inwards = (min(block.notes, _MOST_DOTS) - 1) * DOT_STEP + DOT_STEP / 3
                dots.append(_line(angle, _FIRST_DOT, _FIRST_DOT - inwards))
            turned += step
        turned += gap
    least, most = _THICKNESS
    room = 2 * pi * step * (_INNER + RADIUS) / 2
    return Shape("".join(rays), "".join(dots), round(min(most, max(least, room * _FILLED)), 1))


def _blocks(division: Division) -> Iterator[Block]:
    for block in page_blocks(division):
        if not isinstance(block, Heading):
            inlines = tuple(block_leaves(block))
            length = sum(len(leaf.text) for leaf in inlines if isinstance(leaf, Text))
            yield Block(length, sum(isinstance(leaf, NoteReference) for leaf in inlines))


def _merged(blocks: Sequence[Block], together: int) -> Iterator[Block]:
    """Join each `together` neighbours to one."""
    for at in range(0, len(blocks), together):
        members = blocks[at : at + together]
        yield Block(sum(block.length for block in members) // len(members), sum(block.notes for block in members))


def _line(angle: float, begin: float, end: float) -> str:
    """Return a line on a radius as path data; the angle is 0 at the top."""
    x, y = sin(angle), -cos(angle)
    return f"M{begin * x:.0f} {begin * y:.0f}L{end * x:.0f} {end * y:.0f}"
