"""Printed page numbers that the OCR left standing alone between two blocks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from glossator.parse.blocks import BlockKind, RawBlock
from glossator.parse.pages import make_label, parse_label
from glossator.parse.sections import PlacedHeading

# Lonely numbers may mislead (a year, a number of a list): a series must have some members and rise by small steps.
_SHORTEST_SERIES = 3
_LARGEST_STEP = 6
# How many unfinished series are tried for each number: keeps the work linear.
_OPEN_SERIES = 4
_AROUND_NUMBER = "[]()-–— \t\r"


def settle_folios(
    blocks: Sequence[RawBlock], placed: Sequence[PlacedHeading], listed_pages: Sequence[str | None]
) -> tuple[tuple[RawBlock, ...], dict[int, str]]:
    """Tell printed page numbers from other lonely numbers.

    A block that is nothing but a number is a page number when it belongs to a series that rises by small steps; the
    others become text. Whether the numbers stand at the foot or at the head of their pages is told by the headings
    whose pages the contents list gives; without them by the text that is left over at both ends of the book.

    Returns:
        The blocks, and for each page number (by offset) the label of the page that begins after it.
    """
    lonely = [i for i, block in enumerate(blocks) if block.kind is BlockKind.FOLIO]
    numbered = [(i, parsed) for i in lonely if (parsed := parse_label(blocks[i].text.strip(_AROUND_NUMBER)))]
    chains: list[list[tuple[int, bool, int]]] = []
    for i, parsed in numbered:
        roman, value = parsed
        for chain in chains[-_OPEN_SERIES:]:
            if chain[-1][1] == roman and 0 < value - chain[-1][2] <= _LARGEST_STEP:
                chain.append((i, roman, value))
                break
        else:
            chains.append([(i, roman, value)])
    kept = {i: (roman, value) for chain in chains if len(chain) >= _SHORTEST_SERIES for i, roman, value in chain}
    at_head = _numbers_at_head(blocks, placed, listed_pages, kept)
    labels: dict[int, str] = {}
    settled = list(blocks)
    for i, block in enumerate(blocks):
        if block.kind is not BlockKind.FOLIO:
            continue
        if i not in kept:
            settled[i] = replace(block, kind=BlockKind.TEXT)
            continue
        roman, value = kept[i]
        labels[block.start] = make_label(roman, value if at_head else value + 1)
    return tuple(settled), labels


def _numbers_at_head(
    blocks: Sequence[RawBlock],
    placed: Sequence[PlacedHeading],
    listed_pages: Sequence[str | None],
    kept: Mapping[int, tuple[bool, int]],
) -> bool:
    spots = sorted(kept)
    head = foot = 0
    for heading in placed:
        page = parse_label(listed_pages[heading.listed] or "") if heading.listed is not None else None
        if page is None:
            continue
        k = bisect_left(spots, heading.first)
        before = spots[k - 1] if k else None
        after = spots[k] if k < len(spots) else None
        head += before is not None and kept[before] == page
        foot += after is not None and kept[after] == page
    return head > foot if head != foot else _text_outside(blocks, placed, spots)


def _text_outside(blocks: Sequence[RawBlock], placed: Sequence[PlacedHeading], spots: Sequence[int]) -> bool:
    """Tell whether more text stands after the last number than before the first: then they head their pages."""
    if not spots:
        return False
    first = placed[0].first if placed else 0
    before = sum(len(block.text) for block in blocks[first : spots[0]])
    return sum(len(block.text) for block in blocks[spots[-1] + 1 :]) > before
