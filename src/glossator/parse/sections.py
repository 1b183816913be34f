"""The divisions of the book: which blocks of the body are headings, and of what.

Where the book prints a contents list, the list decides: each entry is looked for in the body, in order, and gives the
heading it finds its kind and level. The number of `#` means little: OCR gets it wrong in half of the headings. Where
there is no list, numbers, names and marks decide.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from glossator.model import DivisionKind
from glossator.parse.blocks import BlockKind, RawBlock
from glossator.parse.contents import ContentsList, Listed
from glossator.parse.titles import Title, kind_by_name, likeness, same_number, split_number, strip_marks, title_key
from glossator.sentences import begins_in_mid_sentence, ends_sentence

# A heading without marks is no longer than this, in characters; a longer block is prose.
_LONGEST_HEADING = 200
_LONGEST_UNLISTED_HEADING = 120
# A title printed on several lines may be this many blocks of the witness.
_MOST_BLOCKS = 3
_FEWEST_UNMARKED = 3  # headings without marks, numbers and known names are believed when there are so many
# So many short blocks behind the last heading are compared with an entry that is not found word for word, and so many
# headings with the same words: more there are only in hostile input, and the work stays linear.
_MOST_CANDIDATES = 400
_MOST_NAMESAKES = 20

# Divisions that contents lists pass over, by where they stand.
_BEFORE_THE_BOOK = (DivisionKind.PREFACE, DivisionKind.INTRODUCTION)
_AFTER_THE_BOOK = (DivisionKind.BIBLIOGRAPHY, DivisionKind.INDEX, DivisionKind.APPENDIX, DivisionKind.SUMMARY)

# Without a contents list, so much of a witness may be title pages and the like.
_LARGEST_FRONT = 0.25
_FIRST_NUMBERS = frozenset({"1", "i", "one", "first", "erster", "první"})

_CALL = re.compile(r"<sup>[^<]{0,20}</sup>")


class PlacedHeading(NamedTuple):
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
    body = contents.body(len(blocks))
    candidates = [i for i in body if _may_be_heading(blocks[i], _LONGEST_HEADING)]
    titles = {i: split_number(_plain(blocks[i])) for i in candidates}
    keys = {i: title_key(title.name) for i, title in titles.items()}
    numbers = {i: title.number for i, title in titles.items()}
    found = _exact(contents.entries, candidates, keys, numbers)
    taken = set(found.values())
    found_after = _next_found(found, len(contents.entries), body.stop)
    readings: dict[int, _Reading] = {}
    placed: list[PlacedHeading] = []
    for at, entry in enumerate(contents.entries):
        spot = found.get(at)
        if spot is None:
            low = placed[-1].end if placed else body.start
            near = candidates[bisect_left(candidates, low) : bisect_left(candidates, found_after[at])]
            near = near[:_MOST_CANDIDATES]
            spot = _likest(entry, near, blocks, readings)
        if spot is None:
            continue
        first, end = spot, _heading_end(blocks, spot, entry, taken)
        if spot > (placed[-1].end if placed else body.start) and _is_number_alone(blocks[spot - 1], entry):
            first = spot - 1
        placed.append(PlacedHeading(first, end, entry.kind, entry.number, entry.level, at))
    return placed


def _next_found(found: Mapping[int, int], entries: int, end: int) -> list[int]:
    """Return, for each entry, the block of the next entry that was found; `end` where there is none."""
    after = [end] * entries
    for at in range(entries - 2, -1, -1):
        after[at] = found.get(at + 1, after[at + 1])
    return after


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
    ranks: Counter[str] = Counter()
    for at, entry in enumerate(entries):
        # Where a title comes again and again, its namesakes of about the same rank are enough.
        rank = ranks[entry.title]
        ranks[entry.title] += 1
        namesakes = slice(max(0, rank - _MOST_NAMESAKES), rank + _MOST_NAMESAKES)
        spots = sorted({i for key in _keys(entry) for i in by_key.get(key, [])[namesakes]})
        fitting = [i for i in spots if same_number(entry.number, numbers[i])]
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


class _Reading(NamedTuple):
    """A block read as a title: many entries are compared with it."""

    number: str | None
    key: str
    joined: str  # the key together with the next block, for titles on two lines; empty where that is too long


def _read_title(blocks: Sequence[RawBlock], at: int) -> _Reading:
    plain = _plain(blocks[at])
    title = split_number(plain)
    joined = " ".join(_plain(block) for block in blocks[at : at + 2])
    joined_key = title_key(split_number(joined).name) if len(joined) < _LONGEST_HEADING else ""
    return _Reading(title.number, title_key(title.name), joined_key)


def _likest(
    entry: Listed, near: Sequence[int], blocks: Sequence[RawBlock], readings: dict[int, _Reading]
) -> int | None:
    """Return the heading that is most like an entry, marked ones before unmarked ones; None where none is.

    `readings` keeps what was read, from one entry to the next.
    """
    keys = _keys(entry)
    best: tuple[float, int] | None = None
    for i in near:
        if i not in readings:
            readings[i] = _read_title(blocks, i)
        reading = readings[i]
        if not same_number(entry.number, reading.number):
            continue
        score = max(likeness(key, reading.key) for key in keys)
        if not score and reading.joined:
            score = max(likeness(key, reading.joined) for key in keys)
        if entry.number and reading.number and score:
            score += 5.0
        if blocks[i].kind is BlockKind.HEADING:
            score += 5.0
        if score > 10.0 and (best is None or score > best[0]):
            best = (score, i)
    return best[1] if best else None


def _heading_end(blocks: Sequence[RawBlock], first: int, entry: Listed, others: set[int]) -> int:
    """Return the index after a heading's last block: a title may be broken over several."""
    end = first + 1
    joined = _plain(blocks[first])
    best = _likeness(entry, split_number(joined))
    for i in range(first + 1, min(first + _MOST_BLOCKS, len(blocks))):
        if i in others or not _may_be_heading(blocks[i], _LONGEST_HEADING):
            break
        joined = f"{joined} {_plain(blocks[i])}"
        score = _likeness(entry, split_number(joined))
        if score > best:
            best, end = score, i + 1
    return end


def _keys(entry: Listed) -> tuple[str, ...]:
    """Return the keys of an entry's title: where a heading's number has no point, it is a word of the title."""
    key = title_key(entry.title)
    return (key, title_key(f"{entry.number} {entry.title}")) if entry.number else (key,)


def _likeness(entry: Listed, title: Title) -> float:
    return max(likeness(key, title_key(title.name)) for key in _keys(entry))


def _is_number_alone(block: RawBlock, entry: Listed) -> bool:
    """Tell whether a block is the number of an entry, on a line above its title: `Chapter 1`, `# 1`, `II.`."""
    if entry.number is None or not _may_be_heading(block, _LONGEST_UNLISTED_HEADING):
        return False
    plain = _plain(block)
    title = split_number(plain)
    own = title.number if title.number is not None and not title.name else plain.rstrip(".")
    return bool(own) and same_number(own, entry.number)


def _add_unlisted(
    blocks: Sequence[RawBlock],
    contents: ContentsList,
    placed: list[PlacedHeading],
    names: Mapping[str, DivisionKind],
) -> tuple[PlacedHeading, ...]:
    """Add the headings that the list does not have: sections of what stands before them, and divisions with a name.

    Lists often pass over the preface, the bibliography or the index.
    """
    body = contents.body(len(blocks))
    if not placed:
        return _without_contents(blocks[body.start : body.stop], names, body.start)
    starts = {heading.first: heading for heading in placed}
    last_listed = placed[-1].first
    deepest = max((heading.level for heading in placed if heading.kind is DivisionKind.SECTION), default=1)
    merged: list[PlacedHeading] = []
    at = body.start
    while at < body.stop:
        heading = starts.get(at)
        if heading is None:
            heading = _unlisted(blocks, at, merged, at > last_listed, deepest, names)
        if heading is not None:
            merged.append(heading)
        at = heading.end if heading is not None else at + 1
    return tuple(merged)


def _unlisted(
    blocks: Sequence[RawBlock],
    at: int,
    above: Sequence[PlacedHeading],
    after_list: bool,
    deepest: int,
    names: Mapping[str, DivisionKind],
) -> PlacedHeading | None:
    """Return the heading that a block is although the contents list does not have it; None if it is none."""
    block = blocks[at]
    if not _is_named(block, names) and not (block.kind is BlockKind.HEADING and _reads_as_heading(block)):
        return None
    plain = _plain(block)
    named = kind_by_name(title_key(plain), names)
    title = split_number(plain)
    if named is not None and not title.number:
        usual = _BEFORE_THE_BOOK if not above else _AFTER_THE_BOOK if after_list else ()
        if named in usual or _is_named(block, names):
            return PlacedHeading(at, at + 1, named, None, 1, None)
    if not above or above[-1].kind in (DivisionKind.INDEX, DivisionKind.BIBLIOGRAPHY):
        return None  # the title page; letters of the index, groups of the bibliography
    level = title.level if title.level is not None and title.level > 1 else max(deepest, 1) + 1
    return PlacedHeading(at, at + 1, DivisionKind.SECTION, title.number, level, None)


def _is_named(block: RawBlock, names: Mapping[str, DivisionKind]) -> bool:
    """Tell whether a block is a title that the editor names: it needs no marks to be a heading."""
    short = len(block.lines) == 1 and len(block.text) <= _LONGEST_HEADING
    return short and block.kind in (BlockKind.HEADING, BlockKind.TEXT) and title_key(block.text) in names


# --- without one -------------------------------------------------------------------------------------------------


def _without_contents(
    blocks: Sequence[RawBlock], names: Mapping[str, DivisionKind], shift: int = 0
) -> tuple[PlacedHeading, ...]:
    marked = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING and _reads_as_heading(block)]
    if marked:
        unmarked = chain.from_iterable(_unmarked(blocks, stretch, names) for stretch in _unmarked_stretches(blocks))
        spots = sorted({*marked, *unmarked, *(i for i, block in enumerate(blocks) if _is_named(block, names))})
    else:
        spots = _unmarked(blocks, range(len(blocks)), names)
    spots = spots[_title_page(blocks, spots, names) :]
    titles = [split_number(_plain(blocks[i])) for i in spots]
    kinds = [kind_by_name(title_key(_plain(blocks[i])), names) for i in spots]
    numbered = any(title.level == 1 for title in titles)
    shallowest = min((_marks(blocks[i]) for i in marked), default=0)
    placed: list[PlacedHeading] = []
    for k, (i, title, named) in enumerate(zip(spots, titles, kinds, strict=True)):
        if placed and i + shift < placed[-1].end:
            continue  # the title below its number
        if placed and placed[-1].kind is DivisionKind.INDEX and title.number is None and named is None:
            continue  # a letter of the index
        if _is_group(placed, blocks, i, shift):
            continue
        end = i + 1
        if k + 1 < len(spots) and spots[k + 1] == end and titles[k + 1].number is None and kinds[k + 1] is None:
            end += _title_goes_on(title, blocks[i], blocks[end])
        kind, level = _judge(title, named, numbered, _marks(blocks[i]) - shallowest, bool(placed))
        placed.append(PlacedHeading(i + shift, end + shift, kind, title.number, level, None))
    return tuple(placed)


def _unmarked_stretches(blocks: Sequence[RawBlock]) -> Iterator[range]:
    """Yield the stretches of blocks in notations that mark no headings."""
    for marks, group in groupby(range(len(blocks)), key=lambda i: blocks[i].dialect.heading is not None):
        if not marks:
            members = list(group)
            yield range(members[0], members[-1] + 1)


def _unmarked(blocks: Sequence[RawBlock], stretch: range, names: Mapping[str, DivisionKind]) -> list[int]:
    """Return the blocks that are headings in a stretch of the text which marks none.

    A short line may be many things: a place and date, the end of a letter. It counts behind a heading that has a number
    or a known name; without any such, only where there are several.
    """
    spots = [i for i in stretch if _stands_as_heading(blocks, i) or _is_named(blocks[i], names)]
    for k, i in enumerate(spots):
        plain = _plain(blocks[i])
        if split_number(plain).number is not None or kind_by_name(title_key(plain), names) is not None:
            return spots[k:]
    return spots if len(spots) >= _FEWEST_UNMARKED else []


def _title_page(blocks: Sequence[RawBlock], spots: Sequence[int], names: Mapping[str, DivisionKind]) -> int:
    """Return how many headings stand before the book proper: before a preface, an introduction or a first chapter.

    Where much text stands before these, they do not open the book.
    """
    most = sum(len(block.text) for block in blocks) * _LARGEST_FRONT
    for k, i in enumerate(spots):
        plain = _plain(blocks[i])
        title = split_number(plain)
        first = title.number is not None and title.number.casefold() in _FIRST_NUMBERS
        if first or kind_by_name(title_key(plain), names) in _BEFORE_THE_BOOK:
            return k if sum(len(block.text) for block in blocks[:i]) <= most else 0
    return 0


def _is_group(placed: Sequence[PlacedHeading], blocks: Sequence[RawBlock], at: int, shift: int) -> bool:
    """Tell whether a heading is deeper than that of the bibliography which it stands in: `Primary Sources`."""
    if not placed or placed[-1].kind is not DivisionKind.BIBLIOGRAPHY:
        return False
    return _marks(blocks[at]) > _marks(blocks[placed[-1].first - shift])


def _title_goes_on(title: Title, block: RawBlock, after: RawBlock) -> bool:
    """Tell whether the next heading is a part of this one: the title below `Chapter 1`, or a second line of it."""
    if title.number is not None and not title.name:
        return True
    return block.kind is BlockKind.HEADING and after.gap == 0 and _marks(block) == _marks(after)


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
    if not plain or (not plain[0].isalnum() and plain[0] not in "“\"'‘«„"):
        return False
    if plain[0].islower() or plain[-1] in ".,;:!?" or ends_sentence(block.text):
        return False
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    if after is None or after.kind is BlockKind.RULE or begins_in_mid_sentence(after.text):
        return False
    # Digits first are a heading's only with a point: "13 A. Grafton" is the beginning of a note.
    if plain[0].isdigit() and split_number(plain).number is None:
        return False
    before = _prose_before(blocks, index)
    return before is None or ends_sentence(before.text)


def _prose_before(blocks: Sequence[RawBlock], index: int) -> RawBlock | None:
    """Return the nearest block before that is prose: of some length, or the short end of a paragraph."""
    for i in range(index - 1, max(index - 6, -1), -1):
        if len(blocks[i].text) > _LONGEST_UNLISTED_HEADING or ends_sentence(blocks[i].text):
            return blocks[i]
    return None
