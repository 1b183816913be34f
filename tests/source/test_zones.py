"""Stretches in another notation: where they are found, where they begin, and what is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossator.model import Witness
from glossator.source.dialects import detect
from glossator.source.lines import split_lines
from glossator.source.zones import recognize

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def marker(title: str, first: int, last: int) -> str:
    """Return a chapter in `marker` notation with so many notes."""
    body = "".join(f"Hens lay.<sup>{n}</sup>\n\n---\n\n{n} So they say.\n\n" for n in range(first, last + 1))
    return f"# {title}\n\nOf birds there is much to say here.\n\n{body}"


def plain(title: str, first: int, last: int) -> str:
    """Return the same in `plain` notation."""
    body = "".join(f"Hens lay.{str(n).translate(RAISED)}\n\n{n} So they say.\n\n" for n in range(first, last + 1))
    return f"{title}\n\nOf birds there is much to say here.\n\n{body}"


def stretches(text: str) -> list[tuple[str, str, str]]:
    """Return the dialect of each zone with its first and last line."""
    found = []
    for zone in recognize(text).zones:
        lines = text[zone.start : zone.end].strip().splitlines()
        found.append((zone.dialect, lines[0], lines[-1]))
    return found


# --- what is one ---------------------------------------------------------------------------------------------------


def test_a_plain_chapter_in_a_marker_text() -> None:
    text = marker("1. Hens", 1, 8) + plain("2. Ducks", 9, 12) + marker("3. Geese", 13, 20)
    assert recognize(text).dialect == "marker"
    assert stretches(text) == [("plain", "2. Ducks", "12 So they say.")]


def test_a_marker_chapter_in_a_plain_text() -> None:
    text = plain("1. Hens", 1, 8) + marker("2. Ducks", 9, 12) + plain("3. Geese", 13, 20)
    assert recognize(text).dialect == "plain"
    assert stretches(text) == [("marker", "# 2. Ducks", "12 So they say.")]


@pytest.mark.parametrize("first", [1, 5])
def test_two_chapters_whether_numbers_begin_anew_or_not(first: int) -> None:
    text = (
        marker("1. Hens", 1, 12)
        + plain("2. Ducks", first, first + 3)
        + marker("3. Geese", 1, 12)
        + plain("4. Swans", first, first + 3)
        + marker("5. Owls", 1, 3)
    )
    assert stretches(text) == [
        ("plain", "2. Ducks", f"{first + 3} So they say."),
        ("plain", "4. Swans", f"{first + 3} So they say."),
    ]


def test_two_notes_are_enough_where_their_numbers_go_on() -> None:
    text = marker("1. Hens", 1, 4) + plain("2. Ducks", 5, 6) + marker("3. Geese", 7, 10)
    assert stretches(text) == [("plain", "2. Ducks", "6 So they say.")]


def test_numbers_that_are_lost_do_no_harm() -> None:
    chapter = plain("2. Ducks", 9, 14).replace("¹¹", "")
    text = marker("1. Hens", 1, 8) + chapter + marker("3. Geese", 15, 20)
    assert stretches(text) == [("plain", "2. Ducks", "14 So they say.")]


@pytest.mark.parametrize("mark", ["", "\r"])
def test_the_first_chapter_and_the_last(mark: str) -> None:
    text = BYTE_ORDER_MARK + plain("1. Hens", 1, 4) + marker("2. Ducks", 5, 12) + plain("3. Geese", 13, 16)
    text = text.replace("\n", f"{mark}\n")
    assert stretches(text) == [("plain", "1. Hens", "4 So they say."), ("plain", "3. Geese", "16 So they say.")]
    first, last = recognize(text).zones
    assert (first.start, last.end) == (1, len(text))


def test_the_dialect_is_that_of_most_of_the_text() -> None:
    """A chapter may have more notes than all the others together."""
    long = "Of geese there is more to say than of all the others together. " * 40
    text = plain("1. Hens", 1, 9) + marker("2. Geese", 10, 12) + long
    assert recognize(text).dialect == "marker"
    assert stretches(text) == [("plain", "1. Hens", "9 So they say.")]


def test_a_power_here_and_there_does_not_end_a_stretch() -> None:
    chapter = plain("2. Ducks", 9, 14) + "A pond of 3 m<sup>2</sup> will do.\n\n"
    text = marker("1. Hens", 1, 8) + chapter + plain("3. Geese", 15, 16) + marker("4. Swans", 17, 20)
    assert stretches(text) == [("plain", "2. Ducks", "16 So they say.")]


# --- where it begins -----------------------------------------------------------------------------------------------


def test_it_begins_with_the_headings_above_its_first_call() -> None:
    text = marker("1. Hens", 1, 4) + "PART TWO\n\n" + plain("2. Ducks", 5, 9)
    assert stretches(text) == [("plain", "PART TWO", "9 So they say.")]


def test_without_a_heading_it_begins_with_the_paragraph_of_its_first_call() -> None:
    pages = "Of ducks one has to say\na little.⁵ And more.⁶ And more.⁷\n\n"
    text = marker("1. Hens", 1, 4) + "That was all.\n\n" + pages + marker("2. Geese", 8, 12)
    assert stretches(text) == [("plain", "Of ducks one has to say", "a little.⁵ And more.⁶ And more.⁷")]


def test_an_editor_may_mark_its_heading() -> None:
    text = marker("1. Hens", 1, 4) + "# " + plain("2. Ducks", 5, 9) + marker("3. Geese", 10, 12)
    ((_, first, last),) = stretches(text)
    assert (first, last) == ("Hens lay.⁵", "9 So they say.")


def test_it_ends_where_the_next_heading_is_marked() -> None:
    without_notes = "## 3. Geese\n\nOf geese there is nothing.\n\n## 4. Swans\n\nNor of swans.\n\n"
    text = marker("1. Hens", 1, 8) + plain("2. Ducks", 9, 12) + without_notes + marker("5. Owls", 13, 16)
    assert stretches(text) == [("plain", "2. Ducks", "12 So they say.")]


def test_each_line_knows_its_notation() -> None:
    text = marker("1. Hens", 1, 2) + plain("2. Ducks", 3, 6) + marker("3. Geese", 7, 9)
    dialect, zones = recognize(text)
    lines = split_lines(Witness("A", "a.md", "", dialect, text, zones))
    assert [line.text for line in lines if line.dialect.name == "plain"] == plain("2. Ducks", 3, 6).split("\n")[:-1]
    assert "".join(line.text + "\n" for line in lines)[:-1] == text


# --- what is none --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "\n", "One.", marker("1. Hens", 1, 9), plain("1. Hens", 1, 9)])
def test_a_text_of_one_notation_has_none(text: str) -> None:
    assert recognize(text).zones == ()


STRAYS = {
    "areas and volumes": "A coop of 4 m², or 12 m³, or again 4 m². ",
    "powers of ten": "There are 10⁶ hens, or 10⁷, or 10⁸. ",
    "isotopes": "The shell holds ¹²C and ¹³C, less ¹⁴C; and again ¹²C and ¹³C. ",
    "editions": "See Marsh, *Eggs*, ²1999; ³2001. ",
    "one note": "As was said before.¹ ",
    "a table's notes": "| Hens¹ | 4 |\n| Ducks² | 5 |\n| Geese³ | 6 |\n\n¹ Alive.\n² Not counted.\n³ Guessed.\n\n",
}


@pytest.mark.parametrize("name", STRAYS)
def test_raised_digits_that_call_no_note_make_none(name: str) -> None:
    text = marker("1. Hens", 1, 6) + STRAYS[name] + "\n\n" + marker("2. Ducks", 7, 9)
    assert (recognize(text).dialect, stretches(text)) == ("marker", [])


def test_not_even_where_there_are_more_of_them_than_of_notes() -> None:
    text = marker("1. Hens", 1, 30) + STRAYS["areas and volumes"] * 20 + "\n\n" + marker("2. Ducks", 31, 50)
    assert detect(text) == "plain"
    assert (recognize(text).dialect, stretches(text)) == ("marker", [])


def test_heading_marks_in_a_plain_text_make_none() -> None:
    chapters = "".join("# " + plain(f"{n}. Hens", 4 * n - 3, 4 * n) for n in range(1, 5))
    assert (recognize(chapters).dialect, stretches(chapters)) == ("plain", [])
    stray = chapters + "And a pond of 3 m<sup>2</sup>.\n"
    assert (recognize(stray).dialect, stretches(stray)) == ("plain", [])


def test_two_notes_with_numbers_of_their_own_are_too_few() -> None:
    """They may as well be powers, and a false stretch would lose the notes of others."""
    text = marker("1. Hens", 1, 6) + plain("2. Ducks", 1, 2) + marker("3. Geese", 1, 6)
    assert stretches(text) == []


# --- growth --------------------------------------------------------------------------------------------------------


def many_chapters(count: int) -> str:
    pairs = ((marker("1. Hens", 1, 4), plain("2. Ducks", 5, 8)) for _ in range(count))
    return "".join(part for pair in pairs for part in pair)


GROWING = {
    "chapters": many_chapters,
    "one paragraph": lambda size: marker("1. Hens", 1, 4) + "Hens lay.¹ Ducks.² Geese.³ " * size,
    "unsigned blocks": lambda size: marker("1. Hens", 1, 4) + "Ducks\n\n" * size + "Swim.⁵ So.⁶ So.⁷\n",
    "unsigned lines": lambda size: marker("1. Hens", 1, 4) + "Ducks\n" * size + "Swim.⁵ So.⁶ So.⁷\n",
}


@pytest.mark.parametrize("name", GROWING)
def test_twice_the_text_is_twice_the_work(name: str, steps: Callable[[Callable[[], object]], int]) -> None:
    half, whole = GROWING[name](300), GROWING[name](600)
    assert steps(lambda: recognize(whole)) <= 2.1 * steps(lambda: recognize(half))


@pytest.mark.parametrize("text", ["0²<sup>", "<sup> ¹⁴C", "10⁶ <sup>"])
def test_raised_figures_that_call_nothing_make_no_zones(text: str) -> None:
    assert recognize(text).zones == ()
