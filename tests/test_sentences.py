"""The sentence around a place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossator.sentences import excerpt, sentence_around


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.^ Three.", "Two."),
        ("One.^ Two.", "One."),
        ("One. Two^, and more. Three.", "Two, and more."),
        ("One. “Two.”^ Three.", "“Two.”"),
        ("One! Is it two?^ Three.", "Is it two?"),
        ("One. The book of A. Doe is long.^ Three.", "The book of A. Doe is long."),
        ("One. The book of A. B. Doe is long.^ Three.", "The book of A. B. Doe is long."),
        ("One. See vol. 3 of it.^ Three.", "See vol. 3 of it."),
        ("One. He wrote … and stopped.^ Three.", "He wrote … and stopped."),
        ("One. Two", "Two"),
        ("^One. Two.", "One."),
        ("One. Two. ^", "Two."),
        ("No full stop^", "No full stop"),
        ("^", ""),
    ],
)
def test_the_sentence_around_a_call(text: str, sentence: str) -> None:
    at = text.find("^") if "^" in text else len(text)
    text = text.replace("^", "")
    start, end = sentence_around(text, at)
    assert text[start:end].strip() == sentence


def test_an_excerpt_is_parted_at_the_place() -> None:
    assert excerpt("One. Two, three. Four.", 8, 100) == ("Two", ", three.")


def test_a_long_sentence_is_cut_between_words() -> None:
    before, after = excerpt("word " * 100 + "here, " + "more " * 100, 505, 60)
    assert before == "…" + "word " * 6 + "here,"
    assert after == " more more more more…"


def test_a_word_longer_than_the_room_is_cut_all_the_same() -> None:
    before, after = excerpt("x" * 500, 500, 60)
    assert len(before) == 61
    assert after == ""


def test_a_text_without_end_takes_no_longer(steps: Callable[[Callable[[], object]], int]) -> None:
    """Only what stands near the place is looked at."""

    def work(size: int) -> int:
        text = "A. b " * size
        return steps(lambda: excerpt(text, len(text) // 2, 300))

    assert work(200_000) == work(2_000)
