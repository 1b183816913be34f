"""What counts as a word, and when two words are the same."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.collation.words import forms_of, joined_form, words_of


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("", []),
        (" … — “ ” ", []),
        ("The mole, p. 12.", ["The", "mole", "p", "12"]),
        ("don't don’t ‘don’t’", ["don't", "don't", "don't"]),
        ("zhizn’ l’homme", ["zhizn", "l'homme"]),
        ("well-known 1932–34 16.5%", ["well", "known", "1932", "34", "16", "5", "%"]),
        ("§ 5 & £12", ["§", "5", "&", "£", "12"]),
        ("har\u00adbour \u00ad x", ["harbour", "x"]),
        ("oﬃce Ⅳ m²", ["office", "IV", "m2"]),
        ("e\u0301te\u0301 été", ["été", "été"]),
        ("שָׁלוֹם، قلعة؟", ["שָׁלוֹם", "قلعة"]),
        ("Mc*Kay* _x_", ["Mc", "Kay", "x"]),
        ("a\u00a0b\u2003c", ["a", "b", "c"]),
    ],
)
def test_words(text: str, forms: list[str]) -> None:
    assert list(forms_of(text)) == [unicodedata.normalize("NFKC", form) for form in forms]


@given(st.text())
def test_words_stand_where_they_say_and_forms_are_theirs(text: str) -> None:
    words = words_of(text)
    assert forms_of(text) == tuple(word.form for word in words)
    assert all(word.start < word.end for word in words)
    assert all(before.end <= after.start for before, after in pairwise(words))
    for word in words:
        assert forms_of(text[word.start : word.end]) == (word.form,)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("well-known", "wellknown", True),
        ("well- known", "wellknown", True),
        ("well known", "wellknown", False),
        ("well—known", "wellknown", False),
        ("l’ homme", "l'homme", True),
        ("1932-34", "193234", False),
        ("U.S.", "US", False),
        ("a-b c", "ab c", True),
    ],
)
def test_hyphens_and_apostrophes_join(one: str, other: str, same: bool) -> None:
    assert (joined_form(one, words_of(one)) == joined_form(other, words_of(other))) is same
