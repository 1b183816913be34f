"""Differences of two sequences of words, short and long."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.collation import aligning
from glossator.collation.aligning import Block, differences, rising

LETTERS = st.lists(st.sampled_from("abc"), max_size=12)


def rebuilt(base: list[str], other: list[str]) -> list[str]:
    """Put the differing stretches of the other sequence into the base."""
    out: list[str] = []
    at = 0
    for block in differences(base, other):
        out += [*base[at : block.start], *other[block.other_start : block.other_end]]
        at = block.end
    return [*out, *base[at:]]


@given(LETTERS, LETTERS)
def test_differences_make_one_of_the_other(base: list[str], other: list[str]) -> None:
    assert rebuilt(base, other) == other
    blocks = list(differences(base, other))
    for before, after in pairwise(blocks):
        assert before.end < after.start
        assert before.other_end < after.other_start


@pytest.mark.parametrize(
    ("base", "other", "blocks"),
    [
        ("a b c", "a b c", []),
        ("a b c", "a x c", [Block(1, 2, 1, 2)]),
        ("a b c", "a c", [Block(1, 2, 1, 1)]),
        ("a c", "a b c", [Block(1, 1, 1, 2)]),
        ("a b c d", "a x y z d", [Block(1, 3, 1, 4)]),
        ("", "a", [Block(0, 0, 0, 1)]),
    ],
)
def test_differing_words_that_touch_are_one_block(base: str, other: str, blocks: list[Block]) -> None:
    assert list(differences(base.split(), other.split())) == blocks


def long_text(seed: int, length: int) -> list[str]:
    chance = random.Random(seed)
    return [f"w{chance.randrange(3000)}" for _ in range(length)]


def test_long_sequences_are_cut_at_anchors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work grows with the length: no table of pairs is larger than the limit, and all of them together are few."""
    compared: list[int] = []
    opcodes = aligning.Levenshtein.opcodes

    def counted(base: Any, other: Any) -> Any:
        compared.append(len(base) * len(other))
        return opcodes(base, other)

    monkeypatch.setattr(aligning.Levenshtein, "opcodes", counted)
    base = long_text(1, 40_000)
    other = list(base)
    for at in range(0, len(other), 37):
        other[at] = "changed"
    del other[20_000:20_100]
    assert rebuilt(base, other) == other
    assert sum(block.end - block.start for block in differences(base, other)) < 1_300
    assert max(compared) <= aligning.TABLE
    assert sum(compared) < 50 * len(base)


def test_long_sequences_without_anything_in_common_are_one_block() -> None:
    base, other = ["a"] * 1_000, ["b"] * 2_000
    assert list(differences(base, other)) == [Block(0, 1_000, 0, 2_000)]


@given(st.lists(st.integers(0, 20), unique=True))
def test_the_rising_sequence_rises_and_is_longest(numbers: list[int]) -> None:
    pairs = list(enumerate(numbers))
    chain = [numbers[at] for at in rising(pairs)]
    assert chain == sorted(chain)
    longest = [1] * len(numbers)
    for at, number in enumerate(numbers):
        longest[at] = 1 + max((longest[before] for before in range(at) if numbers[before] < number), default=0)
    assert len(chain) == max(longest, default=0)
