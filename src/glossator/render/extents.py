"""How far in the book each page of its text begins and ends, in per cent of the words that are read.

Counted are the words of paragraphs and the like, in reading order; not notes, headings, and what is looked up rather
than read: front matter, bibliography, index.

    3,000 words in all, 600 of them in the introduction, 900 in chapter 1  ->  intro 0 to 20, chapter 1 from 20 to 50
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

from glossator.model import Division, DivisionKind, Unit
from glossator.render.plan import Plan, page_blocks
from glossator.walk import flatten

_LOOKED_UP = {DivisionKind.BIBLIOGRAPHY, DivisionKind.INDEX}


class Extent(NamedTuple):
    """A page's part of the book, in per cent with one decimal."""

    begins: float
    ends: float
    all_begin: tuple[float, ...]  # where each page of the book begins that is read, the first left out


def extents_of(plan: Plan) -> Mapping[str, Extent]:
    """Return the extents of the pages of a book that are read, by their addresses; others have none."""
    read = [page for page in plan.pages if page.division is not None and page.division.kind not in _LOOKED_UP]
    words = {page.address: _words(page.division) for page in read if page.division is not None}
    words = {address: count for address, count in words.items() if count > 0}
    total = sum(words.values())
    ends = [round(100 * read_so_far / total, 1) for read_so_far in accumulate(words.values())]
    begins = [0.0, *ends]
    inner = tuple(ends[:-1])
    return {address: Extent(begin, end, inner) for address, begin, end in zip(words, begins, ends, strict=False)}


def _words(division: Division) -> int:
    """Count the words of the units on the page of a division."""
    return sum(len(flatten(block).text.split()) for block in page_blocks(division) if isinstance(block, Unit))
