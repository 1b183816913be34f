"""The heaviest chain of pairs that go forward in two sequences at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Pair(NamedTuple):
    """A member of one sequence and one of another that may be the same."""

    old: int
    new: int
    weight: float  # above 0


def heaviest_chain(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the pairs of the greatest total weight in which both members grow from pair to pair.

    The heaviest increasing subsequence, with a Fenwick tree over the second members: n log n for n pairs. Of chains of
    one weight the one that is found first.
    """
    ordered = sorted(pairs, key=lambda pair: (pair.old, -pair.new))
    if not ordered:
        return []
    size = max(pair.new for pair in ordered) + 1
    best: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)  # over second members below: weight, number of last pair
    before: list[int] = []
    for number, pair in enumerate(ordered):
        weight, last = 0.0, -1
        at = pair.new  # members 0 … new - 1
        while at > 0:
            if best[at][0] > weight:
                weight, last = best[at]
            at -= at & -at
        before.append(last)
        total = (weight + pair.weight, number)
        at = pair.new + 1
        while at <= size:
            if total[0] > best[at][0]:
                best[at] = total
            at += at & -at
    weight, number = 0.0, -1
    at = size
    while at > 0:
        if best[at][0] > weight:
            weight, number = best[at]
        at -= at & -at
    chain: list[Pair] = []
    while number >= 0:
        chain.append(ordered[number])
        number = before[number]
    return chain[::-1]
