"""Sentences that name a person, each quoted once."""

from __future__ import annotations

import re

from glossator.model import Naming, Use
from glossator.persons.contexts import LONGEST, contexts


def quoted(text: str, name: str = "Hume") -> list[str]:
    """Quote the sentences of a text that hold a name; the marked words stand in brackets."""
    namings = [
        Naming("hume", "1.1", found.start(), found.end(), (), "7", in_note=False, use=Use.MENTION, method="", score=1.0)
        for found in re.finditer(re.escape(name), text)
    ]
    found = list(contexts(text, namings))
    assert [naming for context in found for naming in context.namings] == namings
    return ["".join(f"[{piece.text}]" if piece.name else piece.text for piece in context.pieces) for context in found]


def test_each_sentence_is_quoted_with_its_name_marked() -> None:
    text = "Nobody read it. Then Hume did, twice. He liked it. So Hume wrote one himself."
    assert quoted(text) == ["Then [Hume] did, twice.", "So [Hume] wrote one himself."]


def test_a_sentence_with_two_names_is_quoted_once() -> None:
    assert quoted("Hume read Hume. Others did not.") == ["[Hume] read [Hume]."]


def test_a_name_that_is_all_stands_alone() -> None:
    assert quoted("Hume") == ["[Hume]"]


def test_initials_end_no_sentence() -> None:
    assert quoted("It was D. Q. Hume who came. We left.", "D. Q. Hume") == ["It was [D. Q. Hume] who came."]


def test_a_long_sentence_is_cut_between_words_on_both_sides() -> None:
    (context,) = quoted("And so " * 60 + "Hume " + "went on " * 60 + "to the end.")
    assert context.startswith("…")
    assert context.endswith("…")
    assert len(context) <= LONGEST + len("…[]…")
    assert set(re.findall(r"\w+", context)) == {"And", "so", "Hume", "went", "on"}


def test_what_one_side_does_not_need_the_other_gets() -> None:
    (context,) = quoted("Hume " + "went on " * 60 + "to the end.")
    assert not context.startswith("…")
    assert len(context) > 0.9 * LONGEST
    (context,) = quoted("And so " * 60 + "came Hume.")
    assert context.endswith("came [Hume].")
    assert len(context) > 0.9 * LONGEST


def test_names_far_apart_in_a_sentence_are_quoted_apart() -> None:
    text = "Hume " + "went on " * 40 + "and then Hume stopped."
    first, second = quoted(text)
    assert first.count("[Hume]") == second.count("[Hume]") == 1


def test_a_word_without_end_is_cut_all_the_same() -> None:
    (context,) = quoted("x" * 900 + "Hume" + "y" * 900)
    assert "[Hume]" in context
    assert len(context) <= LONGEST + len("…[]…")
