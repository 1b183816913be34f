"""Aligning two sequences of words in about linear time: anchors first, then what lies between them.

An anchor is a run of words that each side has exactly once; the longest rising sequence of anchors cuts both sides
into short stretches (patience diff, B. Cohen), and these are compared word by word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import Levenshtein

RUN: Final = 4  # words of an anchor: in prose, five runs of six occur once in a book
TABLE: Final = 250_000  # pairs of words that are compared one by one, 500 by 500; of more, anchors are looked for


class Block(NamedTuple):
    """A stretch in which two sequences differ: half-open ranges of their items, one of which may be empty."""

    start: int
    end: int
    other_start: int
    other_end: int


def runs_of(sequence: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Return the runs of `RUN` words of a sequence, one for each place where one begins."""
    return zip(*(sequence[first:] for first in range(RUN)), strict=False)


def differences(base: Sequence[str], other: Sequence[str]) -> Iterator[Block]:
    """Yield where two sequences of words differ, in order; no two blocks touch."""
    waiting: Block | None = None
    for block in _blocks(base, other):
        if waiting is not None and (block.start, block.other_start) == (waiting.end, waiting.other_end):
            waiting = Block(waiting.start, block.end, waiting.other_start, block.other_end)
            continue
        if waiting is not None:
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


def rising(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return the indices of a longest sequence in which the second numbers rise; the first ones must rise already."""
    tails: list[int] = []  # the smallest last number of a sequence of each length
    ends: list[int] = []  # the index of the pair that has it
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        at = bisect_left(tails, second)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [second]
        ends[at : at + 1] = [index]
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


def _blocks(base: Sequence[str], other: Sequence[str]) -> Iterator[Block]:
    if len(base) * len(other) <= TABLE:
        yield from _small_blocks(base, other, 0, 0)
        return
    start = other_start = 0
    for at, other_at in (*_anchors(base, other), (len(base), len(other))):
        if at < start or other_at < other_start:
            continue  # the anchor before reaches into this one
        yield from _small_blocks(base[start:at], other[other_start:other_at], start, other_start)
        start, other_start = at + RUN, other_at + RUN


def _unique_runs(sequence: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Return the runs that occur once, and where each begins."""
    found: dict[tuple[str, ...], int] = {}
    for at, run in enumerate(runs_of(sequence)):
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def _anchors(base: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    there = _unique_runs(other)
    shared = [(at, there[run]) for run, at in _unique_runs(base).items() if run in there]
    for index in rising(shared):
        yield shared[index]


def _small_blocks(base: Sequence[str], other: Sequence[str], start: int, other_start: int) -> Iterator[Block]:
    if len(base) * len(other) > TABLE:  # long, and no run of words in common: another text
        yield Block(start, start + len(base), other_start, other_start + len(other))
        return
    for step in Levenshtein.opcodes(base, other):
        if step.tag != "equal":
            yield Block(
                start + step.src_start, start + step.src_end, other_start + step.dest_start, other_start + step.dest_end
            )
