r"""Stretches of a witness that are written in another notation than the rest: a chapter from another OCR.

Every raised number and every heading mark is a *sign* of one notation. A single one may be a power, a fault or a note
of a table, so raised numbers weigh only where they count on (12, 13, 14), and a change of notation has its price: the
notation of each sign is the one of the cheapest sequence (Viterbi's algorithm, as for the pages). A stretch begins
with a heading where one stands before its first sign.

    ## 4. Rye                                    marker
    Rye is sown late.<sup>12</sup> It needs 3 m².
    5. Oats                                      plain, from here
    Oats are for horses.¹³ They say so.¹⁴ Some do not.¹⁵
    ## 6. Barley                                 marker again
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from glossator.model import Zone
from glossator.source.dialects import DIALECTS, TABLE_ROW, Dialect, call_numbers, detect
from glossator.source.lines import BYTE_ORDER_MARK

# What a sign costs where it is read in another notation than its own. A change costs so much that a stretch needs two
# raised numbers or one heading mark to be parted from what surrounds it.
_CHANGE = 0.75
_HEADING_MARK = 2.0
_COUNTED = 1.0  # a raised number among three or more that count on
_PAIRED = 0.3  # among two
_LONELY = 0.01  # decides only where nothing else does
_FEWEST_COUNTED = 3
_LARGEST_STEP = 2  # one of the numbers may be lost

_LONGEST_HEADING = 120  # as for headings without marks elsewhere
_LABEL_INDENT = 8  # so many blanks may stand before the number with which a note begins
_HEADING_ENDS = "”’\"'»“)]?!"


class Notation(NamedTuple):
    """How a witness is written."""

    dialect: str  # name of the prevailing dialect
    zones: tuple[Zone, ...]  # the stretches in other ones, in order


class _Kind(Enum):
    """What a sign is."""

    HEADING = auto()
    CALL = auto()  # a raised number inside a line
    LABEL = auto()  # a raised number that begins a line


class _Sign(NamedTuple):
    """Something that only one notation writes so."""

    line: int  # index of its line
    kind: _Kind
    dialect: str
    weight: float  # what it costs to read it in another notation


class _Raised(NamedTuple):
    """A raised number."""

    line: int
    at: int  # offset in the line
    dialect: str
    first: int
    last: int  # another one than the first for `12, 13`


class _Stretch(NamedTuple):
    """Signs that follow each other and are read in one notation."""

    dialect: str
    begin: int  # offset
    end: int
    surest: float  # weight of the weightiest call of its own; 0 if it has none


def recognize(text: str) -> Notation:
    """Return the dialect of most of a witness and the stretches in other ones.

    A stretch is told by its calls: one whose calls do not count on, three in a row at the least, is not found.
    """
    if sum(dialect.writes_calls(text) for dialect in DIALECTS.values()) < 2:
        return Notation(detect(text), ())
    stretches = _stretches(text)
    if not any(stretch.surest == _COUNTED for stretch in stretches):
        return Notation(detect(text), ())
    extents: Counter[str] = Counter()
    for stretch in stretches:
        if stretch.surest:
            extents[stretch.dialect] += stretch.end - stretch.begin
    prevailing = max(extents, key=extents.__getitem__)
    zones = (
        Zone(stretch.begin, stretch.end, stretch.dialect)
        for stretch in stretches
        if stretch.dialect != prevailing and stretch.surest == _COUNTED
    )
    return Notation(prevailing, tuple(zones))


def _stretches(text: str) -> list[_Stretch]:
    """Part a text where its notation changes."""
    start = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    lines = text[start:].split("\n")
    offsets = list(accumulate((len(line) + 1 for line in lines), initial=start))
    offsets[-1] = len(text)
    signs = _signs(lines)
    if not signs:
        return []
    dialects = _dialects(signs)
    members = [list(group) for _, group in groupby(range(len(signs)), key=dialects.__getitem__)]
    begins = [_first_line(lines, signs, group[0]) for group in members]
    return [
        _Stretch(
            dialects[group[0]],
            offsets[begin],
            offsets[end],
            max((signs[k].weight for k in group if signs[k][1:3] == (_Kind.CALL, dialects[k])), default=0.0),
        )
        for group, begin, end in zip(members, begins, [*begins[1:], len(lines)], strict=True)
    ]


# --- signs -------------------------------------------------------------------------------------------------------


def _signs(lines: Sequence[str]) -> list[_Sign]:
    """Return the signs of all notations in order."""
    found: list[tuple[tuple[int, int], _Sign]] = []  # each with its place, by which they are sorted
    raised: dict[_Kind, list[_Raised]] = {_Kind.LABEL: [], _Kind.CALL: []}
    for index, line in enumerate(lines):
        numbers: list[_Raised] = []
        for dialect in DIALECTS.values():
            if dialect.heading is not None and dialect.heading.match(line):
                found.append(((index, 0), _Sign(index, _Kind.HEADING, dialect.name, _HEADING_MARK)))
            if dialect.writes_calls(line) and not TABLE_ROW.match(line):  # tables have notes of their own
                numbers += _raised(index, line, dialect)
        for number in sorted(numbers, key=lambda number: number.at):
            opens = number.at <= _LABEL_INDENT and not line[: number.at].strip()
            raised[_Kind.LABEL if opens else _Kind.CALL].append(number)
    for kind, numbers in raised.items():
        weights = _weights(numbers)
        found += [
            ((one.line, one.at), _Sign(one.line, kind, one.dialect, weight))
            for one, weight in zip(numbers, weights, strict=True)
        ]
    return [sign for _, sign in sorted(found, key=lambda pair: pair[0])]


def _raised(index: int, line: str, dialect: Dialect) -> Iterator[_Raised]:
    for match in dialect.call.finditer(line):
        start, end = match.span()
        if line[start - 1 : start].isdecimal() or line[end : end + 1].isalnum():
            continue  # 10⁶ and ¹⁴C are no calls
        numbers = call_numbers(match["label"])
        yield _Raised(index, start, dialect.name, numbers[0], numbers[-1])


def _weights(numbers: Sequence[_Raised]) -> list[float]:
    """Return what each raised number weighs: much in a run of numbers that count on, whatever their notations."""
    weights: list[float] = []
    breaks = [0, *(k for k, (a, b) in enumerate(pairwise(numbers), 1) if not 0 < b.first - a.last <= _LARGEST_STEP)]
    for begin, end in zip(breaks, [*breaks[1:], len(numbers)], strict=True):
        length = end - begin
        weight = _COUNTED if length >= _FEWEST_COUNTED else _PAIRED if length > 1 else _LONELY
        weights += [weight] * length
    return weights


def _dialects(signs: Sequence[_Sign]) -> list[str]:
    """Return the notation in which each sign stands: the sequence that costs least."""
    costs = dict.fromkeys(DIALECTS, 0.0)
    came_from: list[dict[str, str]] = []
    for sign in signs:
        cheapest = min(costs, key=costs.__getitem__)
        changed = costs[cheapest] + _CHANGE
        came_from.append({name: name if costs[name] <= changed else cheapest for name in costs})
        costs = {name: min(costs[name], changed) + (sign.weight if sign.dialect != name else 0.0) for name in costs}
    at = min(costs, key=costs.__getitem__)
    found = []
    for before in reversed(came_from):
        found.append(at)
        at = before[at]
    return found[::-1]


# --- where a stretch begins --------------------------------------------------------------------------------------


def _first_line(lines: Sequence[str], signs: Sequence[_Sign], first: int) -> int:
    """Return the line with which a stretch begins, by the index of its first sign.

    It is the nearest heading before that sign, with those directly above it; else the paragraph of the sign. Nothing
    behind the last sign of the stretch before is passed over; a heading with marks is a sign itself.
    """
    if first == 0:
        return 0
    after, line = signs[first - 1].line, signs[first].line
    begin = _block_start(lines, line, after)
    if signs[first].kind is _Kind.HEADING or begin == after:
        return line
    found, is_heading = begin, False
    while True:
        last = begin - 1
        while last > after and not lines[last].strip():
            last -= 1
        begin = _block_start(lines, last, after)
        if begin <= after:
            return found
        if begin == last and _may_be_heading(lines[begin].strip()):
            found, is_heading = begin, True
        elif is_heading:
            return found


def _block_start(lines: Sequence[str], line: int, after: int) -> int:
    """Return the first line of the block in which a line stands; `after` if it goes back to that line."""
    while line > after and line > 0 and lines[line - 1].strip():
        line -= 1
    return line


def _may_be_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or not (text[0].isupper() or text[0].isdecimal()):
        return False
    return text[-1].isalnum() or text[-1] in _HEADING_ENDS
