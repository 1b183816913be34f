"""The divisions of the book: which blocks of the body are headings, and of what.

Where the book prints a contents list, the list decides: each entry is looked for in the body, in order, and gives the
heading it finds its kind and level. The number of `#` means little: OCR gets it wrong in half of the headings. Where
there is no list, numbers, names and marks decide.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from glossator.model import DivisionKind
from glossator.parse.blocks import BlockKind, RawBlock
from glossator.parse.contents import ContentsList, Listed
from glossator.parse.sentences import begins_in_mid_sentence, ends_sentence
from glossator.parse.titles import Title, kind_by_name, likeness, split_number, strip_marks, title_key

# A heading without marks is no longer than this, in characters; a longer block is prose.
_LONGEST_HEADING = 200
_LONGEST_UNLISTED_HEADING = 120
# A title printed on several lines may be this many blocks of the witness.
_MOST_BLOCKS = 3

_CALL = re.compile(r"<sup>[^<]{0,20}</sup>")


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    """A heading found in the body."""

    first: int  # index of its first block
    end: int  # index after its last block
    kind: DivisionKind
    number: str | None
    level: int
    listed: int | None  # index of its entry in the contents list


def place_headings(
    blocks: Sequence[RawBlock], contents: ContentsList | None, names: Mapping[str, DivisionKind]
) -> tuple[PlacedHeading, ...]:
    """Find the headings of the body, in order.

    Args:
        blocks: all blocks of the witness.
        contents: the printed contents list, if the book has one.
        names: what the unnumbered divisions are, by the keys of their titles.
    """
    if contents is None:
        return _without_contents(blocks, names)
    placed = _place_listed(blocks, contents)
    return _add_unlisted(blocks, contents, placed, names)


# --- with a contents list ----------------------------------------------------------------------------------------


def _place_listed(blocks: Sequence[RawBlock], contents: ContentsList) -> list[PlacedHeading]:
    candidates = [i for i in range(contents.end, len(blocks)) if _may_be_heading(blocks[i], _LONGEST_HEADING)]
    keys = {i: title_key(split_number(_plain(blocks[i])).name) for i in candidates}
    numbers = {i: split_number(_plain(blocks[i])).number for i in candidates}
    found = _exact(contents.entries, candidates, keys, numbers)
    placed: list[PlacedHeading] = []
    for at, entry in enumerate(contents.entries):
        spot = found.get(at)
        if spot is None:
            low = placed[-1].end if placed else contents.end
            high = min((found[k] for k in found if k > at), default=len(blocks))
            near = candidates[bisect_left(candidates, low) : bisect_left(candidates, high)]
            spot = _likest(entry, near, blocks)
        if spot is None:
            continue
        first, end = spot, _heading_end(blocks, spot, entry, set(found.values()))
        placed.append(PlacedHeading(first, end, entry.kind, entry.number, entry.level, at))
    return placed


def _exact(
    entries: Sequence[Listed], candidates: Sequence[int], keys: Mapping[int, str], numbers: Mapping[int, str | None]
) -> dict[int, int]:
    """Pair entries with headings of the very same words, keeping the order of both.

    The longest series of pairs that rise together wins (longest increasing subsequence, O(n log n)); so a title that
    also stands as a caption or running head elsewhere does not draw its neighbours away.
    """
    by_key: dict[str, list[int]] = {}
    for i in candidates:
        by_key.setdefault(keys[i], []).append(i)
    pairs: list[tuple[int, int]] = []
    for at, entry in enumerate(entries):
        spots = by_key.get(title_key(entry.title), ())
        fitting = [i for i in spots if not (entry.number and numbers[i] and entry.number != numbers[i])]
        pairs += [(at, i) for i in reversed(fitting)]  # falling, so that one entry takes one heading only
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for k, (_, i) in enumerate(pairs):
        length = bisect_left(tails, i)
        before.append(tail_at[length - 1] if length else -1)
        if length == len(tails):
            tails.append(i)
            tail_at.append(k)
        else:
            tails[length] = i
            tail_at[length] = k
    chain: dict[int, int] = {}
    k = tail_at[-1] if tail_at else -1
    while k >= 0:
        at, i = pairs[k]
        chain[at] = i
        k = before[k]
    return chain


def _likest(entry: Listed, near: Sequence[int], blocks: Sequence[RawBlock]) -> int | None:
    """Return the heading that is most like an entry, marked ones before unmarked ones; None where none is."""
    wanted = title_key(entry.title)
    best: tuple[float, int] | None = None
    for i in near:
        title = split_number(_plain(blocks[i]))
        if entry.number and title.number and entry.number != title.number:
            continue
        score = likeness(wanted, title_key(title.name))
        if not score:
            joined = " ".join(_plain(block) for block in blocks[i : i + 2])
            score = likeness(wanted, title_key(split_number(joined).name)) if len(joined) < _LONGEST_HEADING else 0.0
        if entry.number and title.number == entry.number:
            score += 5.0
        if blocks[i].kind is BlockKind.HEADING:
            score += 5.0
        if score > 10.0 and (best is None or score > best[0]):
            best = (score, i)
    return best[1] if best else None


def _heading_end(blocks: Sequence[RawBlock], first: int, entry: Listed, others: set[int]) -> int:
    """Return the index after a heading's last block: a title may be broken over several."""
    wanted = title_key(entry.title)
    end = first + 1
    joined = _plain(blocks[first])
    best = likeness(wanted, title_key(split_number(joined).name))
    for i in range(first + 1, min(first + _MOST_BLOCKS, len(blocks))):
        if i in others or not _may_be_heading(blocks[i], _LONGEST_HEADING):
            break
        joined = f"{joined} {_plain(blocks[i])}"
        score = likeness(wanted, title_key(split_number(joined).name))
        if score > best:
            best, end = score, i + 1
    return end


def _add_unlisted(
    blocks: Sequence[RawBlock],
    contents: ContentsList,
    placed: list[PlacedHeading],
    names: Mapping[str, DivisionKind],
) -> tuple[PlacedHeading, ...]:
    """Add the headings that the OCR marks and the list does not have: sections of what stands before them."""
    if not placed:
        return _without_contents(blocks[contents.end :], names, contents.end)
    taken = {i for heading in placed for i in range(heading.first, heading.end)}
    deepest = max((heading.level for heading in placed if heading.kind is DivisionKind.SECTION), default=1)
    merged = list(placed)
    for i in range(placed[0].end, len(blocks)):
        block = blocks[i]
        if i in taken or block.kind is not BlockKind.HEADING:
            continue
        above = _last_before(placed, i)
        if above.kind in (DivisionKind.INDEX, DivisionKind.BIBLIOGRAPHY) or not _reads_as_heading(block):
            continue  # letters of the index, groups of the bibliography
        title = split_number(_plain(block))
        merged.append(PlacedHeading(i, i + 1, DivisionKind.SECTION, title.number, max(deepest, 1) + 1, None))
    return tuple(sorted(merged, key=lambda heading: heading.first))


def _last_before(placed: list[PlacedHeading], index: int) -> PlacedHeading:
    firsts = [heading.first for heading in placed]
    return placed[bisect_left(firsts, index) - 1]


# --- without one -------------------------------------------------------------------------------------------------


def _without_contents(
    blocks: Sequence[RawBlock], names: Mapping[str, DivisionKind], shift: int = 0
) -> tuple[PlacedHeading, ...]:
    marked = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING and _reads_as_heading(block)]
    spots = marked or [i for i in range(len(blocks)) if _stands_as_heading(blocks, i)]
    titles = [split_number(_plain(blocks[i])) for i in spots]
    kinds = [kind_by_name(title_key(_plain(blocks[i])), names) for i in spots]
    numbered = any(title.level == 1 for title in titles)
    shallowest = min((_marks(blocks[i]) for i in spots), default=1)
    placed: list[PlacedHeading] = []
    for i, title, named in zip(spots, titles, kinds, strict=True):
        if placed and placed[-1].kind is DivisionKind.INDEX and title.number is None and named is None:
            continue  # a letter of the index
        kind, level = _judge(title, named, numbered, _marks(blocks[i]) - shallowest, bool(placed))
        placed.append(PlacedHeading(i + shift, i + shift + 1, kind, title.number, level, None))
    return tuple(placed)


def _judge(
    title: Title, named: DivisionKind | None, numbered: bool, depth: int, inside: bool
) -> tuple[DivisionKind, int]:
    if title.level is not None:
        kind = (DivisionKind.PART, DivisionKind.CHAPTER)[title.level] if title.level < 2 else DivisionKind.SECTION
        return kind, title.level
    if named is not None:
        return named, 1
    if (numbered and inside) or depth > 0:
        return DivisionKind.SECTION, max(2, depth + 1 if not numbered else 2)
    return DivisionKind.CHAPTER, 1


def _marks(block: RawBlock) -> int:
    return len(block.text) - len(block.text.lstrip("#"))


# --- what a heading looks like -----------------------------------------------------------------------------------


def _plain(block: RawBlock) -> str:
    return strip_marks(_CALL.sub("", block.text))


def _may_be_heading(block: RawBlock, longest: int) -> bool:
    if block.kind is BlockKind.HEADING:
        return True
    return block.kind in (BlockKind.TEXT, BlockKind.LIST, BlockKind.VERSE) and (
        len(block.text) <= longest and len(block.lines) <= _MOST_BLOCKS
    )


def _reads_as_heading(block: RawBlock) -> bool:
    """Tell whether a marked block can be a title: OCR sometimes marks a piece of prose."""
    plain = _plain(block)
    return bool(plain) and len(plain) <= _LONGEST_HEADING and not plain[0].islower()


def _stands_as_heading(blocks: Sequence[RawBlock], index: int) -> bool:
    """Tell whether a block without marks is a heading: short, no sentence, between whole paragraphs."""
    block = blocks[index]
    if not _may_be_heading(block, _LONGEST_UNLISTED_HEADING) or len(block.lines) > 1:
        return False
    plain = _plain(block)
    if not plain[:1].isalnum() and plain[:1] not in "“\"'‘«„":
        return False
    if plain[0].islower() or plain[-1] in ".,;:!?" or ends_sentence(block.text):
        return False
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    if after is None or begins_in_mid_sentence(after.text):
        return False
    # Digits first are a heading's only with a point: "130 A. Khlevniuk" is the beginning of a note.
    if plain[0].isdigit() and split_number(plain).number is None:
        return False
    before = _prose_before(blocks, index)
    return before is None or ends_sentence(before.text)


def _prose_before(blocks: Sequence[RawBlock], index: int) -> RawBlock | None:
    """Return the nearest block before that is prose of some length."""
    for i in range(index - 1, max(index - 6, -1), -1):
        if len(blocks[i].text) > _LONGEST_UNLISTED_HEADING:
            return blocks[i]
    return None
