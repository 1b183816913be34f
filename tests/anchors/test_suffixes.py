"""Numbers between numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.anchors.suffixes import Number, numbers_after, parse_number


def number(text: str) -> Number:
    parsed = parse_number(text)
    assert parsed is not None
    return parsed


def between(low: str, high: str | None, count: int, taken: tuple[str, ...] = ()) -> list[str]:
    found = numbers_after(number(low), number(high) if high else None, count, {number(one) for one in taken})
    return [str(one) for one in found]


@pytest.mark.parametrize(
    ("low", "high", "count", "expected"),
    [
        ("12", "13", 2, ["12a", "12b"]),
        ("12", None, 1, ["12a"]),
        ("12a", "12b", 2, ["12aa", "12ab"]),
        ("12a", "13", 1, ["12b"]),
        ("0", "1", 1, ["0a"]),
        ("12", "12a", 2, ["12za", "12zb"]),
        ("12", "12za", 1, ["12zza"]),
        ("12y", "13", 2, ["12ya", "12yb"]),
        ("12", "12ac", 1, ["12a"]),
    ],
)
def test_what_comes_between(low: str, high: str | None, count: int, expected: list[str]) -> None:
    assert between(low, high, count) == expected


def test_a_number_that_was_given_once_is_passed_over() -> None:
    assert between("12", "13", 2, ("12a", "12c")) == ["12b", "12d"]


def test_many_numbers_stay_short() -> None:
    found = between("12", "13", 5000)
    assert max(map(len, found)) <= 6
    assert sorted(map(number, found)) == [number(one) for one in found]


@pytest.mark.parametrize("text", ["", "a", "12-a", "12A", "5.12", "-1", "12ä"])
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 40)), max_size=14))
def test_there_is_always_room(steps: list[tuple[float, int]]) -> None:
    """Wherever numbers are put in, again and again: all differ, all sort, none ends with the figure nought."""
    given_out = [Number(1), Number(2)]
    for place, count in steps:
        at = int(place * (len(given_out) - 1))
        new = numbers_after(given_out[at], given_out[at + 1], count, set(given_out))
        given_out[at + 1 : at + 1] = new
    assert given_out == sorted(set(given_out))
    assert [parse_number(str(one)) for one in given_out] == given_out
    assert not any(str(one).endswith("z") for one in given_out)
