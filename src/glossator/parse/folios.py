"""Printed page numbers that the OCR left standing alone between two blocks."""

from __future__ import annotations

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


def settle_folios(
    blocks: Sequence[RawBlock], placed: Sequence[PlacedHeading], listed_pages: Sequence[str | None]
) -> tuple[tuple[RawBlock, ...], dict[int, str]]:
    """Tell printed page numbers from other lonely numbers.

    A block that is nothing but a number is a page number when it belongs to a series that rises by small steps; the
    others become text. Whether the numbers stand at the foot or at the head of their pages is told by the headings
    whose pages the contents list gives; without them they are taken for feet.

    Returns:
        The blocks, and for each page number (by offset) the label of the page that begins after it.
    """
    numbered = [(i, parse_label(block.text.strip("[]()-–— \t\r"))) for i, block in enumerate(blocks)]
    numbered = [(i, parsed) for i, parsed in numbered if blocks[i].kind is BlockKind.FOLIO and parsed]
    chains: list[list[tuple[int, bool, int]]] = []
    for i, parsed in numbered:
        assert parsed
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
        before = max((i for i in spots if i < heading.first), default=None)
        after = min((i for i in spots if i > heading.first), default=None)
        head += before is not None and kept[before] == page
        foot += after is not None and kept[after] == page
    return head > foot
