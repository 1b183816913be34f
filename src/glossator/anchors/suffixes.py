"""Numbers for what is new between numbers that are given for ever.

    12  |  13        ->  12a, 12b, …          the usual case
    12a |  12b       ->  12aa, 12ab, …
    12  |  12a       ->  12za                 as statutes number what comes between a section and its first addition
        |  1         ->  0a                   before the first

A number is a whole number and letters behind it. Letters are the figures of a fraction, `z` being nought and `a` to `y`
one to twenty-five, and none ends with `z`: so between any two numbers there is always another.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice, product
from typing import Final, NamedTuple

_NUMBER: Final = re.compile(r"(?P<whole>[0-9]{1,9})(?P<letters>[a-z]*)")
_FIGURES: Final = "zabcdefghijklmnopqrstuvwxy"  # in the order of what they stand for
_BASE: Final = len(_FIGURES)
_VALUES: Final = {letter: value for value, letter in enumerate(_FIGURES)}


_Fraction = tuple[int, ...]


class Number(NamedTuple):
    """A number with letters, as a key that sorts."""

    whole: int
    fraction: _Fraction = ()

    def __str__(self) -> str:
        return f"{self.whole}{''.join(_FIGURES[value] for value in self.fraction)}"


def parse_number(text: str) -> Number | None:
    """Return a number such as `12` or `12ab`; None for anything else."""
    found = _NUMBER.fullmatch(text)
    return Number(int(found["whole"]), tuple(_VALUES[letter] for letter in found["letters"])) if found else None


def numbers_after(low: Number, high: Number | None, count: int, taken: Collection[Number]) -> list[Number]:
    """Return numbers for units that follow each other: above `low`, below `high`, none of those taken.

    Args:
        low: the number of the unit before them.
        high: the next number in use, or None.
        count: how many are wanted; more than 25 get several letters each (`12aaa`, `12aab`, …), so that none is long.
        taken: numbers that are given already, also to texts that are gone.
    """
    top = high.fraction if high is not None and high.whole == low.whole else None
    used = {number.fraction for number in taken if number.whole == low.whole}
    return [Number(low.whole, fraction) for fraction in _between(low.fraction, top, count, used)]


def _between(low: _Fraction, high: _Fraction | None, count: int, used: Collection[_Fraction]) -> list[_Fraction]:
    if count >= _BASE:
        head = _next(low, high)
        while high is not None and high[: len(head)] == head:
            head = _next(head, high)
        length = next(length for length in range(1, count) if (_BASE - 1) ** length >= count + len(used))
        every = ((*head, *figures) for figures in product(range(1, _BASE), repeat=length))
        return list(islice((fraction for fraction in every if fraction not in used), count))
    found: list[_Fraction] = []
    while len(found) < count:
        low = _next(low, high)
        if low not in used:
            found.append(low)
    return found


def _next(low: _Fraction, high: _Fraction | None) -> _Fraction:
    """Return a short fraction between two others: the next one of the same length, or one inside `low`."""
    if low and low[-1] < _BASE - 1:
        sibling = (*low[:-1], low[-1] + 1)
        if high is None or sibling < high:
            return sibling
    inside = (*low, 1)
    while high is not None and inside >= high:  # `high` begins like `low` and goes on with figures as small
        inside = (*inside[:-1], 0, 1)
    return inside
