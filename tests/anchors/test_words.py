"""Hashes and sketches of texts."""

from __future__ import annotations

import random

import pytest

from glossator.anchors.words import SKETCH, run_hashes, sketch_of, text_hash, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The “old” book", "the 'old' book"),
        ("Čapek’s Straße", "čapek's strasse"),
        ("soft\u00adly", "softly"),
        ("ﬁne print", "fine print"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("pp. 1–2", "pp. 1-2"),
    ],
)
def test_typography_makes_no_other_words(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


@pytest.mark.parametrize(("one", "other"), [("Capek", "Čapek"), ("book", "books"), ("12", "13"), ("a b", "b a")])
def test_other_words_are_other_words(one: str, other: str) -> None:
    assert text_hash(words_of(one)) != text_hash(words_of(other))


def test_a_sketch_holds_at_most_sixteen_hashes_and_no_word() -> None:
    words = words_of("A quick survey of the margins of printed books, from the first presses to the last ones. " * 3)
    sketch = sketch_of(words)
    assert len(sketch) == SKETCH
    assert list(sketch) == sorted(set(sketch))
    assert set(sketch) <= run_hashes(words)


@pytest.mark.parametrize("text", ["", "One", "One two", "One two three four"])
def test_short_texts_have_what_they_have(text: str) -> None:
    assert set(sketch_of(words_of(text))) <= run_hashes(words_of(text))
    assert bool(sketch_of(words_of(text))) == bool(text)


def test_the_share_of_a_sketch_tells_how_much_survives() -> None:
    """Of texts of which half stands in another one, at least three of sixteen hashes are found in nearly all cases."""
    chosen = random.Random(1)
    lost = 0
    for _ in range(300):
        words = [f"w{chosen.randrange(5000)}" for _ in range(120)]
        rest = run_hashes(words[:61])
        lost += sum(run in rest for run in sketch_of(words)) < 3
    assert lost <= 3
