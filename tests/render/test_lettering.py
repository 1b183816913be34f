"""Words set in a given room: no line longer than it, no letter lost, as large as there is room for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.render.lettering import ELLIPSIS, is_right_to_left, set_words, width

SIZES = (100, 50, 20)
LINES = (2, 4, 10)


@settings(max_examples=60)
@given(st.text(max_size=250), st.integers(120, 900))
def test_no_line_is_longer_than_its_room_and_no_letter_is_lost(text: str, measure: int) -> None:
    setting = set_words(text, measure, SIZES, LINES)
    assert all(width(line) * setting.size <= measure + 0.01 for line in setting.lines)
    assert len(setting.lines) <= LINES[SIZES.index(setting.size)]
    shown = "".join(setting.lines).replace(" ", "")
    whole = "".join(text.split())
    if shown != whole:
        assert setting.size == SIZES[-1]
        assert setting.lines[-1].endswith(ELLIPSIS)
        assert whole.startswith(shown.removesuffix(ELLIPSIS))


@pytest.mark.parametrize(
    ("text", "measure", "size", "lines"),
    [
        ("", 400, 100, ()),
        ("Noise", 400, 100, ("Noise",)),
        ("Sand and Time", 620, 100, ("Sand and", "Time")),
        ("a b c d", 220, 100, ("a b", "c d")),  # even, not "a b c" and "d"
        ("well-known", 440, 50, ("well-known",)),
        ("well-known", 300, 50, ("well-", "known")),
        ("(well—known)", 350, 50, ("(well—", "known)")),
        ("extraordinarily", 600, 50, ("extraordinarily",)),  # a long word has all letters made smaller
        ("extraordinarily", 120, 20, ("extraordi", "narily")),  # and is cut where that is not enough
        ("本を読む、人", 330, 100, ("本を読", "む、人")),  # no line begins with a comma
    ],
)
def test_lines_break_where_they_may(text: str, measure: int, size: int, lines: tuple[str, ...]) -> None:
    assert set_words(text, measure, SIZES, LINES) == (size, lines)


def test_what_has_no_room_ends_with_a_whole_word() -> None:
    setting = set_words("words " * 60, 120, (20,), (2,))
    assert setting.lines == ("words", f"words{ELLIPSIS}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("abc", False), ("", False), ("12 — ?", False), ("مقدمة", True), ("1. שלום abc", True), ("abc שלום", False)],
)
def test_the_first_letter_with_a_direction_decides(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


def test_marks_above_letters_take_no_room_and_ligatures_that_of_their_letters() -> None:
    assert width("e\u0301") == width("e") == width("é")
    assert width("\ufb03") == width("ffi")
    assert width("\ufdfa") > 10  # one character, a whole sentence
