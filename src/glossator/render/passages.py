"""What ranges of a unit's text become on its page, and which characters of its leaves that concerns.

For example, "See Doe, *Title*." with a citation at 4–14: leaf "See Doe, " at 4–9, leaf "Title" at 0–5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from glossator.model import Inline
from glossator.spans import Span
from glossator.walk import flatten_lines


class Cite(NamedTuple):
    """What a citation becomes on its page: a link to its work, or words of which one can be told what they may mean."""

    href: str  # leads to the work; "" where no work is known
    attributes: str  # further attributes, as HTML with a space before each


class NameLink(NamedTuple):
    """What the name of a person becomes: a quiet link to the person's page."""

    href: str  # "" inside a link of the book, where only the id of the name is left
    stop: bool  # whether the Tab key stops here
    fragment: str = ""  # the id of the name


class EntryLink(NamedTuple):
    """What a headword or a locator of the printed index becomes."""

    kind: str  # the class of its element
    href: str  # "" for a page that the book does not have
    attributes: str = ""  # further attributes, as HTML with a space before each


class Tongue(NamedTuple):
    """What words in another language than the text around them become: the same words, with their language."""

    language: str  # BCP 47


Mark = Cite | NameLink | EntryLink | Tongue


class Marked(NamedTuple):
    """A range of a unit's flattened text, in code points, and what it becomes."""

    start: int
    end: int  # exclusive
    mark: Mark


class Passage(NamedTuple):
    """The characters of a leaf of text that belong to a mark."""

    start: int
    end: int
    mark: Mark
    begins: bool  # whether the mark begins here


def leaf_passages(lines: Iterable[tuple[Inline, ...]], marked: Iterable[Marked]) -> Mapping[Span, tuple[Passage, ...]]:
    """Return which characters of each leaf belong to which mark; where two overlap, the later one gives way.

    Args:
        lines: the runs of inlines of a unit.
        marked: ranges of their flattened text, in any order.
    """
    ranges = sorted(marked, key=lambda one: (one.start, one.end))
    found: dict[Span, tuple[Passage, ...]] = {}
    if not ranges:
        return found
    first = 0  # of the ranges that do not end before the leaf
    for offset, leaf in flatten_lines(lines).leaves:
        while first < len(ranges) and ranges[first].end <= offset:
            first += 1
        passages = tuple(_passages(offset, len(leaf.text), ranges, first))
        if passages:
            found[leaf.span] = passages
    return found


def _passages(offset: int, length: int, ranges: Sequence[Marked], first: int) -> Iterator[Passage]:
    at = 0
    for number in range(first, len(ranges)):
        one = ranges[number]
        if one.start - offset >= length:
            break
        start, end = max(one.start - offset, at), min(one.end - offset, length)
        if start < end:
            yield Passage(start, end, one.mark, begins=one.start - offset == start)
            at = end
