"""Printed page numbers that the OCR left standing alone between two blocks, and running heads that hold one.

89                      a number
90 THE SALT ROAD        the head of a left page: the title of the book or of a part of it
The Pans of Velm 91     that of a right one: the title of the chapter or section
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from glossator.folio import make_label, parse_label
from glossator.parse.blocks import BlockKind, RawBlock
from glossator.parse.sections import PlacedHeading
from glossator.parse.titles import split_number, strip_marks, title_key

# Lonely numbers may mislead (a year, a number of a list): a series must have some members and rise by small steps.
_SHORTEST_SERIES = 3
_LARGEST_STEP = 6
# How many unfinished series are tried for each number: keeps the work linear.
_OPEN_SERIES = 4
# A running head is one short line. In capitals it must come back, in other letters be the title of a division:
# "12 Ibid." and "14 May" stand on lines of their own as well.
_LONGEST_RUNNING_HEAD = 100
_NUMBER_FIRST = re.compile(r"(?P<label>\d{1,4})[ \t]+(?P<title>[^\W\d].*)$")
_NUMBER_LAST = re.compile(r"(?P<title>[^\W\d].*\D)(?<=[ \t])(?P<label>\d{1,4})$")
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
    heads = _running_heads(blocks, placed)
    written = {**{i: blocks[i].text.strip(_AROUND_NUMBER) for i in lonely}, **heads}
    numbered = [(i, parsed) for i, label in sorted(written.items()) if (parsed := parse_label(label))]
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
    most_are_heads = 2 * len(kept.keys() & heads.keys()) > len(kept)
    at_head = most_are_heads or _numbers_at_head(blocks, placed, listed_pages, kept)
    labels: dict[int, str] = {}
    settled = list(blocks)
    for i, block in enumerate(blocks):
        if i not in kept:
            if block.kind is BlockKind.FOLIO:
                settled[i] = block._replace(kind=BlockKind.TEXT)
            continue
        settled[i] = block._replace(kind=BlockKind.FOLIO)
        roman, value = kept[i]
        labels[block.start] = make_label(roman, value if at_head else value + 1)
    return tuple(settled), labels


def _running_heads(blocks: Sequence[RawBlock], placed: Sequence[PlacedHeading]) -> dict[int, str]:
    """Return the page number in each block that may be a running head, by the index of the block."""
    if not placed:
        return {}
    own = {i for heading in placed for i in range(heading.first, heading.end)}
    titles = {title_key(split_number(strip_marks(_joined(blocks, heading))).name) for heading in placed}
    found: dict[int, tuple[str, str]] = {}
    for i in range(placed[0].end, len(blocks)):
        block = blocks[i]
        if i in own or len(block.lines) > 1 or len(block.text) > _LONGEST_RUNNING_HEAD:
            continue
        plain = strip_marks(block.text)
        match = _NUMBER_FIRST.match(plain) or _NUMBER_LAST.match(plain)
        if match and (match["title"].isupper() or title_key(match["title"]) in titles):
            found[i] = (match["label"], title_key(match["title"]))
    times = Counter(key for _, key in found.values())
    return {i: label for i, (label, key) in found.items() if times[key] > 1 or key in titles}


def _joined(blocks: Sequence[RawBlock], heading: PlacedHeading) -> str:
    return " ".join(block.text for block in blocks[heading.first : heading.end])


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
